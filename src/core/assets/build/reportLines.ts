import { inARow, inCommas, plural, type Sentence, say, sentence, t } from '../../shared/l10n.ts';
import type { Asset } from '../compile/asset.ts';
import type { Checked } from '../states/check.ts';
import { type AssetState, assetStates } from '../states/states.ts';
import type { Problem } from '../yaml/problems.ts';
import type { Built, ItemEnd } from './build.ts';
import { countWords } from './words.ts';

/** A line of a list for people. */
export interface AssetReportLine {
  text: string;
  /** Where it leads to; lines count from 0. */
  place?: { manifest: string; line: number } | undefined;
}

const titles: Readonly<Record<AssetState, Sentence>> = {
  missing: sentence('Missing'),
  stale: sentence('Stale'),
  notDownloaded: sentence('Not downloaded'),
  edited: sentence('Edited by hand, or without a record'),
  upToDate: sentence('Up to date'),
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
    ...(problems.length > 0 ? [problemsWords(problems.length)] : []),
    ...(statuses.length > 0 ? [countWords(statuses)] : []),
  ];
  const lines: AssetReportLine[] = [
    { text: `# ${t('Docs assets')}` },
    { text: '' },
    { text: figuresSentence(statuses.length, figures) },
    {
      text: full
        ? t('The pixels were compared with those originally made.')
        : t(
            'The pixels were not compared: an image edited by hand counts as up to date if the program kept its record.',
          ),
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
  section(t('Problems'), listed(problems));
  section(t('Warnings'), listed(warnings));
  for (const state of assetStates) {
    section(
      say(titles[state]),
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
  const lines: AssetReportLine[] = [{ text: `# ${t('Docs assets that were not made')}` }];
  const section = (title: string, kind: ItemEnd['kind']): void => {
    const found = [...ends].filter(([, end]) => end.kind === kind);
    if (found.length === 0) return;
    lines.push({ text: '' }, { text: `## ${title}` }, { text: '' });
    for (const [asset, end] of found) {
      lines.push({ text: `- ${asset.name}: ${reasonOf(end)}`, place: placeOf(asset) });
    }
  };
  section(t('Failed'), 'failed');
  section(t('Not started'), 'notBegun');
  section(t('Left alone'), 'left');
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
    : [{ text: `# ${t('Docs assets that were made, with warnings')}` }, { text: '' }, ...lines];
}

function reasonOf(end: ItemEnd): string {
  switch (end.kind) {
    case 'failed':
      return end.kept ? inARow(end.failure.sentence, t('It is paid for and kept.')) : end.failure.sentence;
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

/** `3 images: 1 missing, 2 up to date.` */
export const figuresSentence = (images: number, figures: readonly string[]): string =>
  plural(
    images,
    { one: '{count} image: {figures}.', other: '{count} images: {figures}.' },
    { figures: inCommas(figures) || t('nothing to do') },
  );

/** `2 problems` */
export const problemsWords = (count: number): string =>
  plural(count, { one: '{count} problem', other: '{count} problems' });
