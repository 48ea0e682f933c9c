import type { ByteReader } from '../byteReader.ts';
import { cutShort, foreign, known, type Sniffed } from './sniffed.ts';

const os2Headers = [16, 64];

/** Size of a Windows bitmap: old core header (12 bytes) or one of the info headers. OS/2's own headers are foreign. */
export function sniffBmp(reader: ByteReader, fileSize: number): Sniffed {
  if (reader.length < 30) return cutShort('bmp', 30, reader.length, fileSize);
  const header = reader.u32(14, true) ?? 0;
  if (header === 12 || os2Headers.includes(header)) return foreign('BMP of OS/2');
  const width = reader.i32(18, true) ?? 0;
  const height = Math.abs(reader.i32(22, true) ?? 0);
  return known('bmp', { width, height, hasAlpha: reader.u16(28, true) === 32 });
}

/**
 * The largest picture of an icon. The directory has a byte for each side (0 is 256) and is often wrong; what the
 * picture's own header says, a PNG's or a bitmap's (which counts its mask as a second height), is right.
 */
export function sniffIco(reader: ByteReader, fileSize: number): Sniffed {
  const count = Math.min(reader.u16(4, true) ?? 0, 256);
  if (count === 0) return { state: 'unknown' };
  if (reader.length < 6 + 16 * count) return cutShort('ico', 6 + 16 * count, reader.length, fileSize);
  const largest = { width: 0, height: 0 };
  let reached = 0;
  for (let index = 0; index < count; index += 1) {
    const at = 6 + 16 * index;
    const place = reader.u32(at + 12, true) ?? 0;
    const isPng = reader.says(place, '\x89PNG');
    const width = isPng ? reader.u32(place + 16) : reader.i32(place + 4, true);
    const height = isPng ? reader.u32(place + 20) : Math.floor((reader.i32(place + 8, true) ?? 0) / 2);
    reached = Math.max(reached, place + 24);
    if (width && height && width * height > largest.width * largest.height) {
      Object.assign(largest, { width, height });
    }
  }
  const found = known('ico', { ...largest, hasAlpha: true });
  return reached > reader.length ? cutShort('ico', reached, reader.length, fileSize, found) : found;
}
