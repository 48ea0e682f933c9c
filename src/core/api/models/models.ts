import type { ModelCapabilities } from '../../capabilities.ts';
import { formatList, t } from '../../shared/l10n.ts';
import { engines } from '../engines.ts';
import type { Provider } from '../providers.ts';
import { recordedModel } from '../recorded.ts';

/** Every model id that is known, newest first; ids of one family answer alike. */
export const knownModels: readonly ModelCapabilities[] = engines.flatMap(({ models }) => models.known);

/** All protocols that are spoken here. */
const protocols = () =>
  formatList(
    engines.map(({ speaksLike }) => speaksLike),
    'disjunction',
  );

const plainId = (modelId: string): string => modelId.trim().replace(/^models\//, '');

/** Whether an id from a model list is surely that of an image model that can be asked. */
export const isOffered = (modelId: string): boolean =>
  engines.some(({ models }) => models.isOffered(plainId(modelId)));

/** The protocols of the image models among ids from a model list, by id and in words. */
export function protocolsAmong(modelIds: readonly string[]): { id: string; speaksLike: string }[] {
  const ids = modelIds.map(plainId);
  return engines
    .filter(({ models }) => ids.some((id) => models.isOffered(id)))
    .map(({ id, speaksLike }) => ({ id, speaksLike }));
}

/** What of a provider decides what its models can do. */
type Asked = Pick<Provider, 'protocols' | 'name' | 'streams' | 'drawsSeveral'>;

/**
 * Nobody in particular, who speaks every protocol: for what is the same wherever a model is asked, as its name,
 * and while settings name no provider that can be used.
 */
export const anyProvider: Asked = {
  name: '',
  protocols: engines.map(({ id }) => id),
  streams: true,
  drawsSeveral: true,
};

/** An id that isn't known gets what the first engine that may ask it says of those. */
function capabilitiesOf(modelId: string): ModelCapabilities {
  const id = plainId(modelId);
  const known = knownModels.find((model) => model.id === id);
  if (known) return known;
  if (id === recordedModel.id) return recordedModel;
  const engine = engines.find(({ models }) => models.canBeAsked(id));
  if (engine) return engine.models.unknown(id);
  return {
    ...engines[0].models.unknown(id),
    cannotBeAsked: t('It does not use the protocol of {models}.', { models: protocols() }),
  };
}

/**
 * What a model can do at a provider. The one way to know it. An id that isn't known is asked in a protocol that the
 * provider speaks; a model that it surely can't be asked for says so. What the provider does not pass on is not
 * there. A leading `models/`, as model lists print it, is dropped.
 */
export function capabilitiesAt(provider: Asked, modelId: string): ModelCapabilities {
  const { takesPartialImages, picturesAtOnce, ...found } = spokenAt(provider, modelId);
  return {
    ...found,
    ...(takesPartialImages && provider.streams && { takesPartialImages }),
    ...(picturesAtOnce && provider.drawsSeveral && { picturesAtOnce }),
  };
}

function spokenAt({ protocols, name }: Asked, modelId: string): ModelCapabilities {
  const found = capabilitiesOf(modelId);
  if (found.cannotBeAsked !== undefined || protocols.includes(found.engine)) return found;
  const spoken = engines.filter(({ id }) => protocols.includes(id));
  const [engine] = spoken;
  if (!found.known && engine && !isOffered(found.id)) return engine.models.unknown(found.id);
  const models = formatList(spoken.map(({ speaksLike }) => speaksLike));
  return {
    ...found,
    cannotBeAsked: t('{name} does not offer it: it only supports the protocol of {models}.', {
      name,
      models,
    }),
  };
}

/**
 * What a model can do wherever it is asked, each possibility once: an id that isn't known and says nothing of its
 * protocol is asked in that of the provider.
 */
export function capabilitiesAnywhere(modelId: string): ModelCapabilities[] {
  const found = capabilitiesOf(modelId);
  if (found.known || found.cannotBeAsked !== undefined || isOffered(found.id)) return [found];
  return engines.map(({ models }) => models.unknown(found.id));
}

/** What people call a model; the id itself for one that isn't known. */
export const modelName = (modelId: string): string => capabilitiesOf(modelId).name;

/** The model that took the place of a retired one. Undefined when none is known. */
export function successorOf(modelId: string): string | undefined {
  const id = plainId(modelId).toLowerCase();
  return engines.map(({ models }) => models.successorOf(id)).find((found) => found !== undefined);
}
