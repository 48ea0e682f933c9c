import { estimateCost } from '../api/cost.ts';
import { capabilitiesOf } from '../api/models.ts';
import type { Provider } from '../api/providers.ts';
import type { ModelCapabilities } from '../capabilities.ts';
import type { Size } from '../images/imageTypes.ts';
import type { SettingsValues } from '../ports.ts';
import type { Outcome } from '../shared/failure.ts';
import { formatCost } from '../shared/format.ts';
import type { EditOptions } from '../shared/options.ts';
import { type Plan, planEdit } from './plan.ts';
import { providerOf } from './providerOf.ts';

/** One request as it would go out now. */
export interface QuotedRequest {
  /** The edited image's pixels; undefined when generating, or not known yet. */
  edited: Size | undefined;
  inputs: number;
  /** The exact size that is asked for; see `planEdit`. */
  pixels?: Size | undefined;
}

/** What a run would do and cost, by the very plan that will be sent. */
export interface Quote {
  provider: Outcome<Provider>;
  capabilities: ModelCapabilities;
  /** For the first request. */
  plan: Plan;
  /** USD for all requests; undefined when the price is not known. */
  usd: number | undefined;
  /** USD for each request; undefined where the price is not known. */
  each: readonly (number | undefined)[];
  /** "about $0.055"; null when unknown. */
  words: string | null;
}

export function quoteRun(
  values: SettingsValues,
  options: EditOptions,
  promptLength: number,
  requests: readonly QuotedRequest[],
): Quote {
  const provider = providerOf(values);
  const capabilities = capabilitiesOf(options.model);
  const plan = planEdit(options, capabilities, requests[0]?.edited, requests[0]?.pixels);
  // Most images of a batch have the same size, and the plan is the same for them.
  const sizes = new Map<string, Plan['size']>();
  const sizeFor = ({ edited, pixels }: QuotedRequest): Plan['size'] => {
    const shape = [edited?.width, edited?.height, pixels?.width, pixels?.height].join(' ');
    if (!sizes.has(shape)) sizes.set(shape, planEdit(options, capabilities, edited, pixels).size);
    return sizes.get(shape);
  };
  const costs = requests.map((request) =>
    provider.ok
      ? estimateCost({
          provider: provider.value.id,
          capabilities,
          billing: values.billing,
          size: sizeFor(request),
          inputs: request.inputs,
          promptLength,
          thinking: options.thinking,
          quality: plan.quality,
        })
      : undefined,
  );
  const usd = costs.reduce<number | undefined>(
    (sum, cost) => (sum === undefined || cost === undefined ? undefined : sum + cost.usd),
    0,
  );
  const each = costs.map((cost) => cost?.usd);
  return { provider, capabilities, plan, usd, each, words: wordsFor(usd, requests.length) };
}

function wordsFor(usd: number | undefined, requests: number): string | null {
  if (usd === undefined) return null;
  return requests > 1 ? `${requests} requests, about ${formatCost(usd)}` : `about ${formatCost(usd)}`;
}
