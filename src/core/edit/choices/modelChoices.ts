import { engineOf } from '../../api/engines.ts';
import { plainModelId } from '../../api/models/answeringModel.ts';
import { capabilitiesAt, isOffered, knownModels } from '../../api/models/models.ts';
import type { Provider } from '../../api/providers.ts';
import type { ModelCapabilities } from '../../capabilities.ts';
import { t } from '../../shared/l10n.ts';
import { modelWords } from './modelWords.ts';

/** One model to choose, whatever ids it has. */
export interface ModelChoice {
  /** What is asked when it is chosen. */
  id: string;
  /** All ids that it is found by. */
  ids: readonly string[];
  /** "Nano Banana 2". */
  name: string;
  /** "Newest", "Default", "Listed", "Shut down". */
  badges: readonly string[];
  isInUse: boolean;
  /** "Fast, 5 to 25 s"; empty where nobody says how fast it is. */
  speed: string;
  /** What it is for, as a sentence. */
  purpose: string;
  /** "512 to 4K · 14 ratios · up to 14 images". */
  abilities: string;
  /** At the provider that is asked. */
  capabilities: ModelCapabilities;
}

/** Models of one engine, or those that only the endpoint knows. */
export interface ModelGroup {
  title: string;
  models: readonly ModelChoice[];
}

export interface ModelContext {
  provider: Provider;
  /** The id in use. */
  current: string;
  /** The ids of the endpoint's own list; undefined while or where it isn't known. */
  listed: ReadonlySet<string> | undefined;
}

/** What the mark of the endpoint's own models means, for below a list. */
export const listedMeans = (host: string): string =>
  t('Listed: {host} has it in its list, which is no guarantee.', { host });

/** The models to choose from, grouped by engine, newest first; then what else the endpoint lists and can be asked. */
export function modelGroups(context: ModelContext): ModelGroup[] {
  const { provider, current, listed } = context;
  const groups = provider.protocols.flatMap((protocol) => {
    const models = foldedModels(protocol).map((ids, index) => choiceOf(context, ids, index === 0));
    return models.length > 0 ? [{ title: engineOf({ engine: protocol }).title, models }] : [];
  });
  const shown = new Set(groups.flatMap(({ models }) => models.map(({ id }) => id)));
  const isFolded = (id: string): boolean => knownModels.some((model) => model.id === releasedId(id));
  const inUse = capabilitiesAt(provider, current);
  const further = [...(listed ?? [])].filter(
    (id) =>
      isOffered(id) && provider.protocols.includes(capabilitiesAt(provider, id).engine) && !isFolded(id),
  );
  const others = new Set([
    ...further,
    ...(inUse.cannotBeAsked === undefined && !shown.has(inUse.id) ? [inUse.id] : []),
  ]);
  if (others.size === 0) return groups;
  const models = [...others].sort().map((id) => choiceOf(context, [id], false));
  return [...groups, { title: t('Other models'), models }];
}

/** The ids of each model that an engine asks, newest model first: those of one name are one model. */
function foldedModels(protocol: string): string[][] {
  const own = knownModels.filter(({ engine }) => engine === protocol);
  const names = [...new Set(own.map(({ name }) => name))];
  return names.map((name) => own.filter((model) => model.name === name).map(({ id }) => id));
}

/** Without what makes an id a preview or a snapshot of a model. */
const releasedId = (id: string): string => (/[/:]/.test(id) ? id : plainModelId(id).replace(/-preview$/, ''));

function choiceOf(context: ModelContext, ids: readonly string[], isNewest: boolean): ModelChoice {
  const { provider, current, listed } = context;
  const id = askedId(context, ids);
  const capabilities = capabilitiesAt(provider, id);
  const { speed, abilities } = modelWords(capabilities);
  const badges = [
    isNewest ? t('Newest') : '',
    ids.includes(provider.defaultModel) ? t('Default') : '',
    listed?.has(id) ? t('Listed') : '',
    isGone(context, id) ? t('Shut down') : '',
  ];
  return {
    id,
    ids,
    name: capabilities.name,
    badges: badges.filter((badge) => badge !== ''),
    isInUse: capabilitiesAt(provider, current).id === id,
    speed,
    purpose: capabilities.description(),
    abilities: abilities.join(' · '),
    capabilities,
  };
}

/** Which of a model's ids is asked: the one in use, the provider's own, one that it lists, else the released one. */
function askedId(context: ModelContext, ids: readonly string[]): string {
  const { provider, current, listed } = context;
  const used = capabilitiesAt(provider, current).id;
  const usable = ids.filter((id) => !isGone(context, id));
  return (
    usable.find((id) => id === used) ??
    usable.find((id) => id === provider.defaultModel) ??
    usable.find((id) => listed?.has(id)) ??
    usable.find((id) => !id.endsWith('-preview')) ??
    usable[0] ??
    ids[0] ??
    used
  );
}

const isGone = ({ provider }: ModelContext, id: string): boolean =>
  capabilitiesAt(provider, id).shutDownAt?.includes(provider.id) ?? false;

/** A typed id that is in no list yet, without the `models/` that model lists print; undefined when it is none. */
export function typedModelId(typed: string, groups: readonly ModelGroup[]): string | undefined {
  const id = typed.trim().replace(/^models\//, '');
  if (!/^[A-Za-z0-9._:/@-]{1,200}$/.test(id)) return undefined;
  return groups.some(({ models }) => models.some(({ ids }) => ids.includes(id))) ? undefined : id;
}
