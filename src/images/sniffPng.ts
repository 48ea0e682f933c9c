import type { ByteReader } from './byteReader.ts';
import { exifOrientation } from './exifOrientation.ts';
import type { Orientation } from './imageTypes.ts';
import { cutShort, known, type Sniffed } from './sniffed.ts';

const headerEnd = 33;
const maxChunks = 10_000;

/** Walks the chunks before the pixels (PNG specification, third edition, §5 and §11). */
export function sniffPng(reader: ByteReader, fileSize: number): Sniffed {
  const width = reader.u32(16);
  const height = reader.u32(20);
  const bitDepth = reader.u8(24);
  const colourType = reader.u8(25);
  if (width === undefined || height === undefined || bitDepth === undefined || colourType === undefined) {
    return cutShort('png', headerEnd, reader.length, fileSize);
  }
  if (!reader.says(12, 'IHDR')) return { state: 'broken', type: 'png' };

  let hasAlpha = (colourType & 4) !== 0;
  let animated = false;
  let signed = false;
  let orientation: Orientation = 1;
  let at = headerEnd;
  for (let chunks = 0; chunks < maxChunks && at < reader.length; chunks += 1) {
    const length = reader.u32(at);
    if (length === undefined) break;
    const name = reader.text(at + 4, 4);
    if (name === 'IDAT' || name === 'IEND') break;
    if (name === 'tRNS') hasAlpha = true;
    if (name === 'acTL') animated = (reader.u32(at + 8) ?? 0) > 1;
    if (name === 'caBX') signed = true;
    if (name === 'eXIf') orientation = exifOrientation(reader.bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return known('png', { width, height, bitDepth, hasAlpha, animated, signed, orientation });
}
