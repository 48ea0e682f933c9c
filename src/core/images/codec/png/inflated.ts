import { Readable } from 'node:stream';
import { createInflate } from 'node:zlib';
import { damaged } from '../../codecError.ts';

/** Bytes that are packed or unpacked at once. */
export const chunkSize = 256 * 1024;

/**
 * What the pieces of a zlib stream unpack to, piece by piece. The memory of each is given back when the next one is
 * asked for: it would else be collected when all of the picture lies there. Throws the codec's error for what is
 * damaged or cut off.
 */
export async function* inflated(packed: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  const inflate = createInflate({ chunkSize });
  const source = Readable.from(packed, { objectMode: true });
  const waiting: Uint8Array[] = [];
  let wake = () => {};
  let failure: unknown;
  let isAtEnd = false;
  // A stream that is iterated joins its pieces into others.
  inflate.on('data', (piece: Uint8Array) => {
    waiting.push(piece);
    inflate.pause();
    wake();
  });
  inflate.once('end', () => {
    isAtEnd = true;
    wake();
  });
  inflate.once('error', (error) => {
    failure = error;
    wake();
  });
  source.pipe(inflate);
  try {
    for (;;) {
      const piece = waiting.shift();
      if (piece) {
        yield piece;
        releasePiece(piece);
        continue;
      }
      if (failure !== undefined) throw damaged('png', String(failure));
      if (isAtEnd) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        inflate.resume();
      });
    }
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

/**
 * Gives the memory of what a stream of Node's zlib has made back: its pieces share memory that it fills with one after
 * the other, and behind the last of them nobody needs it.
 */
export function releasePiece({ buffer, byteOffset, byteLength }: Uint8Array): void {
  if (buffer.byteLength === chunkSize && byteOffset + byteLength === chunkSize) giveBack(buffer);
}

/** Gives the memory of large bytes back that have it for themselves: what is thrown away is collected late. */
export function release({ buffer, byteLength }: Uint8Array | Float32Array): void {
  if (byteLength >= chunkSize && buffer.byteLength === byteLength) giveBack(buffer);
}

function giveBack(buffer: ArrayBufferLike): void {
  if ('transfer' in buffer && typeof buffer.transfer === 'function') buffer.transfer(0);
}

/** Cuts what comes in pieces into rows of one length. */
export class RowCutter {
  readonly #length: number;
  readonly #joined: Uint8Array;
  #filled = 0;

  constructor(length: number) {
    this.#length = length;
    this.#joined = new Uint8Array(length);
  }

  /** The rows that a piece completes, each to be read before the next. */
  *rows(piece: Uint8Array): Generator<Uint8Array> {
    const length = this.#length;
    let at = 0;
    if (this.#filled > 0) {
      at = Math.min(piece.length, length - this.#filled);
      this.#joined.set(piece.subarray(0, at), this.#filled);
      this.#filled += at;
      if (this.#filled < length) return;
      this.#filled = 0;
      yield this.#joined;
    }
    for (; at + length <= piece.length; at += length) yield piece.subarray(at, at + length);
    this.#joined.set(piece.subarray(at));
    this.#filled = piece.length - at;
  }
}
