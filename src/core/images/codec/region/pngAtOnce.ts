import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { PlacedRegion } from '../../region/placedRegion.ts';
import { type RegionRows, regionRows } from '../../region/regionRows.ts';
import { complement, lengthOf } from '../../region/spans.ts';
import { channelsOf, type PngForm } from '../png/pngFile.ts';
import { filterRow } from '../png/pngFilters.ts';
import { deflateOptions, pngOfPacked } from '../png/pngWriter.ts';
import { spliced } from '../png/spliceDeflate.ts';
import { StoredRows, storedRows } from '../png/storedRows.ts';
import { changedIn, type OutsideCount, spansThatDiffer } from './countOutside.ts';
import type { Patch } from './patch.ts';
import { type ChosenForm, keptChunks } from './pngForms.ts';
import { pack, unpack } from './samples.ts';
import { RowSetter, type SetInto } from './setIntoPng.ts';

/** A picture in which new pixels were set, and what was counted in it where that could be done at once. */
export type SetAtOnce = SetInto & { counted: OutsideCount | undefined };

/**
 * Sets patches into a PNG that stays in its form, and counts what of it is not the source's: of rows that are the same
 * as they are stored, nothing is looked at.
 * @param rows of the source; they are changed
 */
export function setAtOnce(
  rows: StoredRows,
  chosen: ChosenForm,
  patches: readonly Patch[],
  region: PlacedRegion,
  strip: boolean,
  pack: Pack = changedBlocks,
): SetAtOnce {
  const { file } = rows;
  const inside = regionRows(region);
  const touched = touchedRows(inside, file.height);
  const before = rows.stretch(touched.from, touched.to).slice();
  const above = touched.from === 0 ? new Uint8Array(rows.length - 1) : lastOf(rows, touched.from);
  change(rows, touched, above, chosen, new RowSetter(file, patches, region));
  const packed = pack(rows, touched, before);
  const bytes = pngOfPacked(
    {
      ...chosen.form,
      palette: chosen.palette,
      transparency: chosen.transparency,
      before: keptChunks(file.before, false, strip),
      after: keptChunks(file.after, false, strip),
    },
    packed,
  );
  const around = outsideOf(rows, touched);
  release(rows);
  // What was written is read, and not what it was written from.
  const made = storedRows(file, packed);
  const isSame = made !== undefined && outsideOf(made, touched) === around;
  const again = isSame || pack === allBlocks ? undefined : storedRows(file);
  if (again) return setAtOnce(again, chosen, patches, region, strip, allBlocks);
  const counted = isSame ? countIn({ before, made }, touched, above, chosen, inside) : undefined;
  return { bytes, widened: chosen.widened, counted };
}

/** How changed rows are packed. @param before those of the stretch, as they were */
type Pack = (rows: StoredRows, touched: Stretch, before: Uint8Array) => readonly Uint8Array[];

/** Anew only where something changed, if that goes: the effort that somebody put into the file stays in it. */
const changedBlocks: Pack = (rows, touched, before) => {
  const { file, bytes, length } = rows;
  const source = file.pixels.length === 1 ? (file.pixels[0] as Uint8Array) : Buffer.concat(file.pixels);
  const change = { bytes, from: touched.from * length, to: touched.to * length, before };
  const packed = spliced(source, change, deflateOptions(file));
  // Pieces in a chunk each would be chunks of a few bytes.
  return packed ? [Buffer.concat(packed)] : allBlocks(rows, touched, before);
};

const allBlocks: Pack = ({ file, bytes }) => [deflateSync(bytes, deflateOptions(file))];

/** Names all rows above and below a stretch, as they are stored. */
const outsideOf = (rows: StoredRows, { from, to }: Stretch): string =>
  createHash('sha256').update(rows.stretch(0, from)).update(rows.stretch(to, rows.file.height)).digest('hex');

/** Gives the memory back at once: a second picture of that size comes next. */
function release({ bytes: { buffer } }: StoredRows): void {
  // Node shares the memory of small ones.
  if (buffer.byteLength < 1_000_000) return;
  if ('transfer' in buffer && typeof buffer.transfer === 'function') buffer.transfer(0);
}

interface Stretch {
  from: number;
  to: number;
}

/** The rows that a region touches, and one more: its filter may look at the row above. */
function touchedRows(inside: RegionRows, height: number): Stretch {
  let from = 0;
  while (from < inside.bottom && inside.spans(from).length === 0) from += 1;
  return { from: Math.min(from, height), to: Math.min(height, inside.bottom + 1) };
}

function lastOf(rows: StoredRows, to: number): Uint8Array {
  for (const row of rows.unfiltered(to - 1, to)) return row.slice();
  throw new Error('there is no such row');
}

function change(
  rows: StoredRows,
  { from, to }: Stretch,
  aboveFirst: Uint8Array,
  chosen: ChosenForm,
  setter: RowSetter,
): void {
  const { file, length, step, bytes } = rows;
  const samples = new Uint16Array(file.width * channelsOf(file.colour));
  const isPlain = file.colour === 3 || file.bitDepth < 8;
  let above = aboveFirst;
  const filtered = new Uint8Array(length);
  let y = from;
  for (const row of rows.unfiltered(from, to, aboveFirst)) {
    const made = row.slice();
    if (setter.touches(y)) {
      unpack(row, file.bitDepth, samples);
      setter.set(y, samples, samples, chosen);
      pack(samples, file.bitDepth, made);
    }
    const start = y * length;
    if (isPlain) {
      bytes[start] = 0;
      bytes.set(made, start + 1);
    } else {
      filterRow(made, above, step, bytes[start], filtered);
      bytes.set(filtered, start);
    }
    above = made;
    y += 1;
  }
}

/** Of the rows of a stretch; the others are the same as they are stored. Undefined where all have to be looked at. */
function countIn(
  { before, made }: { before: Uint8Array; made: StoredRows },
  { from, to }: Stretch,
  above: Uint8Array,
  { from: own, to: written }: Pick<ChosenForm, 'from' | 'to'>,
  inside: RegionRows,
): OutsideCount | undefined {
  const { file } = made;
  const { width, height } = file;
  if (!own.isLike(written)) return undefined;
  const source = new StoredRows({ ...file, height: to - from }, before);
  const theirs = made.unfiltered(from, to, above);
  let outside = from * width + (height - to) * width;
  let changed = 0;
  let y = from;
  for (const row of source.unfiltered(0, to - from, above)) {
    const other = theirs.next().value;
    if (other === undefined) return undefined;
    const spans = complement(inside.spans(y), width);
    outside += lengthOf(spans);
    const differing = spansThatDiffer(spans, row, other, width);
    if (differing.length > 0) {
      changed += changedIn(differing, own, sampled(row, file), written, sampled(other, file));
    }
    y += 1;
  }
  return { outside, changed };
}

function sampled(row: Uint8Array, { width, colour, bitDepth }: PngForm): { samples(): Uint16Array } {
  const samples = new Uint16Array(width * channelsOf(colour));
  unpack(row, bitDepth, samples);
  return { samples: () => samples };
}
