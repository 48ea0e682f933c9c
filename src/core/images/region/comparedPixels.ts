import type { Pair } from './planes.ts';

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

/** Pixels that are looked at of each pair: those with detail, and some of the others. */
const [mostDetailed, mostFlat] = [8_000, 2_000];
/** A difference between neighbours that is detail, in steps of 255. */
const detail = 6;

/** The pixels of a pair that are compared, each at the same index in all of the lists. */
export interface Compared {
  /** Places, from the middle of the picture. */
  xs: Float32Array;
  ys: Float32Array;
  sources: Float32Array;
  /** What the answer has where the source's pixel lies in it; not a number: that is outside. */
  answers: Float64Array;
}

/** Lists for one pair after the other. */
const scratch = Array.from({ length: 5 }, () => new Float64Array(mostDetailed + mostFlat));

interface Known extends Compared {
  /** Of the answer beside that place, to both sides. */
  beside: readonly [Float64Array, Float64Array];
  slopes: { across: Float64Array; down: Float64Array };
}

const known = new WeakMap<Pair, Known>();

/** Compares a pair. @returns lists that hold until another pair, or alignment, is compared */
export function compared(pair: Pair, alignment: Alignment): Compared {
  const all = pixelsOf(pair);
  sample(pair, all, alignment, 0, 0, all.answers);
  return all;
}

/** How the answer rises at the pixels that are compared, by pixel; they hold as long. */
export function slopesOf(pair: Pair, alignment: Alignment): { across: Float64Array; down: Float64Array } {
  const all = pixelsOf(pair);
  const [before, behind] = all.beside;
  const { across, down } = all.slopes;
  for (const [slopes, x, y] of [
    [across, 1, 0],
    [down, 0, 1],
  ] as const) {
    sample(pair, all, alignment, -x, -y, before);
    sample(pair, all, alignment, x, y, behind);
    for (let at = 0; at < slopes.length; at += 1) {
      slopes[at] = ((behind[at] as number) - (before[at] as number)) / 2;
    }
  }
  return all.slopes;
}

function pixelsOf(pair: Pair): Known {
  const found = known.get(pair);
  if (found) return found;
  const { width, height, source } = pair;
  const places = chosenPixels(pair);
  const { length } = places;
  const [answers, before, behind, across, down] = scratch.map((list) => list.subarray(0, length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const all: Known = {
    xs: new Float32Array(length),
    ys: new Float32Array(length),
    sources: new Float32Array(length),
    answers,
    beside: [before, behind],
    slopes: { across, down },
  };
  for (let index = 0; index < length; index += 1) {
    const at = places[index] as number;
    const y = Math.floor(at / width);
    all.xs[index] = at - y * width - (width - 1) / 2;
    all.ys[index] = y - (height - 1) / 2;
    all.sources[index] = source[at] as number;
  }
  known.set(pair, all);
  return all;
}

/** Reads the answer between its pixels, in one loop without calls: in a thread that has just started nothing else is quick. */
function sample(
  { answer, width, height }: Pair,
  { xs, ys }: Compared,
  { shiftX, shiftY, scaleX, scaleY }: Alignment,
  besideX: number,
  besideY: number,
  out: Float64Array,
): void {
  const [moveX, moveY] = [shiftX + besideX + (width - 1) / 2, shiftY + besideY + (height - 1) / 2];
  const [byX, byY] = [1 + scaleX, 1 + scaleY];
  for (let index = 0; index < out.length; index += 1) {
    const x = byX * (xs[index] as number) + moveX;
    const y = byY * (ys[index] as number) + moveY;
    const left = Math.floor(x);
    const top = Math.floor(y);
    if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) {
      out[index] = Number.NaN;
      continue;
    }
    const across = x - left;
    const down = y - top;
    const at = top * width + left;
    const upper = (answer[at] as number) * (1 - across) + (answer[at + 1] as number) * across;
    const lower = (answer[at + width] as number) * (1 - across) + (answer[at + width + 1] as number) * across;
    out[index] = upper * (1 - down) + lower * down;
  }
}

/** Places of the pixels that are compared: enough of them, where there is something to see. */
function chosenPixels(pair: Pair): Uint32Array {
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
