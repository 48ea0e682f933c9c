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
 * may stand there (PNG specification, third edition, §5 and §11). EXIF may stand there too, but Chromium and libpng
 * turn no picture by it, and of several they take the first.
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

  let frames = 0;
  let pixelsSeen = false;
  let hiddenDefault = false;
  let signed = false;
  let orientation: Orientation | undefined;
  const names = new Set<string>();
  let at = headerEnd;
  for (let chunks = 0; chunks < maxChunks; chunks += 1) {
    const length = reader.u32(at);
    if (length === undefined) break;
    const name = reader.text(at + 4, 4);
    if (name === 'IEND') break;
    if (name === 'IDAT' && !pixelsSeen) {
      pixelsSeen = true;
      hiddenDefault = frames > 0 && !names.has('fcTL');
    }
    if (name === 'caBX') signed = true;
    if (!pixelsSeen) {
      names.add(name);
      if (name === 'acTL') frames = reader.u32(at + 8) ?? 0;
      if (name === 'eXIf') orientation ??= exifOrientation(reader.bytes.subarray(at + 8, at + 8 + length));
    }
    at += 12 + length;
  }
  const found = known('png', {
    width,
    height,
    bitDepth,
    orientation: orientation ?? 1,
    hasAlpha: (colourType & 4) !== 0 || names.has('tRNS'),
    animated: frames > 1 || hiddenDefault,
    signed,
    hiddenDefault,
    tellsColours: names.has('iCCP') || names.has('cICP') || (names.has('gAMA') && !names.has('sRGB')),
  });
  if (pixelsSeen) return found;
  const isWhole = reader.says(at + 4, 'IEND');
  return isWhole ? found : cutShort('png', at + readAhead, reader.length, fileSize, found);
}
