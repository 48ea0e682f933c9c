import { join } from 'node:path';
import type { MochaFailure } from './report.ts';
import { projectFolder } from './vscode/paths.ts';

/** What failures of a kind had in common so far, and where to look first. */
interface Kind {
  signs: RegExp;
  sentence: string;
}

const kinds: readonly Kind[] = [
  {
    signs: /the notification "|notification center/,
    sentence:
      'A notification did not come, or came with other words. Toasts that went early are no reason: they are read in the notification center.',
  },
  {
    signs: /in the explorer\b|the explorer to have the keyboard|the folder ".*" to open|the menu of "/,
    sentence:
      'The tree of files was read anew, rows moved under the pointer, or a hover covered one. Look at the picture: is the file there, and its folder open?',
  },
  {
    signs: /quick input|in a list\b|\.quick-input/,
    sentence:
      'A list or box of VS Code was closed by something that took the focus, like a late image preview.',
  },
  {
    signs: /the prompt to have the keyboard|preview to have the keyboard|activeElement/,
    sentence:
      'The focus went elsewhere. Find what asked for it last; a panel must keep what a person has chosen.',
  },
  {
    signs: /\bhover\b|the lens(es)?\b|CodeLens/i,
    sentence:
      'Lenses that came late moved the line under the pointer, or VS Code asked its providers too early.',
  },
  {
    signs: /before all|before each|after all|after each/,
    sentence:
      'A hook failed, so every test after it did not run. What the test before it left open is the first suspect.',
  },
  {
    signs: /^Timeout of \d+ms exceeded/,
    sentence: 'A state never came. Waits are long enough for a busy machine, so more time is no remedy.',
  },
  {
    signs: /EADDRINUSE|ECONNRESET|ECONNREFUSED|ENOSPC|EMFILE/,
    sentence: 'The machine was short of something: ports, files or disk. Free it and run again.',
  },
];

/**
 * What a person can do about a failed test, a line each.
 * @param stage as `npm test -- <stage>` names it
 */
export function helpFor({ fullTitle, err }: MochaFailure, stage: string): string[] {
  const text = `${err.message}\n${fullTitle}`;
  const seen = kinds.find(({ signs }) => signs.test(text));
  return [
    `✖ ${fullTitle}`,
    `  ${err.message.split('\n')[0]}`,
    `  ${seen ? `Seen before: ${seen.sentence}` : 'Of a kind that was not seen before.'}`,
    `  Run it alone: npm test -- ${stage} --grep ${JSON.stringify(fullTitle)}`,
    ...(stage === 'ui'
      ? [`  Its picture, where a window was open: ${join('out/ui', pictureOf(fullTitle))}.png`]
      : []),
  ];
}

/** Where tests at the screen leave pictures. */
export const picturesFolder = join(projectFolder, 'out/ui');

/** The name of the picture that a failed test at the screen leaves. */
export const pictureOf = (fullTitle: string): string =>
  `failed-${fullTitle.replaceAll(/[^\w]+/g, '-').slice(0, 100)}`;
