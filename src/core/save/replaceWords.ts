import { CodecError } from '../images/codecError.ts';
import { sniff } from '../images/sniff/sniff.ts';
import { messageOf } from '../shared/errorText.ts';
import type { Failure } from '../shared/failure.ts';
import { formatPixels } from '../shared/format.ts';
import { t } from '../shared/l10n.ts';
import { nameOf } from '../uris.ts';
import type { Backup } from './backups.ts';

/** Steps back through the replacements; when all are taken back, to what the last restoring took away. */
export function nextToRestore(backups: readonly Backup[], current: string | undefined): Backup | undefined {
  const open = backups.filter(({ takenBack, sha256 }) => !takenBack && sha256 !== current);
  return open.find(({ kind }) => kind === 'replaced') ?? open[0];
}

/** For a file that none of its backups is to be brought back to. */
export const nothingSentence = (uri: string, backups: readonly Backup[]): string =>
  backups.length === 0
    ? t('There is nothing to restore: {name} was never replaced here, or its backup was removed.', {
        name: nameOf(uri),
      })
    : t('There is nothing to restore: {name} is already as it was before.', { name: nameOf(uri) });

/** A failure that cost nothing; what it was about is in the log. */
export const failure = (code: string, sentence: string, error?: unknown): Failure => ({
  code,
  sentence,
  nextSteps: ['showLog'],
  billed: 'no',
  ...(error !== undefined && { detail: messageOf(error) }),
});

const reasonOf = (error: unknown): string => messageOf(error).replace(/\.$/, '');

/** The result could not be brought into the file. */
export function replaceFailure(name: string, error: unknown): Failure {
  if (error instanceof CodecError) {
    return failure(
      'replace.notReadable',
      t('{name} was not replaced. The result: {reason}', { name, reason: error.message }),
      error,
    );
  }
  const sentence = t('{name} could not be replaced ({reason}). The result is still there, unchanged.', {
    name,
    reason: reasonOf(error),
  });
  return failure('replace.failed', sentence, error);
}

/** What was there before could not be brought back. */
export const restoreFailure = (name: string, error: unknown): Failure =>
  failure(
    'restore.failed',
    t('{name} could not be restored ({reason}). Its backup is kept.', { name, reason: reasonOf(error) }),
    error,
  );

/** Whether the bytes of both are pictures of one type. */
export function sameType(one: Uint8Array, other: Uint8Array): boolean {
  const type = sniff(one)?.type;
  return type !== undefined && type === sniff(other)?.type;
}

/** What a person has to know when the file gets other pixels than it has. */
export function newSize(source: Uint8Array, made: Uint8Array): string[] {
  const [before, after] = [sniff(source), sniff(made)].map((info) =>
    formatPixels(info?.width ?? 0, info?.height ?? 0),
  );
  return before === after
    ? []
    : [t('It becomes {after} instead of {before}.', { after: after ?? '', before: before ?? '' })];
}
