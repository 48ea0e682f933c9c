import assert from 'node:assert/strict';
import { decode } from 'fast-png';
import sharp from 'sharp';
import { encodeBands, encodePng } from '../../../../../src/core/images/codec/write/encodePng.ts';
import { wayFor } from '../../../../../src/core/images/codec/write/pngWay.ts';
import { noise } from '../../pictures.ts';

const width = 900;
const height = 600;

/** Colours that go over into each other, and text-like strokes on flat ground. */
const drawn = (body: string) =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`),
  );
/** Words of a document, drawn as strokes: dense, sharp and in few colours. */
const strokes = Array.from({ length: 2400 }, (_, at) => {
  const [x, y] = [10 + (at % 60) * 15, 12 + Math.floor(at / 60) * 15];
  return `<path d="M${x} ${y}l${(at * 7) % 9} ${(at * 5) % 8}l${(at * 3) % 7}-${(at * 11) % 9}" fill="none" stroke="#234"/>`;
});
/** A few pixels without any order, the same in every run. */
const soft = Buffer.from(
  Array.from({ length: 12 * 8 * 3 }, (_, at) => 58 + ((at * 7919 + at * at * 31) % 140)),
);
const pictures = {
  grain: noise(width, height),
  screenshot: drawn(`<rect width="100%" height="100%" fill="#fff"/>${strokes.join('')}`),
  'photo without grain': sharp(soft, { raw: { width: 12, height: 8, channels: 3 } }).resize(width, height, {
    fit: 'fill',
  }),
};

describe('writing a PNG', () => {
  for (const [name, picture] of Object.entries(pictures)) {
    it(`keeps a ${name} within 5 % of what the usual effort makes of it, with the same pixels`, async () => {
      const { data, info } = await picture.clone().removeAlpha().raw().toBuffer({ resolveWithObject: true });
      const { channels } = info;
      const made = await encodePng({ data, width, height, channels });
      const most = await sharp(data, { raw: { width, height, channels } })
        .png({ compressionLevel: 6, adaptiveFiltering: true })
        .toBuffer();
      assert.ok(made.length <= 1.05 * most.length, `${made.length} of ${most.length}`);
      assert.deepEqual(await sharp(made).raw().toBuffer(), data);
    });
  }

  it('filters no words on flat ground, and with one filter all that goes over smoothly', async () => {
    const ways = [];
    for (const picture of [pictures.screenshot, pictures['photo without grain']]) {
      const { data, info } = await picture.clone().removeAlpha().raw().toBuffer({ resolveWithObject: true });
      ways.push(wayFor({ data, width, height, channels: info.channels }));
    }
    assert.deepEqual(
      ways.map(({ filter }) => filter === 0),
      [true, false],
    );
  });

  for (const channels of [1, 2, 3, 4] as const) {
    it(`writes pixels of ${channels} channels so that another decoder reads them, in every way`, async () => {
      const grains = await pictures.grain.clone().raw().toBuffer();
      const shapes = await pictures['photo without grain'].clone().removeAlpha().raw().toBuffer();
      const flat = Buffer.alloc(width * height * channels, 200);
      for (const picture of [grains, shapes, flat]) {
        const data = picture.subarray(0, width * height * channels);
        const rows = Math.floor(data.length / channels / width);
        const made = decode(await encodePng({ data, width, height: rows, channels }));
        assert.deepEqual([made.width, made.height, made.channels, made.depth], [width, rows, channels, 8]);
        assert.equal(
          Buffer.compare(Buffer.from(made.data as Uint8Array), data.subarray(0, made.data.length)),
          0,
        );
      }
    });
  }

  it('writes a picture that comes in bands, each in its own way, with the same pixels', async () => {
    const grain = await pictures.grain.clone().removeAlpha().raw().toBuffer();
    const flat = Buffer.alloc(grain.length, 90);
    const made = decode(await encodeBands({ width, height: 3 * height, channels: 3 }, [grain, flat, grain]));
    assert.equal(
      Buffer.compare(Buffer.from(made.data as Uint8Array), Buffer.concat([grain, flat, grain])),
      0,
    );
    const ways = [grain, flat].map((data) => wayFor({ data, width, height, channels: 3 }));
    assert.notDeepEqual(ways[0], ways[1]);
  });

  it('writes the same file where it keeps what is packed in memory that is free, much of it or little', async () => {
    const { data, info } = await pictures.grain.clone().raw().toBuffer({ resolveWithObject: true });
    const pixels = { data, width, height, channels: info.channels };
    const plain = await encodePng(pixels);
    for (const spare of [new Uint8Array(2 * plain.length), new Uint8Array(plain.length / 2)]) {
      assert.deepEqual(await encodePng({ ...pixels, spare }), plain);
      assert(
        spare.some((value) => value !== 0),
        'it is used',
      );
    }
  });

  it('says how many dots an inch has, and nothing else that the picture did not', async () => {
    const { data, info } = await pictures.grain.clone().raw().toBuffer({ resolveWithObject: true });
    const made = await encodePng({ data, width, height, channels: info.channels, density: 144 });
    const { density, exif } = await sharp(made).metadata();
    assert.deepEqual([density, exif], [144, undefined]);
  });
});
