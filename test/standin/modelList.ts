import { models } from './models.ts';
import { imageModels } from './openai/imageModels.ts';
import { invalid } from './refusal.ts';

const textModels = [
  ['gemini-3.5-flash', 'Gemini 3.5 Flash'],
  ['gemini-3-pro', 'Gemini 3 Pro'],
  ['gemini-embedding-2', 'Gemini Embedding 2'],
] as const;

/** A page of Google's list. `pageSize` is 50 unless asked, `pageToken` as the page before gave it. */
export function googleModelList(query: URLSearchParams): object {
  const all = [
    ...textModels.map(([id, displayName]) => ({ id, displayName })),
    ...models.filter((model) => model.atGoogle),
  ];
  const size = Number(query.get('pageSize') ?? 50);
  const from = Number(query.get('pageToken')?.replace(/^page-/, '') ?? 0);
  if (!Number.isInteger(size) || size < 0 || !Number.isInteger(from) || from < 0) {
    throw invalid('Invalid value for pageSize or pageToken.');
  }
  const end = from + Math.min(size || 50, 1000);
  return {
    models: all.slice(from, end).map(({ id, displayName }) => ({
      name: `models/${id}`,
      version: '3.0',
      displayName,
      description: displayName,
      inputTokenLimit: 65536,
      outputTokenLimit: 65536,
      supportedGenerationMethods: id.includes('embedding')
        ? ['embedContent']
        : ['generateContent', 'countTokens', 'batchGenerateContent'],
      temperature: 1,
      topP: 0.95,
      topK: 64,
      maxTemperature: 1,
      thinking: true,
    })),
    ...(end < all.length && { nextPageToken: `page-${end}` }),
  };
}

/** The reseller's list in the form of OpenAI; models of both kinds. */
export function resellerModelList(): object {
  return openAiList(
    [
      ...imageModels.filter(({ at }) => at.includes('apiyi')).map(({ id }) => id),
      ...textModels.map(([id]) => id),
      ...models.map((model) => model.id),
    ],
    'custom',
  );
}

/** OpenAI's own list: says nothing of what a model does, nor whether the key may use it. */
export function openAiModelList(): object {
  const others = [
    'gpt-5.5',
    'gpt-5.5-mini',
    'gpt-realtime-2',
    'text-embedding-3-large',
    'omni-moderation-latest',
  ];
  return openAiList(
    [...others, ...imageModels.filter(({ at }) => at.includes('openai')).map(({ id }) => id)],
    'system',
  );
}

const openAiList = (ids: readonly string[], owner: string) => ({
  object: 'list',
  data: ids.map((id) => ({ id, object: 'model', created: 1_770_000_000, owned_by: owner })),
});
