import { isDeepStrictEqual } from 'node:util';
import type { PanelState } from '../../core/shared/protocol/panelState.ts';
import { type ListName, listNames, type StateChanges } from '../../core/shared/protocol/stateChanges.ts';

/** What is to be told to a page that has one state so that it shows another; undefined: nothing. */
export function changesBetween(before: PanelState, now: PanelState): StateChanges | undefined {
  const values = Object.fromEntries(
    Object.entries(now).filter(
      ([name, value]) =>
        name !== 'revision' &&
        !listNames.includes(name as ListName) &&
        !isDeepStrictEqual(value, before[name as keyof PanelState]),
    ),
  );
  const lists = {
    inputs: listChange(before.inputs, now.inputs),
    jobs: listChange(before.jobs, now.jobs),
    results: listChange(before.results, now.results),
  };
  const isSame = Object.keys(values).length === 0 && listNames.every((name) => lists[name] === undefined);
  return isSame ? undefined : { since: before.revision, revision: now.revision, values, lists };
}

function listChange<T extends { id: string }>(before: readonly T[], now: readonly T[]) {
  const known = new Map(before.map((item) => [item.id, item]));
  const items = now.filter((item) => !isDeepStrictEqual(item, known.get(item.id)));
  const isOrdered = before.length === now.length && now.every(({ id }, at) => id === before[at]?.id);
  if (isOrdered && items.length === 0) return undefined;
  return { ids: isOrdered ? null : now.map(({ id }) => id), items };
}
