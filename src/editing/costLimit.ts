import { formatCost } from '../shared/format.ts';

/** Whether a cost in USD is above the limit from which on the person is asked. One that nobody knows is not. */
export const isAboveLimit = (usd: number | undefined, limit: number): boolean =>
  usd !== undefined && usd > limit;

/** What a question says of such a cost: "more than the limit you set ($0.50)". */
export const aboveLimit = (limit: number): string => `more than the limit you set (${formatCost(limit)})`;
