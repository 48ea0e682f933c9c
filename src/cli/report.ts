import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Checked } from '../assets/check.ts';
import type { Problem } from '../assets/problems.ts';
import { needsBuild } from '../assets/states.ts';
import { countsOf, countWords, imageCount, stateWords } from '../assets/words.ts';
import type { Workspace } from './workspace.ts';

/** A file of the workspace as a person sees it from the folder that they are in. */
const shown = (uri: string): string => {
  const file = fileURLToPath(uri);
  return path.relative('.', file) || file;
};

/** `docs/nano-banana.yaml:7:3: sentence`, as editors and CI make links of it. */
export const problemLine = ({ manifest, range, sentence }: Problem): string =>
  `${shown(manifest)}:${range.start.line + 1}:${range.start.column + 1}: ${sentence}`;

/** What is not up to date, one line for each, and the figures. */
export function checkLines({ statuses, problems }: Checked): string[] {
  const lines = problems.map(problemLine);
  for (const { asset, state, reasons } of statuses) {
    if (state === 'upToDate') continue;
    lines.push(
      [stateWords[state].padEnd(14), asset.name, ...reasons.map(({ sentence }) => sentence)].join('  '),
    );
  }
  const figures = [countWords(statuses)].filter(Boolean);
  if (problems.length > 0)
    figures.unshift(problems.length === 1 ? '1 problem' : `${problems.length} problems`);
  lines.push(`${imageCount(statuses.length)}: ${figures.join(', ') || 'nothing to do'}.`);
  return lines;
}

/** For programs. Grows only by further fields while `version` stays. */
export const checkJson = ({ project }: Workspace, { statuses, problems }: Checked): object => ({
  version: 1,
  ok: isWell({ statuses, problems }),
  workspace: project.workspace,
  counts: countsOf(statuses),
  assets: statuses.map(({ asset, state, reasons }) => ({
    output: asset.name,
    manifest: asset.manifest.uri,
    line: asset.manifest.text.rangeOf(['assets', asset.index]).start.line + 1,
    variant: asset.variant,
    state,
    reasons,
  })),
  problems: problems.map(({ manifest, range, code, sentence }) => ({
    manifest,
    line: range.start.line + 1,
    column: range.start.column + 1,
    code,
    sentence,
  })),
});

/** Nothing is missing or stale, and the manifests are right. */
export const isWell = ({ statuses, problems }: Checked): boolean =>
  problems.length === 0 && !statuses.some(needsBuild);
