import type { ReadingTable } from './huffman.ts';
import { UnfitError } from './unfit.ts';

/** Reads the bits of one scan; a scan that ends too early is damaged. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;
  /** The lowest `#count` bits of it are still to be read. */
  #bits = 0;
  #count = 0;
  /** Bits that stand for what lies behind the end. */
  #made = 0;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  symbol(table: ReadingTable): number {
    if (this.#count < 16) this.#fill();
    const entry = table[(this.#bits >>> (this.#count - 16)) & 0xffff] ?? 0;
    if (entry === 0) throw new UnfitError('damaged', 'bits that are no code');
    this.#count -= entry >> 8;
    if (this.#count < this.#made) throw new UnfitError('damaged', 'a scan ends too early');
    return entry & 255;
  }

  /** @param length 0 … 16 */
  bits(length: number): number {
    if (length === 0) return 0;
    if (this.#count < length) this.#fill();
    this.#count -= length;
    if (this.#count < this.#made) throw new UnfitError('damaged', 'a scan ends too early');
    return (this.#bits >>> this.#count) & ((1 << length) - 1);
  }

  /** A value of so many bits, whose sign is told by its first one (ITU T.81, F.2.2.1). */
  signed(length: number): number {
    if (length === 0) return 0;
    const value = this.bits(length);
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  /** Goes on behind the next restart marker. */
  restart(): void {
    [this.#bits, this.#count, this.#made] = [0, 0, 0];
    let at = this.#at;
    while (at + 1 < this.#end && !(this.#bytes[at] === 0xff && isRestart(this.#bytes[at + 1] ?? 0))) at += 1;
    if (at + 1 >= this.#end) throw new UnfitError('damaged', 'a restart marker is missing');
    this.#at = at + 2;
  }

  #fill(): void {
    while (this.#count <= 16) {
      let byte = 0;
      const value = this.#at < this.#end ? (this.#bytes[this.#at] ?? 0) : -1;
      if (value < 0 || (value === 0xff && this.#bytes[this.#at + 1] !== 0)) {
        this.#made += 8;
      } else {
        byte = value;
        this.#at += value === 0xff ? 2 : 1;
      }
      this.#bits = (this.#bits << 8) | byte;
      this.#count += 8;
    }
  }
}

export const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** Writes the bits of one scan. */
export class BitWriter {
  #bytes: Uint8Array;
  #at = 0;
  #bits = 0;
  #count = 0;

  /** @param expected about how many bytes it will be */
  constructor(expected: number) {
    this.#bytes = new Uint8Array(Math.max(1024, expected));
  }

  /** @param length 0 … 16 */
  put(value: number, length: number): void {
    this.#bits = (this.#bits << length) | (value & ((1 << length) - 1));
    this.#count += length;
    while (this.#count >= 8) {
      this.#count -= 8;
      this.#byte((this.#bits >>> this.#count) & 255);
    }
  }

  /** Ends the interval with ones, and with a restart marker where another one follows. */
  restart(marker?: number): void {
    if (this.#count > 0) this.put(0xff, 8 - this.#count);
    if (marker === undefined) return;
    this.#raw(0xff);
    this.#raw(marker);
  }

  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  #byte(value: number): void {
    this.#raw(value);
    if (value === 0xff) this.#raw(0);
  }

  #raw(value: number): void {
    if (this.#at === this.#bytes.length) {
      const grown = new Uint8Array(Math.ceil(this.#bytes.length * 1.5));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#at] = value;
    this.#at += 1;
  }
}
