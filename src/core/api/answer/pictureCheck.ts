import { Buffer } from 'node:buffer';

/**
 * What bytes turn out to be: a picture from its first to its last byte, the start of one, or nothing that
 * is known here.
 */
export type Looks = 'picture' | 'cutPicture' | 'unknown';

const headBytes = 4096;
const tailBytes = 4096;

/**
 * Looks at the first and last bytes of what comes, as far as a container format tells there whether it is
 * whole. Holds a few kilobytes, whatever the size of the picture.
 *
 * Ends: PNG specification (IEND), ITU T.81 (EOI), GIF89a (trailer), RIFF's size field, and the box sizes
 * of ISO 14496-12.
 */
export class PictureCheck {
  #head = Buffer.alloc(0);
  #tail = Buffer.alloc(0);
  #length = 0;

  add(bytes: Buffer): void {
    if (this.#head.length < headBytes) {
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, headBytes - this.#head.length)]);
    }
    const tail = bytes.length >= tailBytes ? bytes : Buffer.concat([this.#tail, bytes]);
    this.#tail = Buffer.from(tail.subarray(Math.max(0, tail.length - tailBytes)));
    this.#length += bytes.length;
  }

  looks(): Looks {
    const whole = this.#isWhole();
    return whole === undefined ? 'unknown' : whole ? 'picture' : 'cutPicture';
  }

  /** Undefined: no picture at all. */
  #isWhole(): boolean | undefined {
    const says = (at: number, text: string) =>
      this.#head.toString('latin1', at, at + text.length) === text && this.#head.length >= at + text.length;
    const ends = (mark: string) => this.#tail.includes(Buffer.from(mark, 'latin1'));
    if (says(0, '\x89PNG\r\n\x1a\n')) return ends('IEND');
    if (says(0, '\xff\xd8\xff')) return ends('\xff\xd9');
    if (says(0, 'GIF8')) return ends(';');
    if (says(0, 'RIFF') && says(8, 'WEBP')) return this.#head.readUInt32LE(4) + 8 <= this.#length;
    if (says(4, 'ftyp')) return this.#boxesAreWhole();
    if (says(0, 'II*\0') || says(0, 'MM\0*') || says(0, 'BM') || says(0, '\0\0\x01\0')) return true;
    if (says(0, '\xff\x0a') || says(4, 'JXL ')) return true;
    return this.#isSvg() ? ends('</') && ends('svg>') : undefined;
  }

  /** As far as the boxes can be followed in the first bytes. */
  #boxesAreWhole(): boolean {
    let at = 0;
    while (at + 16 <= this.#head.length) {
      const size = this.#head.readUInt32BE(at);
      const long = size === 1 ? Number(this.#head.readBigUInt64BE(at + 8)) : size;
      if (long === 0) return true;
      if (long < 8) return false;
      at += long;
      if (at > this.#length) return false;
    }
    return true;
  }

  #isSvg(): boolean {
    const start = this.#head.toString('utf8').trimStart();
    return /^(?:\ufeff)?<(?:\?xml|!--|!DOCTYPE svg|svg)[\s>-]/i.test(start) && /<svg[\s>]/i.test(start);
  }
}
