import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../vscode/paths.ts';
import { type End, ends, type Told } from './aftermath.ts';
import { canHappen, type Fault, faults, type Phase, phases, type Way, ways } from './phases.ts';

/** Where the matrix is shown. */
export const documentFile = join(projectFolder, 'docs/reliability.md');

const words: Record<End, string> = {
  saved: 'saved',
  kept: 'kept',
  held: 'held',
  again: 'again',
  free: 'free',
  maybe: 'maybe',
  paid: 'billed',
  nothing: 'nothing',
};
const meanings: Record<End, string> = {
  saved: 'The result lies where it was asked for, with what the person should know of it.',
  kept: 'The result arrived and is not saved. It lies in the extension’s storage, now and after a restart, and **Save As…** saves it in the shape that was asked for.',
  held: 'The result arrived and no disk took it. It lies in memory until the window is closed or reloaded, which the person reads; **Save As…** saves it, and it moves to the disk as soon as that takes something again.',
  again: `${ends.again}: the host ended between the file and the line that forgets it, or that line could not be written. Nothing is overwritten.`,
  free: 'It failed, and nothing was billed. **Run Again** is a button away.',
  maybe:
    'It failed or was interrupted, and the person reads that it may have been billed. It is not repeated without them.',
  paid: 'It failed, and the person reads that it was billed: what came is no picture.',
  nothing: 'Nothing was sent, so there is nothing to tell.',
};
const kinds = [
  { title: 'A whole picture', ways: ways.filter(({ region }) => !region) },
  { title: 'A region', ways: ways.filter(({ region }) => region) },
] as const;

const faultNames = Object.keys(faults) as Fault[];

/** The document that a run of all cells makes. */
export function documentOf(told: readonly Told[]): string {
  const meaning = (Object.keys(words) as End[]).map((end) => `| ${words[end]} | ${meanings[end]} |`);
  return `${[
    '# When something goes wrong',
    'Every phase of an edit and every fault that can meet it there, tried out. `test/unit/reliability/` lets them happen, on a real disk, over a real connection, with processes that are really killed; this page is written by that run (`npm run test:faults`) and a test holds it in step.',
    'In each cell: no file is half written or overwritten. No request goes out twice. A result whose last byte arrived is on the disk, and is offered after a restart; where no disk takes it, it is offered until the window is closed. The next edit works.',
    ['| word | meaning |', '| --- | --- |', ...meaning, '| – | That can’t happen there. |'].join('\n'),
    ...kinds.flatMap(({ title, ways: own }) => [`## ${title}`, 'By both engines alike.', tableOf(told, own)]),
    '## What the person reads',
    'Nothing, where it is not named here.',
    ...faultNames.flatMap((fault) => sentencesOf(told, fault)),
  ].join('\n\n')}\n`;
}

function tableOf(told: readonly Told[], own: readonly Way[]): string {
  const row = (phase: Phase) => faultNames.map((fault) => wordOf(told, own, phase, fault));
  return [
    `| | ${Object.values(faults).join(' | ')} |`,
    `| --- |${' --- |'.repeat(faultNames.length)}`,
    ...phases
      .filter((phase) => row(phase).some((word) => word !== '–'))
      .map((phase) => `| ${phase} | ${row(phase).join(' | ')} |`),
  ].join('\n');
}

function wordOf(told: readonly Told[], own: readonly Way[], phase: Phase, fault: Fault): string {
  const found = own
    .filter((way) => canHappen({ way, phase, fault }))
    .map((way) => {
      const { end } =
        told.find(({ cell }) => cell.way.name === way.name && cell.phase === phase && cell.fault === fault) ??
        {};
      return end ? words[end] : '?';
    });
  return found.length === 0 ? '–' : [...new Set(found)].join(' / ');
}

function sentencesOf(told: readonly Told[], fault: Fault): string[] {
  const where = new Map<string, Set<Phase>>();
  for (const phase of phases) {
    for (const { cell, sentences } of told) {
      if (cell.fault !== fault || cell.phase !== phase) continue;
      for (const sentence of sentences.map(plain))
        where.set(sentence, (where.get(sentence) ?? new Set()).add(phase));
    }
  }
  const lines = [...where].map(([sentence, at]) => `- *${[...at].join(', ')}*: ${sentence}`).sort(byPhase);
  return lines.length === 0
    ? []
    : [`### ${faults[fault][0]?.toUpperCase()}${faults[fault].slice(1)}`, lines.join('\n')];
}

const byPhase = (one: string, other: string): number =>
  indexOf(one) - indexOf(other) || (one < other ? -1 : 1);
const indexOf = (line: string): number =>
  phases.indexOf((/^- \*([^,*]+)/.exec(line)?.[1] ?? 'prepare') as Phase);

/** A sentence without what is of one run alone. */
const plain = (sentence: string): string =>
  sentence
    .replaceAll(/127\.0\.0\.1:\d+/g, 'APIYI')
    .replaceAll(/[\d,]+ pixels/g, 'some pixels')
    .replaceAll(/may need [\d.]+ [KM]B/g, 'may need 2.0 MB')
    .replaceAll(/within \d+ s/g, 'within 5 min')
    .replaceAll('shot-edited.jpg', 'shot-edited.png');

/** What the document says of a cell, and whether it has all its sentences. */
export function isInStep({ cell, end, sentences }: Told): boolean {
  const text = readFileSync(documentFile, 'utf8');
  const title = kinds.find(({ ways: own }) => own.some(({ name }) => name === cell.way.name))?.title;
  const part = text.split(`## ${title}`)[1]?.split('\n## ')[0] ?? '';
  const row = part.split('\n').find((line) => line.startsWith(`| ${cell.phase} |`)) ?? '';
  const shown = row.split('|')[2 + faultNames.indexOf(cell.fault)]?.trim().split(' / ') ?? [];
  return shown.includes(words[end]) && sentences.every((sentence) => text.includes(plain(sentence)));
}
