import { FeatherRows } from '../../region/featherRows.ts';
import type { PlacedRegion } from '../../region/placedRegion.ts';
import { regionRows } from '../../region/regionRows.ts';
import { channelsOf, type PngFile, strideOf } from '../png/pngFile.ts';
import { pngRows } from '../png/pngRows.ts';
import { PngWriter } from '../png/pngWriter.ts';
import { blend, type Rgba } from './blend.ts';
import type { OwnSamples } from './ownSamples.ts';
import { PaletteSamples } from './paletteSamples.ts';
import { holds, type Patch, patchAt } from './patch.ts';
import { type ChosenForm, keptChunks, paletteForm, plainForm } from './pngForms.ts';
import { pack, unpack } from './samples.ts';

/** What became of a file in which new pixels were set. */
export interface SetInto {
  bytes: Uint8Array;
  /** What the new pixels left no room for. */
  widened: 'palette' | 'grey' | undefined;
}

/**
 * Sets patches into a PNG, row by row. Rows that the region does not touch go as they are stored into the new file.
 * @param region in the pixels of the picture as it is stored
 * @param strip leaves metadata out
 */
export async function setIntoPng(
  file: PngFile,
  chosen: ChosenForm,
  patches: readonly Patch[],
  region: PlacedRegion,
  strip: boolean,
): Promise<SetInto> {
  const { form, isAnother } = chosen;
  const writer = new PngWriter({
    ...form,
    palette: chosen.palette,
    transparency: chosen.transparency,
    before: keptChunks(file.before, isAnother, strip),
    after: keptChunks(file.after, isAnother, strip),
  });
  const setter = new RowSetter(file, patches, region);
  const old = new Uint16Array(file.width * channelsOf(file.colour));
  const made = isAnother ? new Uint16Array(file.width * channelsOf(form.colour)) : old;
  let above = new Uint8Array(strideOf(form));
  let wasTouched = false;
  let y = 0;
  // Below the region rows go as they are stored, but for the first: its filter may look at the one above.
  const unfiltered = isAnother ? file.height : setter.bottom + 1;
  for await (const { raw, stored } of pngRows(file, unfiltered)) {
    const isTouched = setter.touches(y);
    if (!isAnother && !isTouched && !wasTouched && stored) {
      await writer.stored(stored);
      above.set(raw);
    } else {
      const row = new Uint8Array(above.length);
      if (isAnother || isTouched) {
        unpack(raw, file.bitDepth, old);
        if (isAnother) translate(chosen, old, made, file.width);
        if (isTouched) setter.set(y, old, made, chosen);
        pack(made, form.bitDepth, row);
      } else {
        row.set(raw);
      }
      await writer.row(row, above, isAnother ? undefined : stored?.[0]);
      above = row;
    }
    wasTouched = isTouched;
    y += 1;
  }
  return { bytes: await writer.end(), widened: chosen.widened };
}

/** The form in which a file can hold new pixels: its own, where it has room for them. */
export const formFor = async (
  file: PngFile,
  patches: readonly Patch[],
  region: PlacedRegion,
): Promise<ChosenForm> =>
  file.colour === 3
    ? paletteForm(file, await usedPalette(file, patches, region))
    : plainForm(file, patches, region);

function translate(
  { from, to }: Pick<ChosenForm, 'from' | 'to'>,
  old: Uint16Array,
  made: Uint16Array,
  width: number,
) {
  // Indices stay what they are, however many bits they have.
  if (from instanceof PaletteSamples && to instanceof PaletteSamples) {
    made.set(old);
    return;
  }
  const pixel: Rgba = [0, 0, 0, 255];
  for (let x = 0; x < width; x += 1) {
    from.read(old, x, pixel);
    to.write(made, x, pixel);
  }
}

/** The palette with what the new pixels need besides. */
async function usedPalette(
  file: PngFile,
  patches: readonly Patch[],
  region: PlacedRegion,
): Promise<PaletteSamples> {
  const used = new PaletteSamples(file.palette ?? new Uint8Array(), file.transparency);
  const setter = new RowSetter(file, patches, region);
  const samples = new Uint16Array(file.width);
  let y = 0;
  for await (const { raw } of pngRows(file, setter.bottom)) {
    if (y >= setter.bottom) break;
    if (setter.touches(y)) {
      unpack(raw, file.bitDepth, samples);
      setter.set(y, samples, samples, { from: used, to: used });
      if (used.isFull) break;
    }
    y += 1;
  }
  return used;
}

/** Sets patches into rows of samples. */
export class RowSetter {
  readonly #patches: readonly Patch[];
  readonly #rows: ReturnType<typeof regionRows>;
  readonly #weights: FeatherRows;

  constructor(size: { width: number; height: number }, patches: readonly Patch[], region: PlacedRegion) {
    this.#patches = patches;
    this.#rows = regionRows(region);
    this.#weights = new FeatherRows(this.#rows, size, region.feather);
  }

  /** The row behind the region's last. */
  get bottom(): number {
    return this.#rows.bottom;
  }

  /** The pixels of a row between the first and the last of the region; from 0 to 0 where there are none. */
  extent(y: number): { from: number; to: number } {
    const spans = this.#rows.spans(y);
    return { from: spans[0] ?? 0, to: spans.at(-1) ?? 0 };
  }

  /** Whether the region has any pixel in a row. */
  touches(y: number): boolean {
    return this.#rows.spans(y).length > 0;
  }

  /** Changes the region's pixels of a row, and no other. @param old read; may be the same as `made` */
  set(y: number, old: Uint16Array, made: Uint16Array, samples: { from: OwnSamples; to: OwnSamples }): void {
    const spans = this.#rows.spans(y);
    const weights = this.#weights.row(y);
    const pixel: Rgba = [0, 0, 0, 255];
    for (let at = 0; at + 1 < spans.length; at += 2) {
      let patch: Patch | undefined;
      let row: Float32Array | undefined;
      for (let x = spans[at] ?? 0; x < (spans[at + 1] ?? 0); x += 1) {
        const found: Patch | undefined =
          patch && holds(patch.inner, x, y) ? patch : patchAt(this.#patches, x, y);
        if (found === undefined) continue;
        if (found !== patch) row = found.row(y - found.box.top);
        patch = found;
        samples.from.read(old, x, pixel);
        blend(pixel, row as Float32Array, 4 * (x - found.box.left), weights[x] ?? 0, pixel);
        samples.to.write(made, x, pixel);
      }
    }
  }
}
