import type { Size } from '../../imageTypes.ts';

/** Where the pixels of one picture lie in another one: pixel `x` has its middle at `start + (x + 0.5) * step`. */
export interface AxisMapping {
  start: number;
  step: number;
}

export interface Mapping {
  across: AxisMapping;
  down: AxisMapping;
}

/** Red, green and blue of each pixel, 0 to 255, without gaps. */
export interface Pixels extends Size {
  data: Uint8Array;
}

const channels = 3;

/** What a pixel of one axis takes from the other picture: from `first` on, each its share. */
interface Taps {
  first: number;
  shares: Float32Array;
}

/** Catmull and Rom's cubic: keeps pixels as they are where nothing is moved, and hardly rings at edges. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1;
  return x < 2 ? -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 : 0;
}

function tapsFor({ start, step }: AxisMapping, length: number, available: number): Taps[] {
  const stretch = Math.max(1, step);
  return Array.from({ length }, (_, index) => {
    const middle = start + (index + 0.5) * step;
    const from = Math.floor(middle - 2 * stretch);
    const to = Math.ceil(middle + 2 * stretch);
    const first = Math.min(available - 1, Math.max(0, from));
    const last = Math.min(available - 1, Math.max(first, to));
    const shares = new Float32Array(last - first + 1);
    let sum = 0;
    for (let at = from; at <= to; at += 1) {
      const share = cubic((at + 0.5 - middle) / stretch);
      // Beyond the edge its pixels go on.
      const place = Math.min(last, Math.max(first, at)) - first;
      shares[place] = (shares[place] ?? 0) + share;
      sum += share;
    }
    for (let place = 0; place < shares.length; place += 1) shares[place] = (shares[place] as number) / sum;
    return { first, shares };
  });
}

/** Rows of a picture, scaled and moved by fractions of a pixel; each is made when it is asked for. */
export class Resampler {
  readonly #pixels: Pixels;
  readonly #columns: Taps[];
  readonly #rows: Taps[];
  readonly #lines: Float32Array;
  readonly #out: Float32Array;

  constructor(pixels: Pixels, { across, down }: Mapping, size: Size) {
    this.#pixels = pixels;
    this.#columns = tapsFor(across, size.width, pixels.width);
    this.#rows = tapsFor(down, size.height, pixels.height);
    this.#lines = new Float32Array(channels * pixels.width);
    this.#out = new Float32Array(channels * size.width);
  }

  /**
   * A row's pixels, 0 to 255; the same array each time.
   * @param left the first column that is wanted
   * @param right the one behind the last; of others nothing is said
   */
  row(y: number, left = 0, right = this.#columns.length): Float32Array {
    if (left >= right) return this.#out;
    const { data, width } = this.#pixels;
    const { first: firstRow, shares: rowShares } = this.#rows[y] as Taps;
    const lines = this.#lines;
    // Columns follow each other in what they take from.
    const end = this.#columns[right - 1] as Taps;
    const from = channels * (this.#columns[left] as Taps).first;
    const to = channels * (end.first + end.shares.length);
    lines.fill(0, from, to);
    for (let index = 0; index < rowShares.length; index += 1) {
      const share = rowShares[index] as number;
      if (share === 0) continue;
      const start = (firstRow + index) * channels * width;
      for (let at = from; at < to; at += 1) {
        lines[at] = (lines[at] as number) + share * (data[start + at] as number);
      }
    }
    return this.#across(lines, left, right);
  }

  #across(lines: Float32Array, left: number, right: number): Float32Array {
    const out = this.#out;
    for (let x = left; x < right; x += 1) {
      const { first, shares } = this.#columns[x] as Taps;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let index = 0; index < shares.length; index += 1) {
        const share = shares[index] as number;
        const at = 3 * (first + index);
        red += share * (lines[at] as number);
        green += share * (lines[at + 1] as number);
        blue += share * (lines[at + 2] as number);
      }
      out[3 * x] = within(red);
      out[3 * x + 1] = within(green);
      out[3 * x + 2] = within(blue);
    }
    return out;
  }
}

const within = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);
