import type { ByteReader } from './byteReader.ts';
import { cutShort, known, type Sniffed } from './sniffed.ts';

/** Size of a Windows bitmap: old core header (12 bytes) or one of the info headers. */
export function sniffBmp(reader: ByteReader, fileSize: number): Sniffed {
  if (reader.length < 30) return cutShort('bmp', 30, reader.length, fileSize);
  const old = reader.u32(14, true) === 12;
  const width = old ? reader.u16(18, true) : reader.i32(18, true);
  const height = old ? reader.u16(20, true) : Math.abs(reader.i32(22, true) ?? 0);
  return known('bmp', { width: width ?? 0, height: height ?? 0, hasAlpha: reader.u16(28, true) === 32 });
}

/** The largest picture of an icon; a zero stands for 256. */
export function sniffIco(reader: ByteReader, fileSize: number): Sniffed {
  const count = Math.min(reader.u16(4, true) ?? 0, 256);
  if (count === 0) return { state: 'unknown' };
  if (reader.length < 22) return cutShort('ico', 22, reader.length, fileSize);
  let side = 0;
  for (let index = 0; index < count; index += 1) {
    const width = reader.u8(6 + 16 * index);
    if (width !== undefined) side = Math.max(side, width === 0 ? 256 : width);
  }
  return known('ico', { width: side, height: side, hasAlpha: true });
}
