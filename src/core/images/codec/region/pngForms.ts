import type { PlacedRegion } from '../../region/placedRegion.ts';
import { regionRows } from '../../region/regionRows.ts';
import type { PngChunk, PngFile, PngForm } from '../png/pngFile.ts';
import type { Rgba } from './blend.ts';
import { type OwnSamples, plainSamples } from './ownSamples.ts';
import { PaletteSamples } from './paletteSamples.ts';
import type { Patch } from './patch.ts';
import { patchAt } from './patch.ts';

/** The form in which a PNG is written, and how its pixels are read and written. */
export interface ChosenForm {
  form: PngForm;
  from: OwnSamples;
  to: OwnSamples;
  /** Every row is written anew, in another form than it had. */
  isAnother: boolean;
  /** What could not be kept, as the file had it. */
  widened: 'palette' | 'grey' | undefined;
  palette: Uint8Array | undefined;
  transparency: Uint8Array | undefined;
}

/** A difference between red, green and blue that is seen, and the share of pixels that may have it for all that. */
const [mostTint, tintedShare] = [12, 0.002];

/** Reads the samples of a PNG. */
export function samplesOf(file: PngFile): OwnSamples {
  if (file.colour === 3) return new PaletteSamples(file.palette ?? new Uint8Array(), file.transparency);
  return plainSamples(file.colour, file.bitDepth, colourKey(file));
}

/** A grey file has room for grey alone: for anything else it becomes RGB. */
export function plainForm(file: PngFile, patches: readonly Patch[], region: PlacedRegion): ChosenForm {
  const { width, height, colour, bitDepth } = file;
  const from = samplesOf(file);
  const isGrey = colour === 0 || colour === 4;
  if (!(isGrey && isTinted(patches, region))) {
    const form = { width, height, colour, bitDepth };
    return {
      form,
      from,
      to: from,
      isAnother: false,
      widened: undefined,
      palette: file.palette,
      transparency: file.transparency,
    };
  }
  const hasAlpha = colour === 4 || file.transparency !== undefined;
  return rgbForm(file, from, hasAlpha, bitDepth === 16 ? 16 : 8, 'grey');
}

/** A palette is kept while it has room: after `used` was written with all new pixels. */
export function paletteForm(file: PngFile, used: PaletteSamples): ChosenForm {
  const { width, height } = file;
  if (used.isFull) return rgbForm(file, samplesOf(file), file.transparency !== undefined, 8, 'palette');
  const { palette, alphas } = used.tables;
  const needed = ([1, 2, 4, 8] as const).find((bits) => palette.length / 3 <= 2 ** bits) ?? 8;
  const bitDepth = needed > file.bitDepth ? needed : file.bitDepth;
  const isAnother = bitDepth !== file.bitDepth;
  const form: PngForm = { width, height, colour: 3, bitDepth };
  return {
    form,
    from: samplesOf(file),
    to: new PaletteSamples(palette, alphas),
    isAnother,
    widened: undefined,
    palette,
    transparency: alphas,
  };
}

function rgbForm(
  { width, height }: PngFile,
  from: OwnSamples,
  hasAlpha: boolean,
  bitDepth: 8 | 16,
  widened: 'palette' | 'grey',
): ChosenForm {
  const form: PngForm = { width, height, colour: hasAlpha ? 6 : 2, bitDepth };
  const to = plainSamples(hasAlpha ? 6 : 2, bitDepth);
  return { form, from, to, isAnother: true, widened, palette: undefined, transparency: undefined };
}

function colourKey({ colour, transparency }: PngFile): number[] | undefined {
  if (transparency === undefined || colour === 4 || colour === 6) return undefined;
  const count = colour === 0 ? 1 : 3;
  return Array.from(
    { length: count },
    (_, index) => ((transparency[2 * index] ?? 0) << 8) | (transparency[2 * index + 1] ?? 0),
  );
}

/** Whether new pixels have colours that grey can't hold. */
export function isTinted(patches: readonly Patch[], region: PlacedRegion): boolean {
  const rows = regionRows(region);
  let [all, tinted] = [0, 0];
  for (let y = 0; y < region.size.height; y += 1) {
    const spans = rows.spans(y);
    for (let at = 0; at + 1 < spans.length; at += 2) {
      for (let x = spans[at] ?? 0; x < (spans[at + 1] ?? 0); x += 1) {
        const patch = patchAt(patches, x, y);
        if (patch === undefined) continue;
        const row = patch.row(y - patch.box.top);
        const start = 4 * (x - patch.box.left);
        const [red = 0, green = 0, blue = 0] = row.subarray(start, start + 3) as unknown as Rgba;
        all += 1;
        if (Math.max(red, green, blue) - Math.min(red, green, blue) > mostTint) tinted += 1;
      }
    }
  }
  return tinted > tintedShare * all;
}

/** What says something of samples in another form than they have now, or of frames and a signature that are gone. */
const ofOldForm = new Set(['sBIT', 'bKGD', 'hIST']);
const gone = new Set(['acTL', 'fcTL', 'fdAT', 'caBX']);
const metadata = new Set(['tEXt', 'zTXt', 'iTXt', 'tIME']);

/** The chunks that stay with a picture whose pixels changed. */
export const keptChunks = (chunks: readonly PngChunk[], isAnother: boolean, strip: boolean): PngChunk[] =>
  chunks.filter(
    ({ name }) => !gone.has(name) && !(isAnother && ofOldForm.has(name)) && !(strip && metadata.has(name)),
  );
