import { inARow, plural, type Sentence, say, sentence, t } from '../../shared/l10n.ts';
import { type FindingKind, findingKinds } from '../../shared/protocol/findings.ts';
import { countedImages } from '../../shared/text.ts';
import type { Finding } from './report.ts';

/** `docs/a.md:3`, or the image that nobody links. */
export const placeOf = ({ link, image }: Finding): string =>
  link ? `${link.name}:${link.line}` : (image?.name ?? '');

/** `docs/a.md:3: gone.png`, as editors and CI make links of it. */
export function findingLine(
  { kind, link, image, words }: Finding,
  nameOf: (file: { uri: string; name: string }) => string = ({ name }) => name,
): string {
  const about =
    image && (kind === 'oversized' || kind === 'unlinked') ? `${nameOf(image)} (${words})` : words;
  return link === undefined ? about : `${nameOf(link)}:${link.line}: ${about}`;
}

const titles: Readonly<Record<FindingKind, Sentence>> = {
  missing: sentence('Links without an image'),
  caseOnly: sentence('Links that differ only in letter case'),
  noAlt: sentence('Images without alternative text'),
  oversized: sentence('Images larger than necessary'),
  unlinked: sentence('Images that nothing links to'),
};

export interface ReportHead {
  /** What was looked at. */
  folder: string;
  documents: number;
  images: number;
  /** Something was left out, as a sentence. */
  limits: string | undefined;
}

/** The report as a document in Markdown, to keep, print or send it. */
export function writeReport(findings: readonly Finding[], head: ReportHead): string {
  const lines = [`# ${t('Docs images in {folder}', { folder: head.folder })}`, '', summaryOf(findings, head)];
  if (head.limits !== undefined) lines.push('', head.limits);
  for (const kind of findingKinds) {
    const own = findings.filter((finding) => finding.kind === kind);
    if (own.length === 0) continue;
    lines.push('', `## ${say(titles[kind])} (${own.length})`, '');
    lines.push(...own.map((finding) => `- ${findingLine(finding).replace(/\s+/g, ' ')}`));
  }
  return `${lines.join('\n')}\n`;
}

/** What was looked at, and how much was found. */
export const summaryOf = (
  { length }: readonly Finding[],
  { documents, images }: Pick<ReportHead, 'documents' | 'images'>,
): string =>
  inARow(
    t('{documents} and {images} were checked.', {
      documents: plural(documents, { one: '{count} document', other: '{count} documents' }),
      images: countedImages(images),
    }),
    length === 0
      ? t('Nothing was found.')
      : plural(length, { one: '{count} problem was found.', other: '{count} problems were found.' }),
  );
