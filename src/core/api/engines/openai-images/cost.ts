import { sizeOf } from '../../../images/freeSizes.ts';
import type { Size } from '../../../images/imageTypes.ts';
import { isPixelSize } from '../../../shared/options.ts';
import type { Usage } from '../../answer/response.ts';
import type { Cost, EnginePrices, EstimateInput, Priced } from '../../price.ts';
import { factors, flatPrices, inputImageTokens, partialImageTokens, rates, surplusOf26 } from './prices.ts';

const charactersPerToken = 4;
const million = 1_000_000;

/** What APIYI charges for a picture of its web routes. */
function flatPrice({ provider, capabilities }: Priced): Cost | undefined {
  const flat = provider === 'apiyi' ? flatPrices[capabilities.id] : undefined;
  return flat && { usd: flat.usd, approximate: flat.uncertain ?? false };
}

/** Undefined for a model whose tokens nobody has told. */
function generationOf(id: string): { factors: (typeof factors)['second']; is26: boolean } | undefined {
  const [, version] = /^gpt-image-(2|2\.5|2\.6)(?:-flare|-sunburst)?(?:-20\d\d-\d\d-\d\d)?$/.exec(id) ?? [];
  if (version === undefined) return undefined;
  return { factors: version === '2' ? factors.second : factors.newer, is26: version === '2.6' };
}

/** Tokens of one picture, by OpenAI's own calculator (community.openai.com 1382699). */
export function outputTokens({ width, height }: Size, factor: number): number {
  const short = Math.round((factor * Math.min(width, height)) / Math.max(width, height));
  return Math.ceil((factor * short * (2 * million + width * height)) / (4 * million));
}

function pixelsOf({ size, capabilities }: Priced): Size {
  if (size !== undefined && isPixelSize(size)) return sizeOf(size);
  return capabilities.pixels('1:1', size ?? capabilities.defaultSize);
}

/** An SVG is written by a further model whose price is not known, and nobody says what the frames of a GIF take. */
const isUncountable = ({ format }: Pick<EstimateInput, 'format'>): boolean =>
  format !== undefined && format !== 'auto';

function estimate(input: EstimateInput): Cost | undefined {
  const flat = flatPrice(input);
  if (flat) return flat;
  const { capabilities, inputs, promptLength, partialImages = 0 } = input;
  const generation = generationOf(capabilities.id);
  const quality = input.quality || capabilities.defaultQuality;
  const factor = quality === '' ? undefined : generation?.factors[quality];
  if (generation === undefined || quality === '' || factor === undefined || isUncountable(input))
    return undefined;
  const surplus = generation.is26 ? (surplusOf26[quality] ?? 1) : 1;
  const output = outputTokens(pixelsOf(input), factor) * surplus + partialImages * partialImageTokens;
  const usd =
    (promptLength / charactersPerToken) * rates.textInput +
    inputs * inputImageTokens * rates.imageInput +
    output * rates.imageOutput;
  return { usd: usd / million, approximate: true };
}

function costOf(usage: Usage | undefined, priced: Priced): Cost | undefined {
  const flat = flatPrice(priced);
  if (flat) return flat;
  if (usage === undefined || generationOf(priced.capabilities.id) === undefined || priced.format === 'svg')
    return undefined;
  const { promptTokens = 0, candidatesTokens = 0, promptDetails, candidatesDetails } = usage;
  if (promptTokens + candidatesTokens === 0) return undefined;
  // Without details all output is the picture, and all input text: images are only sent by edits, which have them.
  const imageInput = Math.min(promptTokens, promptDetails?.IMAGE ?? 0);
  const textOutput = Math.min(candidatesTokens, candidatesDetails?.TEXT ?? 0);
  const usd =
    (promptTokens - imageInput) * rates.textInput +
    imageInput * rates.imageInput +
    (candidatesTokens - textOutput) * rates.imageOutput +
    textOutput * rates.textOutput;
  return { usd: usd / million, approximate: true };
}

export const prices: EnginePrices = { estimate, costOf };
