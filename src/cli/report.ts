import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { figuresSentence, problemsWords } from '../core/assets/build/reportLines.ts';
import { countsOf, countWords, stateWord } from '../core/assets/build/words.ts';
import type { Checked } from '../core/assets/states/check.ts';
import { isUnknown, needsBuild } from '../core/assets/states/states.ts';
import type { Problem } from '../core/assets/yaml/problems.ts';
import type { Workspace } from './workspace.ts';

/** A file of the workspace as a person sees it from the folder that they are in. */
export const shown = (uri: string): string => {
  const file = fileURLToPath(uri);
  return path.relative('.', file) || file;
};

/** `docs/nano-banana.yaml:7:3: sentence`, as editors and CI make links of it. */
export const problemLine = ({ manifest, range, sentence }: Problem): string =>
  `${shown(manifest)}:${range.start.line + 1}:${range.start.column + 1}: ${sentence}`;

/** As `problemLine`, of what is refused for nothing. */
export const warningLine = ({ sentence, ...place }: Problem): string =>
  problemLine({ ...place, sentence: `warning: ${sentence}` });

/** What is not up to date, one line for each, and the figures. */
export function checkLines({ statuses, problems, warnings }: Checked): string[] {
  const lines = [...problems.map(problemLine), ...warnings.map(warningLine)];
  for (const status of statuses) {
    const { asset, state, reasons } = status;
    if (state === 'upToDate') continue;
    lines.push(
      [stateWord(status).padEnd(14), asset.name, ...reasons.map(({ sentence }) => sentence)].join('  '),
    );
  }
  const figures = [countWords(statuses)].filter(Boolean);
  if (problems.length > 0) figures.unshift(problemsWords(problems.length));
  lines.push(figuresSentence(statuses.length, figures));
  return lines;
}

/** For programs. Grows only by further fields while `version` stays. */
export const checkJson = ({ project }: Workspace, checked: Checked, strict: boolean): object => ({
  version: 1,
  ok: exitCode(checked, strict) === 0,
  workspace: project.workspace,
  counts: countsOf(checked.statuses),
  assets: checked.statuses.map(({ asset, state, reasons }) => ({
    output: asset.name,
    manifest: asset.manifest.uri,
    line: asset.manifest.text.rangeOf(['assets', asset.index]).start.line + 1,
    variant: asset.variant,
    state,
    reasons,
  })),
  problems: checked.problems.map(problemJson),
  warnings: checked.warnings.map(problemJson),
});

const problemJson = ({ manifest, range, code, sentence }: Problem): object => ({
  manifest,
  line: range.start.line + 1,
  column: range.start.column + 1,
  code,
  sentence,
});

/**
 * 0: nothing is missing or stale, and the manifests are right; 1: something is; 3: it can't be told, because images
 * were not downloaded.
 * @param strict 1 also for warnings, and for what has no record and so may be anything
 */
export function exitCode({ statuses, problems, warnings }: Checked, strict: boolean): 0 | 1 | 3 {
  if (problems.length > 0 || statuses.some(needsBuild)) return 1;
  const unknown = statuses.filter(isUnknown);
  if (strict && (warnings.length > 0 || unknown.some(({ state }) => state === 'edited'))) return 1;
  return unknown.some(({ state }) => state === 'notDownloaded') ? 3 : 0;
}
