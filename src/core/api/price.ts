import type { ModelCapabilities } from '../capabilities.ts';
import type { AskedSize, MadeFormat, PartialImages, Quality, ThinkingLevel } from '../shared/options.ts';
import type { Usage } from './answer/response.ts';
import type { ProviderId } from './providers.ts';

export type Billing = 'perCall' | 'perToken';

export interface Cost {
  usd: number;
  /** False only where the provider charges a flat price a call. */
  approximate: boolean;
}

export interface Priced {
  provider: ProviderId;
  capabilities: ModelCapabilities;
  /** APIYI's billing mode of the key; the other providers have one. */
  billing: Billing;
  /** What is sent; absent when the model chooses. */
  size?: AskedSize | undefined;
  quality?: Quality | '' | undefined;
  format?: 'auto' | MadeFormat | undefined;
}

export interface EstimateInput extends Priced {
  inputs: number;
  /** Characters. */
  promptLength: number;
  thinking?: ThinkingLevel | '' | undefined;
  partialImages?: PartialImages | undefined;
}

/** What an engine's models cost. */
export interface EnginePrices {
  /** What one run will probably cost; `undefined` for a model without a known price. */
  estimate(input: EstimateInput): Cost | undefined;
  /** What a run cost by the usage it reported; `undefined` when that or the price is not known. */
  costOf(usage: Usage | undefined, priced: Priced): Cost | undefined;
}
