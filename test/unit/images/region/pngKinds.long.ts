import assert from 'node:assert/strict';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { channelsOf, readPng, strideOf } from '../../../../src/core/images/codec/png/pngFile.ts';
import { applyFilter } from '../../../../src/core/images/codec/png/pngFilters.ts';
import { pngRows } from '../../../../src/core/images/codec/png/pngRows.ts';
import { PngWriter } from '../../../../src/core/images/codec/png/pngWriter.ts';
import { holdFor } from '../../../../src/core/images/codec/region/heldPng.ts';
import type { Patch } from '../../../../src/core/images/codec/region/patch.ts';
import { setAtOnce } from '../../../../src/core/images/codec/region/pngAtOnce.ts';
import { formFor, setIntoPng } from '../../../../src/core/images/codec/region/setIntoPng.ts';
import { placeRegion } from '../../../../src/core/images/region/placedRegion.ts';
import { rectangle } from '../regions.ts';
import { readIndependently } from './independent.ts';

const size = { width: 131, height: 901 };
const whole = { left: 0, top: 0, ...size };

/** The same grain each time, within so many steps. */
function grain(channels: number, steps: number): Uint16Array {
  let seed = 11;
  return Uint16Array.from({ length: size.width * size.height * channels }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 16) % steps;
  });
}

const plain = (channels: 1 | 2 | 3 | 4, depth: 8 | 16): Uint8Array => {
  const samples = grain(channels, 2 ** depth);
  return encode({ ...size, data: depth === 8 ? Uint8Array.from(samples) : samples, depth, channels });
};

const palette = (colours: number): Promise<Uint8Array> =>
  sharp(
    Uint8Array.from(grain(1, colours), (value) => value * Math.floor(255 / (colours - 1))),
    {
      raw: { ...size, channels: 1 },
    },
  )
    .png({ palette: true, colours, dither: 0 })
    .toBuffer();

/** The same picture with every filter in turn, as no encoder writes it. */
async function inAllFilters(bytes: Uint8Array): Promise<Uint8Array> {
  const file = readPng(bytes);
  const writer = new PngWriter(file);
  const step = (channelsOf(file.colour) * file.bitDepth) / 8;
  let above = new Uint8Array(strideOf(file));
  const stored = new Uint8Array(above.length + 1);
  let y = 0;
  for await (const { raw } of pngRows(file)) {
    applyFilter(y % 5, raw, above, step, stored);
    await writer.stored(stored);
    above = new Uint8Array(raw);
    y += 1;
  }
  return writer.end();
}

const kinds: Record<string, () => Uint8Array | Promise<Uint8Array>> = {
  'RGB of 8 bits': () => inAllFilters(plain(3, 8)),
  'RGB of 16 bits': () => inAllFilters(plain(3, 16)),
  'RGB and alpha of 8 bits': () => inAllFilters(plain(4, 8)),
  'RGB and alpha of 16 bits': () => inAllFilters(plain(4, 16)),
  'grey of 8 bits': () => inAllFilters(plain(1, 8)),
  'grey of 16 bits': () => inAllFilters(plain(1, 16)),
  'grey and alpha of 8 bits': () => inAllFilters(plain(2, 8)),
  'a palette of 256 colours': () => palette(200),
  'a palette of 16 colours': () => palette(13),
};

const regions = {
  'in the middle': [[20, 400, 50, 30]],
  'of one pixel': [[45, 450, 1, 1]],
  'at the upper left': [[0, 0, 9, 5]],
  'at the lower right': [[size.width - 7, size.height - 6, 7, 6]],
  'over the right edge': [[size.width - 7, 440, 400, 12]],
  'in two places of a row': [
    [5, 430, 12, 9],
    [60, 434, 20, 9],
  ],
} as const;

function insideOf(boxes: readonly (readonly [number, number, number, number])[]): Uint8Array {
  const inside = new Uint8Array(size.width * size.height);
  for (const [left, top, width, height] of boxes) {
    for (let y = top; y < top + height; y += 1) {
      inside.fill(1, y * size.width + left, y * size.width + Math.min(size.width, left + width));
    }
  }
  return inside;
}

describe('setting new pixels into a large PNG', () => {
  for (const [kind, make] of Object.entries(kinds)) {
    it(`changes nothing outside, and inside what setting them in row by row does: ${kind}`, async () => {
      const bytes = await make();
      const file = readPng(bytes);
      const before = await readIndependently(bytes);
      const row = new Float32Array(4 * size.width).fill(255);
      const patches: Patch[] = [{ box: whole, inner: whole, row: () => row }];
      for (const [where, boxes] of Object.entries(regions)) {
        const shapes = boxes.flatMap((box) => rectangle([...box], size).shapes);
        const region = placeRegion({ ...rectangle([0, 0, 1, 1], size), shapes, feather: 0 }, size);
        assert.ok(region);
        const held = await holdFor(file, region, []);
        assert.ok(held, where);
        const made = await setAtOnce(held, await formFor(file, patches, region), patches, region, false);
        assert.equal(made?.counted?.changed, 0, where);
        const after = await readIndependently(made.bytes);
        const inside = insideOf(boxes);
        let [outside, differing] = [0, 0];
        for (let pixel = 0; pixel < inside.length; pixel += 1) {
          if (inside[pixel] === 1) continue;
          outside += 1;
          for (let at = 4 * pixel; at < 4 * pixel + 4; at += 1) {
            if (before.pixels[at] !== after.pixels[at]) differing += 1;
          }
        }
        assert.deepEqual([made.counted.outside, differing], [outside, 0], where);
        const byRows = await setIntoPng(file, await formFor(file, patches, region), patches, region, false);
        const other = await readIndependently(byRows.bytes);
        assert.equal(
          Buffer.compare(new Uint8Array(after.pixels.buffer), new Uint8Array(other.pixels.buffer)),
          0,
        );
        assert.deepEqual([after.depth, after.channels], [before.depth, before.channels], where);
      }
    });
  }
});
