export type Colour = [red: number, green: number, blue: number];

/** A channel of a pixel on a matte; alpha is 0 … 1. */
export const flattened = (colour: number, alpha: number, matte: number): number =>
  alpha * colour + (1 - alpha) * matte;

export const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));

/** Small differences vanish, large ones stay nearly whole, and there is no step between. */
export const beyond = (difference: number, tolerance: number): number =>
  Math.abs(difference) <= tolerance ? 0 : difference - (tolerance * tolerance) / difference;

/**
 * What a result shows where nothing of the source is: the median of each channel. Undefined where that is nowhere.
 * @param result red, green and blue of each pixel
 * @param source red, green, blue and alpha of each
 */
export function observedMatte(result: Uint8Array, source: Uint8Array): Colour | undefined {
  const [red, green, blue] = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  let count = 0;
  for (let from = 0, at = 3; at < source.length; from += 3, at += 4) {
    if (source[at] !== 0) continue;
    count += 1;
    add(red, result[from] ?? 0);
    add(green, result[from + 1] ?? 0);
    add(blue, result[from + 2] ?? 0);
  }
  return count === 0 ? undefined : [middle(red, count), middle(green, count), middle(blue, count)];
}

function add(counts: Uint32Array, value: number): void {
  counts[value] = (counts[value] ?? 0) + 1;
}

/** The value that half of all do not exceed. */
export function middle(counts: Uint32Array, count: number): number {
  let left = count / 2;
  for (const [value, times] of counts.entries()) {
    left -= times;
    if (left <= 0) return value;
  }
  return 0;
}
