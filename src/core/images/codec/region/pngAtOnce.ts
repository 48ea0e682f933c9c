import type { PlacedRegion } from '../../region/placedRegion.ts';
import { type RegionRows, regionRows } from '../../region/regionRows.ts';
import { complement, lengthOf } from '../../region/spans.ts';
import { release } from '../png/inflated.ts';
import { channelsOf, type PngFile, type PngForm, readPng, strideOf } from '../png/pngFile.ts';
import { applyFilter } from '../png/pngFilters.ts';
import { deflateOptions, pngOfPacked } from '../png/pngWriter.ts';
import { type Stretch, SumOfChanged, spliced } from '../png/spliceDeflate.ts';
import { StoredRows, stepOf } from '../png/storedRows.ts';
import { unpackedBeside } from '../png/unpackedBeside.ts';
import { changedIn, type OutsideCount, spansThatDiffer } from './countOutside.ts';
import type { HeldPng } from './heldPng.ts';
import type { Patch } from './patch.ts';
import { type ChosenForm, keptChunks, samplesOf } from './pngForms.ts';
import { pack, unpack } from './samples.ts';
import { RowSetter, type SetInto } from './setIntoPng.ts';

/** A picture in which new pixels were set, and what was counted in it where that could be done at once. */
export type SetAtOnce = SetInto & { counted: OutsideCount | undefined };

/**
 * Sets patches into a PNG that stays in its form, packs anew only what changed, and counts what of the file that came
 * of it is not the source's: both are unpacked, and rows that are stored alike are alike.
 * @param held of the source; its rows are changed
 * @param splice for tests: what packs
 * @returns undefined where what was written can't be read, or is another picture outside of the touched rows
 */
export async function setAtOnce(
  { file, packed, gap, rows, touched }: HeldPng,
  chosen: ChosenForm,
  patches: readonly Patch[],
  region: PlacedRegion,
  strip: boolean,
  splice: typeof spliced = spliced,
): Promise<SetAtOnce | undefined> {
  const { length } = rows;
  const above = rows.above(touched.from);
  const total = length * file.height;
  const sum = new SumOfChanged(packed, total);
  change(rows, touched, above, chosen, new RowSetter(file, patches, region), sum);
  const changed = { bytes: rows.bytes, start: rows.start, total, sum: sum.bytes() };
  const pieces = splice(packed, gap, changed, deflateOptions(file));
  release(rows.bytes);
  const bytes = pngOfPacked(
    {
      ...chosen.form,
      palette: chosen.palette,
      transparency: chosen.transparency,
      before: keptChunks(file.before, false, strip),
      after: keptChunks(file.after, false, strip),
    },
    // Pieces in a chunk each would be chunks of a few bytes.
    [Buffer.concat(pieces)],
  );
  // What was written is read, and not what it was written from.
  const made = readPng(bytes);
  const stretch = { from: touched.from * length, to: touched.to * length };
  const sides = await unpackedBeside(file.pixels, made.pixels, stretch);
  if (sides === undefined) return undefined;
  const [before, after] = sides;
  const counted = countIn(
    { file, stored: before },
    { file: made, stored: after },
    touched,
    above,
    regionRows(region),
  );
  return { bytes, widened: chosen.widened, counted };
}

function change(
  rows: StoredRows,
  { from, to }: Stretch,
  above: Uint8Array,
  chosen: ChosenForm,
  setter: RowSetter,
  sum: SumOfChanged,
): void {
  const { file } = rows;
  const channels = channelsOf(file.colour);
  // Of samples that share a byte all of the row is taken.
  const perPixel = file.bitDepth < 8 ? undefined : (channels * file.bitDepth) / 8;
  const samples = new Uint16Array(file.width * channels);
  const stride = strideOf(file);
  let [last, made] = [new Uint8Array(above), new Uint8Array(stride)];
  const [filtered, before] = [new Uint8Array(rows.length), new Uint8Array(rows.length)];
  // The bytes of the row above that changed.
  let wasChanged: Stretch = { from: 0, to: 0 };
  let y = from;
  for (const row of rows.unfiltered(from, to)) {
    made.set(row);
    const pixels = setter.extent(y);
    const changed: Stretch =
      perPixel === undefined
        ? { from: 0, to: pixels.to > 0 ? stride : 0 }
        : { from: pixels.from * perPixel, to: pixels.to * perPixel };
    if (changed.to > 0) {
      const own =
        perPixel === undefined ? samples : samples.subarray(pixels.from * channels, pixels.to * channels);
      unpack(row.subarray(changed.from, changed.to), file.bitDepth, own);
      setter.set(y, samples, samples, chosen);
      pack(own, file.bitDepth, made.subarray(changed.from, changed.to));
    }
    const stored = rows.stretch(y, y + 1);
    before.set(stored);
    refilter(stored, file, made, last, around(changed, wasChanged), filtered);
    sum.replace(y * rows.length, before, stored);
    wasChanged = changed;
    [last, made] = [made, last];
    y += 1;
  }
}

const around = (one: Stretch, other: Stretch): Stretch =>
  one.to === 0
    ? other
    : other.to === 0
      ? one
      : { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };

/** Filters anew what of a row changed, or looks at what changed in the row above. */
function refilter(
  stored: Uint8Array,
  file: PngForm,
  row: Uint8Array,
  above: Uint8Array,
  changed: Stretch,
  spare: Uint8Array,
): void {
  const isPlain = file.colour === 3 || file.bitDepth < 8;
  if (isPlain && stored[0] !== 0) {
    stored[0] = 0;
    stored.set(row, 1);
    return;
  }
  if (changed.to === 0) return;
  const step = stepOf(file);
  const to = Math.min(row.length, changed.to + step);
  // Filters look back by a pixel.
  const from = Math.max(0, changed.from - step);
  applyFilter(stored[0] ?? 0, row.subarray(from, to), above.subarray(from, to), step, spare);
  stored.set(spare.subarray(changed.from - from + 1, to - from + 1), changed.from + 1);
}

/** One of two files that are compared: some rows as they are stored. */
interface Side {
  file: PngFile;
  stored: Uint8Array;
}

/** Of the touched rows; the others are the same as they are stored. Undefined where all have to be looked at. */
function countIn(
  source: Side,
  made: Side,
  { from, to }: Stretch,
  above: Uint8Array,
  inside: RegionRows,
): OutsideCount | undefined {
  const { width, height } = source.file;
  const [own, written] = [samplesOf(source.file), samplesOf(made.file)];
  if (!own.isLike(written)) return undefined;
  const rowsOf = ({ file, stored }: Side) =>
    new StoredRows(file, stored, 0, 0, above).unfiltered(0, to - from);
  const [mine, theirs] = [rowsOf(source), rowsOf(made)];
  const spread = () => new Uint16Array(width * channelsOf(source.file.colour));
  const [samples, others] = [spread(), spread()];
  const depth = source.file.bitDepth;
  let outside = from * width + (height - to) * width;
  let changed = 0;
  let y = from;
  for (const row of mine) {
    const other = theirs.next().value;
    if (other === undefined) return undefined;
    const spans = complement(inside.spans(y), width);
    outside += lengthOf(spans);
    const differing = spansThatDiffer(spans, row, other, width);
    if (differing.length > 0) {
      unpack(row, depth, samples);
      unpack(other, depth, others);
      changed += changedIn(differing, own, { samples: () => samples }, written, { samples: () => others });
    }
    y += 1;
  }
  return { outside, changed };
}
