import { type EstimateInput, estimateCost } from '../../api/models/cost.ts';
import type { Provider } from '../../api/providers.ts';
import type { ModelCapabilities } from '../../capabilities.ts';
import type { EditRequest } from '../../editRequest.ts';
import type { SettingsValues } from '../../ports.ts';
import type { EditOptions } from '../../shared/options.ts';
import { picturesFor } from '../plan/backdrop.ts';
import type { Plan } from '../plan/plan.ts';

/** Who is asked for what, as far as it decides on the price. */
export interface Priced {
  provider: Pick<Provider, 'id'>;
  capabilities: ModelCapabilities;
  values: Pick<SettingsValues, 'billing'>;
  options: EditOptions;
  /** Images that are sent. */
  inputs: number;
  promptLength: number;
}

/** What of a plan decides on its price. */
export type PricedPlan = Pick<Plan, 'size' | 'quality' | 'format' | 'partialImages'>;

/** USD that what is asked for with one plan will probably cost; undefined when the price is not known. */
export const planPrice = (
  { provider, capabilities, values, options, inputs, promptLength }: Priced,
  { size, quality, format, partialImages }: PricedPlan,
): number | undefined =>
  priceOf(options, {
    provider: provider.id,
    capabilities,
    billing: values.billing,
    size,
    inputs,
    promptLength,
    thinking: options.thinking,
    quality,
    format,
    partialImages,
  });

/** What of a request decides on the price of its plans. */
export const pricedRequest = ({
  inputs,
  prompt,
  options,
  markup,
}: EditRequest): Pick<Priced, 'inputs' | 'promptLength' | 'options'> => ({
  inputs: inputs.length + (markup ? 1 : 0),
  promptLength: prompt.length,
  options,
});

/** What goes out, as far as it decides on the price: with a region in one part or in several. */
interface PricedParts extends Pick<Priced, 'provider' | 'capabilities' | 'values'> {
  plan: PricedPlan;
  further: readonly { plan: PricedPlan }[];
}

/** USD that a request will probably cost with all its parts, as it goes out; undefined when the price is not known. */
export function estimateOf(outgoing: PricedParts, request: EditRequest): number | undefined {
  const priced = { ...outgoing, ...pricedRequest(request) };
  return sumOf([outgoing, ...outgoing.further].map(({ plan }) => planPrice(priced, plan)));
}

/** USD of all pictures that one request asks for; only the first of them is seen while it is drawn. */
function priceOf(options: EditOptions, input: EstimateInput): number | undefined {
  const one = estimateCost(input)?.usd;
  const further = picturesFor(options) - 1;
  if (one === undefined || further === 0) return one;
  const other = estimateCost({ ...input, partialImages: 0 })?.usd;
  return other && one + further * other;
}

/** Undefined where one of them is. */
export const sumOf = (costs: readonly (number | undefined)[]): number | undefined =>
  costs.reduce<number | undefined>(
    (sum, cost) => (sum === undefined || cost === undefined ? undefined : sum + cost),
    0,
  );
