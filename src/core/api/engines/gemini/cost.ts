import type { ImageSize, ThinkingLevel } from '../../../shared/options.ts';
import type { Usage } from '../../answer/response.ts';
import type { Cost, EnginePrices, EstimateInput, Priced } from '../../price.ts';
import { familyOf, type GeminiFamily } from './models.ts';
import {
  apiyiPerCall,
  apiyiRates,
  googleRates,
  imageTokens,
  inputImageTokens,
  type TokenRates,
} from './prices.ts';

/** Tokens beside the picture that even an answer without thinking reports; APIYI saw 88 to 630. */
const surplusTokens = 300;

/** `high` was measured by APIYI at 700 to 792 tokens; `medium` is not documented and set between. */
const thoughtTokens: Record<ThinkingLevel, number> = { minimal: 0, medium: 400, high: 750 };

const charactersPerToken = 4;

/**
 * What one run will probably cost, or `undefined` for a model without a known price. An endpoint of
 * one's own is estimated by Google's list price, because its own price can't be known.
 */
function estimate(input: EstimateInput): Cost | undefined {
  const { capabilities } = input;
  const family = familyOf(capabilities.id);
  if (family === undefined) return undefined;
  const flat = flatPrice(input, family);
  if (flat !== undefined) return { usd: flat, approximate: false };
  const rates = ratesOf(input, family);
  if (rates === undefined) return undefined;
  const image = tokensOf(family, input) ?? 0;
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
function costOf(usage: Usage | undefined, priced: Priced): Cost | undefined {
  const family = familyOf(priced.capabilities.id);
  if (family === undefined) return undefined;
  const flat = flatPrice(priced, family);
  if (flat !== undefined) return { usd: flat, approximate: false };
  const rates = ratesOf(priced, family);
  if (rates === undefined || usage === undefined) return undefined;
  const prompt = (usage.promptTokens ?? 0) + (usage.toolUseTokens ?? 0);
  const thoughts = usage.thoughtsTokens ?? 0;
  let output = usage.candidatesTokens ?? 0;
  // On refusals the candidates repeat the thoughts while the total is right.
  if (usage.totalTokens !== undefined)
    output = Math.min(output, Math.max(0, usage.totalTokens - prompt - thoughts));
  if (prompt + output + thoughts === 0) return undefined;
  const perImage = tokensOf(family, priced) ?? output;
  const image = Math.min(output, usage.candidatesDetails?.IMAGE ?? perImage);
  return { usd: sum(rates, prompt, image, output - image + thoughts), approximate: true };
}

function sum(rates: TokenRates, prompt: number, image: number, text: number): number {
  return (prompt * rates.input + image * rates.imageOutput + text * rates.textOutput) / 1_000_000;
}

/** Of one image in the size that is asked for, or that comes when none is. */
function tokensOf(family: GeminiFamily, { size, capabilities: { defaultSize } }: Priced): number | undefined {
  const ofSize: Readonly<Record<string, number>> = imageTokens[family];
  return ofSize[size ?? defaultSize] ?? ofSize[defaultSize satisfies ImageSize];
}

const flatPrice = ({ provider, billing }: Priced, family: GeminiFamily): number | undefined =>
  provider === 'apiyi' && billing === 'perCall' ? apiyiPerCall[family] : undefined;

const ratesOf = ({ provider }: Priced, family: GeminiFamily): TokenRates | undefined =>
  provider === 'apiyi' ? apiyiRates[family] : googleRates[family];

export const prices: EnginePrices = { estimate, costOf };
