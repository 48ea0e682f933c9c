import type { ByteReader } from '../byteReader.ts';
import type { Orientation } from '../imageTypes.ts';
import { exifOrientation } from './exifOrientation.ts';
import { cutShort, known, type Sniffed } from './sniffed.ts';

const maxChunks = 10_000;
const flags = { alpha: 0x10, exif: 0x08, animation: 0x02 };

/** Simple lossy, simple lossless and extended files (RFC 9649). */
export function sniffWebp(reader: ByteReader, fileSize: number): Sniffed {
  const first = reader.text(12, 4);
  if (reader.length < 30) return cutShort('webp', 30, reader.length, fileSize);
  if (first === 'VP8X') return sniffExtended(reader, fileSize);
  // Some programs sign a simple file without making it an extended one.
  const { signed } = chunksFrom(reader, 12);
  if (first === 'VP8L') {
    const bits = reader.u32(21, true) ?? 0;
    const width = (bits & 0x3fff) + 1;
    const height = ((bits >>> 14) & 0x3fff) + 1;
    return known('webp', {
      width,
      height,
      bitDepth: 8,
      signed,
      hasAlpha: ((bits >>> 28) & 1) === 1,
      lossless: true,
    });
  }
  if (first === 'VP8 ') {
    const width = (reader.u16(26, true) ?? 0) & 0x3fff;
    const height = (reader.u16(28, true) ?? 0) & 0x3fff;
    return known('webp', { width, height, bitDepth: 8, signed });
  }
  return { state: 'broken', type: 'webp' };
}

/** What the chunks from a place on say, as far as they are at hand. */
function chunksFrom(reader: ByteReader, start: number) {
  let orientation: Orientation | undefined;
  let signed = false;
  let lossless = false;
  let at = start;
  for (let chunks = 0; chunks < maxChunks && at + 8 <= reader.length; chunks += 1) {
    const name = reader.text(at, 4);
    const length = reader.u32(at + 4, true) ?? 0;
    if (name === 'EXIF' && at + 8 + length <= reader.length)
      orientation = exifOrientation(reader.bytes.subarray(at + 8, at + 8 + length));
    if (name === 'C2PA') signed = true;
    if (name === 'VP8L') lossless = true;
    at += 8 + length + (length % 2);
  }
  return { orientation, signed, lossless };
}

function sniffExtended(reader: ByteReader, fileSize: number): Sniffed {
  const given = reader.u8(20) ?? 0;
  const width = (reader.u24(24, true) ?? 0) + 1;
  const height = (reader.u24(27, true) ?? 0) + 1;
  const { orientation, signed, lossless } = chunksFrom(reader, 30);
  // EXIF stands behind the pixels, and without it the shape is not known.
  const mayTurn = (given & flags.exif) !== 0;
  const found = known('webp', {
    width,
    height,
    bitDepth: 8,
    orientation: (mayTurn && orientation) || 1,
    signed,
    lossless,
    hasAlpha: (given & flags.alpha) !== 0,
    animated: (given & flags.animation) !== 0,
  });
  const turnIsOpen = mayTurn && orientation === undefined && reader.length < fileSize;
  return turnIsOpen ? cutShort('webp', fileSize, reader.length, fileSize, found) : found;
}
