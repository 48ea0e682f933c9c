import { type EstimateInput, estimateCost } from '../api/cost.ts';
import type { EditRequest } from '../editRequest.ts';
import { picturesFor } from './backdrop.ts';
import type { Decided } from './outgoing.ts';

/** USD that a request will probably cost, as it goes out; undefined when the price is not known. */
export function estimateOf(
  { provider, capabilities, plan, values }: Decided,
  { inputs, prompt, options, markup }: EditRequest,
): number | undefined {
  return priceOf(options, {
    provider: provider.id,
    capabilities,
    billing: values.billing,
    size: plan.size,
    inputs: inputs.length + (markup ? 1 : 0),
    promptLength: prompt.length,
    thinking: options.thinking,
    quality: plan.quality,
    format: plan.format,
    partialImages: plan.partialImages,
  });
}

/** USD of all pictures that one request asks for; only the first of them is seen while it is drawn. */
export function priceOf(
  options: Parameters<typeof picturesFor>[0],
  input: EstimateInput,
): number | undefined {
  const one = estimateCost(input)?.usd;
  const further = picturesFor(options) - 1;
  if (one === undefined || further === 0) return one;
  const other = estimateCost({ ...input, partialImages: 0 })?.usd;
  return other && one + further * other;
}
