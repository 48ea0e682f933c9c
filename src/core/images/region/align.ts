import { between, halved, type Pair } from './planes.ts';
import { solved } from './solve.ts';

/**
 * How an answer lies over its source: the source's pixel at a place, from the middle of the picture, is in the answer
 * at `shift + (1 + scale) * place`.
 */
export interface Alignment {
  /** Pixels. */
  shiftX: number;
  shiftY: number;
  /** 0.01 is one per cent larger. */
  scaleX: number;
  scaleY: number;
}

export const aligned: Alignment = { shiftX: 0, shiftY: 0, scaleX: 0, scaleY: 0 };

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
  const before = errorOf(last, aligned);
  const after = errorOf(last, found);
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

/** Pixels that are looked at of each pair: those with detail, and some of the others. */
const [mostDetailed, mostFlat] = [16_000, 4_000];
/** A difference between neighbours that is detail, in steps of 255. */
const detail = 6;
const chosen = new WeakMap<Pair, Uint32Array>();

/** Places of the pixels that are compared: enough of them, where there is something to see. */
function chosenPixels(pair: Pair): Uint32Array {
  const known = chosen.get(pair);
  if (known) return known;
  const { width, source, ring } = pair;
  // Those with detail from the beginning, the others from the end.
  const found = new Uint32Array(ring.length);
  let [detailed, flat] = [0, ring.length];
  for (let at = 0; at < ring.length; at += 1) {
    if (ring[at] === 0) continue;
    const value = source[at] as number;
    const right = at + 1 < source.length ? Math.abs(value - (source[at + 1] as number)) : 0;
    const below = at + width < source.length ? Math.abs(value - (source[at + width] as number)) : 0;
    if (right + below > detail) {
      found[detailed] = at;
      detailed += 1;
    } else {
      flat -= 1;
      found[flat] = at;
    }
  }
  const all = new Uint32Array(Math.min(detailed, mostDetailed) + Math.min(ring.length - flat, mostFlat));
  const taken = takeSome(found.subarray(0, detailed), mostDetailed, all, 0);
  takeSome(found.subarray(flat), mostFlat, all, taken);
  chosen.set(pair, all);
  return all;
}

/** Spreads the most that are wanted over all places. @returns where they end in the list */
function takeSome(places: Uint32Array, most: number, all: Uint32Array, start: number): number {
  const count = Math.min(places.length, most);
  const step = Math.max(1, places.length / most);
  for (let index = 0; index < count; index += 1)
    all[start + index] = places[Math.floor(index * step)] as number;
  return start + count;
}

/** Calls back for each pixel that is compared, with the source's value and the answer's at its place. */
function eachPixel(
  pair: Pair,
  { shiftX, shiftY, scaleX, scaleY }: Alignment,
  visit: (source: number, answer: number, x: number, y: number, atX: number, atY: number) => void,
): void {
  const { width, height, source, answer } = pair;
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const places = chosenPixels(pair);
  for (let index = 0; index < places.length; index += 1) {
    const at = places[index] as number;
    const y = Math.floor(at / width);
    const x = at - y * width;
    const atX = x + shiftX + scaleX * (x - middleX);
    const atY = y + shiftY + scaleY * (y - middleY);
    const value = between(answer, pair, atX, atY);
    if (!Number.isNaN(value)) visit(source[at] as number, value, x - middleX, y - middleY, atX, atY);
  }
}

/** Pearson's correlation of what is seen on the ring, whatever its sign; 0 where there is nothing to see. */
export function correlation(pair: Pair, alignment: Alignment): number {
  let [count, sumS, sumA, squaresS, squaresA, products] = [0, 0, 0, 0, 0, 0];
  eachPixel(pair, alignment, (s, a) => {
    count += 1;
    sumS += s;
    sumA += a;
    squaresS += s * s;
    squaresA += a * a;
    products += s * a;
  });
  if (count === 0) return 0;
  const spread = (squaresS - (sumS * sumS) / count) * (squaresA - (sumA * sumA) / count);
  return spread > 0 ? Math.abs(products - (sumS * sumA) / count) / Math.sqrt(spread) : 0;
}

/** How brightness and contrast of the answer follow the source's: least squares. */
function toneOf(pair: Pair, alignment: Alignment): [gain: number, offset: number] {
  let [count, sumS, sumA, squaresS, products] = [0, 0, 0, 0, 0];
  eachPixel(pair, alignment, (s, a) => {
    count += 1;
    sumS += s;
    sumA += a;
    squaresS += s * s;
    products += s * a;
  });
  if (count === 0) return [1, 0];
  const spread = squaresS - (sumS * sumS) / count;
  const gain = (products - (sumS * sumA) / count + noise * noise * count) / (spread + noise * noise * count);
  return [gain, (sumA - gain * sumS) / count];
}

/** The mean difference after brightness is made alike; what is far off counts no more than a little. */
function errorOf(pair: Pair, alignment: Alignment): number {
  const [gain, offset] = toneOf(pair, alignment);
  let [count, sum] = [0, 0];
  eachPixel(pair, alignment, (s, a) => {
    count += 1;
    sum += Math.min(8 * noise, Math.abs(a - gain * s - offset));
  });
  return count === 0 ? Number.POSITIVE_INFINITY : sum / count;
}

/** Gauss and Newton's steps for shift and scale, with brightness; far-off pixels lose their weight (Huber, Tukey). */
function refined(pair: Pair, start: Alignment, reach: number): Alignment {
  let found = start;
  let [gain, offset] = toneOf(pair, start);
  const { width, height } = pair;
  const limit = Math.max(1, reach);
  for (let step = 0; step < mostSteps; step += 1) {
    const matrix = new Float64Array(36);
    const vector = new Float64Array(6);
    const row = new Float64Array(6);
    let count = 0;
    const wide = 4 * Math.max(noise, errorOf(pair, found));
    eachPixel(pair, found, (s, a, x, y, atX, atY) => {
      const difference = a - gain * s - offset;
      const share = difference / (2 * wide);
      const weight = Math.abs(share) >= 1 ? 0 : (1 - share * share) ** 2;
      if (weight === 0) return;
      const slopeX = slope(pair.answer, pair, atX, atY, 1, 0);
      const slopeY = slope(pair.answer, pair, atX, atY, 0, 1);
      if (Number.isNaN(slopeX + slopeY)) return;
      row[0] = slopeX;
      row[1] = slopeY;
      row[2] = slopeX * x;
      row[3] = slopeY * y;
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
    });
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

const slope = (
  values: Float32Array,
  size: Pair,
  x: number,
  y: number,
  across: number,
  down: number,
): number => (between(values, size, x + across, y + down) - between(values, size, x - across, y - down)) / 2;
