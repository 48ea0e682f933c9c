import { Base64Of, jsonBody } from '../../body/jsonBody.ts';
import type { Engine } from '../engine.ts';
import { generateBody } from './body.ts';
import { prices } from './cost.ts';
import { modelList } from './modelList.ts';
import { geminiModels } from './models.ts';
import { saysFinished, understand } from './readAnswer.ts';

/** Gemini's generateContent, as Google and the resellers speak it (ai.google.dev/api/generate-content). */
export const gemini: Engine = {
  id: 'gemini',
  speaksLike: 'Gemini',
  title: 'Gemini',
  models: geminiModels,
  prices,
  answers: { saysFinished, understand },
  modelList,
  request: (plan, provider) => ({
    path: `/v1beta/models/${encodeURIComponent(plan.capabilities.id)}:generateContent`,
    body: jsonBody(generateBody(plan, provider, (image) => new Base64Of(image))),
  }),
  snippets: async () => (await import('./snippets.ts')).snippets,
};
