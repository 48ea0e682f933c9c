import { type PricedRedo, sumOf } from '../../core/edit/redoPrice.ts';
import type { EditResult } from '../../core/editRequest.ts';
import { cut } from '../../core/records/record.ts';
import type { ReviewCounts } from '../../core/save/review.ts';
import type { Failure } from '../../core/shared/failure.ts';
import { formatCost } from '../../core/shared/format.ts';
import { nameOf } from '../../core/uris.ts';

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

const mostNamed = 2;

/** "a.png, b.png and 3 more". */
export function namesOf(uris: Iterable<string>): string {
  const names = [...uris].map(nameOf);
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return `${names.slice(0, mostNamed).join(', ')}${more}`;
}

/** "about $0.055"; where it is not known, that. */
export const costWords = (usd: number | undefined): string =>
  usd === undefined ? 'cost not known' : `about ${formatCost(usd)}`;

/** As `costWords` for several, of which some may have no known price. */
export function sumWords(priced: readonly Pick<PricedRedo, 'usd'>[]): string {
  const { usd, unknown } = sumOf(priced);
  if (unknown === 0) return costWords(usd);
  return unknown === priced.length
    ? costWords(undefined)
    : `at least ${formatCost(usd)}, ${unknown} not known`;
}

/** Why edits can't be done again: the first reason, and how many more. */
export function unableSentence([first, ...more]: readonly Failure[]): string {
  if (first === undefined) return '';
  return more.length === 0
    ? first.sentence
    : `${first.sentence} And ${more.length} more can't be done again.`;
}

/** What changed, what it costs, and what else to know of one edit in a list. */
export const detailOf = ({ redo, usd }: PricedRedo): string =>
  [
    redo.changed.length > 0 ? `${redo.changed.join(', ')} changed` : 'nothing changed',
    costWords(usd),
    ...(redo.editedByHand ? ['edited by hand since it was made'] : []),
  ].join(' · ');

/** The list's title, with what the ticked ones cost together. */
export const listTitle = (ticked: readonly PricedRedo[], all: number): string =>
  ticked.length === 0
    ? `Redo Stale Edits: none of ${all} ticked`
    : `Redo Stale Edits: ${ticked.length} of ${all}, ${sumWords(ticked)}`;

/** What is left out of the list because it was made aside, after another sentence. */
export const asideWords = (aside: number): string =>
  aside === 0 ? '' : `. Left out: ${count(aside, 'variant')} made aside, which Redo This Edit… makes again`;

/** Longer words of a model would push the choice off the page. */
const mostWords = 300;

/** Names the further pictures of an answer. */
export function othersSentence(others: readonly string[]): string[] {
  if (others.length === 0) return [];
  const what = others.length === 1 ? 'A further picture' : 'Further pictures';
  return [`${what} of the answer: ${others.map(nameOf).join(', ')}.`];
}

/** What a new image is, above the choice. */
export function madeSentence(
  { redo }: PricedRedo,
  { cost, notes, words }: Pick<EditResult, 'cost' | 'notes' | 'words'>,
  others: readonly string[],
): string {
  const sources = redo.changed.length > 0 ? redo.changed : redo.inputs.map(({ path }) => path);
  const price = cost === undefined ? '' : `, for ${formatCost(cost)}`;
  const byHand = redo.editedByHand
    ? ` ${nameOf(redo.uri)} was edited by hand since it was made; replacing takes that away.`
    : '';
  const asNow = sources.length === 1 ? 'as it is now' : 'as they are now';
  const spoken = words.replace(/\s+/g, ' ').trim();
  const said = spoken === '' ? [] : [`The model says: “${cut(spoken, mostWords)}”`];
  const made = `Made again from ${sources.join(', ')} ${asNow}${price}.${byHand}`;
  return [made, ...notes, ...othersSentence(others), ...said].join(' ');
}

/** What became of several edits that were done again. */
export function closingSentence(
  { replaced, discarded }: ReviewCounts,
  made: number,
  failed: number,
  cost: string | undefined,
): string {
  const parts = [
    [replaced.length, 'replaced'],
    [made - replaced.length - discarded.length, 'kept beside'],
    [discarded.length, 'discarded'],
    [failed, 'failed'],
  ].flatMap(([number, what]) => (number === 0 ? [] : `${number} ${what}`));
  const price = cost === undefined ? '' : ` for ${cost}`;
  return `Made ${count(made, 'image')} again${price}: ${parts.join(', ')}.`;
}
