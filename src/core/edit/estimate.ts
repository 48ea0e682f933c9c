import { estimateCost } from '../api/cost.ts';
import type { EditRequest } from '../editRequest.ts';
import { picturesFor } from './backdrop.ts';
import type { Decided } from './outgoing.ts';

/** USD that a request will probably cost, as it goes out; undefined when the price is not known. */
export function estimateOf(
  { provider, capabilities, plan, values }: Decided,
  { inputs, prompt, options, markup }: EditRequest,
): number | undefined {
  const one = estimateCost({
    provider: provider.id,
    capabilities,
    billing: values.billing,
    size: plan.size,
    inputs: inputs.length + (markup ? 1 : 0),
    promptLength: prompt.length,
    thinking: options.thinking,
    quality: plan.quality,
    format: plan.format,
  })?.usd;
  return one && one * picturesFor(options);
}
