import type { Size } from '../imageTypes.ts';
import type { RegionRows } from './regionRows.ts';

/** Rows that are worked out at once. */
const blockRows = 128;

/**
 * How much of the new picture each pixel of a region takes: rising over the feather from its edge inwards, 1 beyond
 * it, never 0 within and always 0 outside. The picture's own edge is no edge of the region.
 */
export class FeatherRows {
  readonly #rows: RegionRows;
  readonly #size: Size;
  readonly #feather: number;
  /** Steps to the nearest row outside, no more than the feather needs; 0 outside. */
  readonly #steps: Uint8Array;
  readonly #weights: Float32Array;
  readonly #rise: Float32Array;
  #top = Number.NaN;

  constructor(rows: RegionRows, size: Size, feather: number) {
    this.#rows = rows;
    this.#size = size;
    this.#feather = Math.ceil(feather);
    this.#steps = new Uint8Array(feather > 0 ? (blockRows + 2 * this.#margin) * size.width : 0);
    this.#weights = new Float32Array(size.width);
    const most = (this.#feather + 1) ** 2;
    // By the square of the distance to the nearest pixel outside.
    this.#rise = Float32Array.from({ length: most + 1 }, (_, square) => {
      const share = feather > 0 ? Math.min(1, (Math.sqrt(square) - 0.5) / feather) : 1;
      return share * share * (3 - 2 * share);
    });
  }

  /** Weights of one row, 0 to 1; the same array each time. */
  row(y: number): Float32Array {
    const weights = this.#weights.fill(0);
    const spans = this.#rows.spans(y);
    for (let at = 0; at + 1 < spans.length; at += 2) weights.fill(1, spans[at], spans[at + 1]);
    if (this.#feather === 0 || spans.length === 0) return weights;
    this.#workOut(y);
    const { width } = this.#size;
    const start = (y - this.#top + this.#margin) * width;
    const steps = this.#steps.subarray(start, start + width);
    const reach = this.#feather;
    const far = reach + 1;
    for (let at = 0; at + 1 < spans.length; at += 2) {
      const [from = 0, to = 0] = [spans[at], spans[at + 1]];
      // The last column within reach that is nearer to an edge than the feather is wide.
      let near = Number.NEGATIVE_INFINITY;
      for (let x = Math.max(0, from - reach); x < Math.min(width, from + reach); x += 1) {
        if ((steps[x] ?? 0) < far) near = x;
      }
      for (let x = from; x < to; x += 1) {
        const ahead = x + reach;
        if (ahead < width && (steps[ahead] ?? 0) < far) near = ahead;
        if (near < x - reach) continue;
        weights[x] = this.#rise[squareAt(steps, x, reach)] ?? 1;
      }
    }
    return weights;
  }

  get #margin(): number {
    return this.#feather + 1;
  }

  #workOut(y: number): void {
    const top = Math.floor(y / blockRows) * blockRows;
    if (top === this.#top) return;
    this.#top = top;
    const { width, height } = this.#size;
    const margin = this.#margin;
    const steps = this.#steps.fill(0);
    const last = blockRows + 2 * margin - 1;
    const far = this.#feather + 1;
    // Between the first column and the last that the region has in these rows: all others lie outside.
    let [left, right] = [width, 0];
    for (let row = 0; row <= last; row += 1) {
      const spans = this.#rows.spans(Math.min(height - 1, Math.max(0, top - margin + row)));
      left = Math.min(left, spans[0] ?? width);
      right = Math.max(right, spans.at(-1) ?? 0);
      for (let at = 0; at + 1 < spans.length; at += 2) {
        steps.fill(far, row * width + (spans[at] ?? 0), row * width + (spans[at + 1] ?? 0));
      }
    }
    for (let row = 1; row <= last; row += 1) nearer(steps, row * width, -width, left, right);
    for (let row = last - 1; row >= 0; row -= 1) nearer(steps, row * width, width, left, right);
  }
}

/** Makes steps of a row no more than one above those of the row beside it. */
function nearer(steps: Uint8Array, start: number, beside: number, left: number, right: number): void {
  for (let at = start + left; at < start + right; at += 1) {
    const most = (steps[at + beside] as number) + 1;
    if ((steps[at] as number) > most) steps[at] = most;
  }
}

/** The square of the distance to the nearest pixel outside; beyond the reach, the square of one step more. */
function squareAt(steps: Uint8Array, x: number, reach: number): number {
  const own = steps[x] ?? 0;
  let least = own * own;
  for (let away = 1; away <= reach && away * away < least; away += 1) {
    const left = x - away >= 0 ? (steps[x - away] ?? 0) : reach + 1;
    const right = x + away < steps.length ? (steps[x + away] ?? 0) : reach + 1;
    const near = left < right ? left : right;
    const square = away * away + near * near;
    if (square < least) least = square;
  }
  return least;
}
