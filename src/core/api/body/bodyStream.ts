import { Buffer } from 'node:buffer';
import type { WireBody } from '../connection/transport.ts';
import type { BodyPiece, RequestBody, SentFile } from './request.ts';

/** An input delivered another number of bytes than it announced, so the request was not completed. */
export class InputChangedError extends Error {
  override name = 'InputChangedError';
  /** Of the file among those of the body, from 0. */
  readonly index: number;

  constructor(index: number) {
    super(`input ${index + 1} delivered another length than announced`);
    this.index = index;
  }
}

/** A multiple of 3, so that no chunk but the last one of an image needs padding. */
const stepBytes = 96 * 1024;

/** A body for the connection: its length is known before it goes out, and its files are read as they are sent. */
export const wireBody = ({ contentType, pieces }: RequestBody): WireBody => ({
  contentType,
  byteLength: lengthOfBody(pieces),
  chunks: () => streamBody(pieces),
});

/** The exact length of the body in bytes. */
export const lengthOfBody = (pieces: readonly BodyPiece[]): number =>
  pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);

function lengthOf(piece: BodyPiece): number {
  if (piece.encoding === 'text') return Buffer.byteLength(piece.text);
  const { byteLength } = piece.file;
  return piece.encoding === 'raw' ? byteLength : 4 * Math.ceil(byteLength / 3);
}

/**
 * The body as chunks, each encoded when it is asked for. A file's own bytes are valid until the next one is asked for.
 * @throws InputChangedError before the last chunk, when an input's length is not the announced one
 */
export async function* streamBody(pieces: readonly BodyPiece[]): AsyncGenerator<Buffer> {
  let index = 0;
  for (const piece of pieces) {
    if (piece.encoding === 'text') yield Buffer.from(piece.text);
    else {
      const bytes = announced(piece.file, index++);
      yield* piece.encoding === 'raw' ? bytes : encoded(bytes);
    }
  }
}

/** The bytes of a file, which must be as many as it announced. */
async function* announced(file: SentFile, index: number): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const bytes of file.open()) {
    seen += bytes.byteLength;
    if (seen > file.byteLength) throw new InputChangedError(index);
    yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  if (seen !== file.byteLength) throw new InputChangedError(index);
}

async function* encoded(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of source) {
    let chunk = bytes;
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
  if (rest.length > 0) yield base64(rest);
}

const base64 = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('base64'), 'latin1');
