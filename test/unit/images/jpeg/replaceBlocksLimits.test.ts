import assert from 'node:assert/strict';
import sharp from 'sharp';
import {
  blocksReplaceable,
  type PixelSource,
  replaceBlocks,
} from '../../../../src/core/images/jpeg/replaceBlocks.ts';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import {
  all,
  box,
  flat,
  height,
  isWellInside,
  made,
  partsOf,
  photo,
  photoPixels,
  pixelsOf,
  raw,
  replacedBy,
  three,
  width,
} from './exchange.ts';
import { ascii, joined, progression, segment } from './madeJpegs.ts';

describe('A JPEG whose blocks are exchanged', () => {
  it('keeps every other segment, and what is behind the end, byte for byte', async () => {
    const profile = segment(0xe2, [
      ...ascii('ICC_PROFILE\0'),
      1,
      1,
      ...Array.from({ length: 300 }, (_, at) => at & 255),
    ]);
    const exif = segment(0xe1, [...ascii('Exif\0\0'), 0xff, 0xd8, 0xff, 0xda, 0, 1, 2]);
    const comment = segment(0xfe, ascii('made by hand'));
    const tail = Uint8Array.of(1, 2, 3, 0xff, 0xd8, 0xff, 0xc4, 9, 9);
    for (const progressive of [false, true]) {
      const source = made({
        sampling: three(2, 1),
        segments: [exif, profile, comment],
        tail,
        ...(progressive && { progressive, scans: progression }),
      });
      const replaced = await replacedBy(source, flat);
      const all = Buffer.from(replaced.bytes);
      assert.ok(all.subarray(2).indexOf(joined([exif, profile, comment])) === 0);
      assert.ok(all.subarray(-tail.length).equals(tail));
      assert.equal(sniff(replaced.bytes)?.width, width);
    }
  });

  it('hands back the very bytes where nothing changes', async () => {
    const source = await photo({});
    const nothing: PixelSource = ({ width, height }) => ({
      pixels: new Uint8Array(3 * width * height),
      changed: new Uint8Array(width * height),
    });
    const replaced = replaceBlocks(source, box, nothing);
    assert.ok(replaced.ok);
    assert.equal(replaced.bytes, source);
    assert.equal(replaced.blocks, 0);
  });

  it('leaves nothing of what was there: a covered word is gone, also where its edges went beyond white', async () => {
    const words = Buffer.from(
      `<svg width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>
      <text x="60" y="75" font-size="28" font-family="sans-serif">secret</text></svg>`,
    );
    const source = new Uint8Array(await sharp(words).jpeg({ quality: 60 }).toBuffer());
    const replaced = await replacedBy(source, () => [250, 250, 250]);
    const { data } = await pixelsOf(replaced.bytes);
    let most = 0;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (isWellInside(x, y)) most = Math.max(most, Math.abs(250 - (data[3 * (y * width + x)] ?? 0)));
      }
    }
    assert.ok(most <= 3, `something of it is left: ${most}`);
  });

  it('leaves a block as it is up to rounding where only one pixel of it changes', async () => {
    const source = await photo({ chromaSubsampling: '4:4:4', quality: 100 });
    const before = await pixelsOf(source);
    const one = { left: 83, top: 67, width: 1, height: 1 };
    const replaced = replaceBlocks(
      source,
      one,
      partsOf(before, (x, y) => x === 83 && y === 67, [9, 200, 30]),
    );
    assert.ok(replaced.ok);
    assert.equal(replaced.blocks, 3);
    const after = await pixelsOf(replaced.bytes);
    const differences = after.data.map((value, at) => Math.abs(value - (before.data[at] ?? 0)));
    assert.ok(differences.filter((difference) => difference > 2).length <= 3);
  });

  it('takes regions over the edge, of all pixels, and a picture of one pixel', async () => {
    const sizes = [
      [1, 1],
      [8, 8],
      [17, 16],
      [33, 7],
    ] as const;
    for (const [across, down] of sizes) {
      for (const progressive of [false, true]) {
        const pixels = {
          create: { width: across, height: down, channels: 3, background: '#d03020' },
        } as const;
        const source = new Uint8Array(await sharp(pixels).jpeg({ progressive, quality: 95 }).toBuffer());
        const everywhere = { left: -5, top: -9, width: 1000, height: 1000 };
        const replaced = replaceBlocks(source, everywhere, all([20, 90, 200]));
        assert.ok(replaced.ok);
        const { data } = await pixelsOf(replaced.bytes);
        assert.ok(data.every((value, at) => Math.abs(value - ([20, 90, 200][at % 3] ?? 0)) <= 4));
      }
    }
  });

  it('says of each kind that it can not take why, without decoding it', async () => {
    const plain = made({ sampling: three(1, 1) });
    const frameAt = Buffer.from(plain).indexOf(Buffer.of(0xff, 0xc0));
    const withByte = (at: number, value: number) => {
      const bytes = plain.slice();
      bytes[frameAt + at] = value;
      return bytes;
    };
    const cases: [Uint8Array, string][] = [
      [withByte(1, 0xc9), 'arithmetic'],
      [withByte(1, 0xca), 'arithmetic'],
      [withByte(1, 0xc3), 'lossless'],
      [withByte(1, 0xc5), 'hierarchical'],
      [withByte(4, 12), 'bitDepth'],
      [
        made(
          {
            sampling: [
              [3, 1],
              [2, 1],
              [1, 1],
            ],
          },
          true,
        ),
        'sampling',
      ],
      [new Uint8Array(await sharp(Buffer.from(photoPixels()), raw).png().toBuffer()), 'notJpeg'],
      [plain.subarray(0, 300), 'damaged'],
      [new Uint8Array(0), 'notJpeg'],
    ];
    for (const [bytes, reason] of cases) {
      for (const found of [blocksReplaceable(bytes), replaceBlocks(bytes, box, all([1, 2, 3]))]) {
        assert.ok(!found.ok);
        assert.equal(found.reason, reason);
      }
    }
  });

  it('answers with a reason, and soon, whatever is cut off or damaged', async () => {
    const sources = [
      await photo({}),
      await photo({ progressive: true }),
      made({ sampling: three(2, 2), interval: 3 }),
    ];
    let [seed, damaged] = [7, 0];
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (const source of sources) {
      for (let round = 0; round < 60; round += 1) {
        const bytes = source.slice(0, round % 3 === 0 ? random(source.length) : source.length);
        for (let change = 0; change < round % 4; change += 1) bytes[random(bytes.length)] = random(256);
        // Most pixels that a damaged header can tell of; the codec looks at that before.
        const told = blocksReplaceable(bytes);
        if (told.ok && told.width * told.height > 400_000) continue;
        const replaced = replaceBlocks(bytes, box, ({ width, height }) => {
          const channels = told.ok && told.model === 'grey' ? 1 : 3;
          return {
            pixels: new Uint8Array(channels * width * height),
            changed: new Uint8Array(width * height).fill(1),
          };
        });
        if (!replaced.ok) damaged += 1;
      }
    }
    assert.ok(damaged > 60, `only ${damaged} were found to be damaged`);
  });
});
