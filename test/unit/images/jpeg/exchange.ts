import assert from 'node:assert/strict';
import sharp, { type JpegOptions } from 'sharp';
import {
  type Box,
  type PixelSource,
  type Replaced,
  replaceBlocks,
} from '../../../../src/core/images/jpeg/replaceBlocks.ts';
import { type MadeJpeg, madeJpeg } from './madeJpegs.ts';

/** The size of all pictures here, and the part of them that changes. */
export const [width, height] = [213, 149];
export const box: Box = { left: 61, top: 45, width: 70, height: 41 };

/** Sampling factors of a picture of three components. */
export const three = (across: number, down: number): MadeJpeg['sampling'] => [
  [across, down],
  [1, 1],
  [1, 1],
];

/** The colour that the region becomes, by the number of channels. */
export const flat = (channels: number): number[] =>
  channels === 1 ? [90] : [200, 60, 40, 20].slice(0, channels);

export async function replacedBy(
  source: Uint8Array,
  colour: (channels: number) => number[],
): Promise<Replaced> {
  const before = await pixelsOf(source);
  const replaced = replaceBlocks(source, box, partsOf(before, isInside, colour(before.channels)));
  assert.ok(replaced.ok, `it is not exchanged: ${JSON.stringify(replaced)}`);
  return replaced;
}

interface Decoded {
  data: Uint8Array;
  channels: number;
}

/** As sharp decodes it; CMYK only as far as it needs to know whether anything differs. */
export async function pixelsOf(bytes: Uint8Array): Promise<Decoded> {
  const { channels: stored } = await sharp(bytes).metadata();
  const space = stored === 4 ? 'cmyk' : stored === 1 ? 'b-w' : 'srgb';
  const { data, info } = await sharp(bytes).toColourspace(space).raw().toBuffer({ resolveWithObject: true });
  return { data, channels: info.channels };
}

export const isInside = (x: number, y: number): boolean =>
  x >= box.left && y >= box.top && x < box.left + box.width && y < box.top + box.height;
/** Far enough from its edge, where colours of several pixels are mixed. */
export const isWellInside = (x: number, y: number): boolean =>
  [-8, 8].every((step) => isInside(x + step, y) && isInside(x, y + step));

export function partsOf(
  { data, channels }: Decoded,
  isChanged: typeof isInside,
  colour: readonly number[],
): PixelSource {
  return (part) => {
    const pixels = new Uint8Array(channels * part.width * part.height);
    const changed = new Uint8Array(part.width * part.height);
    for (let y = 0; y < part.height; y += 1) {
      for (let x = 0; x < part.width; x += 1) {
        const from = channels * ((part.top + y) * width + part.left + x);
        const to = y * part.width + x;
        const inside = isChanged(part.left + x, part.top + y);
        changed[to] = inside ? 1 : 0;
        pixels.set(inside ? colour : data.subarray(from, from + channels), channels * to);
      }
    }
    return { pixels, changed };
  };
}

export const all =
  (colour: readonly number[]): PixelSource =>
  ({ width, height }) => ({
    pixels: Uint8Array.from({ length: 3 * width * height }, (_, at) => colour[at % 3] ?? 0),
    changed: new Uint8Array(width * height).fill(1),
  });

export const raw = { raw: { width, height, channels: 3 } } as const;

export function photoPixels(): Uint8Array {
  const pixels = new Uint8Array(3 * width * height);
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const noise = ((x * 7919 + y * 10_4729) % 31) - 15;
    const isLine = (x >> 3) % 7 === 0 && y % 5 < 2;
    const colour = isLine ? [0, 0, 0] : [x, y + noise, 128 + 90 * Math.sin((x * y) / 900) + noise];
    pixels.set(
      colour.map((value) => Math.max(0, Math.min(255, value))),
      3 * at,
    );
  }
  return pixels;
}

export async function photo(options: JpegOptions, space: 'b-w' | 'srgb' = 'srgb'): Promise<Uint8Array> {
  return new Uint8Array(await sharp(photoPixels(), raw).toColourspace(space).jpeg(options).toBuffer());
}

export const made = (wanted: Omit<MadeJpeg, 'width' | 'height'>, broken = false): Uint8Array => {
  if (!broken) return madeJpeg({ width, height, ...wanted });
  const bytes = madeJpeg({ width, height, ...wanted, sampling: three(1, 1) });
  const at = Buffer.from(bytes).indexOf(Buffer.of(0xff, 0xc0));
  for (const [index, [across, down]] of wanted.sampling.entries())
    bytes[at + 11 + 3 * index] = (across << 4) | down;
  return bytes;
};
