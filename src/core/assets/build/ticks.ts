import { byUriOf, inOrder, sourcesOf } from '../compile/cycles.ts';
import type { PlanItem } from './plan.ts';

/**
 * Keeps what is ticked in a list of items whole: what an item is made from is ticked along with it, and what is
 * made from an item goes with it.
 * @param before what was ticked until now
 * @param ticked what is ticked after the person's last click
 */
export function settleTicks(
  items: readonly PlanItem[],
  before: ReadonlySet<PlanItem>,
  ticked: ReadonlySet<PlanItem>,
): Set<PlanItem> {
  const byUri = byUriOf(items.map(({ asset }) => asset));
  const itemOf = new Map(items.map((item) => [item.asset, item]));
  // What was edited by hand can be made from as it is.
  const sources = (item: PlanItem): PlanItem[] =>
    sourcesOf(item.asset, byUri)
      .flatMap((asset) => itemOf.get(asset) ?? [])
      .filter(({ because }) => because !== 'edited');
  const settled = new Set(ticked);
  const removed = new Set([...before].filter((item) => !ticked.has(item)));
  for (const asset of inOrder(items.map((item) => item.asset))) {
    const item = itemOf.get(asset);
    if (item === undefined || !sources(item).some((source) => removed.has(source))) continue;
    removed.add(item);
    settled.delete(item);
  }
  // A set goes on with what is added while it is walked.
  for (const item of settled) for (const source of sources(item)) settled.add(source);
  return settled;
}
