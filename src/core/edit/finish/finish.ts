import type { ChangedPart } from '../../editRequest.ts';
import type { Codec, Finished, Thumbnail } from '../../images/codec.ts';
import { type Restoring, ratioDifference, restore } from '../../images/geometry.ts';
import {
  type ImageInfo,
  type ImageType,
  type OutputType,
  outputTypes,
  type Size,
  nameOf as typeName,
} from '../../images/imageTypes.ts';
import { sniff } from '../../images/sniff/sniff.ts';
import { formatPixels } from '../../shared/format.ts';
import { t } from '../../shared/l10n.ts';
import type { EditOptions } from '../../shared/options.ts';
import { OtherTypeProblem } from '../jobFailures.ts';
import type { Plan } from '../plan/plan.ts';
import type { AlphaSource } from '../prepare/prepare.ts';
import { madeSafe } from './madeSafe.ts';

export interface FinishedImage {
  bytes: Uint8Array;
  info: ImageInfo;
  notes: string[];
  /** What a page shows of it, where that was made on the way. */
  shown?: Thumbnail | undefined;
  /** How much of a whole picture is not its source's; undefined where that was not counted. */
  changed?: ChangedPart | undefined;
}

export interface FinishOptions {
  plan: Plan;
  /** Undefined: as it came. */
  type: OutputType | undefined;
  /** A type that was asked of the model: what comes so stays so. */
  made: EditOptions['format'];
  /** The file can have no other type. */
  mustBeMade?: boolean;
  edited: ImageInfo | undefined;
  /** The edited image, whose transparency is put back. */
  alphaSource: AlphaSource | undefined;
  /** Its colour profile, into which the result is brought where its type is chosen here. */
  profile: Uint8Array | undefined;
  /** What the person ticked; when nothing came of it, that is told. */
  keepTransparency: boolean;
  /** It is shown on a page next. */
  shown?: boolean;
}

/** An answer with a smaller share of the pixels that were asked for is told. */
const leastShare = 0.7;

/**
 * Brings what came back into the shape and type that were asked for: cut to the edited image's part,
 * scaled to its exact pixels, encoded once. Bytes that are right already are not touched. Throws the
 * codec's error when they can't be read.
 */
export async function finishImage(
  codec: Codec,
  answered: Uint8Array,
  wanted: FinishOptions,
): Promise<FinishedImage> {
  const { bytes: received, notes: safety } = await madeSafe(answered);
  const info = sniff(received);
  if (info === undefined) throw new Error('the bytes are no image');
  if (wanted.mustBeMade && info.type !== wanted.made) throw new OtherTypeProblem(info.type, wanted.made);
  const { plan, alphaSource, profile } = wanted;
  const restoring = restoringOf(plan, info);
  const own = outputTypes.find((known) => known === info.type);
  if (info.type === wanted.made || (wanted.type === undefined && own === undefined && !plan.exact)) {
    return { bytes: received, info, notes: [...safety, ...notesOf(info, info, 'none', wanted)] };
  }
  const type = wanted.type ?? own ?? 'png';
  const finished = await codec.finish({
    bytes: received,
    outputType: type,
    ...(restoring && { restoring }),
    ...(alphaSource && { alphaFrom: alphaSource.bytes, sentOn: alphaSource.sentOn }),
    ...(wanted.type && profile && { profile }),
    ...(wanted.shown && { shown: true }),
  });
  const now = sniff(finished.bytes);
  if (now === undefined) throw new Error('the finished bytes are no image');
  const notes = [...safety, ...notesOf(info, now, finished.transparency, wanted)];
  return { bytes: finished.bytes, info: now, notes, shown: finished.shown };
}

function restoringOf({ fit, exact, pixels }: Plan, received: Size): Restoring | undefined {
  const restoring = fit && restore(fit, received, exact ? 'source' : 'result');
  return restoring && pixels ? { ...restoring, resize: pixels } : restoring;
}

/** What a person would want to know of the way from the answer to the file. */
function notesOf(
  received: ImageInfo,
  now: ImageInfo,
  transparency: Finished['transparency'],
  wanted: FinishOptions,
): string[] {
  const { plan, edited } = wanted;
  const notes: string[] = [];
  const from = formatPixels(received.width, received.height);
  const to = formatPixels(now.width, now.height);
  if (plan.asked && area(received) < leastShare * area(plan.asked)) {
    const asked = formatPixels(plan.asked.width, plan.asked.height);
    notes.push(
      t('The model sent {pixels} pixels, fewer than were asked for ({asked}).', { pixels: from, asked }),
    );
  }
  if (from !== to) {
    const isLarger = area(now) > area(received);
    notes.push(sizeNote(isLarger, plan, from, to));
    const otherShape = plan.fit !== undefined && ratioDifference(received, plan.fit.canvas) > sameShape;
    if (otherShape) notes.push(t('It came back in a different shape, so its edges were cropped.'));
  }
  if (wanted.keepTransparency && edited?.hasAlpha) {
    const why = transparencyLost(transparency, wanted);
    if (why) notes.push(why);
  }
  if (edited && edited.type !== now.type && outputTypes.every((type) => type !== edited.type)) {
    notes.push(notWritten(now.type, edited.type));
  }
  return notes;
}

function sizeNote(isLarger: boolean, plan: FinishOptions['plan'], from: string, to: string): string {
  if (isLarger) {
    return plan.exact
      ? t("Enlarged from {from} to the source's {to}.", { from, to })
      : t('Enlarged from {from} to {to}.', { from, to });
  }
  if (plan.exact) return t("Resized from {from} to the source's {to}.", { from, to });
  return plan.pixels
    ? t('Resized from {from} to {to}.', { from, to })
    : t('Cropped from {from} to {to}.', { from, to });
}

/** A type that is read and can't be written. */
export const notWritten = (type: ImageType, source: ImageType): string =>
  t("Saved as {type}, because {source} files can't be written.", {
    type: typeName(type),
    source: typeName(source),
  });

function transparencyLost(
  outcome: Finished['transparency'],
  { plan, alphaSource }: FinishOptions,
): string | undefined {
  if (!plan.exact) return t('Transparency was not restored: that needs Auto for ratio and size.');
  if (outcome === 'typeHasNone') return t('Transparency was not restored: JPEG has none.');
  if (outcome === 'sizeDiffers')
    return t('Transparency was not restored: the result is not the size of the source.');
  return alphaSource === undefined
    ? t('Transparency was not restored: the result was not converted.')
    : undefined;
}

/** Shapes that differ by no more than this are alike, as for the fitting itself. */
const sameShape = 0.01;
const area = ({ width, height }: Size): number => width * height;
