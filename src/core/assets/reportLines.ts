import { counted } from '../shared/text.ts';
import type { Asset } from './asset.ts';
import type { Built, ItemEnd } from './build.ts';
import type { Checked } from './check.ts';
import type { Problem } from './problems.ts';
import { type AssetState, assetStates } from './states.ts';
import { countWords } from './words.ts';

/** A line of a list for people. */
export interface AssetReportLine {
  text: string;
  /** Where it leads to; lines count from 0. */
  place?: { manifest: string; line: number } | undefined;
}

const titles: Readonly<Record<AssetState, string>> = {
  missing: 'Missing',
  stale: 'Stale',
  notDownloaded: 'Not downloaded',
  edited: 'Edited by hand, or without a record',
  upToDate: 'Up to date',
};

/**
 * All states and problems, what needs somebody first.
 * @param spoken how a manifest is called
 * @param full whether pixels were compared
 */
export function checkReport(
  { statuses, problems, warnings }: Checked,
  spoken: (manifest: string) => string,
  full: boolean,
): AssetReportLine[] {
  const figures = [
    ...(problems.length > 0 ? [counted(problems.length, 'problem')] : []),
    ...(statuses.length > 0 ? [countWords(statuses)] : []),
  ];
  const lines: AssetReportLine[] = [
    { text: '# Docs assets' },
    { text: '' },
    { text: `${counted(statuses.length, 'image')}: ${figures.join(', ') || 'nothing to do'}.` },
    {
      text: full
        ? 'The pixels were compared with those that were made.'
        : 'The pixels were not compared: an image that was edited by hand in a program that keeps its record counts as up to date.',
    },
  ];
  const section = (title: string, items: AssetReportLine[]): void => {
    if (items.length > 0) lines.push({ text: '' }, { text: `## ${title}` }, { text: '' }, ...items);
  };
  const listed = (told: readonly Problem[]): AssetReportLine[] =>
    told.map(({ manifest, range: { start }, sentence }) => ({
      text: `- ${spoken(manifest)}:${start.line + 1}: ${sentence}`,
      place: { manifest, line: start.line },
    }));
  section('Problems', listed(problems));
  section('Warnings', listed(warnings));
  for (const state of assetStates) {
    section(
      titles[state],
      statuses
        .filter((status) => status.state === state)
        .map(({ asset, reasons }) => ({
          text: [`- ${asset.name}`, reasons.map(({ sentence }) => sentence).join(' ')]
            .filter(Boolean)
            .join(': '),
          place: placeOf(asset),
        })),
    );
  }
  return lines;
}

/** What a build left undone, and why. */
export function failureReport({ ends }: Built): AssetReportLine[] {
  const lines: AssetReportLine[] = [{ text: '# Docs assets that were not made' }];
  const section = (title: string, kind: ItemEnd['kind']): void => {
    const found = [...ends].filter(([, end]) => end.kind === kind);
    if (found.length === 0) return;
    lines.push({ text: '' }, { text: `## ${title}` }, { text: '' });
    for (const [asset, end] of found) {
      lines.push({ text: `- ${asset.name}: ${reasonOf(end)}`, place: placeOf(asset) });
    }
  };
  section('Failed', 'failed');
  section('Not begun', 'notBegun');
  section('Left alone', 'left');
  return lines;
}

/** What is to be known of the images that a build made; none when there is nothing. */
export function remarkReport({ ends }: Built): AssetReportLine[] {
  const lines = [...ends].flatMap(([asset, end]): AssetReportLine[] =>
    end.kind === 'made' && end.notes.length > 0
      ? [{ text: `- ${asset.name}: ${end.notes.join(' ')}`, place: placeOf(asset) }]
      : [],
  );
  return lines.length === 0
    ? []
    : [{ text: '# Docs assets that were made, with remarks' }, { text: '' }, ...lines];
}

function reasonOf(end: ItemEnd): string {
  switch (end.kind) {
    case 'failed':
      return end.kept ? `${end.failure.sentence} It is paid for and kept.` : end.failure.sentence;
    case 'left':
    case 'notBegun':
      return end.sentence;
    default:
      return '';
  }
}

const placeOf = ({ manifest, index }: Asset): AssetReportLine['place'] => ({
  manifest: manifest.uri,
  line: manifest.text.rangeOf(['assets', index]).start.line,
});
