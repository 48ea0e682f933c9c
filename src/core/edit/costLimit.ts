import { formatCost } from '../shared/format.ts';

/** The limit in USD as it is installed; package.json says the same. */
export const installedCostLimit = 0.5;

/** Whether a cost in USD is above the limit from which on the person is asked. One that nobody knows is not. */
export const isAboveLimit = (usd: number | undefined, limit: number): boolean =>
  usd !== undefined && usd > limit;

/** What a question says of such a cost: "more than the limit you set ($0.20)". */
export const aboveLimit = (limit: number): string =>
  limit === installedCostLimit
    ? `more than the limit of ${formatCost(limit)}`
    : `more than the limit you set (${formatCost(limit)})`;

/**
 * The question before something that costs more than the limit: how many, and how much.
 * @param what "run" of "requests", "build" of "images"
 */
export function aboveLimitQuestion(
  [what, parts]: readonly ['run', 'requests'] | readonly ['build', 'images'],
  count: number,
  usd: number,
  limit: number,
): string {
  const of = count === 1 ? '' : ` of ${count} ${parts}`;
  return `This ${what}${of} costs about ${formatCost(usd)}, ${aboveLimit(limit)}.`;
}
