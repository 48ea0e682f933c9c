import type { Provider } from '../../api/providers.ts';
import type { ModelCapabilities } from '../../capabilities.ts';
import type { Size } from '../../images/imageTypes.ts';
import type { SettingsValues } from '../../ports.ts';
import type { Outcome } from '../../shared/failure.ts';
import { formatCost } from '../../shared/format.ts';
import { plural, t } from '../../shared/l10n.ts';
import type { EditOptions } from '../../shared/options.ts';
import type { Region } from '../../shared/region/region.ts';
import { picturesFor } from '../plan/backdrop.ts';
import { type Plan, planEdit } from '../plan/plan.ts';
import { capabilitiesFor, providerOf } from '../plan/providerOf.ts';
import { type PlannedRegion, planRegion } from '../plan/regionPlan.ts';
import { type PricedPlan, planPrice, sumOf } from './estimate.ts';
import { picturesAtOnce, togetherIn } from './together.ts';

/** One request as it would go out now. */
export interface QuotedRequest {
  /** The edited image's pixels; undefined when generating, or not known yet. */
  edited: Size | undefined;
  inputs: number;
  /** The exact size that is asked for; see `planEdit`. */
  pixels?: Size | undefined;
  /** Where the edited image may change, on a picture of its size. */
  region?: Region | undefined;
}

/** What a run would do and cost, by the very plan that will be sent. */
export interface Quote {
  provider: Outcome<Provider>;
  capabilities: ModelCapabilities;
  /** For the first request; with a region for the first part that is sent of it. */
  plan: Plan;
  /** What of the first request's edited image is sent; undefined where it has no region. */
  region: PlannedRegion | undefined;
  /** USD for the first request, were its whole picture sent; undefined when the price is not known. */
  wholeUsd: number | undefined;
  /** USD for all requests; undefined when the price is not known. */
  usd: number | undefined;
  /** USD for each request; undefined where the price is not known. */
  each: readonly (number | undefined)[];
  /** How many are sent; the very same are asked as one, where the model draws several at once. */
  count: number;
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
  const capabilities = capabilitiesFor(values, options.model);
  const [first] = requests;
  const pictures = picturesFor(options);
  const priceOf = (asked: PricedPlan, inputs: number): number | undefined =>
    provider.ok
      ? planPrice({ provider: provider.value, capabilities, values, options, inputs, promptLength }, asked)
      : undefined;
  const regionFor = (request: QuotedRequest): PlannedRegion | undefined =>
    regionOf(
      request,
      options,
      capabilities,
      JSON.stringify([values.billing, values.provider, promptLength]),
      (part) => priceOf(part, request.inputs),
    );
  const region = first && regionFor(first);
  const whole = planEdit(options, capabilities, first?.edited, first?.pixels);
  const plan = (region?.ok && region.value.parts[0]?.plan) || whole;
  // Most images of a batch have the same size, and the plan is the same for them.
  const sizes = new Map<string, Plan['size']>();
  const sizeFor = ({ edited, pixels }: QuotedRequest): Plan['size'] => {
    const shape = [edited?.width, edited?.height, pixels?.width, pixels?.height].join(' ');
    if (!sizes.has(shape)) sizes.set(shape, planEdit(options, capabilities, edited, pixels).size);
    return sizes.get(shape);
  };
  const quoted = requests.map((request) => {
    const own = regionFor(request);
    const asked = own?.ok ? own.value.parts.map((part) => part.plan) : [{ ...plan, size: sizeFor(request) }];
    return { usd: sumOf(asked.map((one) => priceOf(one, request.inputs))), more: asked.length - 1 };
  });
  const each = quoted.map(({ usd }) => usd);
  const usd = sumOf(each);
  const groups = togetherIn(requests, (request) => picturesAtOnce(capabilities, options, request));
  const parts = quoted.reduce((sum, { more }) => sum + more, 0);
  const images = (requests.length + parts) * pictures;
  const count = groups.length + parts + requests.length * (pictures - 1);
  const wholeUsd = first && priceOf(whole, first.inputs);
  return {
    provider,
    capabilities,
    plan,
    region,
    wholeUsd,
    usd,
    each,
    count,
    words: wordsFor(usd, count, images),
  };
}

/** What was planned for a region last: the same is asked at every change of a panel. */
const planned = new WeakMap<Region, { subject: string; plan: PlannedRegion }>();

function regionOf(
  { region, edited }: QuotedRequest,
  options: EditOptions,
  capabilities: ModelCapabilities,
  prices: string,
  priceOf: (plan: Plan) => number | undefined,
): PlannedRegion | undefined {
  if (region === undefined || edited === undefined) return undefined;
  const subject = JSON.stringify([edited.width, edited.height, options, prices]);
  const known = planned.get(region);
  if (known?.subject === subject) return known.plan;
  const plan = planRegion(region, options, capabilities, edited, priceOf);
  planned.set(region, { subject, plan });
  return plan;
}

function wordsFor(usd: number | undefined, requests: number, images: number): string | null {
  if (usd === undefined) return null;
  if (usd === 0) return t('no cost');
  if (requests < images) {
    return plural(
      requests,
      {
        one: '{images} images in one request, about {cost}',
        other: '{images} images in {count} requests, about {cost}',
      },
      { images, cost: formatCost(usd) },
    );
  }
  return plural(
    requests,
    { one: 'about {cost}', other: '{count} requests, about {cost}' },
    { cost: formatCost(usd) },
  );
}
