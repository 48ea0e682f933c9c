import assert from 'node:assert/strict';
import sharp from 'sharp';
import { builtCodec } from '../builtCodec.ts';
import { bytesOf, halfTransparent } from '../pictures.ts';

/** Red, green, blue and alpha of each pixel. */
interface Drawing {
  name: string;
  side: number;
  pixels: Buffer;
}

async function icon(name: string, side: number, shapes: string): Promise<Drawing> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 100 100">${shapes}</svg>`;
  return { name, side, pixels: await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer() };
}

function drawing(name: string, side: number, at: (x: number, y: number) => readonly number[]): Drawing {
  const pixels = Buffer.alloc(side * side * 4);
  for (let index = 0; index < side * side; index += 1) {
    pixels.set(at((index % side) / (side - 1), Math.floor(index / side) / (side - 1)), index * 4);
  }
  return { name, side, pixels };
}

const disc =
  '<circle cx="50" cy="50" r="38" fill="#1e5adc"/><rect x="40" y="30" width="20" height="40" fill="#ff7814"/>';
const frame = (colour: string) =>
  `<rect x="20" y="20" width="60" height="60" rx="8" fill="none" stroke="${colour}" stroke-width="8"/>`;

/** A light window with the shadow that a screenshot has around it. */
const shadowed = drawing('a window with its shadow', 256, (x, y) => {
  const away = Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5)) - 0.3;
  return away <= 0 ? [245, 245, 250, 255] : [0, 0, 0, Math.round(76 * Math.max(0, 1 - away / 0.15) ** 2)];
});
const fading = drawing('a gradient', 200, (x) => [200, 30, 60, Math.round(255 * x)]);
const fadingWhite = drawing('a white gradient', 200, (x) => [255, 255, 255, Math.round(255 * x)]);

const drawings = [
  icon('a small icon', 32, disc),
  icon('an icon', 64, disc),
  icon('a large icon', 256, disc),
  icon('a white icon', 128, frame('#fff')),
  icon('a black icon', 64, frame('#000')),
  shadowed,
  fading,
  fadingWhite,
];

const pngOf = ({ pixels, side }: Drawing): Promise<Uint8Array> =>
  bytesOf(sharp(pixels, { raw: { width: side, height: side, channels: 4 } }).png());

describe('transparency on its way', () => {
  const codec = builtCodec;

  for (const [name, shapes, matte] of [
    ['a colourful picture', disc, 'white'],
    ['a black picture', frame('#000'), 'white'],
    ['a white picture', frame('#fff'), 'grey'],
    ['a picture with a white part and a blue one', `${frame('#fff')}<circle r="20" fill="#22f"/>`, 'grey'],
    [
      'a picture in white and grey',
      `${frame('#fff')}<rect x="34" y="34" width="32" height="32" fill="#848484"/>`,
      'dark grey',
    ],
    ['a picture of which nothing is seen', '', 'white'],
  ] as const) {
    it(`is flattened on ${matte} under ${name}, as is told before`, async () => {
      const bytes = await pngOf(await icon(name, 96, shapes));
      const { bytes: sent, changes, matte: sentOn } = await codec.prepare({ bytes, flatten: true });
      assert.deepEqual(changes, [`transparency flattened on ${matte}`]);
      const told = (await codec.metadata({ bytes })).matte;
      assert.equal(told?.name, matte);
      assert.deepEqual(sentOn, told);
      const [red, green, blue] = await sharp(sent)
        .extract({ left: 95, top: 0, width: 1, height: 1 })
        .raw()
        .toBuffer();
      const hex = [red, green, blue].map((value) => (value ?? 0).toString(16).padStart(2, '0')).join('');
      assert.equal(told?.hex, `#${hex}`);
    });
  }

  it('is flattened on white under a light window with a shadow, which shows where it ends', async () => {
    assert.equal((await codec.metadata({ bytes: await pngOf(shadowed) })).matte?.name, 'white');
    assert.equal((await codec.metadata({ bytes: await pngOf(fadingWhite) })).matte?.name, 'grey');
  });

  /** How far the colours of half-transparent pixels are from the drawing's own, of 255, and whether alpha is right. */
  async function halo(made: Uint8Array, { pixels }: Drawing): Promise<number> {
    const came = await sharp(made).raw().toBuffer();
    assert.equal(came.length, pixels.length);
    let [sum, count] = [0, 0];
    for (let at = 0; at < pixels.length; at += 4) {
      const alpha = pixels[at + 3] ?? 0;
      assert.equal(came[at + 3], alpha);
      if (alpha === 255) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        const off = Math.abs((came[at + channel] ?? 0) - (pixels[at + channel] ?? 0));
        if (alpha === 0) assert.ok(off === 0, 'what is not seen keeps its colour');
        else {
          sum += off;
          count += 1;
        }
      }
    }
    return sum / count;
  }

  async function putBack(source: Drawing, answer: Uint8Array): Promise<Uint8Array> {
    const { width, height } = await sharp(answer).metadata();
    const restoring = {
      crop: { left: 0, top: 0, width, height },
      resize: { width: source.side, height: source.side },
    };
    const alphaFrom = await pngOf(source);
    const finished = await codec.finish({ bytes: answer, outputType: 'png', restoring, alphaFrom });
    assert.equal(finished.transparency, 'kept');
    return finished.bytes;
  }

  it('comes back without a halo on an answer that changes nothing', async () => {
    for (const source of await Promise.all(drawings)) {
      const { bytes: sent } = await codec.prepare({ bytes: await pngOf(source), flatten: true });
      const off = await halo(await putBack(source, sent), source);
      assert.ok(off <= 0.2, `${source.name}: ${off.toFixed(2)}`);
    }
  });

  it('comes back without a halo on a scaled JPEG', async () => {
    for (const source of await Promise.all(drawings)) {
      const { bytes: sent } = await codec.prepare({ bytes: await pngOf(source), flatten: true });
      const answer = await bytesOf(sharp(sent).resize(512, 512, { fit: 'fill' }).jpeg({ quality: 88 }));
      const off = await halo(await putBack(source, answer), source);
      assert.ok(off <= 6, `${source.name}: ${off.toFixed(2)}`);
    }
  });

  it('comes back in the colours of an answer that has others, on another matte than was sent', async () => {
    const source = await icon('an icon', 64, disc);
    const other = await icon('the same in red', 64, disc.replaceAll('#1e5adc', '#c81e28'));
    const raw = { width: 64, height: 64, channels: 4 } as const;
    const answer = await bytesOf(sharp(other.pixels, { raw }).flatten({ background: '#f0e8d8' }).png());
    const made = await sharp(await putBack(source, answer))
      .raw()
      .toBuffer();
    let [sum, count] = [0, 0];
    for (let at = 0; at < made.length; at += 4) {
      const alpha = (source.pixels[at + 3] ?? 0) / 255;
      if (alpha === 0) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        // What is seen of the difference.
        sum += alpha * Math.abs((made[at + channel] ?? 0) - (other.pixels[at + channel] ?? 0));
        count += 1;
      }
    }
    assert.ok(sum / count <= 1, `${(sum / count).toFixed(2)}`);
  });

  it('keeps the colours of what is not seen', async () => {
    const source = await bytesOf(halfTransparent(60, 40).png());
    const answer = await bytesOf(sharp(source).flatten({ background: '#fff' }).png());
    const { bytes } = await codec.finish({ bytes: answer, outputType: 'png', alphaFrom: source });
    assert.deepEqual([...(await sharp(bytes).raw().toBuffer()).subarray(0, 4)], [20, 200, 20, 0]);
  });

  it('is put back from the very matte that was sent, told or found again', async () => {
    // Nowhere fully transparent, so that nothing of the answer shows the matte itself.
    const veil = drawing('a veil', 64, (x) => [255, 255, 255, Math.round(40 + 200 * x)]);
    const bytes = await pngOf(veil);
    const { bytes: sent, matte: sentOn } = await codec.prepare({ bytes, flatten: true });
    const finish = { bytes: sent, outputType: 'png', alphaFrom: bytes } as const;
    const made = await Promise.all([
      codec.finish({ ...finish, sentOn }),
      codec.finish(finish),
      codec.finish({ ...finish, sentOn: { name: 'white', hex: '#ffffff' } }),
    ]);
    const [told, found, wrong] = await Promise.all(made.map((one) => sharp(one.bytes).raw().toBuffer()));
    assert.deepEqual(told, found);
    assert.notDeepEqual(told, wrong);
    assert.ok(told?.every((value, at) => Math.abs(value - (veil.pixels[at] ?? 0)) <= 2));
  });
});
