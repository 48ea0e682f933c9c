import assert from 'node:assert/strict';
import sharp from 'sharp';
import { builtCodec } from '../builtCodec.ts';
import { coefficientsOf, differingBlocks } from './coefficients.ts';
import { height, made, photo, photoPixels, raw, three, width } from './exchange.ts';
import { progression } from './madeJpegs.ts';

const region = (size: { width: number; height: number }) =>
  ({
    size,
    shapes: [{ kind: 'rectangle', mode: 'add', x: 70, y: 50, width: 40, height: 30 }],
    inverted: false,
    feather: 4,
  }) as const;

async function setIn(source: Uint8Array, size: { width: number; height: number }, colour = '#30c060') {
  const crop = { left: 40, top: 30, width: 100, height: 80 };
  const pixels = { create: { width: 100, height: 80, channels: 3, background: colour } } as const;
  const answer = new Uint8Array(await sharp(pixels).png().toBuffer());
  return builtCodec.setIn({
    bytes: source,
    region: region(size),
    parts: [{ bytes: answer, crop, inner: crop, fit: { source: crop, canvas: crop } }],
    outputType: 'jpeg',
    strip: false,
  });
}

describe('A region of a JPEG is set in', () => {
  const kinds: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
    '4:4:4': () => photo({ chromaSubsampling: '4:4:4' }),
    '4:2:0': () => photo({}),
    '4:2:2': () => made({ sampling: three(2, 1) }),
    'progressive 4:2:0': () => made({ sampling: three(2, 2), progressive: true, scans: progression }),
  };
  for (const [name, make] of Object.entries(kinds)) {
    it(`${name}: nothing changes outside its blocks, as another reader and the count both say`, async () => {
      const source = await make();
      const result = await setIn(source, { width, height });
      assert.equal(result.inBlocks, true);
      assert.equal(result.changed, 0);
      assert.ok(result.outside > 0.8 * width * height && result.outside < width * height - 1200);
      const counted = differingBlocks(source, result.bytes, () => false);
      assert.ok(counted.differing > 20 && counted.differing < 150, `${counted.differing} blocks`);
      const [red, green, blue] = await pixelAt(result.bytes, 90, 65);
      assert.ok(Math.abs(red - 48) < 8 && Math.abs(green - 192) < 8 && Math.abs(blue - 96) < 8);
    });
  }

  it('stays grey where the new pixels are grey, and is encoded anew in colours where they are not', async () => {
    const source = await photo({}, 'b-w');
    const grey = await setIn(source, { width, height }, '#777777');
    assert.equal(grey.inBlocks, true);
    assert.equal(coefficientsOf(grey.bytes).components.length, 1);
    const tinted = await setIn(source, { width, height });
    assert.equal(tinted.inBlocks, false);
    assert.equal(tinted.widened, 'grey');
  });

  it('stays turned as EXIF says, in each of the eight ways', async () => {
    for (let orientation = 1; orientation <= 8; orientation += 1) {
      const stored = await sharp(photoPixels(), raw)
        .jpeg({ quality: 92 })
        .withMetadata({ orientation })
        .toBuffer();
      const size = orientation >= 5 ? { width: height, height: width } : { width, height };
      const result = await setIn(new Uint8Array(stored), size);
      assert.equal(result.inBlocks, true);
      assert.equal(result.changed, 0);
      assert.deepEqual([result.width, result.height], [size.width, size.height]);
      const upright = await sharp(result.bytes).autoOrient().png().toBuffer();
      const [red, green, blue] = await pixelAt(upright, 90, 65);
      assert.ok(
        Math.abs(red - 48) < 8 && Math.abs(green - 192) < 8 && Math.abs(blue - 96) < 8,
        `${orientation}`,
      );
    }
  });
});

async function pixelAt(bytes: Uint8Array, x: number, y: number): Promise<[number, number, number]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = info.channels * (y * info.width + x);
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}
