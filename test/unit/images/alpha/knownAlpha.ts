import sharp from 'sharp';
import type { RgbPicture } from '../../../../src/core/images/alpha/backdrop.ts';
import { type SubjectName, subjects } from '../../../standin/subjects.ts';

/** A picture whose transparency is known: red, green, blue and alpha of each pixel. */
export interface KnownAlpha {
  width: number;
  height: number;
  pixels: Uint8Array;
}

const size = 320;

/** One of the stand-in's subjects. */
export async function subject(name: SubjectName): Promise<KnownAlpha> {
  const drawing = subjects[name];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${drawing}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}

/** A subject on a backdrop, as a model would paint it: rounded, and noisy by so many steps. */
export function onBackdrop(
  { width, height, pixels }: KnownAlpha,
  [red, green, blue]: readonly [number, number, number],
  noise = 0,
): RgbPicture {
  const flat = new Uint8Array(3 * width * height);
  let seed = 5;
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const alpha = (pixels[4 * pixel + 3] ?? 0) / 255;
    for (const [channel, ground] of [red, green, blue].entries()) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const error = noise * ((2 * seed) / 2_147_483_648 - 1);
      const value = alpha * (pixels[4 * pixel + channel] ?? 0) + (1 - alpha) * ground + error;
      flat[3 * pixel + channel] = Math.min(255, Math.max(0, Math.round(value)));
    }
  }
  return { width, height, pixels: flat };
}

export interface Difference {
  /** Mean difference of alpha over all pixels, and over those that are half transparent: steps of 255. */
  all: number;
  half: number;
  /** The largest mean difference on a black and on a white ground along the edges: what a halo would be. */
  halo: number;
}

/** How far a picture is from the known one. */
export function difference(known: KnownAlpha, found: Uint8Array): Difference {
  const count = known.width * known.height;
  let [all, half, halves, black, white, edges] = [0, 0, 0, 0, 0, 0];
  for (let pixel = 0; pixel < count; pixel += 1) {
    const at = 4 * pixel;
    const [own, its] = [known.pixels[at + 3] ?? 0, found[at + 3] ?? 0];
    const off = Math.abs(own - its);
    all += off;
    if (own <= 2 || own >= 253) continue;
    half += off;
    halves += 1;
    edges += 3;
    for (let channel = 0; channel < 3; channel += 1) {
      const [one, other] = [
        ((known.pixels[at + channel] ?? 0) * own) / 255,
        ((found[at + channel] ?? 0) * its) / 255,
      ];
      black += Math.abs(one - other);
      white += Math.abs(one + 255 - own - (other + 255 - its));
    }
  }
  return {
    all: all / count,
    half: half / Math.max(1, halves),
    halo: Math.max(black, white) / Math.max(1, edges),
  };
}
