/** How one channel of an answer is brought to the source's: a value for each of 0 to 255. */
export type Tone = Float32Array;

/** What models do to colours at most; more was asked for, or is something else. */
const [mostMean, leastSlope, mostSlope] = [20, 0.86, 1.16];
/** Values at which a channel may have been cut off. */
const [dark, bright] = [2, 253];
/** Fewer pixels say nothing. */
const fewest = 60;
/** Draws the slope of a channel of hardly any contrast to 1, in steps of 255. */
const calm = 5;
const rounds = 10;

/** Nothing is changed. */
export const sameTone = (): Tone => Float32Array.from({ length: 256 }, (_, value) => value);

/**
 * Fits mean and slope of one channel on the pixels that count: a line by least squares, without those that lie far
 * off it. Where the answer was cut off at black or white no line leads back, so there what stands in the source
 * counts.
 * @param pairs of source and answer, one after the other
 * @returns undefined where the colours are too far apart for a fit, as they are where everything was recoloured
 */
export function fitTone(source: Float32Array, answer: Float32Array): Tone | undefined {
  const used = new Uint8Array(source.length);
  let count = 0;
  for (let at = 0; at < answer.length; at += 1) {
    if (!isWithin(answer[at] as number)) continue;
    used[at] = 1;
    count += 1;
  }
  const all = count < fewest;
  if (all) used.fill(1);
  let [slope, offset] = [1, 0];
  let middle = 0;
  for (let round = 0; round < rounds; round += 1) {
    const line = lineThrough(source, answer, used);
    if (line === undefined) return undefined;
    ({ slope, offset, middle } = line);
    if (round === rounds - 1) break;
    const limit = Math.max(4, 2.5 * line.deviation);
    for (let at = 0; at < answer.length; at += 1) {
      const value = answer[at] as number;
      if (!all && !isWithin(value)) continue;
      used[at] = Math.abs((source[at] as number) - slope * value - offset) <= limit ? 1 : 0;
    }
  }
  const isPlausible = slope >= leastSlope && slope <= mostSlope;
  if (!isPlausible || Math.abs(slope * middle + offset - middle) > mostMean) return undefined;
  const tone = Float32Array.from({ length: 256 }, (_, value) => slope * value + offset);
  anchor(
    tone,
    meanWhere(source, answer, (value) => value >= bright),
    255,
  );
  anchor(
    tone,
    meanWhere(source, answer, (value) => value <= dark),
    0,
  );
  return tone;
}

/** Not cut off. */
const isWithin = (value: number): boolean => value > dark && value < bright;

/** Bends a line near its end to where cut-off values belong. */
function anchor(tone: Tone, target: number | undefined, end: 0 | 255): void {
  if (target === undefined) return;
  const reach = 6;
  for (let away = 0; away < reach; away += 1) {
    const value = end === 255 ? 255 - away : away;
    const share = 1 - away / reach;
    tone[value] = (tone[value] as number) * (1 - share) + target * share;
  }
}

function meanWhere(
  source: Float32Array,
  answer: Float32Array,
  counts: (value: number) => boolean,
): number | undefined {
  let [count, sum] = [0, 0];
  for (let at = 0; at < answer.length; at += 1) {
    if (!counts(answer[at] as number)) continue;
    count += 1;
    sum += source[at] as number;
  }
  return count < fewest ? undefined : sum / count;
}

function lineThrough(source: Float32Array, answer: Float32Array, used: Uint8Array) {
  let [count, sumS, sumA, squaresA, squaresS, products] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < used.length; at += 1) {
    if (used[at] === 0) continue;
    const s = source[at] as number;
    const a = answer[at] as number;
    count += 1;
    sumS += s;
    sumA += a;
    squaresS += s * s;
    squaresA += a * a;
    products += s * a;
  }
  if (count < fewest) return undefined;
  const [meanS, middle] = [sumS / count, sumA / count];
  const spread = squaresA / count - middle * middle;
  const together = products / count - meanS * middle;
  const slope = (together + calm * calm) / (spread + calm * calm);
  const offset = meanS - slope * middle;
  const left = squaresS / count - meanS * meanS - 2 * slope * together + slope * slope * spread;
  return { slope, offset, middle, deviation: Math.sqrt(Math.max(0, left)) };
}

/** The value of a tone for any value of 0 to 255. */
export function toned(tone: Tone, value: number): number {
  const low = value >= 255 ? 254 : value <= 0 ? 0 : Math.floor(value);
  const from = tone[low] as number;
  const fitted = from + ((tone[low + 1] as number) - from) * (value - low);
  return fitted < 0 ? 0 : fitted > 255 ? 255 : fitted;
}
