import type { Choice, PanelState, Picture, ResultView } from '../src/shared/panelState.ts';
import { baseName } from './words.ts';

/** The name of its file, or the one that it would get. */
export const nameOf = (result: ResultView): string =>
  result.savedAs === null ? result.name : baseName(result.savedAs);

/** Its place in the list, from 1: the number that the page calls it by. */
export const numberOf = (results: readonly ResultView[], id: string): number =>
  results.findIndex((result) => result.id === id) + 1;

export function resultTitle({ results }: PanelState, result: ResultView): string {
  if (result.role === 'other') return 'Another picture';
  return results.length > 1 ? `Result ${numberOf(results, result.id)}` : 'Result';
}

interface Partner extends Choice {
  /** Null: the result is shown alone. */
  side: { title: string; name: string; picture: Picture } | null;
}

/** What a result can be compared with: its original first, or nothing, then the other results. */
export function partnersOf(state: PanelState, result: ResultView): Partner[] {
  const original = result.original ?? state.original;
  const others = state.results.filter(({ id }) => id !== result.id);
  const partners: Partner[] = others.map((other) => ({
    value: other.id,
    label: `${numberOf(state.results, other.id)} · ${shortened(other.prompt || nameOf(other))}`,
    detail: '',
    side: { title: resultTitle(state, other), name: nameOf(other), picture: other },
  }));
  if (!original) return [{ value: 'nothing', label: 'Nothing', detail: '', side: null }, ...partners];
  const side = { title: 'Original', name: original.name, picture: original };
  return [{ value: 'original', label: 'Original', detail: '', side }, ...partners];
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
  /** The number of the result that it goes on from; null: the original, or nothing. */
  from: number | null;
  /** Among neighbours of one run. */
  group: 'none' | 'first' | 'middle' | 'last';
}

/** How each result stands in the line of steps, in the list's order. */
export function placesOf(results: readonly ResultView[]): StepPlace[] {
  const numbers = new Map(results.map(({ id }, at) => [id, at + 1]));
  return results.map((result, at) => {
    const before = results[at - 1]?.runId === result.runId;
    const after = results[at + 1]?.runId === result.runId;
    const group = before ? (after ? 'middle' : 'last') : after ? 'first' : 'none';
    const from = result.parentId === null ? null : (numbers.get(result.parentId) ?? null);
    return { number: at + 1, from, group };
  });
}
