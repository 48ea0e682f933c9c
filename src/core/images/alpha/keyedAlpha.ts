import type { Backdrop, RgbPicture } from './backdrop.ts';
import { type KeyColour, keyShare } from './keyColours.ts';
import { NearestSolid } from './nearestSolid.ts';

/** A picture with transparency, and whether its edges came out as they should. */
export interface CutOut {
  /** Red, green, blue and alpha of each pixel. */
  pixels: Uint8Array;
  /** Of the half transparent pixels, the share whose own colour can't be: 0 … 1. */
  impossible: number;
  /** Shares of all pixels that are transparent, and half transparent. */
  clear: number;
  half: number;
}

/** Beyond this a colour that was worked out is none. */
const mostBeyond = 48;
/** Steps by which a mixture may lie beside the line from backdrop to subject. */
const [leastBeside, besideShare] = [10, 0.06];
/** So little of a subject does not show which one it is. */
const faint = 0.15;

/**
 * Takes the backdrop out of a picture. How much of a pixel is backdrop is told by the key colour in it, which neutral
 * colours have none of: that is right for shadows, glass and grey hair. Where the subject lies near, and a pixel is
 * a mixture of it and the backdrop, its place between the two tells more: a subject that is the very opposite of the
 * key colour takes some of it away. Each pixel's own colour is what remains when the backdrop's share is taken off.
 */
export function keyedAlpha(
  { pixels, width, height }: RgbPicture,
  key: KeyColour,
  { colour, noise }: Extract<Backdrop, { ok: true }>,
): CutOut {
  const whole = Math.max(1, keyShare(key, colour, 0));
  // Noise of the backdrop is none of the subject's.
  const floor = Math.min(0.08, 0.012 + (1.5 * noise) / whole);
  const count = width * height;
  const rough = new Uint8Array(count);
  for (let pixel = 0; pixel < count; pixel += 1) {
    const alpha = 1 - keyShare(key, pixels, 3 * pixel) / whole;
    rough[pixel] = alpha <= floor ? 0 : Math.min(255, Math.max(1, Math.round(alpha * 255)));
  }
  const nearest = new NearestSolid(rough, width, height);
  const out = new Uint8Array(4 * count);
  let [clear, half, impossible] = [0, 0, 0];
  for (let pixel = 0; pixel < count; pixel += 1) {
    const from = 3 * pixel;
    const to = 4 * pixel;
    const first = rough[pixel] ?? 0;
    if (first === 0) {
      clear += 1;
      continue;
    }
    const solid = nearest.of(pixel);
    if (solid === pixel) {
      out.set(pixels.subarray(from, from + 3), to);
      out[to + 3] = 255;
      continue;
    }
    const exact = 1 - keyShare(key, pixels, from) / whole;
    const plain = Math.min(1, Math.max(0, exact));
    const { alpha, isMixture } =
      solid < 0
        ? { alpha: plain, isMixture: 0 }
        : between(pixels, from, solid, colour, plain, nearest.isBeside(pixel));
    if (alpha <= floor) {
      clear += 1;
      continue;
    }
    let beyond = 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const own = ((pixels[from + channel] ?? 0) - (1 - alpha) * (colour[channel] ?? 0)) / alpha;
      const near = solid < 0 ? own : (pixels[3 * solid + channel] ?? 0);
      const value = own + isMixture * (near - own);
      beyond = Math.max(beyond, -value, value - 255);
      out[to + channel] = Math.min(255, Math.max(0, Math.round(value)));
    }
    const value = Math.round(alpha * 255);
    out[to + 3] = value;
    if (value < 250) {
      half += 1;
      if (value > 30 && beyond > mostBeyond) impossible += 1;
    }
  }
  return {
    pixels: out,
    impossible: half === 0 ? 0 : impossible / half,
    clear: clear / count,
    half: half / count,
  };
}

/** Where a pixel lies between the backdrop and the subject beside it, and how sure it is that it lies there at all. */
function between(
  pixels: Uint8Array,
  at: number,
  solid: number,
  backdrop: readonly number[],
  plain: number,
  isEdge: boolean,
): { alpha: number; isMixture: number } {
  let [along, length] = [0, 0];
  for (let channel = 0; channel < 3; channel += 1) {
    const ground = backdrop[channel] ?? 0;
    const way = (pixels[3 * solid + channel] ?? 0) - ground;
    along += ((pixels[at + channel] ?? 0) - ground) * way;
    length += way * way;
  }
  if (length === 0) return { alpha: plain, isMixture: 0 };
  const share = Math.min(1, Math.max(0, along / length));
  let beside = 0;
  for (let channel = 0; channel < 3; channel += 1) {
    const ground = backdrop[channel] ?? 0;
    const way = (pixels[3 * solid + channel] ?? 0) - ground;
    beside += ((pixels[at + channel] ?? 0) - ground - share * way) ** 2;
  }
  const tolerance = leastBeside + besideShare * Math.sqrt(length);
  const onLine = Math.min(1, Math.max(0, 2 - Math.sqrt(beside) / tolerance));
  // Near the backdrop all lines meet: nothing there tells the subject from a shadow.
  const isMixture = isEdge ? onLine : onLine * Math.min(1, Math.max(0, (share - faint) / faint));
  return { alpha: plain + isMixture * (share - plain), isMixture };
}
