import sharp from 'sharp';
import type { ImageInfo } from '../../imageTypes.ts';
import type { Cells } from '../../jpeg/replaceBlocks.ts';
import { type PlacedRegion, storedRegion } from '../../region/placedRegion.ts';
import { type RegionRows, regionRows } from '../../region/regionRows.ts';
import { complement, lengthOf, merged, type Spans, union } from '../../region/spans.ts';
import { channelsOf, type PngFile, readPng } from '../png/pngFile.ts';
import { pngRows } from '../png/pngRows.ts';
import { openImage } from '../read/openImage.ts';
import type { Rgba } from './blend.ts';
import { ownPixels } from './ownPixels.ts';
import { type OwnSamples, plainSamples } from './ownSamples.ts';
import { samplesOf } from './pngForms.ts';
import { unpack } from './samples.ts';

/** Pixels outside a region, and how many of them are not the source's. */
export interface OutsideCount {
  outside: number;
  changed: number;
}

/** A picture that is read row by row. */
interface RowSource {
  width: number;
  height: number;
  samples: OwnSamples;
  /** Each row is overwritten after the next. */
  rows: AsyncGenerator<Row>;
}

interface Row {
  bytes: Uint8Array;
  /** With its filter, where the file has filters: the same behind the same rows is the same row. */
  stored: Uint8Array | undefined;
  samples(): Uint16Array;
}

/** Both are PNGs whose pixels are compared as they are stored; a turned one stays turned. */
export const isRowwise = (info: ImageInfo): boolean => info.type === 'png' && info.hiddenDefault !== true;

/**
 * Decodes a source and what was made of it, and counts the pixels outside a region that differ: in colour or alpha,
 * by as little as one step of 16 bits.
 * @param region on the upright picture
 * @param cells what of a JPEG was coded anew: that counts as inside
 */
export async function countOutside(
  source: { bytes: Uint8Array; info: ImageInfo },
  made: { bytes: Uint8Array; info: ImageInfo },
  region: PlacedRegion,
  maxPixels: number,
  cells?: Cells,
): Promise<OutsideCount> {
  const areRows =
    isRowwise(source.info) && isRowwise(made.info) && source.info.orientation === made.info.orientation;
  const areStored = areRows || cells !== undefined;
  const placed = areStored ? storedRegion(region, source.info.orientation) : region;
  const inside = regionRows(placed);
  const open = async ({ bytes }: { bytes: Uint8Array }, unfiltered: number): Promise<RowSource> =>
    areRows ? rowsOfPng(readPng(bytes), unfiltered) : rowsOfImage(bytes, maxPixels, areStored);
  const counted = async (unfiltered: number) =>
    count(await open(source, unfiltered), await open(made, unfiltered), placed, inside, unfiltered, cells);
  // Behind the region rows that are stored alike are alike; where they are not, all are looked at.
  const quick = areRows ? await counted(inside.bottom + 2) : undefined;
  return quick ?? (await counted(Number.POSITIVE_INFINITY)) ?? { outside: 0, changed: 0 };
}

/** @returns undefined where rows differ whose filters were left on */
async function count(
  first: RowSource,
  second: RowSource,
  { size: { width, height } }: PlacedRegion,
  inside: RegionRows,
  unfiltered: number,
  cells: Cells | undefined,
): Promise<OutsideCount | undefined> {
  let outside = 0;
  let changed = 0;
  const isAlike = first.width === second.width && first.height === second.height;
  const isSameForm = first.samples.isLike(second.samples);
  // Whether the row above was the same in both.
  let wasSame = true;
  try {
    for (let y = 0; y < height; y += 1) {
      const covered = inside.spans(y);
      const spans = complement(cells ? union(covered, cellSpans(cells, y, width)) : covered, width);
      outside += lengthOf(spans);
      if (!isAlike) {
        changed = outside;
        continue;
      }
      const [one, other] = [await first.rows.next(), await second.rows.next()];
      if (one.done || other.done) throw new Error('A picture has too few rows.');
      const isStoredAlike: boolean = wasSame && isStoredSame(one.value, other.value);
      if (y >= unfiltered && !(isSameForm && isStoredAlike)) return undefined;
      wasSame = isSameForm && (isStoredAlike || Buffer.compare(one.value.bytes, other.value.bytes) === 0);
      if (wasSame) continue;
      const differing = isSameForm
        ? spansThatDiffer(spans, one.value.bytes, other.value.bytes, width)
        : spans;
      changed += changedIn(differing, first.samples, one.value, second.samples, other.value);
    }
  } finally {
    await first.rows.return(undefined);
    await second.rows.return(undefined);
  }
  return { outside, changed };
}

const isStoredSame = (one: Row, other: Row): boolean =>
  one.stored !== undefined && other.stored !== undefined && Buffer.compare(one.stored, other.stored) === 0;

/** Of spans of a row those whose bytes differ: the same bytes of the same form are the same colours. */
export function spansThatDiffer(spans: Spans, one: Uint8Array, other: Uint8Array, width: number): Spans {
  if (one.length !== other.length) return spans;
  const perPixel = one.length / width;
  const differing: number[] = [];
  for (let at = 0; at + 1 < spans.length; at += 2) {
    const [from = 0, to = 0] = [spans[at], spans[at + 1]];
    const [start, end] = [Math.floor(from * perPixel), Math.ceil(to * perPixel)];
    if (Buffer.compare(one.subarray(start, end), other.subarray(start, end)) !== 0) differing.push(from, to);
  }
  return differing;
}

/** What of a row lies in blocks that were coded anew, or so near that decoders smooth over their edge. */
function cellSpans({ width, height, across, touched, rim }: Cells, y: number, most: number): Spans {
  const down = touched.length / across;
  const stretches: number[] = [];
  const top = Math.max(0, Math.floor((y - rim) / height));
  const bottom = Math.min(down - 1, Math.floor((y + rim) / height));
  for (let row = top; row <= bottom; row += 1) {
    for (let column = 0; column < across; column += 1) {
      if (touched[row * across + column] !== 1) continue;
      stretches.push(Math.max(0, column * width - rim), Math.min(most, (column + 1) * width + rim));
    }
  }
  return merged(stretches);
}

/** How many pixels of spans are not the same colour in both rows. */
export function changedIn(
  spans: Spans,
  samples: OwnSamples,
  row: Pick<Row, 'samples'>,
  others: OwnSamples,
  other: Pick<Row, 'samples'>,
): number {
  const [mySamples, itsSamples] = [row.samples(), other.samples()];
  const [mine, its]: [Rgba, Rgba] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ];
  let changed = 0;
  for (let at = 0; at + 1 < spans.length; at += 2) {
    for (let x = spans[at] ?? 0; x < (spans[at + 1] ?? 0); x += 1) {
      samples.read(mySamples, x, mine);
      others.read(itsSamples, x, its);
      if (differ(mine, its)) changed += 1;
    }
  }
  return changed;
}

/** By at least half a step of 16 bits. */
const differ = (one: Rgba, other: Rgba): boolean =>
  Math.abs(one[0] - other[0]) > leastStep ||
  Math.abs(one[1] - other[1]) > leastStep ||
  Math.abs(one[2] - other[2]) > leastStep ||
  Math.abs(one[3] - other[3]) > leastStep;

const leastStep = 255 / 131_072;

function rowsOfPng(file: PngFile, unfiltered: number): RowSource {
  const { width, height } = file;
  const samples = new Uint16Array(width * channelsOf(file.colour));
  async function* rows(): AsyncGenerator<Row> {
    for await (const { raw, stored } of pngRows(file, unfiltered)) {
      const unpacked = () => {
        unpack(raw, file.bitDepth, samples);
        return samples;
      };
      yield { bytes: raw, stored, samples: unpacked };
    }
  }
  return { width, height, samples: samplesOf(file), rows: rows() };
}

/** @param asStored not turned upright */
async function rowsOfImage(bytes: Uint8Array, maxPixels: number, asStored: boolean): Promise<RowSource> {
  const image = await openImage(bytes, maxPixels);
  const decode: typeof image.decode = (options) =>
    sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels, sequentialRead: true, ...options });
  const { width, height, colour, bitDepth, samples } = await ownPixels(
    asStored ? { ...image, decode } : image,
  );
  const length = width * channelsOf(colour);
  async function* rows(): AsyncGenerator<Row> {
    for (let y = 0; y < height; y += 1) {
      const row = samples.subarray(y * length, (y + 1) * length);
      const bytes = new Uint8Array(row.buffer, row.byteOffset, row.byteLength);
      yield { bytes, stored: undefined, samples: () => Uint16Array.from(row) };
    }
  }
  return { width, height, samples: plainSamples(colour, bitDepth), rows: rows() };
}
