import type { RgbPicture } from './backdrop.ts';
import type { Rgb } from './keyColours.ts';

/** What two pictures of one subject, on white and on black, say of its transparency. */
export interface Solved {
  /** Red, green, blue and alpha of each pixel. */
  pixels: Uint8Array;
  /** The share of pixels, 0 … 1, in which the two don't show one and the same subject. */
  contradictions: number;
  clear: number;
}

/** Steps by which the channels may say different things of one pixel, and by which one may be darker on white. */
const [mostApart, mostDarker] = [36, 24];
/** So little is noise of the pictures. */
const least = 2.5 / 255;

/**
 * Solves each pixel: on white and on black it differs by exactly what shines through it.
 * @param white the colour of the backdrop in the first picture, as it was observed
 * @param black the same of the second one, which has the same size
 */
export function solveTwo(onWhite: RgbPicture, onBlack: RgbPicture, white: Rgb, black: Rgb): Solved {
  const count = onWhite.width * onWhite.height;
  const out = new Uint8Array(4 * count);
  const spans = white.map((value, channel) => Math.max(1, value - (black[channel] ?? 0)));
  const whole = spans.reduce((sum, span) => sum + span, 0);
  let [contradictions, clear] = [0, 0];
  for (let pixel = 0; pixel < count; pixel += 1) {
    const [from, to] = [3 * pixel, 4 * pixel];
    let [sum, lowest, highest] = [0, 255, -255];
    for (let channel = 0; channel < 3; channel += 1) {
      const difference = (onWhite.pixels[from + channel] ?? 0) - (onBlack.pixels[from + channel] ?? 0);
      sum += difference;
      const even = (difference / (spans[channel] ?? 1)) * 255;
      lowest = Math.min(lowest, even);
      highest = Math.max(highest, even);
    }
    if (highest - lowest > mostApart || lowest < -mostDarker) contradictions += 1;
    let alpha = Math.min(1, Math.max(0, 1 - sum / whole));
    if (alpha < least) alpha = 0;
    if (alpha > 1 - least) alpha = 1;
    if (alpha === 0) {
      clear += 1;
      continue;
    }
    for (let channel = 0; channel < 3; channel += 1) {
      // Both tell the colour; their mean has less noise.
      const dark = ((onBlack.pixels[from + channel] ?? 0) - (1 - alpha) * (black[channel] ?? 0)) / alpha;
      const bright = ((onWhite.pixels[from + channel] ?? 0) - (1 - alpha) * (white[channel] ?? 0)) / alpha;
      out[to + channel] = Math.min(255, Math.max(0, Math.round((dark + bright) / 2)));
    }
    out[to + 3] = Math.round(alpha * 255);
  }
  return { pixels: out, contradictions: contradictions / count, clear: clear / count };
}
