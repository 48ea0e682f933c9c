import { joined } from './bytes.ts';

/** Part of a file. */
export interface Range {
  offset: number;
  length: number;
}

/** A walk through a file that asks for the ranges it needs, whoever reads them, and gives an answer at the end. */
export type Reading<T> = Generator<Range, T, Uint8Array>;

/** What is read first of every file: enough for most records at the head. */
export const headLength = 8192;
const readAhead = 2048;
/** Reads smaller than this on average are a file made to keep us busy. */
const leastPerRead = 1024;

/** What of a file was read last. */
export class Window {
  /** Length of the whole file. */
  readonly size: number;
  readonly #ahead: number;
  #start = 0;
  #bytes: Uint8Array = new Uint8Array();

  /** @param ahead how many bytes are read at least, where the file has them */
  constructor(size: number, ahead: number = readAhead) {
    this.size = size;
    this.#ahead = ahead;
  }

  /** The bytes at a place, fewer where the file ends; reads only what is not at hand. */
  *bytes(at: number, length: number): Reading<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - at));
    const held = this.#start + this.#bytes.length;
    if (at < this.#start || at > held) {
      this.#bytes = yield this.#range(at, Math.max(wanted, this.#ahead));
      this.#start = at;
    } else if (at + wanted > held) {
      const more = yield this.#range(held, Math.max(at + wanted - held, this.#ahead));
      this.#bytes = joined(this.#bytes.subarray(at - this.#start), more);
      this.#start = at;
    }
    return this.#bytes.subarray(at - this.#start, at - this.#start + wanted);
  }

  #range(offset: number, length: number): Range {
    return { offset, length: Math.max(0, Math.min(length, this.size - offset)) };
  }
}

/** Does a walk in bytes that are all at hand. */
export function walkBytes<T>(reading: Reading<T>, bytes: Uint8Array): T {
  let step = reading.next();
  while (!step.done) {
    const { offset, length } = step.value;
    step = reading.next(bytes.subarray(offset, offset + length));
  }
  return step.value;
}

export type Walked<T> = { done: true; value: T; read: number } | { done: false; wanted: number };

/**
 * Does a walk in a file, reading at most `budget` bytes. When that does not do, the answer says how many
 * would at least be wanted.
 */
export async function walkFile<T>(
  reading: Reading<T>,
  read: (range: Range) => Promise<Uint8Array>,
  budget: number,
): Promise<Walked<T>> {
  let total = 0;
  let step = reading.next();
  for (let reads = 0; !step.done; reads += 1) {
    const { length } = step.value;
    if (total + length > budget) return { done: false, wanted: total + length };
    if (reads > budget / leastPerRead) return { done: false, wanted: 2 * budget };
    total += length;
    step = reading.next(length === 0 ? new Uint8Array() : await read(step.value));
  }
  return { done: true, value: step.value, read: total };
}
