import { Buffer } from 'node:buffer';
import { Base64Stream } from './base64Stream.ts';

/**
 * How the bytes of a picture stand in an answer: as base64, as they are, escaped in a `data:` URL, as base64 of
 * base64, or in hexadecimal digits.
 */
export type Encoding = 'base64' | 'bytes' | 'escaped' | 'base64Twice' | 'hex';

/** Decodes what comes in pieces cut anywhere, straight into a buffer of the caller's; `Base64Stream` is one. */
interface Decoder {
  /** Whether something came that is not of the encoding, or the end is missing. */
  readonly damaged: boolean;
  /** @returns the number of bytes written */
  write(chunk: Buffer, start: number, end: number, target: Buffer, at: number): number;
  end(target: Buffer, at: number): number;
}

const decoders: Readonly<Record<Encoding, () => Decoder>> = {
  base64: () => new Base64Stream(),
  bytes: () => new PlainBytes(),
  escaped: () => new EscapedBytes(),
  base64Twice: () => new TwiceEncoded(),
  hex: () => new HexBytes(),
};

export const decoderOf = (encoding: Encoding): Decoder => decoders[encoding]();

/** Bytes that need no decoding. */
class PlainBytes implements Decoder {
  readonly damaged = false;

  write(chunk: Buffer, start: number, end: number, target: Buffer, at: number): number {
    return chunk.copy(target, at, start, end);
  }

  end(): number {
    return 0;
  }
}

/** The bytes behind the comma of a `data:` URL that is no base64 (RFC 2397). */
class EscapedBytes implements Decoder {
  readonly damaged = false;
  #inPrefix = true;
  /** The start of an escape. */
  #escape = '';

  write(chunk: Buffer, start: number, end: number, target: Buffer, at: number): number {
    let to = at;
    for (let from = start; from < end; from++) {
      const byte = chunk[from] ?? 0;
      if (this.#inPrefix) {
        this.#inPrefix = byte !== 0x2c;
      } else if (this.#escape === '' && byte !== 0x25) {
        target[to++] = byte;
      } else {
        this.#escape += String.fromCharCode(byte);
        if (this.#escape.length === 3) {
          target[to++] = Number.parseInt(this.#escape.slice(1), 16);
          this.#escape = '';
        }
      }
    }
    return to - at;
  }

  end(): number {
    return 0;
  }
}

/** Base64 of base64, with or without a `data:` prefix on either. */
class TwiceEncoded implements Decoder {
  readonly #outer = new Base64Stream();
  readonly #inner = new Base64Stream();

  get damaged(): boolean {
    return this.#outer.damaged || this.#inner.damaged;
  }

  write(chunk: Buffer, start: number, end: number, target: Buffer, at: number): number {
    const between = Buffer.allocUnsafe(end - start + 16);
    const length = this.#outer.write(chunk, start, end, between, 0);
    return this.#inner.write(between, 0, length, target, at);
  }

  end(target: Buffer, at: number): number {
    const between = Buffer.allocUnsafe(16);
    const length = this.#outer.end(between, 0);
    const written = this.#inner.write(between, 0, length, target, at);
    return written + this.#inner.end(target, at + written);
  }
}

/** Two digits a byte, behind `0x` or `\x` or nothing, with white space anywhere. */
class HexBytes implements Decoder {
  #begun = false;
  /** A digit whose other half has yet to come. */
  #carry = '';
  #damaged = false;

  get damaged(): boolean {
    return this.#damaged || this.#carry !== '';
  }

  write(chunk: Buffer, start: number, end: number, target: Buffer, at: number): number {
    let digits = this.#carry + chunk.toString('latin1', start, end).replace(/\s+/g, '');
    if (!this.#begun && digits.length < 2) {
      this.#carry = digits;
      return 0;
    }
    if (!this.#begun) digits = digits.replace(/^[0\\]x/i, '');
    this.#begun = true;
    const whole = digits.length - (digits.length % 2);
    this.#carry = digits.slice(whole);
    const written = target.write(digits.slice(0, whole), at, 'hex');
    if (written * 2 !== whole) this.#damaged = true;
    return written;
  }

  end(): number {
    return 0;
  }
}
