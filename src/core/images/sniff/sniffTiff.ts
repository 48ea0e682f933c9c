import type { ByteReader } from '../byteReader.ts';
import { asOrientation } from './exifOrientation.ts';
import { cutShort, foreign, known, type Sniffed } from './sniffed.ts';
import { tiffStranger } from './tiffStrangers.ts';

/** Tags of TIFF 6.0, its supplements, and C2PA. */
const tags = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  orientation: 274,
  samplesPerPixel: 277,
  extraSamples: 338,
  sampleFormat: 339,
  subsampling: 530,
  c2pa: 0xcd41,
};
const inkColours = 5;
const labColours = 8;
const floatingPoint = 3;
/** Channels of a colour by the photometric interpretation. */
const colours: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3, 8: 3 };
const maxEntries = 1000;
const maxPages = 1000;

/** Where classic TIFF and BigTIFF differ: sizes of a directory's count, of an entry and of its value, in bytes. */
interface Layout {
  littleEndian: boolean;
  big: boolean;
  count: number;
  entry: number;
}

/** The first directory of a TIFF (TIFF 6.0) or BigTIFF, which may lie behind the pixels at the end of the file. */
export function sniffTiff(reader: ByteReader, fileSize: number): Sniffed {
  const littleEndian = reader.says(0, 'II');
  const big = reader.u16(2, littleEndian) === 43;
  const layout = { littleEndian, big, count: big ? 8 : 2, entry: big ? 20 : 12 };
  const directory = big ? offsetAt(reader, 8, layout) : offsetAt(reader, 4, layout);
  if (directory === undefined) return cutShort('tiff', 16, reader.length, fileSize);
  if (directory < 8) return { state: 'broken', type: 'tiff' };
  const count = countAt(reader, directory, layout);
  const enough = directory + layout.count + layout.entry * 64;
  if (count === undefined) return cutShort('tiff', enough, reader.length, fileSize);
  const end = directory + layout.count + layout.entry * Math.min(count, maxEntries);
  if (end > reader.length && end <= fileSize) return cutShort('tiff', end + 8, reader.length, fileSize);

  const found = new Map<number, number>();
  for (let index = 0; index < Math.min(count, maxEntries); index += 1) {
    const at = directory + layout.count + layout.entry * index;
    const tag = reader.u16(at, littleEndian);
    if (tag !== undefined) found.set(tag, firstValue(reader, at, layout) ?? 0);
  }
  const width = found.get(tags.width) ?? 0;
  const height = found.get(tags.height) ?? 0;
  const bits = found.get(tags.bitsPerSample) ?? 1;
  const photometric = found.get(tags.photometric);
  const samples = found.get(tags.samplesPerPixel) ?? 1;
  const stranger = tiffStranger({
    bits,
    samples,
    photometric,
    compression: found.get(tags.compression) ?? 1,
    subsampled: (found.get(tags.subsampling) ?? 2) > 1,
    sampleFormat: found.get(tags.sampleFormat) ?? 1,
  });
  if (stranger !== undefined && width > 0 && height > 0) return foreign(stranger);
  return known('tiff', {
    width,
    height,
    bitDepth: found.get(tags.bitsPerSample),
    orientation: asOrientation(found.get(tags.orientation) ?? 1),
    // The decoder takes any further channel as alpha, whatever the file calls it.
    hasAlpha:
      [1, 2].includes(found.get(tags.extraSamples) ?? 0) || samples === (colours[photometric ?? 2] ?? 3) + 1,
    cmyk: photometric === inkColours,
    lab: photometric === labColours,
    floating: found.get(tags.sampleFormat) === floatingPoint,
    signed: found.has(tags.c2pa),
    pages: pagesFrom(reader, directory, layout, fileSize),
  });
}

/** Counts the directories, which form a chain; beyond the bytes at hand one more stands for all. */
function pagesFrom(reader: ByteReader, first: number, layout: Layout, fileSize: number): number {
  const seen = new Set<number>();
  let next: number | undefined = first;
  while (next !== undefined && next >= 8 && next < fileSize && !seen.has(next) && seen.size < maxPages) {
    seen.add(next);
    const count = countAt(reader, next, layout);
    next = count === undefined ? 0 : offsetAt(reader, next + layout.count + layout.entry * count, layout);
  }
  return seen.size;
}

const countAt = (reader: ByteReader, at: number, layout: Layout): number | undefined =>
  layout.big ? reader.u64(at, layout.littleEndian) : reader.u16(at, layout.littleEndian);

const offsetAt = (reader: ByteReader, at: number, layout: Layout): number | undefined =>
  layout.big ? reader.u64(at, layout.littleEndian) : reader.u32(at, layout.littleEndian);

/** The first number of an entry: in place when the values fit there, else where its offset points to. */
function firstValue(reader: ByteReader, at: number, layout: Layout): number | undefined {
  const { littleEndian, big } = layout;
  const kind = reader.u16(at + 2, littleEndian);
  const size = kind === 3 ? 2 : kind === 4 ? 4 : kind === 16 ? 8 : 1;
  const count = (big ? reader.u64(at + 4, littleEndian) : reader.u32(at + 4, littleEndian)) ?? 0;
  const value = at + (big ? 12 : 8);
  const place = count * size > (big ? 8 : 4) ? offsetAt(reader, value, layout) : value;
  if (place === undefined) return undefined;
  if (size === 2) return reader.u16(place, littleEndian);
  if (size === 4) return reader.u32(place, littleEndian);
  return size === 8 ? reader.u64(place, littleEndian) : reader.u8(place);
}
