/** Reads numbers and short texts out of bytes of unknown origin. Past the end there is `undefined`, never an error. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number | undefined {
    return this.bytes[at];
  }

  u16(at: number, littleEndian = false): number | undefined {
    return this.#holds(at, 2) ? this.#view.getUint16(at, littleEndian) : undefined;
  }

  u24(at: number, littleEndian = false): number | undefined {
    if (!this.#holds(at, 3)) return undefined;
    const [first = 0, second = 0, third = 0] = this.bytes.subarray(at, at + 3);
    return littleEndian ? first | (second << 8) | (third << 16) : (first << 16) | (second << 8) | third;
  }

  u32(at: number, littleEndian = false): number | undefined {
    return this.#holds(at, 4) ? this.#view.getUint32(at, littleEndian) : undefined;
  }

  i32(at: number, littleEndian = false): number | undefined {
    return this.#holds(at, 4) ? this.#view.getInt32(at, littleEndian) : undefined;
  }

  /** 64 bits, as far as a number holds them exactly; larger values become `undefined`. */
  u64(at: number, littleEndian = false): number | undefined {
    if (!this.#holds(at, 8)) return undefined;
    const value = this.#view.getBigUint64(at, littleEndian);
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
  }

  /** One character for each byte (Latin-1), shorter when the bytes end. */
  text(at: number, length: number): string {
    return String.fromCharCode(...this.bytes.subarray(at, at + Math.min(length, 256)));
  }

  /** Whether the bytes at `at` spell `text` (Latin-1). */
  says(at: number, text: string): boolean {
    return this.text(at, text.length) === text;
  }

  #holds(at: number, count: number): boolean {
    return at >= 0 && at + count <= this.length;
  }
}
