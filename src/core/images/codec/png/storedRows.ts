import { CodecError, damaged } from '../../codecError.ts';
import { inflated, RowCutter } from './inflated.ts';
import { channelsOf, type PngFile, type PngForm, strideOf } from './pngFile.ts';
import { unfilter } from './pngFilters.ts';

/** More bytes of rows are not held at once. */
const mostBytes = 64 * 1024 * 1024;

/** Bytes of a pixel, at least 1: what filters look back by. */
export const stepOf = ({ colour, bitDepth }: PngForm): number =>
  Math.max(1, (channelsOf(colour) * bitDepth) / 8);

/** Some rows of a PNG as they are stored, each behind the number of its filter. */
export class StoredRows {
  readonly file: PngForm;
  /** Of all that is stored, a stretch. */
  readonly bytes: Uint8Array;
  /** Where it begins, in bytes. */
  readonly start: number;
  /** The first row that can be had without its filter. */
  readonly first: number;
  /** Bytes of one row with its filter. */
  readonly length: number;
  readonly #above: Uint8Array;

  /** @param above the row before the first, without its filter */
  constructor(file: PngForm, bytes: Uint8Array, start: number, first: number, above: Uint8Array) {
    this.file = file;
    this.bytes = bytes;
    this.start = start;
    this.first = first;
    this.length = strideOf(file) + 1;
    this.#above = above;
  }

  /** The stored rows from one to another, as they lie there. */
  stretch(from: number, to: number): Uint8Array {
    return this.bytes.subarray(from * this.length - this.start, to * this.length - this.start);
  }

  /** The row above another one, without its filter. @param y not above the first */
  above(y: number): Uint8Array {
    if (y > this.first) for (const row of this.unfiltered(y - 1, y)) return new Uint8Array(row);
    return this.#above;
  }

  /** Rows without their filters, one after the other; each is overwritten after the row that follows it. */
  *unfiltered(from: number, to: number): Generator<Uint8Array> {
    if (from < this.first) throw new Error('there is no such row');
    let y = from;
    // Those two filters look at no other row.
    while (y > this.first && (this.stretch(y, y + 1)[0] ?? 0) > 1) y -= 1;
    const buffers = [0, 1, 2].map(() => new Uint8Array(this.length - 1));
    let before: Uint8Array = y === this.first ? this.#above : new Uint8Array(this.length - 1);
    for (; y < to; y += 1) {
      const row = buffers[y % 3] as Uint8Array;
      unfilterRow(this.file, this.stretch(y, y + 1), before, row);
      if (y >= from) yield row;
      before = row;
    }
  }
}

function unfilterRow(file: PngForm, stored: Uint8Array, above: Uint8Array, out: Uint8Array): void {
  if (!unfilter(stored[0] ?? 0, stored.subarray(1), above, stepOf(file), out)) throw damaged('png', 'filter');
}

/** Rows, and bytes as they are stored. */
export interface Wanted {
  rows: { from: number; to: number };
  bytes: { from: number; to: number };
}

/**
 * Reads what is wanted of a PNG; what lies above is passed by, and what lies below is not read.
 * @returns undefined where the file is interlaced or damaged, or more is wanted than can be held
 */
export async function storedRows(
  file: PngFile,
  { rows, bytes }: Wanted,
  pixels: readonly Uint8Array[] = file.pixels,
): Promise<StoredRows | undefined> {
  const length = strideOf(file) + 1;
  const [start, end] = [Math.min(rows.from * length, bytes.from), Math.max(rows.to * length, bytes.to)];
  if (file.interlaced || end - start > mostBytes) return undefined;
  const held = new Uint8Array(end - start);
  const above = new RowAbove(file, rows.from);
  let at = 0;
  try {
    for await (const piece of inflated(pixels)) {
      above.pass(piece);
      const [from, to] = [Math.max(at, start), Math.min(at + piece.length, end)];
      if (from < to) held.set(piece.subarray(from - at, to - at), from - start);
      at += piece.length;
      if (at >= end) break;
    }
    return at < end ? undefined : new StoredRows(file, held, start, rows.from, above.row());
  } catch (error) {
    // What is damaged behind its last row can be read row by row.
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}

/** So many rows wait for their filters to be taken off. */
const mostWaiting = 64;

/** Finds what the row above another one is without its filter, with filters taken off only as far as that depends on them. */
class RowAbove {
  readonly #file: PngForm;
  readonly #cutter: RowCutter;
  readonly #waiting: Uint8Array[];
  #count = 0;
  #rows: number;
  #raw: Uint8Array;

  constructor(file: PngForm, to: number) {
    this.#file = file;
    this.#rows = to;
    const length = strideOf(file) + 1;
    this.#raw = new Uint8Array(length - 1);
    this.#cutter = new RowCutter(length);
    this.#waiting = Array.from({ length: Math.min(to, mostWaiting) }, () => new Uint8Array(length));
  }

  pass(piece: Uint8Array): void {
    if (this.#rows === 0) return;
    for (const row of this.#cutter.rows(piece)) {
      // What was before does not count behind a filter that looks at no other row.
      if ((row[0] ?? 0) < 2) this.#count = 0;
      else if (this.#count === this.#waiting.length) this.row();
      this.#waiting[this.#count]?.set(row);
      this.#count += 1;
      this.#rows -= 1;
      if (this.#rows === 0) return;
    }
  }

  row(): Uint8Array {
    let spare = new Uint8Array(this.#raw.length);
    for (const stored of this.#waiting.slice(0, this.#count)) {
      unfilterRow(this.#file, stored, this.#raw, spare);
      [this.#raw, spare] = [spare, this.#raw as Uint8Array<ArrayBuffer>];
    }
    this.#count = 0;
    return this.#raw;
  }
}
