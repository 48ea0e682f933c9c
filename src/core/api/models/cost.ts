import type { Usage } from '../answer/response.ts';
import { engineOf } from '../engines.ts';
import type { Cost, EstimateInput, Priced } from '../price.ts';
import { recordedProtocol } from '../recorded.ts';

export type { Billing, Cost, EstimateInput, Priced } from '../price.ts';

/** What one run will probably cost, or `undefined` for a model without a known price. */
export const estimateCost = (input: EstimateInput): Cost | undefined =>
  isRecorded(input) ? free : engineOf(input.capabilities).prices.estimate(input);

/**
 * What a run cost, by the usage it reported where no flat price is charged. `undefined` when there is nothing to
 * count or no known price.
 */
export const costOf = (usage: Usage | undefined, priced: Priced): Cost | undefined =>
  isRecorded(priced) ? free : engineOf(priced.capabilities).prices.costOf(usage, priced);

const isRecorded = ({ capabilities }: Priced): boolean => capabilities.engine === recordedProtocol;
const free: Cost = { usd: 0, approximate: false };
