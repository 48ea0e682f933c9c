import type { ModelCapabilities } from '../capabilities.ts';
import { engines } from './engines.ts';

/** Every model id that is known, newest first; ids of one family answer alike. */
export const knownModels: readonly ModelCapabilities[] = engines.flatMap(({ models }) => models.known);

/** The names of all protocols that are spoken here. */
const protocols = engines.map(({ speaksLike }) => speaksLike).join(' or ');

const plainId = (modelId: string): string => modelId.trim().replace(/^models\//, '');

/** Whether one of our engines speaks the protocol of a model. */
export const canBeAsked = (modelId: string): boolean =>
  engines.some(({ models }) => models.canBeAsked(plainId(modelId)));

/** Whether an id from a model list is surely that of an image model that can be asked. */
export const isOffered = (modelId: string): boolean =>
  engines.some(({ models }) => models.isOffered(plainId(modelId)));

/**
 * What a model can do. An id that isn't known gets what the first engine that may ask it says of those. A
 * leading `models/`, as model lists print it, is dropped.
 */
export function capabilitiesOf(modelId: string): ModelCapabilities {
  const id = plainId(modelId);
  const known = knownModels.find((model) => model.id === id);
  if (known) return known;
  const engine = engines.find(({ models }) => models.canBeAsked(id));
  if (engine) return engine.models.unknown(id);
  return {
    ...engines[0].models.unknown(id),
    cannotBeAsked: `does not speak the protocol of ${protocols}`,
  };
}

/** The model that took the place of a retired one. Undefined when none is known. */
export function successorOf(modelId: string): string | undefined {
  const id = plainId(modelId).toLowerCase();
  return engines.map(({ models }) => models.successorOf(id)).find((found) => found !== undefined);
}
