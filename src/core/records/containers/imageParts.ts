import { latin1, says, u16, u32, u32LittleEndian } from './bytes.ts';
import { pngSignature } from './pngRecord.ts';
import type { Reading, Window } from './ranges.ts';

/** A segment, chunk or run of coded pixels. */
export interface ImagePart {
  /** PNG and WebP: the chunk's four characters. JPEG: `APP1`, `COM`, `SOS` with its pixels, `EOI`, or `other`. */
  name: string;
  /** From its marker or header on. */
  start: number;
  /** Behind its checksum or padding. */
  end: number;
  /** Where its content starts. */
  body: number;
  /** The first bytes of its content. */
  head: Uint8Array;
}

/** More than any real image has. */
const maxParts = 100_000;
const headLength = 36;
/** What is read at once of coded pixels. */
const block = 65_536;

/**
 * All parts of a whole JPEG, PNG or WebP, up to the picture's end; what lies behind it belongs to none. Undefined
 * when the structure is not followed to that end.
 */
export function* partsOf(type: string, window: Window): Reading<ImagePart[] | undefined> {
  if (type === 'jpeg') return yield* jpegParts(window);
  if (type === 'png') return yield* pngParts(window);
  return type === 'webp' ? yield* webpParts(window) : undefined;
}

function* pngParts(window: Window): Reading<ImagePart[] | undefined> {
  if (!says(yield* window.bytes(0, 8), 0, pngSignature)) return undefined;
  const parts: ImagePart[] = [];
  let at = 8;
  while (parts.length < maxParts) {
    const header = yield* window.bytes(at, 8 + headLength);
    const part = partAt(header, at, 8, latin1(header, 4, 4), 12 + u32(header, 0));
    if (header.length < 12 || part.end > window.size) return undefined;
    parts.push(part);
    if (part.name === 'IEND') return parts;
    at = part.end;
  }
  return undefined;
}

function* webpParts(window: Window): Reading<ImagePart[] | undefined> {
  const riff = yield* window.bytes(0, 12);
  const end = 8 + u32LittleEndian(riff, 4);
  if (!says(riff, 0, 'RIFF') || !says(riff, 8, 'WEBP') || end > window.size) return undefined;
  const parts: ImagePart[] = [];
  let at = 12;
  while (parts.length < maxParts) {
    if (at === end) return parts;
    const header = yield* window.bytes(at, 8 + headLength);
    const length = u32LittleEndian(header, 4);
    const part = partAt(header, at, 8, latin1(header, 0, 4), 8 + length + (length % 2));
    if (at + 8 > end || part.end > end) return undefined;
    parts.push(part);
    at = part.end;
  }
  return undefined;
}

function* jpegParts(window: Window): Reading<ImagePart[] | undefined> {
  if (!says(yield* window.bytes(0, 2), 0, '\xff\xd8')) return undefined;
  const parts: ImagePart[] = [];
  let at = 2;
  while (parts.length < maxParts) {
    const header = yield* window.bytes(at, 4 + headLength);
    const marker = header[1] ?? 0;
    if (header[0] !== 0xff) return undefined;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) return [...parts, partAt(header, at, 2, 'EOI', 2)];
    const length = u16(header, 2);
    if (length < 2 || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) return undefined;
    const part = partAt(header, at, 4, nameOf(marker), 2 + length);
    if (part.name === 'SOS') part.end = yield* endOfScan(window, part.end);
    if (part.end > window.size) return undefined;
    parts.push(part);
    at = part.end;
  }
  return undefined;
}

function partAt(header: Uint8Array, start: number, body: number, name: string, length: number): ImagePart {
  const head = Uint8Array.from(header.subarray(body, Math.min(length, body + headLength)));
  return { name, start, end: start + length, body: start + body, head };
}

function nameOf(marker: number): string {
  if (marker >= 0xe0 && marker <= 0xef) return `APP${marker - 0xe0}`;
  if (marker === 0xfe) return 'COM';
  return marker === 0xda ? 'SOS' : 'other';
}

/** Where the marker behind coded pixels stands; past the end when there is none (ITU T.81 B.1.1.5). */
function* endOfScan(window: Window, start: number): Reading<number> {
  let at = start;
  while (at + 1 < window.size) {
    const bytes = yield* window.bytes(at, block);
    let mark = bytes.indexOf(0xff);
    while (mark >= 0 && mark + 1 < bytes.length) {
      const next = bytes[mark + 1] ?? 0;
      if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at + mark;
      mark = bytes.indexOf(0xff, mark + 1);
    }
    at += mark < 0 ? bytes.length : mark;
  }
  return Number.POSITIVE_INFINITY;
}
