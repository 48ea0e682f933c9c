import { plural, t } from '../../core/shared/l10n.ts';
import type { GitState } from '../../vscode/files/git.ts';

/** A modal question: what is asked, what a person has to know before, and the button that agrees. */
export interface Question {
  question: string;
  detail: string;
  yes: string;
}

/** More would fill the screen. */
const mostLines = 8;

/**
 * The question before one image is replaced.
 * @param name of the original
 * @param by name of what takes its place
 * @param warnings what else a person has to know before, a sentence each
 */
export function replaceQuestion(
  name: string,
  by: string,
  state: GitState,
  warnings: readonly string[],
): Question {
  const isRisky = isLostToGit(state);
  const detail = [
    isRisky ? t('Careful: {danger}', { danger: gitSentence(state) }) : gitSentence(state),
    ...warnings,
    t('It keeps its name, type and size. A backup is kept: Restore Original brings {name} back.', { name }),
  ];
  return {
    question: t('Replace {name} with {by}?', { name, by }),
    detail: detail.join('\n'),
    yes: yesFor(isRisky),
  };
}

/**
 * The question before several images are replaced at once.
 * @param lines what a person has to know of each, a sentence each
 * @param isRisky whether Git could not bring one of them back
 */
export function replaceAllQuestion(count: number, lines: readonly string[], isRisky: boolean): Question {
  const detail = [
    ...lines.slice(0, mostLines),
    ...(lines.length > mostLines ? [furtherLines(lines.length - mostLines)] : []),
    t('Each keeps its name and type. Backups are kept: Restore Original brings them back.'),
  ];
  return {
    question: plural(count, { one: 'Replace {count} image?', other: 'Replace {count} images?' }),
    detail: detail.join('\n'),
    yes: yesFor(isRisky),
  };
}

const furtherLines = (count: number): string =>
  plural(count, { one: 'And {count} more like this.', other: 'And {count} more like this.' });

const yesFor = (isRisky: boolean): string => (isRisky ? t('Replace Anyway') : t('Replace'));

/** Whether Git works with the file's folder and yet could not bring the file back. */
export const isLostToGit = (state: GitState): boolean => ['modified', 'untracked', 'ignored'].includes(state);

/** Whether the person could get the file back without us. */
export function gitSentence(state: GitState): string {
  switch (state) {
    case 'clean':
      return t('Git has a committed version of it.');
    case 'modified':
      return t('it has uncommitted changes, which Git could not bring back.');
    case 'untracked':
      return t('Git does not track it and could not bring it back.');
    case 'ignored':
      return t('Git ignores it and could not bring it back.');
    case 'notInRepository':
      return t('It is in no open Git repository, so there is no committed version of it.');
    case 'noGit':
      return t('Git is not available here. There may be no committed version of it.');
  }
}
