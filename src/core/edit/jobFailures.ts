import type { Provider } from '../api/providers.ts';
import { CodecError } from '../images/codecError.ts';
import { type ImageType, nameOf as typeName } from '../images/imageTypes.ts';
import { messageOf } from '../shared/errorText.ts';
import type { Failure } from '../shared/failure.ts';
import { formatBytes } from '../shared/format.ts';
import { inARow, t } from '../shared/l10n.ts';

/** Stopped while it waited or was prepared; once it is out, the wire says what stopping means. */
export const stoppedBeforeSending: Failure = {
  code: 'stopped',
  get sentence() {
    return t('Stopped before anything was sent. Nothing was billed.');
  },
  nextSteps: ['runAgain'],
  billed: 'no',
};

/** The journal could not be written, so nothing was sent: an interruption would leave no trace of what was paid. */
export const notWrittenDown = (error: unknown): Failure => ({
  code: 'storage.journal',
  sentence: t(
    "Nothing was sent, because the extension's storage can't be written ({reason}). Free up space there, then run again.",
    { reason: messageOf(error).replace(/\.$/, '') },
  ),
  nextSteps: ['runAgain', 'showLog'],
  billed: 'no',
  detail: messageOf(error),
});

/** The storage has no place for what would come back, so nothing was sent. Both in bytes. */
export const noRoom = (room: number, needed: number): Failure => ({
  code: 'storage.full',
  sentence: t(
    "Nothing was sent, because the disk with the extension's storage has only {room} left and the result may need {needed}. Free up space there, then run again.",
    { room: formatBytes(room), needed: formatBytes(needed) },
  ),
  nextSteps: ['runAgain', 'showLog'],
  billed: 'no',
});

/** Told of a result that lies nowhere but in memory. */
export const heldInMemory = (): string =>
  t(
    'It could not be written to any disk and is only in memory: free up space, or save it elsewhere, before you close or reload this window.',
  );

export const missingKey = (provider: Provider): Failure => ({
  code: 'auth.noKey',
  sentence: t('There is no API key for {name} yet. Set one, then run again.', { name: provider.name }),
  nextSteps: ['setApiKey', 'openKeyPage'],
  billed: 'no',
});

/** The result has no place of its own and the person did not choose one. */
export const notPlaced = (name: string): Failure => ({
  code: 'save.noPlace',
  sentence: t(
    '{name} is not saved yet: no place was chosen for it. It is kept; choose a place when you like.',
    { name },
  ),
  nextSteps: ['saveElsewhere'],
  billed: 'yes',
});

/** Whether a result only waits for a place: nothing went wrong with it. */
export const isNotPlaced = ({ code }: Failure): boolean => code === 'save.noPlace';

/** Why an answer can't be set into its source any more, as a sentence. */
export class SourceProblem extends Error {}

/** A model made another type of file than the one that only it can make. */
export class OtherTypeProblem extends Error {
  readonly came: ImageType;
  readonly wanted: string;

  constructor(came: ImageType, wanted: string) {
    super(`${came} in place of ${wanted}`);
    this.came = came;
    this.wanted = wanted;
  }
}

/** The bytes that came back could not be brought into shape; they are kept as they came. */
export function unfinished(error: unknown): Failure {
  if (error instanceof SourceProblem) {
    return {
      code: 'answer.noSource',
      sentence: inARow(
        t("An image came back, but it can't be inserted into its source."),
        error.message,
        t('The image is kept: save it when the source is back, or run again.'),
      ),
      nextSteps: ['saveElsewhere', 'runAgain', 'showLog'],
      billed: 'yes',
    };
  }
  if (error instanceof OtherTypeProblem) {
    return {
      code: 'answer.otherType',
      sentence: t(
        'The image came back as {came} instead of {wanted}. It is kept as it came: save it elsewhere, or run again.',
        { came: typeName(error.came), wanted: error.wanted.toUpperCase() },
      ),
      nextSteps: ['saveElsewhere', 'runAgain', 'showLog'],
      billed: 'yes',
    };
  }
  if (error instanceof CodecError && ['codec.failed', 'codec.tooSlow'].includes(error.code)) {
    return {
      code: 'answer.unfinished',
      sentence: inARow(
        t("An image came back, but it could not be fitted to the source's shape."),
        error.message,
        t('It is kept: saving it tries once more.'),
      ),
      nextSteps: ['saveElsewhere', 'runAgain', 'showLog'],
      billed: 'yes',
      ...(error.detail !== undefined && { detail: error.detail }),
    };
  }
  return undecodable(error);
}

const undecodable = (error: unknown): Failure => ({
  code: 'answer.undecodable',
  sentence: t(
    "The image that came back can't be read ({reason}). It is kept as it came: save it elsewhere to look at it, or run again.",
    { reason: messageOf(error).replace(/\.$/, '') },
  ),
  nextSteps: ['saveElsewhere', 'runAgain', 'showLog'],
  billed: 'yes',
});

/**
 * Said of a kept answer that could not get the shape of its source when it was saved.
 * @param why its request can't be prepared any more; undefined: it was tried, and the log has the reason
 */
export const savedAsItCame = (why: Failure | undefined): string =>
  inARow(
    t('It was saved as it came back, not in the shape of its source.'),
    why?.sentence ?? t('The log says why.'),
  );

/** What was kept is gone from the storage, so there is nothing left to save. */
export const keptIsGone = (name: string, error: unknown): Failure => ({
  code: 'save.gone',
  sentence: t(
    "{name} can't be saved: it can't be read from the extension's storage ({reason}). Run the edit again if you still want it.",
    { name, reason: messageOf(error).replace(/\.$/, '') },
  ),
  nextSteps: ['runAgain', 'showLog'],
  billed: 'yes',
  detail: messageOf(error),
});

export const unexpected = (error: unknown): Failure => ({
  code: 'unexpected',
  sentence: t('Something unexpected went wrong: {reason}. The log has the details.', {
    reason: messageOf(error).replace(/\.$/, ''),
  }),
  nextSteps: ['runAgain', 'showLog'],
  billed: 'maybe',
});

/** Found in the journal after a restart: it was sent, and nobody knows what became of it. */
export const interrupted = (label: string): Failure => ({
  code: 'interrupted',
  sentence: t(
    `The edit of "{label}" was interrupted and may have been billed. Its answer can no longer be fetched; run it again if you still want it.`,
    { label },
  ),
  nextSteps: ['runAgain'],
  billed: 'maybe',
});

/** Found in the journal after a restart: its result is kept. */
export const notSavedYet = (name: string): Failure => ({
  code: 'save.kept',
  sentence: t('{name} came back but is not saved yet. It is kept: choose a place for it.', { name }),
  nextSteps: ['saveElsewhere'],
  billed: 'yes',
});

/** Without a key, without money or with a wrong setting every further request fails alike. */
export const isHopeless = ({ code, nextSteps }: Failure): boolean =>
  code.startsWith('auth.') || nextSteps.includes('openBilling') || code.startsWith('storage.');
