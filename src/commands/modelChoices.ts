import { type Billing, estimateCost } from '../core/api/cost.ts';
import { engineOf } from '../core/api/engines.ts';
import { canBeAsked, capabilitiesAt, isOffered, knownModels } from '../core/api/models.ts';
import type { Provider } from '../core/api/providers.ts';
import type { ModelCapabilities } from '../core/capabilities.ts';
import { formatCost } from '../core/shared/format.ts';
import { inARow, t } from '../core/shared/l10n.ts';

/** One line of the list of models. */
export interface ModelChoice {
  id: string;
  /** "Nano Banana 2". */
  name: string;
  /** The id with what is known of it here: "gemini-… · in use · available". */
  description: string;
  /** What it can do and cost. */
  detail: string;
}

export interface ModelChoices {
  /** Those that the provider can be asked for, one group for each protocol. */
  groups: { title: string; known: ModelChoice[] }[];
  /** Not known: what the endpoint lists and looks like an image model, and the one in use. */
  others: ModelChoice[];
}

export interface ModelContext {
  provider: Provider;
  billing: Billing;
  /** The id in use. */
  current: string;
  /** The endpoint's list; undefined while or where it isn't known. */
  listed: ReadonlySet<string> | undefined;
}

/** "$0.055 an image.", "About $0.045 to $0.151 an image."; empty without a known price. */
function priceRange({ provider, billing }: ModelContext, capabilities: ModelCapabilities): string {
  const { sizes, defaultSize, qualities } = capabilities;
  const asked = { provider: provider.id, capabilities, billing, inputs: 0, promptLength: 0 };
  const costs = (sizes.length > 0 ? sizes : [defaultSize]).flatMap((size) =>
    (qualities.length > 0 ? qualities : [undefined]).flatMap(
      (quality) => estimateCost({ ...asked, size, quality }) ?? [],
    ),
  );
  if (costs.length === 0) return '';
  const prices = costs.map(({ usd }) => usd);
  const [least, most] = [formatCost(Math.min(...prices)), formatCost(Math.max(...prices))];
  const isRough = costs.some(({ approximate }) => approximate);
  if (least === most) {
    return isRough
      ? t('About {price} an image.', { price: least })
      : t('{price} an image.', { price: least });
  }
  return isRough
    ? t('About {least} to {most} an image.', { least, most })
    : t('{least} to {most} an image.', { least, most });
}

function choiceOf(context: ModelContext, capabilities: ModelCapabilities): ModelChoice {
  const { provider, current, listed } = context;
  const { id, name, description, goneAtGoogle } = capabilities;
  const traits = [id];
  if (capabilitiesAt(provider, current).id === id) traits.push(t('in use'));
  if (id === provider.defaultModel) traits.push(t('default'));
  if (listed?.has(id)) traits.push(t('available'));
  else if (goneAtGoogle && provider.id === 'google') traits.push(t('shut down'));
  else if (listed !== undefined) traits.push(t('not listed'));
  const price = priceRange(context, capabilities);
  return { id, name, description: traits.join(' · '), detail: inARow(description(), price) };
}

/** The models to choose from: those that are known, then what else the endpoint lists and can be asked. */
export function modelChoices(context: ModelContext): ModelChoices {
  const knownIds = new Set(knownModels.map(({ id }) => id));
  const { protocols } = context.provider;
  const listed = [...(context.listed ?? [])].filter(
    (id) => isOffered(id) && protocols.includes(capabilitiesAt(context.provider, id).engine),
  );
  const inUse = [capabilitiesAt(context.provider, context.current).id].filter(canBeAsked);
  const others = [...new Set([...listed, ...inUse])].filter((id) => !knownIds.has(id));
  return {
    groups: protocols.map((protocol) => ({
      title: engineOf({ engine: protocol }).title,
      known: knownModels
        .filter(({ engine }) => engine === protocol)
        .map((capabilities) => choiceOf(context, capabilities)),
    })),
    others: others.sort().map((id) => choiceOf(context, capabilitiesAt(context.provider, id))),
  };
}

/** A typed id that is in no list yet, without the `models/` that model lists print; undefined when it is none. */
export function typedModelId(typed: string, { groups, others }: ModelChoices): string | undefined {
  const id = typed.trim().replace(/^models\//, '');
  if (!/^[A-Za-z0-9._:/@-]{1,200}$/.test(id)) return undefined;
  return [...groups.flatMap(({ known }) => known), ...others].some((choice) => choice.id === id)
    ? undefined
    : id;
}
