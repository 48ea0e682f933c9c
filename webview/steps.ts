import { t } from '../src/core/shared/l10n.ts';
import type { Choice, PanelState, Picture, ResultView } from '../src/core/shared/protocol/panelState.ts';
import { baseName } from './words.ts';

/** The name of its file, or the one that it would get. */
export const nameOf = (result: ResultView): string =>
  result.savedAs === null ? result.name : baseName(result.savedAs);

/** Its place in the list, from 1: the number that the page calls it by. */
const numberOf = (results: readonly ResultView[], id: string): number =>
  results.findIndex((result) => result.id === id) + 1;

export function resultTitle({ results }: PanelState, result: ResultView): string {
  if (result.role === 'other') return t('Another picture');
  return results.length > 1 ? t('Result {number}', { number: numberOf(results, result.id) }) : t('Result');
}

interface Partner extends Choice {
  /** Null: the result is shown alone. */
  side: { title: string; name: string; picture: Picture } | null;
}

/**
 * What a result can be compared with: what it was made from first, then what its line of steps began with, then
 * the other results; or nothing.
 */
export function partnersOf(state: PanelState, result: ResultView): Partner[] {
  const others = state.results.filter(({ id }) => id !== result.id);
  const partners: Partner[] = others.map((other) => ({
    value: other.id,
    label: `${numberOf(state.results, other.id)} · ${shortened(other.prompt || nameOf(other))}`,
    detail: '',
    side: { title: resultTitle(state, other), name: nameOf(other), picture: other },
  }));
  const firsts = firstsOf(state, result);
  if (firsts.length === 0)
    return [{ value: 'nothing', label: t('Nothing'), detail: '', side: null }, ...partners];
  return [...firsts, ...partners];
}

function firstsOf({ results, source }: PanelState, { before, parentId }: ResultView): Partner[] {
  const partner = (value: string, title: string, picture: Picture): Partner => ({
    value,
    label: title,
    detail: '',
    side: { title, name: picture.name, picture },
  });
  const first = parentId === null ? (before ?? source) : source;
  const own = parentId === null ? null : (before ?? results.find(({ id }) => id === parentId) ?? null);
  return [
    ...(own ? [partner('before', t('Before'), own)] : []),
    ...(first ? [partner(own ? 'source' : 'before', t('Source'), first)] : []),
  ];
}

const mostSigns = 32;

/** The start of a prompt, on one line. */
export function shortened(text: string, most = mostSigns): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length <= most
    ? line
    : `${[...line]
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** What stands beside a result: whether it came from the same press of Run as its neighbours. */
export interface StepPlace {
  number: number;
  /** The number of the result that it goes on from; null: the source, or nothing. */
  from: number | null;
  /** Among neighbours of one run. */
  group: 'none' | 'first' | 'middle' | 'last';
}

/** Where one stands among its neighbours of one run. */
export function groupAt(list: readonly { runId: string }[], at: number): StepPlace['group'] {
  const isSame = (other: number) => list[other]?.runId === list[at]?.runId;
  if (isSame(at - 1)) return isSame(at + 1) ? 'middle' : 'last';
  return isSame(at + 1) ? 'first' : 'none';
}

/** How each result stands in the line of steps, in the list's order. */
export function placesOf(results: readonly ResultView[]): StepPlace[] {
  const numbers = new Map(results.map(({ id }, at) => [id, at + 1]));
  return results.map((result, at) => {
    const from = result.parentId === null ? null : (numbers.get(result.parentId) ?? null);
    return { number: at + 1, from, group: groupAt(results, at) };
  });
}
