import { type PricedRedo, sumOf } from '../../core/edit/redo/redoPrice.ts';
import type { RedoEnd } from '../../core/edit/redo/redoRuns.ts';
import type { EditResult } from '../../core/editRequest.ts';
import { cut } from '../../core/records/record.ts';
import type { ReviewCounts } from '../../core/save/review.ts';
import type { Failure } from '../../core/shared/failure.ts';
import { formatCost } from '../../core/shared/format.ts';
import { inARow, inCommas, plural, t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';

const mostNamed = 2;

/** "a.png, b.png and 3 more". */
export function namesOf(uris: Iterable<string>): string {
  const names = [...uris].map(nameOf);
  const named = inCommas(names.slice(0, mostNamed));
  return names.length > mostNamed
    ? t('{names} and {count} more', { names: named, count: names.length - mostNamed })
    : named;
}

/** "about $0.055"; where it is not known, that. */
export const costWords = (usd: number | undefined): string =>
  usd === undefined ? t('cost unknown') : t('about {cost}', { cost: formatCost(usd) });

/** As `costWords` for several, of which some may have no known price. */
export function sumWords(priced: readonly Pick<PricedRedo, 'usd'>[]): string {
  const { usd, unknown } = sumOf(priced);
  if (unknown === 0) return costWords(usd);
  return unknown === priced.length
    ? costWords(undefined)
    : t('at least {cost}, {unknown} unknown', { cost: formatCost(usd), unknown });
}

/** Why edits can't be done again: the first reason, and how many more. */
export function unableSentence([first, ...more]: readonly Failure[]): string {
  if (first === undefined) return '';
  return more.length === 0
    ? first.sentence
    : inARow(
        first.sentence,
        plural(more.length, {
          one: "And {count} more can't be redone.",
          other: "And {count} more can't be redone.",
        }),
      );
}

/** What changed, what it costs, and what else to know of one edit in a list. */
export const detailOf = ({ redo, usd }: PricedRedo): string =>
  [
    redo.changed.length > 0
      ? t('{changed} changed', { changed: inCommas(redo.changed) })
      : t('nothing changed'),
    costWords(usd),
    ...(redo.editedByHand ? [t('edited by hand since it was made')] : []),
  ].join(' · ');

/** The list's title, with what the ticked ones cost together. */
export const listTitle = (ticked: readonly PricedRedo[], all: number): string =>
  ticked.length === 0
    ? t('Redo Stale Edits: none of {all} selected', { all })
    : t('Redo Stale Edits: {ticked} of {all}, {cost}', {
        ticked: ticked.length,
        all,
        cost: sumWords(ticked),
      });

/** What is left out of the list because it was made aside, as a sentence; empty when nothing is. */
export const asideWords = (aside: number): string =>
  aside === 0
    ? ''
    : plural(aside, {
        one: 'Left out: {count} variant made aside, which Redo This Edit… makes again.',
        other: 'Left out: {count} variants made aside, which Redo This Edit… makes again.',
      });

/** Longer words of a model would push the choice off the page. */
const mostWords = 300;

/** Names the further pictures of an answer. */
export function othersSentence(others: readonly string[]): string[] {
  if (others.length === 0) return [];
  return [
    plural(
      others.length,
      { one: 'Another picture in the answer: {names}.', other: 'Other pictures in the answer: {names}.' },
      { names: inCommas(others.map(nameOf)) },
    ),
  ];
}

/** What a new image is, above the choice. */
export function madeSentence(
  { redo }: PricedRedo,
  { cost, notes, words }: Pick<EditResult, 'cost' | 'notes' | 'words'>,
  others: readonly string[],
): string {
  const sources = redo.changed.length > 0 ? redo.changed : redo.inputs.map(({ path }) => path);
  const byHand = redo.editedByHand
    ? t('{name} was edited by hand since it was made; replacing it loses that edit.', {
        name: nameOf(redo.uri),
      })
    : '';
  const spoken = words.replace(/\s+/g, ' ').trim();
  const said = spoken === '' ? '' : t('The model says: “{words}”', { words: cut(spoken, mostWords) });
  return inARow(madeFrom(sources, cost), byHand, ...notes, ...othersSentence(others), said);
}

function madeFrom(sources: readonly string[], cost: number | undefined): string {
  const names = inCommas(sources);
  if (cost === undefined) {
    return plural(
      sources.length,
      {
        one: 'Made again from {names} as it is now.',
        other: 'Made again from {names} as they are now.',
      },
      { names },
    );
  }
  return plural(
    sources.length,
    {
      one: 'Made again from {names} as it is now, for {cost}.',
      other: 'Made again from {names} as they are now, for {cost}.',
    },
    { names, cost: formatCost(cost) },
  );
}

/** What became of several edits that were done again. */
export function closingSentence(
  { replaced, discarded }: ReviewCounts,
  made: number,
  failed: number,
  cost: string | undefined,
): string {
  const beside = made - replaced.length - discarded.length;
  const parts = inCommas(
    [
      replaced.length > 0 && plural(replaced.length, { one: '{count} replaced', other: '{count} replaced' }),
      beside > 0 && plural(beside, { one: '{count} kept beside', other: '{count} kept beside' }),
      discarded.length > 0 &&
        plural(discarded.length, { one: '{count} discarded', other: '{count} discarded' }),
      failed > 0 && plural(failed, { one: '{count} failed', other: '{count} failed' }),
    ].filter(Boolean),
  );
  if (cost === undefined) {
    return plural(
      made,
      { one: 'Made {count} image again: {parts}.', other: 'Made {count} images again: {parts}.' },
      { parts },
    );
  }
  return plural(
    made,
    {
      one: 'Made {count} image again for {cost}: {parts}.',
      other: 'Made {count} images again for {cost}: {parts}.',
    },
    { parts, cost },
  );
}

/** What is not listed of many, as a sentence. */
export const andMore = (count: number): string =>
  plural(count, { one: 'And {count} more.', other: 'And {count} more.' });

/** What they cost together; undefined when nothing is known of it. */
export function totalCost(ends: readonly RedoEnd[]): string | undefined {
  const answered = ends.flatMap(({ outcome }) => (outcome.ok ? { usd: outcome.value.cost } : []));
  const { usd, unknown } = sumOf(answered);
  if (unknown === answered.length) return undefined;
  const cost = formatCost(usd);
  return unknown > 0 ? t('at least {cost}', { cost }) : cost;
}

/** For a place in which no source has changed. */
export const nothingStale = (looked: number, where: string): string =>
  looked === 0
    ? t('There are no images in {where}.', { where })
    : plural(
        looked,
        {
          one: 'No edit in {where} is stale: of {count} image, none was made from one that changed since.',
          other: 'No edit in {where} is stale: of {count} images, none was made from one that changed since.',
        },
        { where },
      );

export const progressWords = (done: number, all: number, name: string, words: string): string =>
  t('{done} of {all} done. {name}: {words}', { done, all, name, words });
