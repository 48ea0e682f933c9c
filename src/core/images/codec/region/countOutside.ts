import sharp from 'sharp';
import type { ImageInfo } from '../../imageTypes.ts';
import type { Cells } from '../../jpeg/replaceBlocks.ts';
import { type PlacedRegion, storedRegion } from '../../region/placedRegion.ts';
import { regionRows } from '../../region/regionRows.ts';
import { complement, lengthOf, merged, type Spans, union } from '../../region/spans.ts';
import { openImage } from '../openImage.ts';
import type { Rgba } from './blend.ts';
import { ownPixels } from './ownPixels.ts';
import { type OwnSamples, plainSamples } from './ownSamples.ts';
import { channelsOf, type PngFile, readPng } from './pngFile.ts';
import { samplesOf } from './pngForms.ts';
import { pngRows } from './pngRows.ts';
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
  rows: AsyncGenerator<Uint16Array>;
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
  const [first, second] = areRows
    ? [rowsOfPng(readPng(source.bytes)), rowsOfPng(readPng(made.bytes))]
    : [
        await rowsOfImage(source.bytes, maxPixels, areStored),
        await rowsOfImage(made.bytes, maxPixels, areStored),
      ];
  const { width, height } = placed.size;
  const inside = regionRows(placed);
  let outside = 0;
  let changed = 0;
  const isAlike = first.width === second.width && first.height === second.height;
  const isSameForm = first.samples.isLike(second.samples);
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
    changed += changedIn(spans, first.samples, one.value, second.samples, other.value, isSameForm);
  }
  await first.rows.return(undefined);
  await second.rows.return(undefined);
  return { outside, changed };
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

function changedIn(
  spans: Spans,
  samples: OwnSamples,
  row: Uint16Array,
  others: OwnSamples,
  other: Uint16Array,
  isLike: boolean,
): number {
  if (isLike && sameRow(row, other)) return 0;
  const [mine, its]: [Rgba, Rgba] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ];
  let changed = 0;
  for (let at = 0; at + 1 < spans.length; at += 2) {
    for (let x = spans[at] ?? 0; x < (spans[at + 1] ?? 0); x += 1) {
      samples.read(row, x, mine);
      others.read(other, x, its);
      if (mine.some((value, channel) => Math.abs(value - (its[channel] as number)) > 255 / 131_072))
        changed += 1;
    }
  }
  return changed;
}

const sameRow = (one: Uint16Array, other: Uint16Array): boolean =>
  Buffer.from(one.buffer, one.byteOffset, one.byteLength).equals(
    Buffer.from(other.buffer, other.byteOffset, other.byteLength),
  );

function rowsOfPng(file: PngFile): RowSource {
  const { width, height } = file;
  async function* rows() {
    const buffers = [0, 1].map(() => new Uint16Array(width * channelsOf(file.colour)));
    let y = 0;
    for await (const { raw } of pngRows(file)) {
      const samples = buffers[y % 2] as Uint16Array;
      unpack(raw, file.bitDepth, samples);
      y += 1;
      yield samples;
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
  async function* rows() {
    const row = new Uint16Array(length);
    for (let y = 0; y < height; y += 1) {
      row.set(samples.subarray(y * length, (y + 1) * length));
      yield row;
    }
  }
  return { width, height, samples: plainSamples(colour, bitDepth), rows: rows() };
}
