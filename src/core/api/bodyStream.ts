import { Buffer } from 'node:buffer';
import type { BodyPiece, RequestImage } from './request.ts';

/** An input delivered another number of bytes than it announced, so the request was not completed. */
export class InputChangedError extends Error {
  override name = 'InputChangedError';
  /** Of the image among the inputs, from 0. */
  readonly index: number;

  constructor(index: number) {
    super(`input ${index + 1} delivered another length than announced`);
    this.index = index;
  }
}

/** A multiple of 3, so that no chunk but the last one of an image needs padding. */
const stepBytes = 96 * 1024;

/** The exact length of the body in bytes. */
export function lengthOfBody(pieces: readonly BodyPiece[]): number {
  return pieces.reduce(
    (sum, piece) =>
      sum + (typeof piece === 'string' ? Buffer.byteLength(piece) : 4 * Math.ceil(piece.byteLength / 3)),
    0,
  );
}

/**
 * The body as chunks, base64 made on the fly.
 * @throws InputChangedError before the last chunk, when an input's length is not the announced one
 */
export async function* streamBody(pieces: readonly BodyPiece[]): AsyncGenerator<Buffer> {
  let index = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') yield Buffer.from(piece);
    else yield* encode(piece, index++);
  }
}

async function* encode(image: RequestImage, index: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let seen = 0;
  for await (const bytes of image.open()) {
    seen += bytes.byteLength;
    if (seen > image.byteLength) throw new InputChangedError(index);
    let chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (rest.length > 0) {
      const head = Math.min(3 - rest.length, chunk.length);
      rest = Buffer.concat([rest, chunk.subarray(0, head)]);
      chunk = chunk.subarray(head);
      if (rest.length < 3) continue;
      yield base64(rest);
    }
    const whole = chunk.length - (chunk.length % 3);
    for (let at = 0; at < whole; at += stepBytes) {
      yield base64(chunk.subarray(at, Math.min(at + stepBytes, whole)));
    }
    // Copied, because the source may use its buffer again.
    rest = Buffer.from(chunk.subarray(whole));
  }
  if (seen !== image.byteLength) throw new InputChangedError(index);
  if (rest.length > 0) yield base64(rest);
}

const base64 = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('base64'), 'latin1');
