import type { ByteReader } from './byteReader.ts';
import { asOrientation } from './exifOrientation.ts';
import { cutShort, known, type Sniffed } from './sniffed.ts';

const tags = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  photometric: 262,
  orientation: 274,
  extraSamples: 338,
  c2pa: 0xcd41,
};
const inkColours = 5;
const maxEntries = 1000;

/** The first directory of a TIFF (TIFF 6.0), which may lie behind the pixels at the end of the file. BigTIFF is broken to us. */
export function sniffTiff(reader: ByteReader, fileSize: number): Sniffed {
  const littleEndian = reader.says(0, 'II');
  const directory = reader.u32(4, littleEndian);
  if (directory === undefined) return cutShort('tiff', 8, reader.length, fileSize);
  if (reader.u16(2, littleEndian) !== 42 || directory < 8) return { state: 'broken', type: 'tiff' };
  const count = reader.u16(directory, littleEndian);
  if (count === undefined) return cutShort('tiff', directory + 2 + 12 * 64, reader.length, fileSize);
  const end = directory + 2 + 12 * count;
  if (end > reader.length && end <= fileSize) return cutShort('tiff', end, reader.length, fileSize);

  const found = new Map<number, number>();
  for (let index = 0; index < Math.min(count, maxEntries); index += 1) {
    const at = directory + 2 + 12 * index;
    const tag = reader.u16(at, littleEndian);
    const value = firstValue(reader, at, littleEndian);
    if (tag !== undefined && value !== undefined) found.set(tag, value);
  }
  return known('tiff', {
    width: found.get(tags.width) ?? 0,
    height: found.get(tags.height) ?? 0,
    bitDepth: found.get(tags.bitsPerSample),
    orientation: asOrientation(found.get(tags.orientation) ?? 1),
    hasAlpha: [1, 2].includes(found.get(tags.extraSamples) ?? 0),
    cmyk: found.get(tags.photometric) === inkColours,
    signed: found.has(tags.c2pa),
  });
}

/** The first number of an entry: in place when it fits into four bytes, else where those point to. */
function firstValue(reader: ByteReader, at: number, littleEndian: boolean): number | undefined {
  const kind = reader.u16(at + 2, littleEndian);
  const count = reader.u32(at + 4, littleEndian) ?? 0;
  if (kind === 4) return count > 1 ? undefined : reader.u32(at + 8, littleEndian);
  if (kind !== 3) return reader.u8(at + 8);
  const place = count > 2 ? reader.u32(at + 8, littleEndian) : at + 8;
  return place === undefined ? undefined : reader.u16(place, littleEndian);
}
