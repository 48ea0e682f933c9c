import { fromLatin1, fromU32, joined, says } from './containers/bytes.ts';
import { type ImagePart, partsOf } from './containers/imageParts.ts';
import { type Range, type Reading, Window, walkBytes } from './containers/ranges.ts';

/** Part of a file, or bytes in its place. */
export type Piece = Range | Uint8Array;

/** Reads in the steps of a walk through all of a file. */
const wholeAhead = 65_536;

/** How many bytes a walk through all parts of a file may read. */
export const bareBudget = (size: number): number => 2 * size + 4 * wholeAhead;

/**
 * What of a JPEG, PNG or WebP is the picture itself: its pixels, what says how they are decoded, and its colour
 * profile. Everything else is left out: EXIF, XMP, IPTC, texts, comments, thumbnails, signatures (C2PA), further
 * pictures, and whatever lies behind the picture's end. Nothing is encoded anew.
 *
 * @returns undefined when the structure is not followed to its end, or the type is another one
 */
export function* bareImage(type: string, size: number): Reading<Piece[] | undefined> {
  const parts = yield* partsOf(type, new Window(size, wholeAhead));
  return parts && builders[type]?.(parts);
}

/** The same of bytes at hand; the very bytes where nothing is left out. */
export function bareBytes(type: string, bytes: Uint8Array): Uint8Array | undefined {
  const pieces = walkBytes(bareImage(type, bytes.length), bytes);
  if (pieces === undefined || isWhole(pieces, bytes.length)) return pieces && bytes;
  return joined(...pieces.map((piece) => (piece instanceof Uint8Array ? piece : partOf(bytes, piece))));
}

export const lengthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { length }) => sum + length, 0);

/** Whether the pieces are the file as it is. */
export const isWhole = (pieces: readonly Piece[], size: number): boolean =>
  pieces.length === 1 && pieces.every((piece) => !(piece instanceof Uint8Array) && piece.length === size);

/** Of a file that comes as a stream, the pieces alone. They stand in the file's order. */
export async function* streamPieces(
  file: AsyncIterable<Uint8Array>,
  pieces: readonly Piece[],
): AsyncGenerator<Uint8Array> {
  const waiting = [...pieces];
  let at = 0;
  for await (const bytes of file) {
    for (let next = waiting[0]; next; next = waiting[0]) {
      if (next instanceof Uint8Array) {
        yield next;
      } else {
        const end = next.offset + next.length;
        if (next.offset >= at + bytes.length) break;
        const from = Math.max(next.offset, at);
        yield bytes.subarray(from - at, Math.min(end, at + bytes.length) - at);
        if (end > at + bytes.length) break;
      }
      waiting.shift();
    }
    at += bytes.length;
    if (waiting.length === 0) return;
  }
  for (const rest of waiting) if (rest instanceof Uint8Array) yield rest;
}

const partOf = (bytes: Uint8Array, { offset, length }: Range): Uint8Array =>
  bytes.subarray(offset, offset + length);

type Build = (parts: readonly ImagePart[]) => Piece[] | undefined;

const builders: Readonly<Record<string, Build>> = { png: barePng, jpeg: bareJpeg, webp: bareWebp };

/** PNG, third edition, §11: what decoding needs, and the colour space. */
const pngKept = new Set('IHDR PLTE IDAT IEND tRNS sBIT iCCP sRGB gAMA cHRM cICP mDCV cLLI'.split(' '));

function barePng(parts: readonly ImagePart[]): Piece[] | undefined {
  // A chunk that must be understood is none that can be left out.
  const isStrange = parts.some(({ name }) => /^[A-Z]/.test(name) && !pngKept.has(name));
  return isStrange ? undefined : ranges([start(8), ...parts.filter(({ name }) => pngKept.has(name))]);
}

function bareJpeg(parts: readonly ImagePart[]): Piece[] {
  return ranges([start(2), ...parts.flatMap((part) => jpegPart(part) ?? [])]);
}

/** JFIF without its thumbnail, the profile, Adobe's word on the colours, and all that is no application's. */
function jpegPart(part: ImagePart): ImagePart | Uint8Array | undefined {
  const { name, head, start, end } = part;
  if (name === 'APP0' && says(head, 0, 'JFIF\0') && head.length >= 14) {
    if (end - start === 18 && head[12] === 0 && head[13] === 0) return part;
    return joined(fromLatin1('\xff\xe0\0\x10'), head.subarray(0, 12), new Uint8Array(2));
  }
  if (name === 'APP2' && says(head, 0, 'ICC_PROFILE\0')) return part;
  if (name === 'APP14' && says(head, 0, 'Adobe') && head.length >= 12) {
    if (end - start === 16) return part;
    return joined(fromLatin1('\xff\xee\0\x0e'), head.subarray(0, 12));
  }
  return name.startsWith('APP') || name === 'COM' ? undefined : part;
}

const webpKept = new Set(['VP8 ', 'VP8L', 'ALPH', 'ICCP', 'ANIM', 'ANMF']);
/** Bits of the first byte of `VP8X` that announce EXIF and XMP (RFC 9649 §2.7). */
const webpMetadata = 0x08 | 0x04;

function bareWebp(parts: readonly ImagePart[]): Piece[] | undefined {
  const kept: (ImagePart | Uint8Array)[] = [];
  for (const part of parts) {
    if (part.name === 'VP8X' && part.head.length >= 10) {
      const [flags = 0, ...rest] = part.head.subarray(0, 10);
      const header = Uint8Array.of(flags & ~webpMetadata, ...rest);
      kept.push(flags & webpMetadata ? joined(fromLatin1('VP8X'), fromU32(10, true), header) : part);
    } else if (webpKept.has(part.name)) kept.push(part);
  }
  if (kept.length === parts.length && kept.every((part) => !(part instanceof Uint8Array))) {
    return ranges([start(12), ...kept]);
  }
  const pieces = ranges(kept);
  const riff = joined(fromLatin1('RIFF'), fromU32(4 + lengthOf(pieces), true), fromLatin1('WEBP'));
  return [riff, ...pieces];
}

const start = (end: number): Pick<ImagePart, 'start' | 'end'> => ({ start: 0, end });

/** Parts that touch each other become one range. */
function ranges(kept: readonly (Pick<ImagePart, 'start' | 'end'> | Uint8Array)[]): Piece[] {
  const pieces: Piece[] = [];
  for (const part of kept) {
    const last = pieces.at(-1);
    if (part instanceof Uint8Array) pieces.push(part);
    else if (last && !(last instanceof Uint8Array) && last.offset + last.length === part.start) {
      last.length += part.end - part.start;
    } else pieces.push({ offset: part.start, length: part.end - part.start });
  }
  return pieces;
}
