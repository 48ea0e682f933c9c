import { type PlanItem, priceOfAll } from './plan.ts';

type Priced = Pick<PlanItem, 'cost' | 'kept'>;

/** What items cost together, in USD; undefined when the price of one is not known. */
export function knownPriceOf(items: readonly Priced[]): number | undefined {
  const { cost, unpriced } = priceOfAll(items);
  return unpriced > 0 ? undefined : cost;
}

/**
 * Whether somebody who saw a price has agreed to all that items cost.
 * @param shown USD; undefined when none was shown
 */
export function costsAtMost(items: readonly Priced[], shown: number | undefined): boolean {
  const price = knownPriceOf(items);
  // Sums of the same prices may differ in their last digits.
  return shown !== undefined && price !== undefined && price <= shown + 1e-9;
}
