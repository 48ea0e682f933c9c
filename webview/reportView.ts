import * as z from 'zod/mini';
import { type Sentence, say, sentence } from '../src/core/shared/l10n.ts';
import { type FindingKind, findingKinds } from '../src/core/shared/protocol/findings.ts';
import type { ReportRow } from '../src/core/shared/protocol/reportProtocol.ts';

/** What a person chose to see of a report, kept while its tab is in the background. */
export const reportViewSchema = z.object({
  text: z.string(),
  /** Only these; all where none is named. */
  kinds: z.array(z.enum(findingKinds)),
  column: z.enum(['kind', 'place', 'bytes']),
  isDescending: z.boolean(),
});
export type ReportView = z.infer<typeof reportViewSchema>;
export type ReportColumn = ReportView['column'];

export const kindWords: Readonly<Record<FindingKind, Sentence>> = {
  missing: sentence('Image is missing'),
  caseOnly: sentence('Letter case differs'),
  noAlt: sentence('No alternative text'),
  oversized: sentence('Larger than needed'),
  unlinked: sentence('Linked nowhere'),
};

const { compare } = new Intl.Collator(undefined, { numeric: true });
const orders: Readonly<Record<ReportColumn, (a: ReportRow, b: ReportRow) => number>> = {
  kind: (a, b) => findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind),
  place: (a, b) => compare(a.place, b.place),
  bytes: (a, b) => (a.bytes ?? -1) - (b.bytes ?? -1),
};

/** The rows that fit, in the order that was chosen; equal ones as they came. */
export function arranged(rows: readonly ReportRow[], view: ReportView): ReportRow[] {
  const { kinds, column, isDescending } = view;
  const words = view.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row: ReportRow): boolean => {
    const said = `${row.place} ${row.words} ${say(kindWords[row.kind])}`.toLocaleLowerCase();
    return (kinds.length === 0 || kinds.includes(row.kind)) && words.every((word) => said.includes(word));
  };
  const direction = isDescending ? -1 : 1;
  return rows.filter(fits).sort((a, b) => direction * orders[column](a, b));
}
