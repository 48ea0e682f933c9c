import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { PrepareOptions } from '../../../../src/core/images/codec.ts';
import { CodecError, needsPreparation } from '../../../../src/core/images/codec.ts';
import { fitPlan } from '../../../../src/core/images/geometry.ts';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import { builtCodec } from '../builtCodec.ts';
import {
  bytesOf,
  colours,
  decoded,
  halfTransparent,
  looks,
  marked,
  noise,
  withChunk,
  withSegment,
} from '../pictures.ts';

const flat = { flatten: true };

describe('preparing a picture for the provider', () => {
  const codec = builtCodec;

  const needed = (bytes: Uint8Array, wanted: PrepareOptions = flat) => {
    const info = sniff(bytes);
    return info !== undefined && needsPreparation(info, bytes.length, wanted);
  };

  it('leaves alone what is right already', async () => {
    for (const picture of [marked(60, 40).png(), marked(60, 40).jpeg(), marked(60, 40).webp()]) {
      const bytes = await bytesOf(picture);
      assert.equal(needed(bytes), false);
      const prepared = await codec.prepare({ bytes, ...flat });
      assert.equal(prepared.bytes, bytes);
      assert.deepEqual(prepared.changes, []);
    }
  });

  it('leaves alone an alpha channel in which nothing is transparent', async () => {
    const bytes = await bytesOf(marked(60, 40).ensureAlpha().png());
    assert.equal((await codec.prepare({ bytes, ...flat })).bytes, bytes);
  });

  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`turns orientation ${orientation} upright`, async () => {
      const bytes = await bytesOf(marked(60, 40).jpeg({ quality: 95 }).withMetadata({ orientation }));
      const prepared = await codec.prepare({ bytes, ...flat });
      assert.equal(prepared.bytes === bytes, orientation === 1);
      const upright = sharp(bytes).autoOrient().png();
      const [made, expected] = [await decoded(prepared.bytes), await decoded(await bytesOf(upright))];
      assert.deepEqual([made.width, made.height], orientation >= 5 ? [40, 60] : [60, 40]);
      for (const [x, y] of [
        [2, 2],
        [made.width - 3, 2],
        [2, made.height - 3],
        [made.width - 3, made.height - 3],
      ]) {
        const place = [x ?? 0, y ?? 0] as const;
        assert.deepEqual(nameOf(made.at(...place)), nameOf(expected.at(...place)), `at ${place}`);
      }
      assert.equal(sniff(prepared.bytes)?.orientation, 1);
      assert.deepEqual(prepared.changes, orientation === 1 ? [] : ['rotated upright']);
    });
  }

  it('has a photo taken with the phone held upright the right way up', async () => {
    // Stored lying: the top of the scene is at the right edge, so its top left corner is stored top right.
    const stored = await bytesOf(marked(80, 60).rotate(270).jpeg().withMetadata({ orientation: 6 }));
    const made = await decoded((await codec.prepare({ bytes: stored })).bytes);
    assert.deepEqual([made.width, made.height], [80, 60]);
    assert(looks(made.at(4, 4), colours.red));
    assert(looks(made.at(76, 56), colours.green));
  });

  const converted: [string, () => Promise<Uint8Array>, string][] = [
    ['GIF', () => bytesOf(marked(60, 40).gif()), 'converted from GIF'],
    ['AVIF', () => bytesOf(marked(60, 40).avif({ effort: 0 })), 'converted from AVIF'],
    ['TIFF', () => bytesOf(marked(60, 40).tiff({ compression: 'lzw' })), 'converted from TIFF'],
    [
      '16-bit PNG',
      () => bytesOf(marked(60, 40).toColourspace('rgb16').png()),
      '16 bits per colour reduced to 8',
    ],
  ];
  for (const [name, make, change] of converted) {
    it(`makes an 8-bit PNG of ${name}`, async () => {
      const bytes = await make();
      assert.equal(needed(bytes), true);
      const prepared = await codec.prepare({ bytes, ...flat });
      const info = sniff(prepared.bytes);
      assert.deepEqual([info?.type, info?.bitDepth, info?.width, info?.height], ['png', 8, 60, 40]);
      const made = await decoded(prepared.bytes);
      assert(looks(made.at(3, 3), colours.red) && looks(made.at(57, 37), colours.green));
      assert.deepEqual(prepared.changes, [change]);
    });
  }

  it('turns ink colours into screen colours', async () => {
    const bytes = await bytesOf(marked(60, 40).toColourspace('cmyk').jpeg());
    const prepared = await codec.prepare({ bytes });
    assert.equal(sniff(prepared.bytes)?.cmyk, undefined);
    const made = await decoded(prepared.bytes);
    assert.equal(made.channels, 3);
    const [red = 0, green = 0] = made.at(3, 3);
    assert(red > 150 && green < 90, 'red stays red');
  });

  it('takes the first frame of what moves, and says so', async () => {
    const raw = await sharp({ create: { width: 20, height: 40, channels: 3, background: '#e61414' } })
      .composite([
        {
          input: { create: { width: 20, height: 20, channels: 3, background: '#14c814' } },
          left: 0,
          top: 20,
        },
      ])
      .removeAlpha()
      .raw()
      .toBuffer();
    const pages = () => sharp(raw, { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } });
    for (const [picture, change] of [
      [pages().gif(), 'converted from GIF (first frame)'],
      [pages().webp(), 'first frame taken'],
    ] as const) {
      const prepared = await codec.prepare({ bytes: await bytesOf(picture) });
      const made = await decoded(prepared.bytes);
      assert.deepEqual([made.width, made.height], [20, 20]);
      assert(looks(made.at(10, 10), colours.red));
      assert.deepEqual(prepared.changes, [change]);
      assert.equal(sniff(prepared.bytes)?.animated, false);
    }
    const apng = withChunk(await bytesOf(marked(60, 40).png()), 'acTL', [0, 0, 0, 2, 0, 0, 0, 0]);
    assert.equal(needed(apng), true);
  });

  for (const [name, options] of Object.entries({
    plain: {},
    palette: { palette: true },
    interlaced: { progressive: true },
  })) {
    it(`flattens a ${name} PNG, and says on what`, async () => {
      const bytes = await bytesOf(halfTransparent(60, 40).png(options));
      assert.equal(needed(bytes), true);
      const prepared = await codec.prepare({ bytes, ...flat });
      const made = await decoded(prepared.bytes);
      assert.equal(made.channels, 3);
      assert.deepEqual(made.at(5, 5), [255, 255, 255]);
      assert(looks(made.at(50, 5), colours.green));
      assert.deepEqual(prepared.changes, ['transparency flattened on white']);
    });
  }

  it('keeps transparency when it need not be flattened', async () => {
    const bytes = await bytesOf(halfTransparent(60, 40).tiff({ compression: 'lzw' }));
    const made = await decoded((await codec.prepare({ bytes })).bytes);
    assert.deepEqual([made.channels, made.at(5, 5)[3], made.at(50, 5)[3]], [4, 0, 255]);
  });

  it('pads with the pixels of the edge', async () => {
    const bytes = await bytesOf(marked(1000, 370).png());
    const { pad } = fitPlan({ width: 1000, height: 370 }, { width: 1584, height: 672 });
    const prepared = await codec.prepare({ bytes, pad });
    const made = await decoded(prepared.bytes);
    assert.deepEqual([made.width, made.height], [1000, 424]);
    assert(looks(made.at(10, 5), colours.red), 'the red corner goes on above');
    assert(looks(made.at(990, 420), colours.green), 'the green corner goes on below');
    assert(looks(made.at(500, 5), colours.ground));
    assert.deepEqual(prepared.changes, ['padded to 1000 × 424']);
  });

  it('enlarges a tiny picture before padding, upright', async () => {
    const bytes = await bytesOf(marked(7, 16).png().withMetadata({ orientation: 6 }));
    const { pad, canvas } = fitPlan({ width: 16, height: 7 }, { width: 1376, height: 768 });
    const { width, height } = await codec.prepare({ bytes, pad });
    assert.deepEqual({ width, height }, canvas);
  });

  it('shrinks only what is over the limit, and says to what', async () => {
    const bytes = await bytesOf(noise(700, 500).png());
    assert.equal(needed(bytes, { maxBytes: bytes.length }), false);
    assert.equal(needed(bytes, { maxBytes: bytes.length - 1 }), true);
    const sameSize = await codec.prepare({ bytes, maxBytes: 600_000 });
    assert.deepEqual([sameSize.type, sameSize.width, sameSize.height], ['jpeg', 700, 500]);
    assert.deepEqual(sameSize.changes, ['sent as JPEG to fit the provider’s limit of 600 KB']);
    const smaller = await codec.prepare({ bytes, maxBytes: 60_000 });
    assert(smaller.bytes.length <= 60_000 && smaller.width < 700);
    assert(Math.abs(smaller.width / smaller.height - 1.4) < 0.02);
    assert.deepEqual(smaller.changes, [
      `sent at ${smaller.width} × ${smaller.height} as JPEG to fit the provider’s limit of 60 KB`,
    ]);
    const pad = { enlarge: 1, left: 0, top: 100, right: 0, bottom: 100 };
    const padded = await codec.prepare({ bytes, pad, maxBytes: 60_000 });
    assert(Math.abs(padded.width / padded.height - 1) < 0.02, 'padded, then shrunk');
    await assert.rejects(codec.prepare({ bytes, maxBytes: 100 }), failsWith('image.tooManyBytes'));
  });

  it('shrinks no more than the limit asks for, also where grain fades as it shrinks', async () => {
    const bytes = await bytesOf(noise(1200, 900).png());
    for (const maxBytes of [200_000, 60_000]) {
      const { bytes: sent } = await codec.prepare({ bytes, maxBytes });
      assert(sent.length <= maxBytes && sent.length > 0.8 * maxBytes, `${sent.length} of ${maxBytes}`);
    }
  });

  it('brings a picture far over the limit to its place on the padded canvas', async () => {
    const [width, height, bar] = [2400, 1600, 400];
    const bytes = await bytesOf(noise(width, height).jpeg());
    const maxBytes = 200_000;
    const pad = { enlarge: 1, left: 0, top: bar, right: 0, bottom: bar };
    const sent = await codec.prepare({ bytes, pad, maxBytes });
    assert(sent.bytes.length <= maxBytes && sent.bytes.length > 0.8 * maxBytes, `${sent.bytes.length}`);
    assert.equal(sent.width, sent.height);
    const { at } = await decoded(sent.bytes);
    // What was padded repeats the edge: a row is like the row before.
    const grainAt = (row: number) => {
      const columns = Array.from({ length: 200 }, (_, index) => Math.floor((index * sent.width) / 200));
      const steps = columns.map((x) => Math.abs((at(x, row)[0] ?? 0) - (at(x, row - 8)[0] ?? 0)));
      return steps.reduce((sum, step) => sum + step, 0) / steps.length;
    };
    const edge = (bar / (height + 2 * bar)) * sent.height;
    const [above, below] = [grainAt(Math.floor(edge) - 12), grainAt(Math.ceil(edge) + 12)];
    assert(above < 0.3 * below, `the bar above ends where it should: ${above}, ${below}`);
  });

  it('makes one picture of a phone’s several', async () => {
    const bytes = withSegment(await bytesOf(marked(60, 40).jpeg()), 0xe2, Buffer.from('MPF\0'));
    const prepared = await codec.prepare({ bytes });
    assert.equal(sniff(prepared.bytes)?.multiPicture, undefined);
    assert.deepEqual(prepared.changes, ['more pictures (a gain map, depth, the other eye) left out']);
  });

  it('draws an SVG of shapes large enough', async () => {
    const bytes = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 12"><rect width="12" height="12" fill="#e61414"/></svg>',
    );
    const made = await decoded((await codec.prepare({ bytes, ...flat })).bytes);
    assert.deepEqual([made.width, made.height], [1024, 512]);
    assert(looks(made.at(500, 250), colours.red));
    assert.deepEqual(made.at(524, 250), [255, 255, 255]);
  });

  it('leaves an SVG with text to the panel', async () => {
    const bytes = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>');
    await assert.rejects(codec.prepare({ bytes }), failsWith('image.svgNeedsPanel', /panel/));
  });

  it('names what it can’t read, and why', async () => {
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    await assert.rejects(codec.prepare({ bytes: heic }), failsWith('image.damaged', /HEIC/));
    const directory = [0, 0, 1, 0, 1, 0, 32, 32, 0, 0, 1, 0, 32, 0, 40, 0, 0, 0, 22, 0, 0, 0];
    const icon = Uint8Array.of(...directory, 40, 0, 0, 0, 32, 0, 0, 0, 64, 0, 0, 0, ...Array(28).fill(0));
    await assert.rejects(codec.prepare({ bytes: icon }), failsWith('image.notReadable', /ICO can’t be read/));
    await assert.rejects(codec.prepare({ bytes: Buffer.from('hello') }), failsWith('image.unknownType'));
  });

  it('says that a file is cut off, whatever its type', async () => {
    const files = [
      noise(200, 200).png(),
      noise(200, 200).jpeg(),
      noise(200, 200).webp(),
      noise(200, 200).gif(),
      noise(99, 99).avif({ effort: 0 }),
    ];
    for (const file of files) {
      const bytes = await bytesOf(file);
      const cut = bytes.subarray(0, Math.round(bytes.length * 0.6));
      const pad = { enlarge: 1, left: 1, top: 1, right: 1, bottom: 1 };
      await assert.rejects(
        codec.prepare({ bytes: cut, pad }),
        failsWith('image.damaged', /damaged or incomplete/),
      );
    }
  });

  it('refuses a picture with too many pixels before decoding it', async () => {
    const header = new Uint8Array(await bytesOf(marked(9, 9).png())).slice(0, 60);
    new DataView(header.buffer).setUint32(16, 50_000);
    new DataView(header.buffer).setUint32(20, 40_000);
    await assert.rejects(
      codec.prepare({ bytes: header, ...flat, maxBytes: 1 }),
      failsWith('image.tooManyPixels', /50000 × 40000 pixels \(2,000 megapixels\); at most 100 megapixels/),
    );
  });
});

const nameOf = (pixel: readonly number[]) =>
  Object.entries(colours).find(([, colour]) => looks(pixel, colour))?.[0] ?? pixel.join();

const failsWith =
  (code: string, sentence = /./) =>
  (error: unknown) =>
    error instanceof CodecError &&
    error.code === code &&
    sentence.test(error.message) &&
    /\.$/.test(error.message);
