import { counted } from '../../core/shared/text.ts';
import type { GitState } from '../../vscode/git.ts';

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
    `${isRisky ? 'Careful: ' : ''}${gitSentence(state)}`,
    ...warnings,
    `It keeps its name, type and size. A backup is kept: Restore Original brings ${name} back.`,
  ];
  return { question: `Replace ${name} with ${by}?`, detail: detail.join('\n'), yes: yesFor(isRisky) };
}

/**
 * The question before several images are replaced at once.
 * @param lines what a person has to know of each, a sentence each
 * @param isRisky whether Git could not bring one of them back
 */
export function replaceAllQuestion(count: number, lines: readonly string[], isRisky: boolean): Question {
  const detail = [
    ...lines.slice(0, mostLines),
    ...(lines.length > mostLines ? [`And ${lines.length - mostLines} more of this kind.`] : []),
    'Each keeps its name and type. Backups are kept: Restore Original brings them back.',
  ];
  return { question: `Replace ${counted(count, 'image')}?`, detail: detail.join('\n'), yes: yesFor(isRisky) };
}

const yesFor = (isRisky: boolean): string => (isRisky ? 'Replace Anyway' : 'Replace');

/** Whether Git works with the file's folder and yet could not bring the file back. */
export const isLostToGit = (state: GitState): boolean => ['modified', 'untracked', 'ignored'].includes(state);

/** Whether the person could get the file back without us. */
export function gitSentence(state: GitState): string {
  switch (state) {
    case 'clean':
      return 'Git has a committed version of it.';
    case 'modified':
      return 'it has changes that are not committed, and Git could not bring those back.';
    case 'untracked':
      return 'Git does not track it and could not bring it back.';
    case 'ignored':
      return 'Git ignores it and could not bring it back.';
    case 'notInRepository':
      return 'It is in no open Git repository. There is no committed version of it.';
    case 'noGit':
      return 'Git is not available here. There may be no committed version of it.';
  }
}
