import { constants, deflateSync, type ZlibOptions } from 'node:zlib';
import { applyFilter, filterRow } from '../png/pngFilters.ts';

/** Decoded pixels of 8 bits for each channel. */
export interface DecodedPixels {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

/** How a PNG is written: one filter for all its rows, or the best for each, and how hard repetition is looked for. */
export interface PngWay {
  /** Undefined: chosen row by row. */
  filter: number | undefined;
  packing: Pick<ZlibOptions, 'level' | 'strategy'>;
}

/** What serves every picture, and what others are compared with. */
const usual: PngWay = { filter: undefined, packing: { level: 6 } };
/** Of a pixel that is like the one before, the difference is zero again and again: that is found at once. */
const runs = { level: 1, strategy: constants.Z_RLE };
const [light, full] = [{ level: 4 }, { level: 6 }];
/** The Paeth predictor takes several times as long as the others. */
const [quickFilters, slowFilter] = [[0, 1, 2, 3], 4];

/** Bands of rows that are tried out. */
const [bands, bandRows] = [4, 6];
/** Of smaller pictures there is no time to be saved. */
const leastPixels = 200_000;
/** Of a picture that is almost empty a sample tells nothing. */
const tellingShare = 0.008;
/** Rows far apart repeat less than neighbours do, so a sample that is packed as it is comes out a little too large. */
const tolerance = { plain: 1.02, filtered: 1 };

/** The way that takes the least time for a picture and makes it hardly larger than the usual one, found on some rows. */
export function wayFor(pixels: DecodedPixels): PngWay {
  if (pixels.width * pixels.height < leastPixels || pixels.height < bands * (bandRows + 1)) return usual;
  const sample = new Sample(pixels);
  const most = sample.lengthIn(usual);
  if (most < tellingShare * sample.bytes) return { filter: 0, packing: light };
  const fits = (way: PngWay) =>
    sample.lengthIn(way) <= (way.filter === 0 ? tolerance.plain : tolerance.filtered) * most;
  for (const packing of [runs, light, full]) {
    for (const filters of [quickFilters, [slowFilter]]) {
      const way = sample.shortest(filters.map((filter) => ({ filter, packing })));
      if (fits(way)) return way;
    }
  }
  return usual;
}

/** Some rows of a picture, filtered in every way. */
class Sample {
  readonly #pixels: DecodedPixels;
  readonly #stride: number;
  readonly #rows: readonly number[];
  readonly #filtered = new Map<number | undefined, Uint8Array>();
  readonly #lengths = new Map<string, number>();

  constructor(pixels: DecodedPixels) {
    this.#pixels = pixels;
    const { width, height, channels } = pixels;
    this.#stride = width * channels;
    this.#rows = Array.from({ length: bands * bandRows }, (_, index) => {
      const band = Math.floor(index / bandRows);
      const from = 1 + Math.floor(((height - 1 - bandRows) * (2 * band + 1)) / (2 * bands));
      return from + (index % bandRows);
    });
  }

  get bytes(): number {
    return this.#rows.length * this.#stride;
  }

  lengthIn({ filter, packing }: PngWay): number {
    const key = `${filter} ${packing.level} ${packing.strategy}`;
    const known = this.#lengths.get(key);
    if (known !== undefined) return known;
    const { length } = deflateSync(this.#inFilter(filter), { ...packing, memLevel: 9 });
    this.#lengths.set(key, length);
    return length;
  }

  shortest(ways: readonly PngWay[]): PngWay {
    return ways.reduce((best, way) => (this.lengthIn(way) < this.lengthIn(best) ? way : best));
  }

  #inFilter(filter: number | undefined): Uint8Array {
    const known = this.#filtered.get(filter);
    if (known) return known;
    const { data, channels } = this.#pixels;
    const length = this.#stride;
    const made = new Uint8Array(this.#rows.length * (length + 1));
    for (const [index, y] of this.#rows.entries()) {
      const row = data.subarray(y * length, (y + 1) * length);
      const above = data.subarray((y - 1) * length, y * length);
      const out = made.subarray(index * (length + 1), (index + 1) * (length + 1));
      if (filter === undefined) filterRow(row, above, channels, undefined, out);
      else applyFilter(filter, row, above, channels, out);
    }
    this.#filtered.set(filter, made);
    return made;
  }
}
