import type { Size } from '../../imageTypes.ts';
import { beyond, type Colour, flattened } from './observedMatte.ts';

/** How far around a pixel its change is looked for. */
const reach = 4;
const held = 2 * reach + 2;
const area = (2 * reach + 1) ** 2;
/** Of so little colour nothing can be said. */
const leastWeight = 0.05;

/** What one row of pixels says; three values for each where there are three channels. */
interface Row {
  /** The source on the matte. */
  flat: Float32Array;
  /** How the result differs from that, weighted with alpha. */
  change: Float32Array;
  /** The weights, squared. */
  weight: Float32Array;
}

/**
 * A few rows of a source and its result around the one that is worked on. They are read before the source's
 * pixels are replaced, and what they say of a pixel's surroundings is summed up as they pass.
 */
export class SourceRows {
  readonly #result: Uint8Array;
  readonly #source: Uint8Array;
  readonly #size: Size;
  readonly #matte: Colour;
  readonly #rows: Row[];
  /** Sums of the rows within reach. */
  readonly #changes: Float32Array;
  readonly #weights: Float32Array;
  #y = -1;
  #x = -1;
  /** Of red, green and blue, and of the weights, around the pixel that is worked on. */
  readonly #sums = new Float64Array(4);

  constructor(result: Uint8Array, source: Uint8Array, size: Size, matte: Colour) {
    this.#result = result;
    this.#source = source;
    this.#size = size;
    this.#matte = matte;
    this.#rows = Array.from({ length: held }, () => ({
      flat: new Float32Array(3 * size.width),
      change: new Float32Array(3 * size.width),
      weight: new Float32Array(size.width),
    }));
    this.#changes = new Float32Array(3 * size.width);
    this.#weights = new Float32Array(size.width);
    for (let y = 0; y < reach; y += 1) this.#take(y);
  }

  /** Goes on to the next row. */
  moveTo(y: number): void {
    this.#y = y;
    this.#x = -1;
    this.#sums.fill(0);
    this.#leave(y - reach - 1);
    this.#take(y + reach);
  }

  /**
   * By how much the result's colour differs from the source's around a pixel: the change that explains most of
   * what is seen there, as far as it is more than noise.
   * @param noise steps of 255 by which a flattened pixel may be off
   */
  changeAround(x: number, channel: number, noise: number): number {
    if (x !== this.#x) this.#sumUp(x);
    const weight = this.#sums[3] as number;
    if (weight < leastWeight) return 0;
    return beyond((this.#sums[channel] ?? 0) / weight, noise / Math.sqrt(weight / area));
  }

  /** The range of the flattened source among a pixel and its eight neighbours. */
  rangeAround(x: number, channel: number): number {
    const { width, height } = this.#size;
    let least = 255;
    let most = 0;
    const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
    for (let y = Math.max(0, this.#y - 1); y <= Math.min(height - 1, this.#y + 1); y += 1) {
      const { flat } = this.#row(y);
      for (let near = left; near <= right; near += 1) {
        const value = flat[3 * near + channel] ?? 0;
        if (value < least) least = value;
        if (value > most) most = value;
      }
    }
    return most - least;
  }

  #sumUp(x: number): void {
    const sums = this.#sums.fill(0);
    const last = Math.min(this.#size.width - 1, x + reach);
    for (let near = Math.max(0, x - reach); near <= last; near += 1) {
      sums[0] = (sums[0] as number) + (this.#changes[3 * near] as number);
      sums[1] = (sums[1] as number) + (this.#changes[3 * near + 1] as number);
      sums[2] = (sums[2] as number) + (this.#changes[3 * near + 2] as number);
      sums[3] = (sums[3] as number) + (this.#weights[near] as number);
    }
    this.#x = x;
  }

  #row(y: number): Row {
    const row = this.#rows[y % held];
    if (row === undefined) throw new Error('There is no such row.');
    return row;
  }

  #take(y: number): void {
    const { width, height } = this.#size;
    if (y >= height) return;
    const { flat, change, weight } = this.#row(y);
    const source = this.#source;
    const result = this.#result;
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      const alpha = (source[4 * pixel + 3] as number) / 255;
      weight[x] = alpha * alpha;
      for (let channel = 0; channel < 3; channel += 1) {
        const at = 3 * x + channel;
        const own = flattened(source[4 * pixel + channel] as number, alpha, this.#matte[channel] as number);
        flat[at] = own;
        change[at] = alpha * ((result[3 * pixel + channel] as number) - own);
      }
    }
    this.#add(change, weight, 1);
  }

  #leave(y: number): void {
    if (y < 0) return;
    const { change, weight } = this.#row(y);
    this.#add(change, weight, -1);
  }

  #add(change: Float32Array, weight: Float32Array, sign: 1 | -1): void {
    const changes = this.#changes;
    const weights = this.#weights;
    for (let at = 0; at < change.length; at += 1) {
      changes[at] = (changes[at] as number) + sign * (change[at] as number);
    }
    for (let at = 0; at < weight.length; at += 1) {
      weights[at] = (weights[at] as number) + sign * (weight[at] as number);
    }
  }
}
