import { formatCost } from '../../shared/format.ts';
import {
  formatNumber,
  inARow,
  inCommas,
  plural,
  type Sentence,
  say,
  sentence,
  t,
} from '../../shared/l10n.ts';
import { type AssetState, type AssetStatus, assetStates, type Reason } from '../states/states.ts';
import type { Problem } from '../yaml/problems.ts';
import type { Built, ItemEnd } from './build.ts';
import type { PlanItem } from './plan.ts';

const stateWords: Readonly<Record<AssetState, Sentence>> = {
  missing: sentence('missing'),
  stale: sentence('stale'),
  notDownloaded: sentence('not downloaded'),
  edited: sentence('edited by hand'),
  upToDate: sentence('up to date'),
};

/** What lies there and can't be told for what was made, by why. */
const unknownWords: Partial<Record<Reason['code'], Sentence>> = {
  conflict: sentence('in conflict'),
  noPicture: sentence('no picture'),
  noRecord: sentence('no record'),
};

/** The state in a word or two: `stale`, `no record`. */
export const stateWord = ({ state, reasons }: Pick<AssetStatus, 'state' | 'reasons'>): string =>
  say(
    (state === 'edited' && reasons.map(({ code }) => unknownWords[code]).find(Boolean)) || stateWords[state],
  );

export function countsOf(statuses: readonly AssetStatus[]): Record<AssetState, number> {
  const counts = { missing: 0, stale: 0, notDownloaded: 0, edited: 0, upToDate: 0 };
  for (const { state } of statuses) counts[state]++;
  return counts;
}

/** `1 missing, 2 up to date`, without what there is none of. */
export function countWords(statuses: readonly AssetStatus[]): string {
  const counts = new Map<string, number>();
  const sorted = assetStates.flatMap((state) => statuses.filter((status) => status.state === state));
  for (const word of sorted.map(stateWord)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return inCommas(
    [...counts].map(([state, count]) => t('{number} {state}', { number: formatNumber(count), state })),
  );
}

/** The state of one image, or of all variants of an entry together, in a few words. */
export function summaryOf(statuses: readonly AssetStatus[]): string {
  const [only, ...more] = statuses;
  if (only === undefined) return '';
  if (more.length === 0) return stateSentence(only);
  if (statuses.every((status) => stateWord(status) === stateWord(only))) {
    const state = stateWord(only);
    const { length } = statuses;
    return length === 2 ? t('both {state}', { state }) : t('all {count} {state}', { count: length, state });
  }
  const upToDate = countsOf(statuses).upToDate;
  const others = countWords(statuses.filter(({ state }) => state !== 'upToDate'));
  return upToDate === 0
    ? others
    : t('{upToDate} of {all} up to date, {others}', { upToDate, all: statuses.length, others });
}

/** `stale: The prompt was changed.` */
export function stateSentence(status: AssetStatus): string {
  const [reason, ...more] = status.reasons;
  if (reason === undefined) return stateWord(status);
  const said = `${stateWord(status)}: ${reason.sentence}`;
  return more.length > 0 ? t('{said} (and {count} more)', { said, count: more.length }) : said;
}

/** `for about $0.12 (cost not known for 1)`, or `(cost unknown)`. */
export function priceWords(count: number, { cost, unpriced }: { cost: number; unpriced: number }): string {
  if (count > 0 && unpriced === count) return t('(cost unknown)');
  return unpriced > 0
    ? t('for about {cost} (cost unknown for {unpriced})', { cost: formatCost(cost), unpriced })
    : t('for about {cost}', { cost: formatCost(cost) });
}

/** How a build ended: `12 made, 1 failed. Spent about $0.40.` */
export function endSentence({ ends, cost }: Built): string {
  const kinds = [...ends.values()].map(({ kind }: ItemEnd) => kind);
  const count = (...wanted: ItemEnd['kind'][]) => kinds.filter((kind) => wanted.includes(kind)).length;
  const made = count('made', 'recovered');
  const parts = [plural(made, { one: '{count} made', other: '{count} made' })];
  const part = (number: number, words: () => string) => number > 0 && parts.push(words());
  const [there, left, notBegun] = [count('alreadyThere'), count('left'), count('notBegun')];
  const brokenOff = [...ends.values()].filter(isBrokenOff).length;
  const failed = count('failed') - brokenOff;
  part(there, () =>
    plural(there, { one: '{count} already up to date', other: '{count} already up to date' }),
  );
  part(left, () => plural(left, { one: '{count} left alone', other: '{count} left alone' }));
  part(failed, () => plural(failed, { one: '{count} failed', other: '{count} failed' }));
  part(notBegun, () => plural(notBegun, { one: '{count} not started', other: '{count} not started' }));
  part(brokenOff, () =>
    plural(brokenOff, {
      one: '{count} cut short, which may still be billed',
      other: '{count} cut short, which may still be billed',
    }),
  );
  return inARow(
    t('{parts}.', { parts: inCommas(parts) }),
    cost > 0 && t('Spent about {cost}.', { cost: formatCost(cost) }),
  );
}

/** Stopped by the person while it was on its way. */
export const isBrokenOff = (end: ItemEnd): boolean => end.kind === 'failed' && end.failure.code === 'stopped';

/** Whether an end leaves something to be made. */
export const isUnfinished = ({ kind }: ItemEnd): boolean => kind === 'failed' || kind === 'notBegun';

/** Why a build makes an image. */
const becauseWords: Readonly<Record<PlanItem['because'], Sentence>> = {
  missing: sentence('missing'),
  stale: sentence('stale'),
  notDownloaded: stateWords.notDownloaded,
  edited: stateWords.edited,
  follows: sentence('follows'),
  asked: sentence('up to date'),
};

/** Why a build makes an image, in a word or two: `in conflict` rather than `edited by hand` where it is so. */
export const wordOf = ({ because, status }: Pick<PlanItem, 'because' | 'status'>): string =>
  because === 'edited' ? stateWord(status) : say(becauseWords[because]);

/** What else is to be known of an image before it is made. */
export function remarksOn({ asset, because, status, kept, interrupted }: PlanItem): string[] {
  const { manifest, index } = asset;
  const { start, end } = manifest.text.rangeOf(['assets', index]);
  const isHere = ({ range: { start: at } }: Problem): boolean => at.line >= start.line && at.line <= end.line;
  const warnings = manifest.warnings.filter(isHere);
  const remarks = [...warnings, ...status.reasons].map(({ sentence }) => sentence);
  if (because === 'follows') remarks.unshift(t('It is made from another image that is being made again.'));
  if (kept) {
    remarks.push(
      t('An earlier build paid for it but could not save it. That result is saved now if it still fits.'),
    );
  } else if (interrupted.length > 0) {
    remarks.push(t('An earlier build was interrupted and may have been billed.'));
  }
  return remarks;
}

/** Why nothing is built now. */
export const alreadyBuilding = (): string =>
  t('Docs assets are being built already. Wait until it is done, or cancel it.');
