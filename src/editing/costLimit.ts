import { formatCost } from '../shared/format.ts';

/**
 * The end of a question about a cost in USD: ", more than the limit you set ($0.50)". Empty up to the limit, and for a
 * cost that nobody knows: then nothing has to be asked because of it.
 */
export const overLimit = (usd: number | undefined, limit: number): string =>
  usd === undefined || usd <= limit ? '' : `, more than the limit you set (${formatCost(limit)})`;
