import type { Quality } from '../../../shared/options.ts';

/** USD for a million tokens: gpt-image-2, 2.5 and 2.6 alike (APIYI's notice of 2026-11-05 and resellers' pages). */
export const rates = { textInput: 5, imageInput: 8, imageOutput: 30, textOutput: 10 };

/**
 * The factor of OpenAI's own calculator for each quality. It is said of gpt-image-2; the levels of 2.5 were found by
 * their tokens (sanand0's blog).
 */
export const factors: Readonly<Record<'second' | 'newer', Readonly<Partial<Record<Quality, number>>>>> = {
  second: { low: 16, medium: 48, high: 96 },
  newer: { low: 16, medium: 24, high: 48, xhigh: 64, max: 96 },
};

/** 2.6 takes more tokens for its low levels than the formula says: three to four times as many (LaoZhang, 2026-11-05). */
export const surplusOf26: Readonly<Partial<Record<Quality, number>>> = { low: 3.5, medium: 3.5 };

/**
 * Tokens of one input image. No table is known; this is what the first GPT Image takes at high fidelity, at which
 * these models always work, so it is rather too much.
 */
export const inputImageTokens = 4300;

/** Tokens of output that each partial image takes beside the picture (OpenAI's SDK 7.59.0, `partial_images`). */
export const partialImageTokens = 100;

/** APIYI's price of one picture, whatever its size. Those of which nobody says so this autumn are uncertain. */
export const flatPrices: Readonly<Record<string, { usd: number; uncertain?: true }>> = {
  'gpt-image-2.6-all': { usd: 0.025 },
  'gpt-image-2-all': { usd: 0.03 },
  'gpt-image-2-vip': { usd: 0.03 },
  'gpt-image-2.5-sunburst-vip': { usd: 0.03, uncertain: true },
  'gpt-image-2.5-all': { usd: 0.03, uncertain: true },
};
