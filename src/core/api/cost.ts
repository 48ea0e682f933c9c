import type { ModelCapabilities } from '../capabilities.ts';
import type { ImageSize, ThinkingLevel } from '../shared/options.ts';
import {
  apiyiPerCall,
  apiyiRates,
  googleRates,
  imageTokens,
  inputImageTokens,
  type TokenRates,
} from './prices.ts';
import type { ProviderId } from './providers.ts';
import type { Usage } from './response.ts';

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
  /** The tier that is sent; absent when the model chooses. */
  size?: ImageSize | undefined;
}

export interface EstimateInput extends Priced {
  inputs: number;
  /** Characters. */
  promptLength: number;
  thinking?: ThinkingLevel | '' | undefined;
}

/** Tokens beside the picture that even an answer without thinking reports; APIYI saw 88 to 630. */
const surplusTokens = 300;

/** `high` was measured by APIYI at 700 to 792 tokens; `medium` is not documented and set between. */
const thoughtTokens: Record<ThinkingLevel, number> = { minimal: 0, medium: 400, high: 750 };

const charactersPerToken = 4;

/**
 * What one run will probably cost, or `undefined` for a model without a known price. An endpoint of
 * one's own is estimated by Google's list price, because its own price can't be known.
 */
export function estimateCost(input: EstimateInput): Cost | undefined {
  const { capabilities, size } = input;
  const flat = flatPrice(input);
  if (flat !== undefined) return { usd: flat, approximate: false };
  const rates = ratesOf(input);
  if (capabilities.family === 'unknown' || rates === undefined) return undefined;
  const { family, defaultSize } = capabilities;
  const image = imageTokens[family][size ?? defaultSize] ?? imageTokens[family][defaultSize] ?? 0;
  const prompt = input.promptLength / charactersPerToken + input.inputs * inputImageTokens[family];
  const level = input.thinking || capabilities.defaultThinking || (family === '3-pro' ? 'high' : 'minimal');
  const usd = sum(rates, prompt, image, surplusTokens + thoughtTokens[level]);
  return { usd, approximate: true };
}

/**
 * What a run cost by the usage it reported: input tokens, image tokens and the rest of the output,
 * each at its rate. Whether Google charges the tokens beside the picture as text is not documented,
 * so every result that is counted by tokens is approximate. `undefined` when there is nothing to count
 * or no known price.
 */
export function costOf(usage: Usage | undefined, priced: Priced): Cost | undefined {
  const flat = flatPrice(priced);
  if (flat !== undefined) return { usd: flat, approximate: false };
  const { family, defaultSize } = priced.capabilities;
  const rates = ratesOf(priced);
  if (family === 'unknown' || rates === undefined || usage === undefined) return undefined;
  const prompt = (usage.promptTokens ?? 0) + (usage.toolUseTokens ?? 0);
  const thoughts = usage.thoughtsTokens ?? 0;
  let output = usage.candidatesTokens ?? 0;
  // On refusals the candidates repeat the thoughts while the total is right.
  if (usage.totalTokens !== undefined)
    output = Math.min(output, Math.max(0, usage.totalTokens - prompt - thoughts));
  if (prompt + output + thoughts === 0) return undefined;
  const perImage =
    imageTokens[family][priced.size ?? defaultSize] ?? imageTokens[family][defaultSize] ?? output;
  const image = Math.min(output, usage.candidatesDetails?.IMAGE ?? perImage);
  return { usd: sum(rates, prompt, image, output - image + thoughts), approximate: true };
}

function sum(rates: TokenRates, prompt: number, image: number, text: number): number {
  return (prompt * rates.input + image * rates.imageOutput + text * rates.textOutput) / 1_000_000;
}

function flatPrice({ provider, billing, capabilities: { family } }: Priced): number | undefined {
  if (provider !== 'apiyi' || billing !== 'perCall' || family === 'unknown') return undefined;
  return apiyiPerCall[family];
}

function ratesOf({ provider, capabilities: { family } }: Priced): TokenRates | undefined {
  if (family === 'unknown') return undefined;
  return provider === 'apiyi' ? apiyiRates[family] : googleRates[family];
}
