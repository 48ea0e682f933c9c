import { isTransparencyWorkedOut, type ModelCapabilities } from '../../capabilities.ts';
import type { EditRequest } from '../../editRequest.ts';
import { chooseKey, type KeyColour } from '../../images/alpha/keyColours.ts';
import type { Codec, CutOut, Matte } from '../../images/codec.ts';
import type { OutputType } from '../../images/imageTypes.ts';
import { readInput } from '../../inspect.ts';
import type { FileStore } from '../../ports.ts';
import { inARow, type Sentence, say, sentence, t } from '../../shared/l10n.ts';
import type { EditOptions } from '../../shared/options.ts';

/**
 * What a model that makes no transparency is asked to put behind the subject, so that it can be worked out: one
 * colour that is nowhere else, or white and then black.
 */
export type Backdrop = { kind: 'key'; key: KeyColour } | { kind: 'two' };

/** Whether a transparent background is asked for, in whichever way. */
export const wantsTransparent = ({ background }: Pick<EditOptions, 'background'>): boolean =>
  background === 'transparent' || background === 'transparent-twice';

/** How many pictures one edit asks for, each at its price. */
export const picturesFor = ({ background }: Pick<EditOptions, 'background'>): 1 | 2 =>
  background === 'transparent-twice' ? 2 : 1;

/** Why a transparent background can't be had for a request, as a sentence; undefined where it can. */
export function transparencyProblem(
  { options, region, inputs }: Pick<EditRequest, 'options' | 'region' | 'inputs'>,
  type: OutputType | undefined,
): string | undefined {
  if (!wantsTransparent(options)) return undefined;
  if (type === 'jpeg') {
    return t(
      'JPEG has no transparency. Choose another type or name for the result, or leave Background on Auto.',
    );
  }
  if (region && inputs.length > 0) {
    return t(
      'A transparent background works only for whole pictures. Clear the selection, or leave Background on Auto.',
    );
  }
  if (options.keepTransparency && inputs.length > 0) {
    return t(
      'Keep transparency restores the source’s transparency, and a transparent background makes a new one. Choose one of them.',
    );
  }
  return undefined;
}

/** Decides on the backdrop of a request; undefined where none is needed. */
export async function decideBackdrop(
  { files, codec }: { files: FileStore; codec: Codec },
  { options, prompt, inputs }: EditRequest,
  capabilities: ModelCapabilities,
  signal: AbortSignal,
): Promise<Backdrop | undefined> {
  if (!wantsTransparent(options) || !isTransparencyWorkedOut(capabilities)) return undefined;
  if (options.background === 'transparent-twice') return { kind: 'two' };
  const shares: number[][] = [];
  for (const input of inputs) {
    const found = await codec
      .keyShares({ bytes: await readInput(files, input) }, signal)
      .catch(() => undefined);
    signal.throwIfAborted();
    // What can't be read is told of when it is prepared.
    if (found) shares.push(found.shares);
  }
  return { kind: 'key', key: chooseKey(prompt, shares) };
}

/** What lies under a transparent input when it is sent. */
export const matteOf = (backdrop: Backdrop): Matte =>
  backdrop.kind === 'key'
    ? { name: backdrop.key.name, hex: backdrop.key.hex }
    : { name: 'white', hex: '#ffffff' };

/** A prompt with the sentence that asks for the backdrop. */
export function promptFor(prompt: string, backdrop: Backdrop | undefined): string {
  if (backdrop === undefined) return prompt;
  const { name, hex } = matteOf(backdrop);
  return `${prompt}\n\n${sentenceFor(name, hex)}${backdrop.kind === 'key' ? ` Nothing else in the picture is ${name}.` : ''}`;
}

const sentenceFor = (name: string, hex: string): string =>
  `Put the subject on a backdrop of pure ${name} (${hex}): one flat, even colour up to every edge of the picture, without gradient, texture, floor, frame, glow or checkerboard. Glass, hair and shadows let it show through.`;

/** What the second picture is asked for, with the first one as its input. */
export const secondPrompt =
  'Replace the backdrop of pure white (#ffffff) by a backdrop of pure black (#000000), one flat, even colour up to every edge of the picture. Where white shows through glass, hair or shadows, black shows through now. Keep the subject, its size and its place exactly as they are, pixel by pixel.';

/** The transparency of an answer, as far as it could be worked out. */
export interface WorkedOut {
  bytes: Uint8Array;
  notes: string[];
  /** For the record; undefined where the result is opaque. */
  way: string | undefined;
}

/** @param second the picture on black; undefined where it could not be had */
export async function workedOut(
  codec: Codec,
  bytes: Uint8Array,
  backdrop: Backdrop,
  second: Uint8Array | undefined,
): Promise<WorkedOut> {
  if (backdrop.kind === 'two' && second === undefined) {
    return { bytes, notes: [notClean('differ', backdrop, undefined)], way: undefined };
  }
  const found = await codec.cutOut({
    bytes,
    ...(backdrop.kind === 'key' && { key: backdrop.key.hex }),
    ...(second && { parts: [{ bytes: second }] }),
  });
  if (found.state === 'own') {
    return { bytes, notes: [t('The model made the transparency itself.')], way: 'made by the model' };
  }
  if (found.state !== 'clean')
    return { bytes, notes: [notClean(found.state, backdrop, second)], way: undefined };
  if (backdrop.kind === 'two') {
    const way = 'solved from two pictures, on white and on black';
    return {
      bytes: found.bytes,
      notes: [t('Transparency: computed from two pictures, on white and on black.')],
      way,
    };
  }
  const way = `worked out from a backdrop of ${backdrop.key.name} (${backdrop.key.hex})`;
  const { name, hex } = backdrop.key;
  const notes = [t('Transparency: computed from a {colour} ({hex}) backdrop.', { colour: name, hex })];
  if (found.half > muchHalf) {
    const share = Math.round(found.half * 100);
    notes.push(
      t(
        '{share} % of the picture is half transparent. If the subject should be solid, ask for it twice: Background “Transparent, asked twice”.',
        { share },
      ),
    );
  }
  return { bytes: found.bytes, notes, way };
}

/** What is to be said of an answer of a model that makes transparency itself, and was asked for it. */
export async function withoutTransparency(
  codec: Codec,
  bytes: Uint8Array,
): Promise<Pick<WorkedOut, 'notes' | 'way'>> {
  const { state } = await codec.cutOut({ bytes });
  if (state === 'own') return { notes: [], way: 'made by the model' };
  const fault =
    state === 'checkerboard'
      ? t('The background is opaque: the model painted a checkerboard in place of transparency.')
      : t('The background is opaque: the model made no transparency.');
  return {
    notes: [inARow(fault, t('Run it again, or choose another model.'))],
    way: undefined,
  };
}

/** More of a picture is seldom glass or shadow. */
const muchHalf = 0.15;

const faults: Readonly<Record<Exclude<CutOut['state'], 'clean' | 'own'>, Sentence>> = {
  missing: sentence('The background stays opaque: the model did not paint the backdrop that was asked for.'),
  uneven: sentence('The background stays opaque: the backdrop is not flat.'),
  checkerboard: sentence(
    'The background stays opaque: the model painted a checkerboard in place of transparency.',
  ),
  edges: sentence('The background stays opaque: the edges are not clean.'),
  differ: sentence('The background stays opaque: the two pictures do not show the same subject.'),
};

function notClean(state: keyof typeof faults, { kind }: Backdrop, second: Uint8Array | undefined): string {
  if (kind === 'two' && second === undefined)
    return t('The background stays opaque: the second picture could not be made.');
  const way =
    kind === 'key'
      ? t('Ask for it twice (Background “Transparent, asked twice”, double price), or run it again.')
      : t('Run it again.');
  return inARow(say(faults[state]), way);
}
