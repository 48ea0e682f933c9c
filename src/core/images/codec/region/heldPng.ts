import type { Rectangle } from '../../geometry.ts';
import type { PlacedRegion } from '../../region/placedRegion.ts';
import { regionRows } from '../../region/regionRows.ts';
import { type PngFile, strideOf } from '../png/pngFile.ts';
import { type Gap, gapFor, neededFor, type Stretch } from '../png/spliceDeflate.ts';
import { type StoredRows, storedRows } from '../png/storedRows.ts';

/** What is held of a PNG in which a region changes: nothing that it takes neither to look at it nor to write it anew. */
export interface HeldPng {
  file: PngFile;
  /** Its pixels in one piece, as they are packed. */
  packed: Uint8Array;
  /** What of them is packed anew. */
  gap: Gap;
  rows: StoredRows;
  /** The rows that change. */
  touched: Stretch;
}

/**
 * Reads what of a PNG a region needs.
 * @param region in the pixels of the picture as it is stored
 * @param looked parts of it that are looked at besides
 * @returns undefined where nothing of it can stay as it is packed, or too much would have to be held
 */
export async function holdFor(
  file: PngFile,
  region: PlacedRegion,
  looked: readonly Rectangle[],
): Promise<HeldPng | undefined> {
  if (file.interlaced) return undefined;
  const touched = touchedRows(region, file.height);
  const length = strideOf(file) + 1;
  const packed = file.pixels.length === 1 ? (file.pixels[0] as Uint8Array) : Buffer.concat(file.pixels);
  const total = length * file.height;
  const gap = gapFor(packed, { from: touched.from * length, to: touched.to * length }, total);
  if (gap === undefined) return undefined;
  const wanted = {
    from: Math.min(touched.from, ...looked.map(({ top }) => top)),
    to: Math.max(touched.to, ...looked.map(({ top, height }) => top + height)),
  };
  const rows = await storedRows(file, { rows: wanted, bytes: neededFor(gap, total) });
  return rows && { file, packed, gap, rows, touched };
}

/** The rows that a region touches, and one more: its filter may look at the row above. */
function touchedRows(region: PlacedRegion, height: number): Stretch {
  const inside = regionRows(region);
  let from = 0;
  while (from < inside.bottom && inside.spans(from).length === 0) from += 1;
  return { from: Math.min(from, height - 1), to: Math.min(height, inside.bottom + 1) };
}
