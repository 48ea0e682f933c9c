import { extensionFits, extensionFor, type ImageType } from '../images/imageTypes.ts';
import { FileError, type FileStore } from '../ports.ts';
import { sidecarUri } from '../records/embed.ts';
import { messageOf } from '../shared/errorText.ts';
import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import { type Sentence, say, sentence, t } from '../shared/l10n.ts';
import { folderOf, joinUri, nameOf, splitName } from '../uris.ts';
import { freeNames } from './fileNames.ts';

/**
 * The ending for a result: the spelling that was asked for (`JPG`, `jpeg`) where it is true of the bytes, else the
 * usual one. A name never promises another type than the bytes have; bytes of no known type (null) are `bin`.
 */
export function endingFor(type: ImageType | null, wanted: string | undefined): string {
  if (type === null) return 'bin';
  return wanted && extensionFits(type, wanted) ? wanted : extensionFor(type);
}

/**
 * Creates the first free of `name.png`, `name-2.png`, … below `folder`. Never overwrites, also not when
 * many results are saved at once. A name beside which a record lies already is not free: it would be told
 * of the wrong image. The last of `steps` is the name without its ending.
 */
export async function saveBeside(
  files: FileStore,
  folder: string,
  steps: readonly string[],
  ending: string,
  bytes: Uint8Array,
): Promise<Outcome<string>> {
  const below = steps.slice(0, -1);
  const base = steps.at(-1) ?? 'image';
  try {
    for (const name of freeNames(base, ending)) {
      const uri = joinUri(folder, ...below, name);
      // Where that can't be looked up, for its length for one, there is none.
      if (await files.exists(sidecarUri(uri)).catch(() => false)) continue;
      if (await files.createExclusively(uri, bytes)) return succeed(uri);
    }
  } catch (error) {
    return fail(saveFailure(`${base}.${ending}`, error));
  }
  return fail(
    saveFailure(`${base}.${ending}`, new FileError('other', t('there are too many files with this name'))),
  );
}

/** Where a result goes: a folder, the steps below it with the name without its ending, and the ending. */
export interface Place {
  folder: string;
  steps: readonly string[];
  ending: string;
}

/** The place that a person chose; what is there already stays, and the next free name is taken. */
export function placeAt(chosen: string, type: ImageType | null): Place {
  const { base, extension } = splitName(nameOf(chosen));
  return { folder: folderOf(chosen), steps: [base], ending: endingFor(type, extension) };
}

const reasons: Partial<Record<FileError['code'], Sentence>> = {
  noSpace: sentence('The disk is full.'),
  noPermission: sentence('Writing there is not allowed.'),
  readOnly: sentence('The place is read-only.'),
  nameTooLong: sentence('The name is too long for this file system.'),
};

/** Why a file could not be written, as a sentence. */
export function whyNotSaved(error: unknown): string {
  const message = messageOf(error);
  const known = error instanceof FileError ? reasons[error.code] : undefined;
  return known ? say(known) : t('The file system said: {message}', { message: message.replace(/\.?$/, '.') });
}

/** Why a result could not be saved. The bytes are kept, and the person can save them elsewhere. */
export function saveFailure(name: string, error: unknown): Failure {
  const code = error instanceof FileError ? error.code : 'other';
  const message = messageOf(error);
  return {
    code: `save.${code}`,
    sentence: t('{name} could not be saved. {reason} The image is kept: save it elsewhere.', {
      name,
      reason: whyNotSaved(error),
    }),
    nextSteps: ['saveElsewhere', 'showLog'],
    billed: 'yes',
    detail: message,
  };
}
