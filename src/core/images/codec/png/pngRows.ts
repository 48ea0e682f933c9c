import { damaged } from '../../codecError.ts';
import { inflated, RowCutter } from './inflated.ts';
import { channelsOf, type PngFile, strideOf } from './pngFile.ts';
import { unfilter } from './pngFilters.ts';
import { stepOf } from './storedRows.ts';

/** One row of a PNG. Its bytes are overwritten after the row that follows it. */
export interface PngRow {
  /** Without a filter; of rows that nobody wants so, what an earlier one was. */
  raw: Uint8Array;
  /** As it is stored, behind the number of its filter; undefined where the file is interlaced. */
  stored: Uint8Array | undefined;
}

/**
 * The rows of a PNG from top to bottom. Only a few are held, but for interlaced files, which are held whole.
 * @param unfiltered how many rows are wanted without their filters; the others come as they are stored
 */
export async function* pngRows(file: PngFile, unfiltered = Number.POSITIVE_INFINITY): AsyncGenerator<PngRow> {
  if (file.interlaced) return yield* interlacedRows(file);
  const stride = strideOf(file);
  yield* rowsOf(inflated(file.pixels), file.height, stride, stepOf(file), unfiltered);
}

/** Cuts a stream into stored rows and takes their filters off. */
async function* rowsOf(
  stream: AsyncGenerator<Uint8Array>,
  height: number,
  stride: number,
  step: number,
  unfiltered: number,
): AsyncGenerator<PngRow> {
  const cutter = new RowCutter(stride + 1);
  let raws = [0, 1, 2].map(() => new Uint8Array(stride));
  let row = 0;
  for await (const piece of stream) {
    for (const stored of cutter.rows(piece)) {
      const [above, raw, spare] = raws as [
        Uint8Array<ArrayBuffer>,
        Uint8Array<ArrayBuffer>,
        Uint8Array<ArrayBuffer>,
      ];
      if (row < unfiltered) {
        if (!unfilter(stored[0] ?? 0, stored.subarray(1), above, step, raw)) throw damaged('png', 'filter');
        raws = [raw, spare, above];
      }
      row += 1;
      yield { raw: row <= unfiltered ? raw : above, stored };
      if (row === height) return;
    }
  }
  throw damaged('png', `${row} of ${height} rows`);
}

/** The seven passes of Adam7: the first column and row, and the steps to the next (§8.2). */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

async function* interlacedRows(file: PngFile): AsyncGenerator<PngRow> {
  const { width, height, bitDepth } = file;
  const bits = channelsOf(file.colour) * bitDepth;
  const stride = strideOf(file);
  const whole = new Uint8Array(stride * height);
  const stream = new Pieces(inflated(file.pixels));
  for (const [left, top, across, down] of passes) {
    const columns = Math.ceil((width - left) / across);
    const rows = Math.ceil((height - top) / down);
    if (columns <= 0 || rows <= 0) continue;
    const length = Math.ceil((columns * bits) / 8);
    let above = new Uint8Array(length);
    for (let row = 0; row < rows; row += 1) {
      const stored = await stream.take(length + 1);
      const raw = new Uint8Array(length);
      const isKnown = unfilter(stored[0] ?? 0, stored.subarray(1), above, Math.max(1, bits / 8), raw);
      if (!isKnown) throw damaged('png', 'filter');
      const start = (top + row * down) * stride;
      for (let column = 0; column < columns; column += 1) {
        copyPixel(raw, column, whole, start, left + column * across, bits);
      }
      above = raw;
    }
  }
  for (let row = 0; row < height; row += 1) {
    yield { raw: whole.subarray(row * stride, (row + 1) * stride), stored: undefined };
  }
}

function copyPixel(from: Uint8Array, at: number, to: Uint8Array, start: number, place: number, bits: number) {
  if (bits >= 8) {
    const bytes = bits / 8;
    for (let byte = 0; byte < bytes; byte += 1) {
      to[start + place * bytes + byte] = from[at * bytes + byte] ?? 0;
    }
    return;
  }
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  const value = ((from[Math.floor(at / perByte)] ?? 0) >> (8 - bits * ((at % perByte) + 1))) & mask;
  const target = start + Math.floor(place / perByte);
  to[target] = (to[target] ?? 0) | (value << (8 - bits * ((place % perByte) + 1)));
}

/** A stream from which so many bytes are taken as are wanted. */
class Pieces {
  readonly #stream: AsyncGenerator<Uint8Array>;
  #left: Uint8Array = new Uint8Array();

  constructor(stream: AsyncGenerator<Uint8Array>) {
    this.#stream = stream;
  }

  async take(length: number): Promise<Uint8Array> {
    while (this.#left.length < length) {
      // The memory of a piece is gone when the next one is there.
      const left = new Uint8Array(this.#left);
      const next = await this.#stream.next();
      if (next.done) throw damaged('png', 'too few rows');
      this.#left = left.length === 0 ? next.value : Buffer.concat([left, next.value]);
    }
    const taken = this.#left.subarray(0, length);
    this.#left = this.#left.subarray(length);
    return taken;
  }
}
