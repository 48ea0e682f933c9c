import { correlation } from './align.ts';
import type { Alignment } from './comparedPixels.ts';
import { halved, type Pair } from './planes.ts';

/** The longer side at which only the rough picture is left: what was blurred or sharpened is still the same thing. */
const rough = 96;
/** Contrast below which there is nothing to compare, in steps of 255. */
const calm = 10;
const fewest = 24;
/** Of what is seen around a region, the share that may be something else. */
const mostUnexplained = 0.85;

/**
 * Whether an answer shows, around the region, what the source shows: 0 for the very same, 1 for something else
 * altogether. Other brightness, contrast or even inverted colours are no difference. Undefined where there is too
 * little around the region to say.
 */
export function unexplained(pair: Pair, alignment: Alignment): number | undefined {
  let level = pair;
  let by = 1;
  while (Math.max(level.width, level.height) > rough) {
    level = halved(level);
    by /= 2;
  }
  const [source, answer] = spreads(level);
  if (source === undefined || answer === undefined) return undefined;
  const found = { ...alignment, shiftX: alignment.shiftX * by, shiftY: alignment.shiftY * by };
  const left = Math.sqrt(1 - Math.min(1, correlation(level, found)) ** 2);
  return left * Math.max(...[source, answer].map((spread) => spread / Math.max(spread, calm)));
}

/** Whether so much is too much. */
export const isMismatch = (share: number | undefined): boolean => (share ?? 0) > mostUnexplained;

function spreads({ source, answer, ring }: Pair): [number | undefined, number | undefined] {
  const spreadOf = (values: Float32Array) => {
    let [count, sum, squares] = [0, 0, 0];
    for (const [at, counts] of ring.entries()) {
      if (counts === 0) continue;
      const value = values[at] as number;
      count += 1;
      sum += value;
      squares += value * value;
    }
    return count < fewest ? undefined : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  };
  return [spreadOf(source), spreadOf(answer)];
}
