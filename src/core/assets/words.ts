import { formatCost } from '../shared/format.ts';
import type { Built, ItemEnd } from './build.ts';
import type { PlanItem } from './plan.ts';
import type { Problem } from './problems.ts';
import { type AssetState, type AssetStatus, assetStates, type Reason } from './states.ts';

const stateWords: Readonly<Record<AssetState, string>> = {
  missing: 'missing',
  stale: 'stale',
  notDownloaded: 'not downloaded',
  edited: 'edited by hand',
  upToDate: 'up to date',
};

/** What lies there and can't be told for what was made, by why. */
const unknownWords: Partial<Record<Reason['code'], string>> = {
  conflict: 'in conflict',
  noRecord: 'no record',
};

/** The state in a word or two: `stale`, `no record`. */
export const stateWord = ({ state, reasons }: Pick<AssetStatus, 'state' | 'reasons'>): string =>
  (state === 'edited' && reasons.map(({ code }) => unknownWords[code]).find(Boolean)) || stateWords[state];

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
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}

/** The state of one image, or of all variants of an entry together, in a few words. */
export function summaryOf(statuses: readonly AssetStatus[]): string {
  const [only, ...more] = statuses;
  if (only === undefined) return '';
  if (more.length === 0) return stateSentence(only);
  if (statuses.every((status) => stateWord(status) === stateWord(only))) {
    return `${statuses.length === 2 ? 'both' : `all ${statuses.length}`} ${stateWord(only)}`;
  }
  const upToDate = countsOf(statuses).upToDate;
  const others = countWords(statuses.filter(({ state }) => state !== 'upToDate'));
  return upToDate === 0 ? others : `${upToDate} of ${statuses.length} up to date, ${others}`;
}

/** `stale: The prompt was changed.` */
export function stateSentence(status: AssetStatus): string {
  const [reason, ...more] = status.reasons;
  if (reason === undefined) return stateWord(status);
  const further = more.length > 0 ? ` (and ${more.length} more)` : '';
  return `${stateWord(status)}: ${reason.sentence}${further}`;
}

/** `for about $0.12 (cost not known for 1)`, or `(cost not known)`. */
export function priceWords(count: number, { cost, unpriced }: { cost: number; unpriced: number }): string {
  if (count > 0 && unpriced === count) return '(cost not known)';
  const beside = unpriced > 0 ? ` (cost not known for ${unpriced})` : '';
  return `for about ${formatCost(cost)}${beside}`;
}

/** How a build ended: `12 made, 1 failed. Spent about $0.40.` */
export function endSentence({ ends, cost }: Built): string {
  const kinds = [...ends.values()].map(({ kind }: ItemEnd) => kind);
  const count = (...wanted: ItemEnd['kind'][]) => kinds.filter((kind) => wanted.includes(kind)).length;
  const parts = [`${count('made', 'recovered')} made`];
  if (count('alreadyThere') > 0) parts.push(`${count('alreadyThere')} were up to date already`);
  if (count('left') > 0) parts.push(`${count('left')} left alone`);
  const brokenOff = [...ends.values()].filter(isBrokenOff).length;
  if (count('failed') > brokenOff) parts.push(`${count('failed') - brokenOff} failed`);
  if (count('notBegun') > 0) parts.push(`${count('notBegun')} not begun`);
  if (brokenOff > 0) parts.push(`${brokenOff} broken off, which may be billed all the same`);
  return `${parts.join(', ')}.${cost > 0 ? ` Spent about ${formatCost(cost)}.` : ''}`;
}

/** Stopped by the person while it was on its way. */
export const isBrokenOff = (end: ItemEnd): boolean => end.kind === 'failed' && end.failure.code === 'stopped';

/** Whether an end leaves something to be made. */
export const isUnfinished = ({ kind }: ItemEnd): boolean => kind === 'failed' || kind === 'notBegun';

/** Why a build makes an image. */
const becauseWords: Readonly<Record<PlanItem['because'], string>> = {
  missing: 'missing',
  stale: 'stale',
  notDownloaded: stateWords.notDownloaded,
  edited: stateWords.edited,
  follows: 'follows',
  asked: 'up to date',
};

/** Why a build makes an image, in a word or two: `in conflict` rather than `edited by hand` where it is so. */
export const wordOf = ({ because, status }: Pick<PlanItem, 'because' | 'status'>): string =>
  because === 'edited' ? stateWord(status) : becauseWords[because];

/** What else is to be known of an image before it is made. */
export function remarksOn({ asset, because, status, kept, interrupted }: PlanItem): string[] {
  const { manifest, index } = asset;
  const { start, end } = manifest.text.rangeOf(['assets', index]);
  const isHere = ({ range: { start: at } }: Problem): boolean => at.line >= start.line && at.line <= end.line;
  const warnings = manifest.warnings.filter(isHere);
  const remarks = [...warnings, ...status.reasons].map(({ sentence }) => sentence);
  if (because === 'follows') remarks.unshift('It is made from another image that is made anew.');
  if (kept) {
    remarks.push(
      'An earlier build paid for it and could not save it; that result is saved if it still fits.',
    );
  } else if (interrupted.length > 0) {
    remarks.push('An earlier build of it was interrupted and may have been billed.');
  }
  return remarks;
}

/** Why nothing is built now. */
export const alreadyBuilding = 'Docs assets are being built already. Wait until it is done, or cancel it.';
