import { inflateSync } from 'node:zlib';
import { damaged } from '../../codecError.ts';
import { channelsOf, type PngFile, readPng, strideOf } from './pngFile.ts';
import { unfilter } from './pngFilters.ts';

/** More bytes of rows are not held at once. */
const mostBytes = 64 * 1024 * 1024;

/** All rows of a PNG as they are stored, each behind the number of its filter. */
export class StoredRows {
  readonly file: PngFile;
  readonly bytes: Uint8Array;
  /** Bytes of one row with its filter. */
  readonly length: number;
  /** Bytes of a pixel, at least 1. */
  readonly step: number;

  constructor(file: PngFile, bytes: Uint8Array) {
    this.file = file;
    // No Buffer, whose `slice` copies nothing.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = strideOf(file) + 1;
    this.step = Math.max(1, (channelsOf(file.colour) * file.bitDepth) / 8);
  }

  /** The stored rows from one to another, as they lie there. */
  stretch(from: number, to: number): Uint8Array {
    return this.bytes.subarray(from * this.length, to * this.length);
  }

  /**
   * Rows without their filters, one after the other; each is overwritten after the row that follows it.
   * @param from the first that is wanted
   * @param above the row before it, where that is known
   */
  *unfiltered(from: number, to: number, above?: Uint8Array): Generator<Uint8Array> {
    // Those two filters look at no other row.
    let first = from;
    while (above === undefined && first > 0 && (this.bytes[first * this.length] ?? 0) > 1) first -= 1;
    const buffers = [0, 1, 2].map(() => new Uint8Array(this.length - 1));
    let before = above ?? new Uint8Array(this.length - 1);
    for (let y = first; y < to; y += 1) {
      const start = y * this.length;
      const stored = this.bytes.subarray(start + 1, start + this.length);
      const row = buffers[y % 3] as Uint8Array;
      if (!unfilter(this.bytes[start] ?? 0, stored, before, this.step, row)) throw damaged('png', 'filter');
      if (y >= from) yield row;
      before = row;
    }
  }
}

/** The rows of a PNG; undefined where it is interlaced or damaged, or they are too many to be held. */
export function storedRows(
  file: PngFile,
  pixels: readonly Uint8Array[] = file.pixels,
): StoredRows | undefined {
  const size = (strideOf(file) + 1) * file.height;
  if (file.interlaced || size > mostBytes) return undefined;
  try {
    const packed = pixels.length === 1 ? (pixels[0] as Uint8Array) : Buffer.concat(pixels);
    // Into one piece of memory, where it fits; a byte more shows where it does not.
    const bytes = inflateSync(packed, { chunkSize: size + 1, maxOutputLength: 2 * size + 65_536 });
    return bytes.length < size ? undefined : new StoredRows(file, bytes.subarray(0, size));
  } catch {
    // What is damaged behind its last row can be read row by row.
    return undefined;
  }
}

const opened = new WeakMap<Uint8Array, StoredRows>();

/** The rows of a source that is looked at and then changed: they are kept until they are taken. */
export function rowsOfSource(bytes: Uint8Array): StoredRows | undefined {
  const known = opened.get(bytes);
  if (known) return known;
  const rows = storedRows(readPng(bytes));
  if (rows) opened.set(bytes, rows);
  return rows;
}

/** The same to be changed: whoever comes later reads them anew. */
export function takeRowsOfSource(bytes: Uint8Array): StoredRows | undefined {
  const rows = rowsOfSource(bytes);
  opened.delete(bytes);
  return rows;
}
