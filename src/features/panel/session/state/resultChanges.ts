import type { Results, SessionResult } from './results.ts';
import type { Change } from './sessionStore.ts';

/** A change to the results alone. */
const toResults =
  (change: (results: Results) => Results): Change =>
  ({ results }) => ({ results: change(results) });

const know = ({ known }: Results, result: SessionResult) => new Map(known).set(result.id, result);

export const addResult = (result: SessionResult): Change =>
  toResults((results) => ({ ...results, known: know(results, result), ids: [...results.ids, result.id] }));

/** Adds what a run gave, and shows it unless the person looks at another one, or at an earlier variant. */
export const arriveResult = (result: SessionResult): Change =>
  toResults((results) => ({
    ...results,
    known: know(results, result),
    ids: withVariant(results, result),
    ...(!results.isHeld && { selectedId: result.id, isHeld: true }),
  }));

/** The ids with one more: variants stand in the order in which they were asked for, whichever comes first. */
function withVariant({ known, ids }: Results, { id, runId, variant = 0 }: SessionResult): string[] {
  const at = ids.findIndex((other) => {
    const listed = known.get(other);
    return listed?.runId === runId && (listed.variant ?? 0) > variant;
  });
  return ids.toSpliced(at < 0 ? ids.length : at, 0, id);
}

/** Adds one of an earlier session, which is older than all that is here. */
export const addEarlierResult = (result: SessionResult): Change =>
  toResults((results) => {
    if (results.known.has(result.id)) return results;
    const { ids, earlierIds } = results;
    const isSibling = (id: string) => results.known.get(id)?.runId === result.runId;
    const siblings = result.variant === undefined ? -1 : ids.findLastIndex(isSibling);
    const end = siblings >= 0 ? siblings + 1 : ids.findIndex((id) => !earlierIds.has(id));
    const before = end < 0 ? ids : ids.slice(0, end);
    return {
      ...results,
      known: know(results, result),
      ids: [...withVariant({ ...results, ids: before }, result), ...ids.slice(before.length)],
      earlierIds: new Set(results.earlierIds).add(result.id),
    };
  });

export const patchResult = (id: string, changes: Partial<Omit<SessionResult, 'id'>>): Change =>
  toResults((results) => {
    const result = results.known.get(id);
    return result === undefined ? results : { ...results, known: know(results, { ...result, ...changes }) };
  });

export const removeResult = (id: string): Change =>
  toResults((results) => {
    const at = results.ids.indexOf(id);
    if (at < 0) return results;
    const ids = results.ids.toSpliced(at, 1);
    const selectedId = results.selectedId === id ? (ids[at] ?? ids.at(-1)) : results.selectedId;
    return { ...results, ids, selectedId };
  });

/** Puts a known result back where it was. */
export const insertResult = (at: number, id: string): Change =>
  toResults((results) => ({ ...results, ids: results.ids.toSpliced(at, 0, id) }));

/** Puts one back that was discarded, at the end; of an earlier session it is known from now on. */
export const takeBackResult = (result: SessionResult): Change =>
  toResults((results) => ({
    ...results,
    known: know(results, result),
    ids: results.ids.includes(result.id) ? results.ids : [...results.ids, result.id],
  }));

/** A run begins: the first result that it gives is shown. */
export const expectResults: Change = ({ results }) => ({ results: { ...results, isHeld: false } });

/** From now on it stays selected until the person says something else. */
export const selectResult = (id: string): Change =>
  toResults((results) => (results.ids.includes(id) ? { ...results, selectedId: id, isHeld: true } : results));
