import { createHash, type Hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { joined, latin1, says, u16, u32, u32LittleEndian } from './containers/bytes.ts';
import { pngSignature } from './containers/pngRecord.ts';
import type { ImageRecord, RecordInput } from './record.ts';

/** SHA-256 of bytes, in lower-case hex. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** SHA-256 of a file in pieces, in lower-case hex. */
export async function sha256OfPieces(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

const pieceLength = 512 * 1024;

/** Bytes in pieces, with a pause between them for everything else: to hash a large image at once takes too long. */
export async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceLength) {
    yield bytes.subarray(at, at + pieceLength);
    await setImmediate();
  }
}

/**
 * SHA-256 over the picture without its metadata, in lower-case hex: it stays the same when a record, a colour
 * profile or EXIF is written or taken out, and changes when someone draws, crops or saves the image anew.
 * Hashed are, of PNG, the contents of IHDR, PLTE, tRNS, IDAT and the frames of an animation; of JPEG, all
 * but the APPn and COM segments before the first scan; of WebP, the VP8, VP8L, ALPH and ANMF chunks; of
 * everything else, the whole file. A program that packs the same pixels anew changes it too.
 */
export function pixelHash(bytes: Uint8Array): string {
  const hasher = new PixelHasher();
  hasher.update(bytes);
  return hasher.digest();
}

/** As `pixelHash`, of a file in pieces. */
export async function pixelHashOfPieces(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hasher = new PixelHasher();
  for await (const piece of pieces) hasher.update(piece);
  return hasher.digest();
}

/** Whether an image is, pixel for pixel, the one that was made. */
export const pixelsUnchanged = async (
  record: ImageRecord,
  pieces: AsyncIterable<Uint8Array>,
): Promise<boolean> => (await pixelHashOfPieces(pieces)) === record.pixelHash;

export interface InputChange {
  input: RecordInput;
  change: 'changed' | 'missing';
}

/**
 * The inputs that are no longer what they were when the image was made.
 *
 * @param shaOf SHA-256 of the file at a recorded path, undefined when it isn't there
 */
export async function changedInputs(
  record: ImageRecord,
  shaOf: (path: string) => Promise<string | undefined>,
): Promise<InputChange[]> {
  const changes: InputChange[] = [];
  for (const input of record.inputs) {
    const now = await shaOf(input.path);
    if (now !== input.sha256) changes.push({ input, change: now === undefined ? 'missing' : 'changed' });
  }
  return changes;
}

/** `take` hands over bytes to look at; `hash` and `skip` pass them by, hashed or not. */
type Step = { do: 'take' | 'hash' | 'skip'; length: number };
type Walk = Generator<Step, void, Uint8Array>;

/** Hashes the picture in the pieces of a file, of whatever length, without holding them. */
export class PixelHasher {
  readonly #hash = createHash('sha256');
  readonly #walk: Walk = walkImage(this.#hash);
  #step: Step = { do: 'hash', length: 0 };
  #taken: Uint8Array = new Uint8Array();

  constructor() {
    this.#next(new Uint8Array());
  }

  update(piece: Uint8Array): void {
    let at = 0;
    while (at < piece.length) {
      const part = piece.subarray(at, at + this.#step.length - this.#taken.length);
      at += part.length;
      this.#pass(part);
    }
  }

  /** The hash; the object can't be used afterwards. */
  digest(): string {
    return this.#hash.update(this.#taken).digest('hex');
  }

  #pass(part: Uint8Array): void {
    const step = this.#step;
    if (step.do === 'take') {
      this.#taken = joined(this.#taken, part);
      if (this.#taken.length < step.length) return;
      const taken = this.#taken;
      this.#taken = new Uint8Array();
      this.#next(taken);
      return;
    }
    if (step.do === 'hash') this.#hash.update(part);
    step.length -= part.length;
    if (step.length === 0) this.#next(new Uint8Array());
  }

  #next(taken: Uint8Array): void {
    let next = this.#walk.next(taken);
    while (!next.done && next.value.length === 0) next = this.#walk.next(new Uint8Array());
    this.#step = next.done ? hashRest() : { ...next.value };
  }
}

/** More parts than any real image has; from there on the rest is hashed as it is, so that no file can stall us. */
const maxParts = 100_000;

const take = (length: number): Step => ({ do: 'take', length });
const hashRest = (): Step => ({ do: 'hash', length: Number.POSITIVE_INFINITY });

function* walkImage(hash: Hash): Walk {
  const start = yield take(2);
  hash.update(start);
  if (says(start, 0, '\xff\xd8')) return yield* walkJpeg(hash);
  const rest = yield take(10);
  const head = joined(start, rest);
  if (says(head, 0, pngSignature)) return yield* walkPng(hash, u32(head, 8));
  if (says(head, 0, 'RIFF') && says(head, 8, 'WEBP')) return yield* walkWebp(hash);
  hash.update(rest);
}

const pngPicture = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'acTL', 'fcTL', 'fdAT']);

function* walkPng(hash: Hash, firstLength: number): Walk {
  let length = firstLength;
  let previous = '';
  for (let parts = 0; parts < maxParts; parts += 1) {
    const name = latin1(yield take(4), 0, 4);
    const counts = pngPicture.has(name);
    // However the pixels are cut into chunks, they are one stream.
    if (counts && !(name === 'IDAT' && previous === 'IDAT')) hash.update(name);
    yield { do: counts ? 'hash' : 'skip', length };
    previous = name;
    // The checksum, and the length of the next chunk.
    length = u32(yield take(8), 4);
  }
}

const webpPicture = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANMF']);

function* walkWebp(hash: Hash): Walk {
  for (let parts = 0; parts < maxParts; parts += 1) {
    const header = yield take(8);
    const name = latin1(header, 0, 4);
    const length = u32LittleEndian(header, 4);
    const counts = webpPicture.has(name);
    if (counts) hash.update(header);
    yield { do: counts ? 'hash' : 'skip', length };
    yield { do: 'skip', length: length % 2 };
  }
}

function* walkJpeg(hash: Hash): Walk {
  for (let parts = 0; parts < maxParts; parts += 1) {
    const mark = yield take(2);
    let marker = mark[1] ?? 0;
    for (; mark[0] === 0xff && marker === 0xff && parts < maxParts; parts += 1) {
      marker = (yield take(1))[0] ?? 0;
    }
    if (marker === 0xff) return;
    if (mark[0] !== 0xff || marker === 0xda || marker === 0xd9) {
      hash.update(mark);
      return;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    const size = yield take(2);
    const counts = !(marker >= 0xe0 && marker <= 0xef) && marker !== 0xfe;
    if (counts) hash.update(Uint8Array.of(0xff, marker)).update(size);
    yield { do: counts ? 'hash' : 'skip', length: Math.max(0, u16(size, 0) - 2) };
  }
}
