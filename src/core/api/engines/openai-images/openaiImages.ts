import type { Engine } from '../engine.ts';
import { prices } from './cost.ts';
import { openaiImageModels } from './models.ts';
import { partialIn, saysFinished, understand } from './readAnswer.ts';
import { requestOf } from './request.ts';

/** OpenAI's Images endpoints, as OpenAI and the resellers speak them (developers.openai.com/api/reference/images). */
export const openaiImages: Engine = {
  id: 'openai-images',
  speaksLike: 'GPT Image',
  title: 'GPT Image',
  models: openaiImageModels,
  prices,
  answers: { saysFinished, partialIn, understand },
  request: requestOf,
  snippets: async () => (await import('./snippets.ts')).snippets,
};
