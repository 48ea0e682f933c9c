import type { ModelCapabilities } from '../capabilities.ts';
import type { Engine, ModelListForm } from './engines/engine.ts';
import { gemini } from './engines/gemini/gemini.ts';
import { openaiImages } from './engines/openai-images/openaiImages.ts';

/** Every engine; of two that take an id that isn't known the first one asks it. */
export const engines: readonly [Engine, ...Engine[]] = [gemini, openaiImages];

/** The engine that asks a model. The one place that decides it. */
export const engineOf = ({ engine }: Pick<ModelCapabilities, 'engine'>): Engine => {
  const found = engines.find(({ id }) => id === engine);
  if (!found) throw new Error(`there is no engine ${engine}`);
  return found;
};

/** How the list of models at a path comes in pages; undefined for one that has none. */
export const modelListAt = (path: string): ModelListForm | undefined =>
  engines.find(({ modelList }) => modelList?.path === path)?.modelList;
