import type { EditInput, RegionProof } from '../../editRequest.ts';
import type { Codec, PartFit, SetIn } from '../../images/codec.ts';
import { type ImageInfo, type OutputType, outputTypeFor } from '../../images/imageTypes.ts';
import { because } from '../../images/jpeg/unfit.ts';
import { sniff } from '../../images/sniff/sniff.ts';
import { readInput, readProblem } from '../../inspect.ts';
import type { FileStore } from '../../ports.ts';
import { formatDecimal, formatPixels } from '../../shared/format.ts';
import { formatList, inARow, t } from '../../shared/l10n.ts';
import { SourceProblem } from '../jobFailures.ts';
import type { Plan } from '../plan/plan.ts';
import type { RegionPart, RegionPlan } from '../plan/regionPlan.ts';
import { type FinishedImage, type FinishOptions, notWritten } from './finish.ts';

/** What of a plan it takes to set answers in. */
type Setting = Pick<RegionPlan, 'region' | 'whole'> & {
  parts: readonly (Pick<RegionPart, 'crop' | 'inner'> & { plan: Pick<Plan, 'fit'> })[];
};

export interface FinishedRegion extends FinishedImage {
  /** What was counted outside the region; undefined without one. */
  region?: RegionProof | undefined;
  /** The picture in which it was counted. */
  counted?: Uint8Array;
  /** The file kept its own metadata: nothing has to be put back. */
  hasMetadata?: boolean;
  /** Indices of answers that show something else than the source around the region: they are kept, to be chosen. */
  somethingElse?: readonly number[];
}

/** The type in which a region's result is saved: an answer's own type says nothing of the whole picture. */
export const regionType = (type: OutputType | undefined, source: ImageInfo): OutputType =>
  type ?? outputTypeFor(source.type);

/**
 * Sets answers into the edited image. Throws the codec's error when one of them, or the image, can't be read.
 * @param answers one for each part of the plan, in its order; undefined for a part that stays as it is
 */
export async function finishRegion(
  { files, codec }: { files: FileStore; codec: Codec },
  edited: EditInput,
  { region, parts, whole }: Setting,
  answers: readonly (Uint8Array | undefined)[],
  options: Pick<FinishOptions, 'type' | 'edited'> & { strip: boolean; keepAlpha: boolean },
): Promise<FinishedRegion> {
  const source = await readInput(files, edited).catch((error: unknown) => {
    throw new SourceProblem(readProblem(edited.name, error));
  });
  const own = options.edited ?? sniff(source);
  if (own === undefined) throw new Error('the source is no image');
  const now = sniff(source);
  // An SVG is drawn in the pixels that were decided before.
  if (own.type !== 'svg' && (now?.width !== own.width || now.height !== own.height)) {
    throw new SourceProblem(
      t('{name} was replaced by another image while it was edited.', { name: edited.name }),
    );
  }
  const type = regionType(options.type, own);
  if (answers.length > parts.length) throw new Error('there are more answers than parts');
  const finished = await codec.setIn({
    bytes: source,
    region,
    outputType: type,
    strip: options.strip,
    keepAlpha: options.keepAlpha,
    parts: parts.flatMap(({ crop, inner, plan }, index) => {
      const bytes = answers[index];
      const size = { width: crop.width, height: crop.height };
      return bytes ? [{ bytes, crop, inner, fit: plan.fit ?? { source: size, canvas: size } }] : [];
    }),
  });
  const bytes = finished.inBlocks ? await withoutPast(finished.bytes, own) : finished.bytes;
  const info = sniff(bytes);
  if (info === undefined) throw new Error('the finished bytes are no image');
  return {
    bytes,
    info,
    notes: notesOf(finished, own, { parts, whole }),
    somethingElse: answers.flatMap((bytes, index) => {
      const before = answers.slice(0, index).filter((other) => other !== undefined).length;
      return bytes && finished.fits[before]?.isSomethingElse ? [index] : [];
    }),
    region: {
      outside: finished.outside,
      changed: finished.changed,
      ...(type === 'jpeg' && { inBlocks: finished.inBlocks }),
    },
    counted: finished.bytes,
    hasMetadata: own.type === 'png' && type === 'png',
  };
}

/**
 * A JPEG without what shows or vouches for the picture as it was: its thumbnail, its signature, the pictures behind
 * it. What it says of itself otherwise is put back like the metadata of any source.
 */
async function withoutPast(bytes: Uint8Array, { orientation }: ImageInfo): Promise<Uint8Array> {
  const { bareBytes } = await import('../../records/bareImage.ts');
  const { withOrientation } = await import('../../records/metadata/sourceMetadata.ts');
  const bare = bareBytes('jpeg', bytes) ?? bytes;
  return orientation === 1 ? bare : withOrientation(bare, orientation);
}

function notesOf(
  { widened, type, fits, inBlocks }: SetIn,
  source: ImageInfo,
  { parts, whole }: Pick<Setting, 'parts' | 'whole'>,
): string[] {
  const notes: string[] = [];
  if (!whole) {
    const sizes = parts.map(({ crop }) => formatPixels(crop.width, crop.height));
    notes.push(
      t('Sent: {sizes} of {whole} pixels.', {
        sizes: formatList(sizes),
        whole: formatPixels(source.width, source.height),
      }),
    );
  }
  for (const fit of fits) {
    const moved = fit.isSomethingElse ? undefined : movedWords(fit);
    if (moved !== undefined) notes.push(moved);
  }
  if (type === 'jpeg' && source.type === 'jpeg' && !inBlocks) {
    notes.push(
      inARow(
        t('The whole JPEG was re-encoded, so pixels outside the region changed slightly.'),
        source.unfit && because(source.unfit),
      ),
    );
  }
  if (source.cmyk && !(type === 'jpeg' && source.type === 'jpeg')) {
    notes.push(t('The source has ink colours (CMYK), and the result is RGB.'));
  }
  if (widened === 'palette') {
    notes.push(t('The new pixels need more than the 256 colours of a palette, so the result has none.'));
  }
  if (widened === 'grey')
    notes.push(t('The source is grey and the new pixels are not, so the result has colours.'));
  if (source.animated) notes.push(t('Only the first frame is edited; the result is not animated.'));
  if (type !== source.type && outputTypeFor(source.type) === type) {
    notes.push(notWritten(type, source.type));
  }
  return notes;
}

/** What was done so that an answer lies where it belongs; nothing where it did. */
function movedWords({ shiftX, shiftY, scale }: PartFit): string | undefined {
  const shift = Math.hypot(shiftX, shiftY);
  const pixels = formatDecimal(shift, 1);
  const share = formatDecimal(100 * Math.abs(scale), 1);
  const isMoved = shift >= 0.5;
  const isScaled = Math.abs(scale) >= 0.002;
  if (isMoved && isScaled) {
    return t('The answer was moved by {pixels} pixels and scaled by {share} % to line up with its source.', {
      pixels,
      share,
    });
  }
  if (isMoved) return t('The answer was moved by {pixels} pixels to line up with its source.', { pixels });
  return isScaled
    ? t('The answer was scaled by {share} % to line up with its source.', { share })
    : undefined;
}
