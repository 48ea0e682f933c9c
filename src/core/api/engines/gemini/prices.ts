import type { ImageSize } from '../../../shared/options.ts';
import type { GeminiFamily } from './models.ts';

/** USD for a million tokens. */
export interface TokenRates {
  input: number;
  imageOutput: number;
  textOutput: number;
}

/**
 * Output tokens of one image, from Google's table. 2.1 at 4K is derived from its price. A model
 * that has one size only has the entry of its default tier.
 */
export const imageTokens: Record<GeminiFamily, Partial<Record<ImageSize, number>>> = {
  '3.1-flash': { '512': 747, '1K': 1120, '2K': 1680, '4K': 2520 },
  '2.1': { '1K': 1120, '2K': 1680, '4K': 3780 },
  '3-pro': { '1K': 1120, '2K': 1120, '4K': 2000 },
  '3.1-flash-lite': { '1K': 1120 },
  '2.5-flash': { '1K': 1290 },
};

/** Tokens of one input image, the documented figure where sources differ (the seen one is lower). */
export const inputImageTokens: Record<GeminiFamily, number> = {
  '3.1-flash': 1120,
  '2.1': 1120,
  '3-pro': 560,
  '3.1-flash-lite': 1120,
  '2.5-flash': 258,
};

/**
 * Google's paid tier, list price of October 2026. The rates of 2.1 beside its images, and the text
 * rates of Lite and 2.5, come from one source each.
 */
export const googleRates: Record<GeminiFamily, TokenRates> = {
  '3.1-flash': { input: 0.5, imageOutput: 60, textOutput: 3 },
  '2.1': { input: 1.5, imageOutput: 30, textOutput: 7.5 },
  '3-pro': { input: 2, imageOutput: 120, textOutput: 12 },
  '3.1-flash-lite': { input: 0.25, imageOutput: 30, textOutput: 1.5 },
  '2.5-flash': { input: 0.3, imageOutput: 30, textOutput: 2.5 },
};

/** APIYI's price list, billing mode per call, any size. */
export const apiyiPerCall: Record<GeminiFamily, number> = {
  '3.1-flash': 0.055,
  '2.1': 0.05,
  '3-pro': 0.09,
  '3.1-flash-lite': 0.025,
  '2.5-flash': 0.02,
};

const oneRate = (input: number, output: number): TokenRates => ({
  input,
  imageOutput: output,
  textOutput: output,
});

/** APIYI's price list, billing mode per token: all output at one rate. It names none for 2.5. */
export const apiyiRates: Partial<Record<GeminiFamily, TokenRates>> = {
  '3.1-flash': oneRate(0.18, 21.6),
  '2.1': oneRate(0.66, 13.2),
  '3-pro': oneRate(0.88, 52.8),
  '3.1-flash-lite': oneRate(0.1, 12),
};
