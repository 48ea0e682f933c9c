import type { Size } from '../../imageTypes.ts';
import { beyond, type Colour, clamp, flattened, middle, observedMatte } from './observedMatte.ts';
import { SourceRows } from './sourceRows.ts';

/** Differences of a lossy answer that are no change of the picture, at most, in steps of 255. */
const mostNoise = 8;
/** Above it the typical difference is no noise: the picture was changed. */
const changed = 6;
/** Rounding to whole steps. */
const rounding = 0.75;
/** A picture that was scaled lies up to so many pixels beside itself. */
const misplaced = 0.5;

/**
 * Puts a source's transparency on a result, and takes out of the result what shone through: what came back is
 * the picture on a matte, and a half-transparent pixel holds a part of it, which would be a halo on any other
 * ground. Where the source is fully transparent its own colour stays.
 *
 * A pixel of little alpha would multiply what a lossy or scaled answer does to it. So the change is first
 * looked for in the pixel's surroundings, and what it differs by on its own counts as far as it is more than
 * noise, or than an outline that lies half a pixel beside itself.
 *
 * @param result red, green and blue of each pixel
 * @param source red, green, blue and alpha of each; becomes the result
 * @param sentOn the matte that was sent; the answer's own is looked for where the source is fully transparent
 */
export function unmix(result: Uint8Array, source: Uint8Array, size: Size, sentOn: number): void {
  const matte = observedMatte(result, source) ?? [sentOn, sentOn, sentOn];
  const noise = noiseOf(result, source, matte);
  // An answer that is the very picture lies exactly on itself.
  const slack = noise > rounding ? misplaced : 0;
  const rows = new SourceRows(result, source, size, matte);
  for (let y = 0; y < size.height; y += 1) {
    rows.moveTo(y);
    for (let x = 0; x < size.width; x += 1) {
      const pixel = y * size.width + x;
      const alpha = (source[4 * pixel + 3] ?? 0) / 255;
      if (alpha === 0) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        const to = 4 * pixel + channel;
        const came = result[3 * pixel + channel] ?? 0;
        if (alpha === 1) {
          source[to] = came;
          continue;
        }
        const expected = (source[to] ?? 0) + rows.changeAround(x, channel, noise);
        const difference = came - flattened(expected, alpha, matte[channel] ?? 0);
        const tolerance = noise + slack * rows.rangeAround(x, channel);
        source[to] = clamp(expected + beyond(difference, tolerance) / alpha);
      }
    }
  }
}

/** How far half-transparent pixels typically are from the source's own, times three: noise seldom goes beyond. */
function noiseOf(result: Uint8Array, source: Uint8Array, matte: Colour): number {
  const counts = new Uint32Array(1024);
  let count = 0;
  for (let from = 0, at = 0; at + 3 < source.length; from += 3, at += 4) {
    const alpha = source[at + 3] ?? 0;
    if (alpha === 0 || alpha === 255) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      const own = flattened(source[at + channel] ?? 0, alpha / 255, matte[channel] ?? 0);
      const place = Math.round(4 * Math.abs((result[from + channel] ?? 0) - own));
      counts[place] = (counts[place] ?? 0) + 1;
      count += 1;
    }
  }
  const typical = middle(counts, count) / 4;
  return typical > changed ? mostNoise / 2 : Math.min(mostNoise, rounding + 3 * typical);
}
