import { Buffer } from 'node:buffer';

const backslash = 0x5c;
const letterU = 0x75;
/** What is resolved at once. */
const blockBytes = 8 * 1024;
/** The most that one character of an escape becomes, with half a pair before it. */
const reserve = 8;
/** After so many bytes without an escape, whoever searches for the next one is faster. */
const calmBytes = 256;

/** What stands for each character behind a backslash (RFC 8259, section 7); 0 for what nothing does. */
const plainEscapes = Uint8Array.from({ length: 256 }, (_, byte) => {
  const sign = String.fromCharCode(byte);
  const known: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
  return (known[sign] ?? ('"\\/'.includes(sign) ? sign : '\0')).charCodeAt(0);
});

/** The value of a hexadecimal digit; 255 for what is none. */
const hexDigits = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? 255 : value;
});

/** Behind a backslash; the digits of `\u` that are there are counted from `unit` on. */
const states = { none: 0, backslash: 1, unit: 2 };

/**
 * Resolves the escapes of JSON strings into UTF-8, many at a time: an answer may be nothing but escapes. They come in
 * chunks cut anywhere. Half a pair that stays alone is no character and becomes U+FFFD.
 */
export class JsonEscapes {
  #bytes: Buffer | undefined;
  #state = states.none;
  /** Of the escape that is being read, as far as it is there. */
  #unit = 0;
  /** The first half of a pair of escapes, until the second is there. */
  #half = 0;
  #used = 0;
  #broken = false;

  /** Whether there was one that JSON does not have. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Whether an escape is open, or half a pair: what follows belongs to it or ends it. */
  get open(): boolean {
    return this.#state !== states.none || this.#half !== 0;
  }

  /** What the last `read` resolved. Valid until the next one. */
  get resolved(): Buffer {
    return (this.#bytes ?? nothing).subarray(0, this.#used);
  }

  /**
   * Reads on from `chunk[at]`, which stands in a string, up to the mark that ends the string, or until there was
   * enough or no escape any more.
   * @returns where it stopped
   */
  read(chunk: Buffer, at: number, quote: number): number {
    this.#bytes ??= Buffer.allocUnsafe(blockBytes);
    const bytes = this.#bytes;
    const most = blockBytes - reserve;
    let used = 0;
    let calm = 0;
    while (at < chunk.length && used < most && calm < calmBytes) {
      const byte = chunk[at] ?? 0;
      if (this.#state === states.none) {
        if (byte === backslash) {
          this.#state = states.backslash;
          calm = 0;
          at++;
          continue;
        }
        if (this.#half !== 0) used = this.#endHalf(bytes, used);
        if (byte === quote) break;
        bytes[used++] = byte;
        calm++;
        at++;
      } else if (this.#state === states.backslash) {
        at++;
        if (byte === letterU) {
          this.#state = states.unit;
          this.#unit = 0;
          continue;
        }
        this.#state = states.none;
        if (this.#half !== 0) used = this.#endHalf(bytes, used);
        const plain = plainEscapes[byte] ?? 0;
        if (plain === 0) this.#broken = true;
        bytes[used++] = plain === 0 ? byte : plain;
      } else {
        const digit = hexDigits[byte] ?? 255;
        if (digit === 255) {
          // It is read again as what follows.
          this.#broken = true;
          this.#state = states.none;
          used = writeUnit(0xfffd, bytes, this.#half === 0 ? used : this.#endHalf(bytes, used));
          continue;
        }
        at++;
        this.#unit = (this.#unit << 4) | digit;
        if (++this.#state === states.unit + 4) {
          this.#state = states.none;
          used = this.#addUnit(bytes, used);
        }
      }
    }
    this.#used = used;
    return at;
  }

  /** The halves of a pair come as two escapes. */
  #addUnit(bytes: Buffer, used: number): number {
    const unit = this.#unit;
    if (unit >= 0xdc00 && unit < 0xe000 && this.#half !== 0) {
      const point = 0x10000 + ((this.#half - 0xd800) << 10) + (unit - 0xdc00);
      this.#half = 0;
      bytes[used] = 0xf0 | (point >> 18);
      bytes[used + 1] = 0x80 | ((point >> 12) & 0x3f);
      bytes[used + 2] = 0x80 | ((point >> 6) & 0x3f);
      bytes[used + 3] = 0x80 | (point & 0x3f);
      return used + 4;
    }
    const start = this.#half === 0 ? used : this.#endHalf(bytes, used);
    if (unit >= 0xd800 && unit < 0xdc00) {
      this.#half = unit;
      return start;
    }
    return writeUnit(unit >= 0xdc00 && unit < 0xe000 ? 0xfffd : unit, bytes, start);
  }

  #endHalf(bytes: Buffer, used: number): number {
    this.#half = 0;
    return writeUnit(0xfffd, bytes, used);
  }
}

const nothing = Buffer.alloc(0);

/** @returns where the bytes of a character end that begins at `used` */
function writeUnit(unit: number, bytes: Buffer, used: number): number {
  if (unit < 0x80) {
    bytes[used] = unit;
    return used + 1;
  }
  if (unit < 0x800) {
    bytes[used] = 0xc0 | (unit >> 6);
    bytes[used + 1] = 0x80 | (unit & 0x3f);
    return used + 2;
  }
  bytes[used] = 0xe0 | (unit >> 12);
  bytes[used + 1] = 0x80 | ((unit >> 6) & 0x3f);
  bytes[used + 2] = 0x80 | (unit & 0x3f);
  return used + 3;
}
