import type { Frame } from './frame.ts';

/**
 * Which coefficients of a progressive picture are known not to be 0: what a later scan says of a block can't be
 * read without it. One bit for each coefficient.
 */
export class Significance {
  readonly #bits: Uint32Array[];

  constructor({ progressive, components }: Frame) {
    this.#bits = components.map(
      ({ codedColumns, codedRows }) => new Uint32Array(progressive ? 2 * codedColumns * codedRows : 0),
    );
  }

  /** Those of the coefficients 0 … 31 of a block, the lowest bit for 0, or those of 32 … 63. */
  word(component: number, at: number, half: 0 | 1): number {
    return this.#bits[component]?.[2 * at + half] ?? 0;
  }

  /** Adds what a scan said of a block: all that is not 0 in it. */
  add(component: number, at: number, block: Int16Array, from: number, to: number): void {
    const bits = this.#bits[component];
    if (!bits) return;
    for (let index = from; index <= to; index += 1) {
      if (block[index] === 0) continue;
      const word = 2 * at + (index >> 5);
      bits[word] = (bits[word] ?? 0) | (1 << (index & 31));
    }
  }
}
