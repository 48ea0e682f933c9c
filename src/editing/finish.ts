import type { Codec } from '../images/codec.ts';
import { restore } from '../images/geometry.ts';
import {
  type ImageInfo,
  type OutputType,
  outputTypeFor,
  outputTypes,
  nameOf as typeName,
} from '../images/imageTypes.ts';
import { sniff } from '../images/sniff.ts';
import { formatPixels } from '../shared/format.ts';
import type { Plan } from './plan.ts';
import type { SettingsValues } from './ports.ts';

export interface FinishedImage {
  bytes: Uint8Array;
  info: ImageInfo;
  notes: string[];
}

/** The type that `output.format` asks for; undefined: the bytes stay as they came. */
export function wantedType(
  format: SettingsValues['outputFormat'],
  edited: ImageInfo | undefined,
): OutputType | undefined {
  if (format === 'asReturned') return undefined;
  if (format !== 'source') return format;
  return edited && outputTypeFor(edited.type);
}

/**
 * Brings what came back into the shape and type that were asked for: cut to the edited image's part,
 * scaled to its exact pixels, encoded once. Bytes that are right already are not touched. Throws the
 * codec's error when they can't be read.
 */
export async function finishImage(
  codec: Codec,
  received: Uint8Array,
  wishes: {
    plan: Plan;
    type: OutputType | undefined;
    edited: ImageInfo | undefined;
    alphaSource: Uint8Array | undefined;
  },
): Promise<FinishedImage> {
  const info = sniff(received);
  if (info === undefined) throw new Error('the bytes are no image');
  const { plan, edited, alphaSource } = wishes;
  const restoring = plan.fit && restore(plan.fit, info, plan.exact ? 'source' : 'result');
  const type = wishes.type ?? outputTypes.find((known) => known === info.type) ?? 'png';
  const finished = await codec.finish({
    bytes: received,
    outputType: type,
    ...(restoring && { restoring }),
    ...(alphaSource && { alphaFrom: alphaSource }),
  });
  const now = sniff(finished.bytes);
  if (now === undefined) throw new Error('the finished bytes are no image');
  return { bytes: finished.bytes, info: now, notes: notesOf(info, now, plan, edited) };
}

/** What a person would want to know of the way from the answer to the file. */
function notesOf(received: ImageInfo, now: ImageInfo, plan: Plan, edited: ImageInfo | undefined): string[] {
  const notes: string[] = [];
  const changed = received.width !== now.width || received.height !== now.height;
  if (changed) {
    const from = formatPixels(received.width, received.height);
    const to = formatPixels(now.width, now.height);
    notes.push(plan.exact ? `Brought from ${from} to the source's ${to}.` : `Cut from ${from} to ${to}.`);
  }
  if (edited && edited.type !== now.type && outputTypes.every((type) => type !== edited.type)) {
    notes.push(`Saved as ${typeName(now.type)}: ${typeName(edited.type)} can't be written.`);
  }
  return notes;
}
