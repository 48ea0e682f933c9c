import type { ByteReader } from '../byteReader.ts';
import type { Orientation } from '../imageTypes.ts';
import { exifOrientation } from './exifOrientation.ts';
import { cutShort, known, type Sniffed } from './sniffed.ts';

const headerEnd = 33;
const maxChunks = 100_000;
/** How far beyond the known need to read ahead: metadata tend to follow each other. */
const readAhead = 65_536;

/**
 * Walks the chunks before the pixels, and those behind as far as they are at hand: a signature
 * may stand there (PNG specification, third edition, §5 and §11).
 */
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
  let frames = 0;
  let firstFrameSeen = false;
  let pixelsSeen = false;
  let hiddenDefault = false;
  let signed = false;
  let orientation: Orientation = 1;
  let at = headerEnd;
  for (let chunks = 0; chunks < maxChunks; chunks += 1) {
    const length = reader.u32(at);
    if (length === undefined) break;
    const name = reader.text(at + 4, 4);
    if (name === 'IEND') break;
    if (name === 'IDAT' && !pixelsSeen) {
      pixelsSeen = true;
      hiddenDefault = frames > 0 && !firstFrameSeen;
    }
    if (name === 'tRNS') hasAlpha = true;
    if (name === 'fcTL') firstFrameSeen = true;
    if (name === 'acTL' && !pixelsSeen) frames = reader.u32(at + 8) ?? 0;
    if (name === 'caBX') signed = true;
    if (name === 'eXIf') orientation = exifOrientation(reader.bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const animated = frames > 1 || hiddenDefault;
  const info = { width, height, bitDepth, hasAlpha, animated, signed, orientation, hiddenDefault };
  const found = known('png', info);
  if (pixelsSeen) return found;
  const isWhole = reader.says(at + 4, 'IEND');
  return isWhole ? found : cutShort('png', at + readAhead, reader.length, fileSize, found);
}
