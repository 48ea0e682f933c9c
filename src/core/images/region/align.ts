import { type Alignment, aligned, type Compared, compared, slopesOf } from './comparedPixels.ts';
import { halved, type Pair } from './planes.ts';
import { solved } from './solve.ts';

/** What models do at most; beyond it they drew something else. */
const [mostShift, mostScale] = [13, 0.02];
/** Levels are no smaller than that on their longer side. */
const coarsest = 72;
const scalesTried = [-0.014, -0.007, 0, 0.007, 0.014];
const mostSteps = 12;
/** Steps of 255 by which pixels of the same thing differ. */
const noise = 3;
/** Fewer pixels say nothing. */
const fewest = 150;
/** What of the difference has to go for an alignment to be believed. */
const worthIt = 0.93;

/**
 * Looks for the small shift and scale by which an answer lies beside its source, on the pixels that count, with the
 * brightness left open. First by trying, where the picture is small, then by least squares with ever more pixels,
 * where what differs altogether counts little. A ring without any detail moves nothing.
 * @param pixelSize pixels of the picture that one of the pair stands for, along a side
 */
export function align(pair: Pair, pixelSize = 1): Alignment {
  const levels = [pair];
  while (Math.max((levels[0] as Pair).width, (levels[0] as Pair).height) > coarsest) {
    levels.unshift(halved(levels[0] as Pair));
  }
  const usable = levels.filter(({ ring }) => countOf(ring) >= fewest);
  const [first] = usable;
  if (first === undefined) return aligned;
  const reach = mostShift / (pixelSize * (pair.width / first.width));
  let found = tried(first, reach);
  for (const [index, level] of usable.entries()) {
    if (index > 0) found = zoomed(found, level.width / (usable[index - 1] as Pair).width);
    found = refined(level, found, mostShift / (pixelSize * (pair.width / level.width)));
  }
  const last = usable.at(-1) as Pair;
  const before = errorOf(compared(last, aligned));
  const after = errorOf(compared(last, found));
  return after < worthIt * before && !isNothing(found, pair)
    ? zoomed(found, pair.width / last.width)
    : aligned;
}

function countOf(ring: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < ring.length; at += 1) count += ring[at] as number;
  return count;
}

const zoomed = (found: Alignment, by: number): Alignment => ({
  ...found,
  shiftX: found.shiftX * by,
  shiftY: found.shiftY * by,
});

/** Moved by so little that nobody would see it. */
const isNothing = ({ shiftX, shiftY, scaleX, scaleY }: Alignment, { width, height }: Pair): boolean =>
  Math.abs(shiftX) + (Math.abs(scaleX) * width) / 2 < 0.06 &&
  Math.abs(shiftY) + (Math.abs(scaleY) * height) / 2 < 0.06;

/** The best of a grid of shifts and scales, by correlation. */
function tried(pair: Pair, reach: number): Alignment {
  const steps = Math.max(1, Math.ceil(reach));
  let best = aligned;
  let most = correlation(pair, aligned) + 0.002;
  for (const scale of scalesTried) {
    for (let shiftY = -steps; shiftY <= steps; shiftY += 1) {
      for (let shiftX = -steps; shiftX <= steps; shiftX += 1) {
        const tryIt = { shiftX, shiftY, scaleX: scale, scaleY: scale };
        const found = correlation(pair, tryIt);
        if (found > most) [best, most] = [tryIt, found];
      }
    }
  }
  return best;
}

/** Pearson's correlation of what is seen on the ring, whatever its sign; 0 where there is nothing to see. */
export function correlation(pair: Pair, alignment: Alignment): number {
  const { sources, answers } = compared(pair, alignment);
  let [count, sumS, sumA, squaresS, squaresA, products] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < answers.length; at += 1) {
    const [s, a] = [sources[at] as number, answers[at] as number];
    if (Number.isNaN(a)) continue;
    count += 1;
    sumS += s;
    sumA += a;
    squaresS += s * s;
    squaresA += a * a;
    products += s * a;
  }
  if (count === 0) return 0;
  const spread = (squaresS - (sumS * sumS) / count) * (squaresA - (sumA * sumA) / count);
  return spread > 0 ? Math.abs(products - (sumS * sumA) / count) / Math.sqrt(spread) : 0;
}

/** How brightness and contrast of the answer follow the source's: least squares. */
function toneOf({ sources, answers }: Compared): [gain: number, offset: number] {
  let [count, sumS, sumA, squaresS, products] = [0, 0, 0, 0, 0];
  for (let at = 0; at < answers.length; at += 1) {
    const [s, a] = [sources[at] as number, answers[at] as number];
    if (Number.isNaN(a)) continue;
    count += 1;
    sumS += s;
    sumA += a;
    squaresS += s * s;
    products += s * a;
  }
  if (count === 0) return [1, 0];
  const spread = squaresS - (sumS * sumS) / count;
  const gain = (products - (sumS * sumA) / count + noise * noise * count) / (spread + noise * noise * count);
  return [gain, (sumA - gain * sumS) / count];
}

/** The mean difference after brightness is made alike; what is far off counts no more than a little. */
function errorOf(all: Compared): number {
  const { sources, answers } = all;
  const [gain, offset] = toneOf(all);
  let [count, sum] = [0, 0];
  for (let at = 0; at < answers.length; at += 1) {
    const difference = Math.abs((answers[at] as number) - gain * (sources[at] as number) - offset);
    if (Number.isNaN(difference)) continue;
    count += 1;
    sum += Math.min(8 * noise, difference);
  }
  return count === 0 ? Number.POSITIVE_INFINITY : sum / count;
}

/** Gauss and Newton's steps for shift and scale, with brightness; far-off pixels lose their weight (Huber, Tukey). */
function refined(pair: Pair, start: Alignment, reach: number): Alignment {
  let found = start;
  let [gain, offset] = toneOf(compared(pair, start));
  const { width, height } = pair;
  const limit = Math.max(1, reach);
  for (let step = 0; step < mostSteps; step += 1) {
    const all = compared(pair, found);
    const { matrix, vector, count } = equations(all, slopesOf(pair, found), [gain, offset], errorOf(all));
    if (count < 50) return start;
    // Without detail nothing is known of shift and scale, and they stay.
    const keep = noise * noise * Math.sqrt(count);
    const stays = [keep / 16, keep / 16, keep * (width / 8) ** 2, keep * (height / 8) ** 2, 1, 1];
    for (const [at, value] of stays.entries()) matrix[7 * at] = (matrix[7 * at] as number) + value;
    const change = solved(matrix, vector);
    if (change === undefined) return found;
    const [dx = 0, dy = 0, dsx = 0, dsy = 0, dg = 0, db = 0] = change;
    const within = (value: number, most: number) => Math.min(most, Math.max(-most, value));
    const next = {
      shiftX: within(found.shiftX + dx, limit),
      shiftY: within(found.shiftY + dy, limit),
      scaleX: within(found.scaleX + dsx, mostScale),
      scaleY: within(found.scaleY + dsy, mostScale),
    };
    const moved =
      Math.abs(next.shiftX - found.shiftX) +
      Math.abs(next.shiftY - found.shiftY) +
      (Math.abs(next.scaleX - found.scaleX) * width + Math.abs(next.scaleY - found.scaleY) * height) / 2;
    found = next;
    gain += dg;
    offset += db;
    if (moved < 0.005) break;
  }
  return found;
}

/** The normal equations of one step, their upper half, and how many pixels count in them. */
function equations(
  { sources, answers, xs, ys }: Compared,
  { across, down }: { across: Float64Array; down: Float64Array },
  [gain, offset]: readonly [number, number],
  error: number,
) {
  const matrix = new Float64Array(36);
  const vector = new Float64Array(6);
  const row = new Float64Array(6);
  const wide = 4 * Math.max(noise, error);
  let count = 0;
  for (let at = 0; at < answers.length; at += 1) {
    const s = sources[at] as number;
    const difference = (answers[at] as number) - gain * s - offset;
    const share = difference / (2 * wide);
    const [slopeX, slopeY] = [across[at] as number, down[at] as number];
    if (!(Math.abs(share) < 1) || Number.isNaN(slopeX + slopeY)) continue;
    const weight = (1 - share * share) ** 2;
    row[0] = slopeX;
    row[1] = slopeY;
    row[2] = slopeX * (xs[at] as number);
    row[3] = slopeY * (ys[at] as number);
    row[4] = -s;
    row[5] = -1;
    count += 1;
    for (let i = 0; i < 6; i += 1) {
      const value = weight * (row[i] as number);
      vector[i] = (vector[i] as number) - value * difference;
      for (let j = i; j < 6; j += 1) {
        matrix[6 * i + j] = (matrix[6 * i + j] as number) + value * (row[j] as number);
      }
    }
  }
  return { matrix, vector, count };
}
