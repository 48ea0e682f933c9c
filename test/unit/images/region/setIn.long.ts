import assert from 'node:assert/strict';
import { encode } from 'fast-png';
import sharp, { type Sharp } from 'sharp';
import type { SetIn } from '../../../../src/core/images/codec.ts';
import type { OutputType } from '../../../../src/core/images/imageTypes.ts';
import { placeRegion } from '../../../../src/core/images/region/placedRegion.ts';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import type { Region } from '../../../../src/core/shared/region/region.ts';
import { builtCodec } from '../builtCodec.ts';
import { bytesOf } from '../pictures.ts';
import { rectangle } from '../regions.ts';
import { readIndependently } from './independent.ts';

const size = { width: 97, height: 61 };
const crop = { left: 10, top: 5, width: 80, height: 50 };
const inside = { x: 30, y: 20, width: 24, height: 15 };

/** Soft colours with a pattern, so that every pixel has neighbours that differ. */
function pixels(channels: 1 | 2 | 3 | 4, most: number, steps = most + 1): Uint16Array {
  const all = new Uint16Array(size.width * size.height * channels);
  for (let at = 0; at < all.length; at += 1) {
    const pixel = Math.floor(at / channels);
    const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
    const share = (x * 3 + y * 5 + (at % channels) * 40 + ((x * y) % 7) * 4) % steps;
    all[at] = Math.round((share / Math.max(1, steps - 1)) * most);
  }
  return all;
}

const eight = (channels: 1 | 2 | 3 | 4, steps?: number): Sharp =>
  sharp(Uint8Array.from(pixels(channels, 255, steps)), { raw: { ...size, channels } });
const grey = (picture: Sharp): Sharp => picture.toColourspace('b-w');

function plain(channels: 1 | 2 | 3 | 4, depth: 8 | 16): Uint8Array {
  const samples = pixels(channels, 2 ** depth - 1);
  const data = depth === 8 ? Uint8Array.from(samples) : samples;
  return encode({ ...size, data, depth, channels });
}

/** What came back for the crop: something with colours, or without. */
function answerTo(isGrey: boolean): Promise<Uint8Array> {
  const part = eight(3).extract(crop).negate({ alpha: false });
  return bytesOf((isGrey ? part.greyscale() : part).png());
}

interface Case {
  make: () => Uint8Array | Promise<Uint8Array>;
  type: OutputType;
  isGrey?: boolean;
  widened?: SetIn['widened'];
}

async function set(
  source: Uint8Array,
  type: OutputType,
  { isGrey = false, region = rectangle([inside.x, inside.y, inside.width, inside.height], size) } = {},
): Promise<SetIn> {
  const info = sniff(source);
  assert.ok(info);
  const placed = placeRegion(region as Region, info);
  assert.ok(placed);
  const shape = { width: crop.width, height: crop.height };
  const bytes = await answerTo(isGrey);
  return builtCodec.setIn({
    bytes: source,
    region: placed,
    outputType: type,
    strip: false,
    parts: [{ bytes, crop, inner: crop, fit: { source: shape, canvas: shape } }],
  });
}

describe('setting new pixels into a picture', () => {
  const cases: Record<string, Case> = {
    'RGB of 8 bits': { make: () => plain(3, 8), type: 'png' },
    'RGB of 16 bits': { make: () => plain(3, 16), type: 'png' },
    'RGB and alpha of 8 bits': { make: () => plain(4, 8), type: 'png' },
    'RGB and alpha of 16 bits': { make: () => plain(4, 16), type: 'png' },
    'grey of 8 bits': { make: () => plain(1, 8), type: 'png', isGrey: true },
    'grey of 16 bits': { make: () => plain(1, 16), type: 'png', isGrey: true },
    'grey and alpha of 8 bits': { make: () => plain(2, 8), type: 'png', isGrey: true },
    'grey that is given colours': { make: () => plain(1, 8), type: 'png', widened: 'grey' },
    'grey of 16 bits that is given colours': { make: () => plain(1, 16), type: 'png', widened: 'grey' },
    'an interlaced PNG': { make: () => bytesOf(eight(3).png({ progressive: true })), type: 'png' },
    'an interlaced PNG of 16 bits': {
      make: () => bytesOf(sharp(plain(4, 16)).toColourspace('rgb16').png({ progressive: true })),
      type: 'png',
    },
    'a palette of two colours': {
      make: () => bytesOf(grey(eight(1, 2)).png({ palette: true, colours: 2, dither: 0 })),
      type: 'png',
      isGrey: true,
    },
    'a palette of 16 colours': {
      make: () => bytesOf(eight(3, 4).png({ palette: true, colours: 16, dither: 0 })),
      type: 'png',
      isGrey: true,
    },
    'a palette with transparency': {
      make: () => bytesOf(eight(4, 3).png({ palette: true, dither: 0 })),
      type: 'png',
      isGrey: true,
    },
    'a full palette': {
      make: () => bytesOf(eight(3).png({ palette: true, dither: 0.5, effort: 10 })),
      type: 'png',
      widened: 'palette',
    },
    'a TIFF of 8 bits': { make: () => bytesOf(eight(3).tiff({ compression: 'lzw' })), type: 'tiff' },
    'a TIFF of 16 bits': {
      make: () => bytesOf(sharp(plain(3, 16)).toColourspace('rgb16').tiff({ compression: 'none' })),
      type: 'tiff',
    },
    'a TIFF with alpha': { make: () => bytesOf(eight(4).tiff({ compression: 'deflate' })), type: 'tiff' },
    'a grey TIFF': {
      make: () => bytesOf(grey(eight(1)).tiff({ compression: 'none' })),
      type: 'tiff',
      isGrey: true,
    },
    'a lossless WebP': { make: () => bytesOf(eight(3).webp({ lossless: true })), type: 'webp' },
    'a lossless WebP with alpha': {
      make: () => bytesOf(eight(4).webp({ lossless: true, exact: true })),
      type: 'webp',
    },
    'a GIF that becomes a PNG': { make: () => bytesOf(eight(3, 5).gif()), type: 'png' },
    'a lossy WebP that becomes a PNG': { make: () => bytesOf(eight(3).webp()), type: 'png' },
    'a JPEG that becomes a PNG': { make: () => bytesOf(eight(3).jpeg()), type: 'png' },
    'a PNG of 16 bits that becomes a TIFF': { make: () => plain(3, 16), type: 'tiff' },
  };
  for (const [what, { make, type, isGrey = false, widened }] of Object.entries(cases)) {
    it(`changes nothing outside the region of ${what}`, async () => {
      const source = await make();
      const made = await set(source, type, { isGrey });
      const all = size.width * size.height - inside.width * inside.height;
      assert.deepEqual([made.outside, made.changed], [all, 0]);
      assert.equal(made.widened, widened);
      const [before, after] = await Promise.all([source, made.bytes].map(readIndependently));
      assert.ok(before && after);
      const found = differing(before.pixels, after.pixels);
      assert.equal(found.outside, 0);
      assert.ok(found.inside > 0.5 * inside.width * inside.height, `${found.inside} changed`);
      if (widened === undefined && sniff(source)?.type === type) {
        assert.deepEqual(
          [after.channels, after.hasPalette],
          [before.channels, before.hasPalette],
          'the form of the file',
        );
        if (!before.hasPalette) assert.equal(after.depth, before.depth);
      }
    });
  }

  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as const) {
    it(`finds the region in a picture that its file turns by orientation ${orientation}`, async () => {
      const upright = eight(3);
      const turned = await sharp(await bytesOf(upright.png()))
        .withExif({})
        .withMetadata({ orientation })
        .png()
        .toBuffer();
      const source = new Uint8Array(turned);
      const { width = 0, height = 0 } = sniff(source) ?? {};
      const region = rectangle([12, 9, 30, 17], { width, height });
      const info = sniff(source);
      const placed = info && placeRegion(region, info);
      assert.ok(placed && info);
      const whole = { left: 0, top: 0, width, height };
      const answer = await bytesOf(
        sharp({ create: { width, height, channels: 3, background: '#f0f' } }).png(),
      );
      const made = await builtCodec.setIn({
        bytes: source,
        region: { ...placed, feather: 0 },
        outputType: 'png',
        strip: false,
        parts: [{ bytes: answer, crop: whole, inner: whole, fit: { source: whole, canvas: whole } }],
      });
      assert.equal(made.changed, 0);
      const shown = await sharp(made.bytes).autoOrient().raw().toBuffer({ resolveWithObject: true });
      const before = await sharp(source).autoOrient().raw().toBuffer();
      assert.deepEqual([shown.info.width, shown.info.height], [width, height]);
      for (let pixel = 0; pixel < width * height; pixel += 1) {
        const [x, y] = [pixel % width, Math.floor(pixel / width)];
        const isInside = x >= 12 && x < 42 && y >= 9 && y < 26;
        const expected = isInside ? [255, 0, 255] : [...before.subarray(3 * pixel, 3 * pixel + 3)];
        assert.deepEqual([...shown.data.subarray(3 * pixel, 3 * pixel + 3)], expected, `${x}, ${y}`);
      }
    });
  }
});

/** Pixels that differ, inside and outside. */
function differing(before: Uint16Array, after: Uint16Array): { inside: number; outside: number } {
  const found = { inside: 0, outside: 0 };
  for (let pixel = 0; pixel < size.width * size.height; pixel += 1) {
    const isAlike = [0, 1, 2, 3].every((at) => before[4 * pixel + at] === after[4 * pixel + at]);
    if (isAlike) continue;
    const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
    const isInside =
      x >= inside.x && x < inside.x + inside.width && y >= inside.y && y < inside.y + inside.height;
    if (isInside) found.inside += 1;
    else found.outside += 1;
  }
  return found;
}
