import type { ModelCapabilities, Speed } from '../../../capabilities.ts';
import { t } from '../../../shared/l10n.ts';
import { aspectRatios, thinkingLevels } from '../../../shared/options.ts';
import type { EngineModels } from '../engine.ts';
import { pixelsOfGemini3, pixelsOfGemini25 } from './pixelTables.ts';

/*
 * OpenAI's image models are asked by its Images protocol, Google's Imagen and Veo by `:predict`
 * (ai.google.dev/gemini-api/docs/imagen).
 */
const otherProtocol = /^(gpt-|chatgpt-|dall-e|sora|imagen|veo-)/i;

/**
 * An id that says nothing of its maker may well be a gateway's name for a Gemini model; a maker may stand
 * before it, as in `openai/gpt-image-2`.
 */
const canBeAsked = (id: string): boolean => !otherProtocol.test(id.split('/').at(-1) ?? '');

function isOffered(modelId: string): boolean {
  const id = modelId.toLowerCase();
  const gemini = id.indexOf('gemini');
  return canBeAsked(id) && (id.includes('banana') || (gemini >= 0 && id.includes('image', gemini)));
}

/** What the models take, by Google's and APIYI's lists. */
const inputTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif'];

/** As APIYI advises: 360 s, for Pro 300 s, and 600 s at 4K. A dropped request is billed, so these are long. */
const deadlines = {
  usual: { at4K: 360_000, below4K: 360_000 },
  pro: { at4K: 600_000, below4K: 300_000 },
  unknown: { at4K: 600_000, below4K: 360_000 },
};

const tenRatios = aspectRatios.filter((ratio) => !['1:4', '4:1', '1:8', '8:1'].includes(ratio));

/** Models that answer alike and cost alike, whatever id they are called by. */
export type GeminiFamily = '3.1-flash' | '2.1' | '3-pro' | '3.1-flash-lite' | '2.5-flash';

/** What all of them have in common: none knows an alpha channel, which is worked out here, or levels of quality. */
const common = {
  engine: 'gemini',
  inputTypes,
  takesImageOnly: true,
  qualities: [],
  defaultQuality: '',
  complexities: [],
  backgrounds: ['transparent', 'transparent-twice'],
  formats: [],
} as const;

type Family = Omit<
  ModelCapabilities,
  'id' | 'shutDownAt' | 'known' | 'deadlineMs' | 'speed' | keyof typeof common
>;

/*
 * From Google's image guide, model pages and the SDK (state of November 2026), with APIYI's pages.
 * Pro thinks always: a level is refused, but its thoughts can be asked for. The Lite model has 1K
 * only, so no size is sent; its levels are known from gateways' reports (maximhq/bifrost 7287, 6280), and
 * its ratios are documented nowhere, so it gets what every model takes. 2.5 refuses any thinkingConfig and has no hard input limit; three is Google's advice.
 */
const families: Record<GeminiFamily, Family> = {
  '2.1': {
    name: 'Nano Banana 2.1',
    aspectRatios,
    sizes: ['1K', '2K', '4K'],
    defaultSize: '1K',
    thinkingLevels,
    defaultThinking: 'medium',
    takesIncludeThoughts: true,
    maxInputs: 14,
    description: () => t('For most edits.'),
    pixels: pixelsOfGemini3,
  },
  '3.1-flash': {
    name: 'Nano Banana 2',
    aspectRatios,
    sizes: ['512', '1K', '2K', '4K'],
    defaultSize: '1K',
    thinkingLevels: ['minimal', 'high'],
    defaultThinking: 'minimal',
    takesIncludeThoughts: true,
    maxInputs: 14,
    description: () => t('For most edits.'),
    pixels: pixelsOfGemini3,
  },
  '3-pro': {
    name: 'Nano Banana Pro',
    aspectRatios: tenRatios,
    sizes: ['1K', '2K', '4K'],
    defaultSize: '1K',
    thinkingLevels: [],
    defaultThinking: '',
    takesIncludeThoughts: true,
    maxInputs: 14,
    description: () => t('For difficult edits and small text. It always thinks first.'),
    pixels: pixelsOfGemini3,
  },
  '3.1-flash-lite': {
    name: 'Nano Banana 2 Lite',
    aspectRatios: tenRatios,
    sizes: [],
    defaultSize: '1K',
    thinkingLevels: ['minimal', 'high'],
    defaultThinking: 'minimal',
    takesIncludeThoughts: true,
    maxInputs: 14,
    description: () => t('For simple edits.'),
    pixels: (ratio) => pixelsOfGemini3(ratio, '1K'),
  },
  '2.5-flash': {
    name: 'Nano Banana',
    aspectRatios: tenRatios,
    sizes: [],
    defaultSize: '1K',
    thinkingLevels: [],
    defaultThinking: '',
    takesIncludeThoughts: false,
    maxInputs: 3,
    description: () => t('The first one.'),
    pixels: pixelsOfGemini25,
  },
};

/** APIYI's measurements, at 1K and 4K; of the other two only that they are the fast ones is said. */
const speeds: Record<GeminiFamily, Speed> = {
  '2.1': { pace: 'medium', seconds: [15, 40] },
  '3.1-flash': { pace: 'fast', seconds: [5, 25] },
  '3-pro': { pace: 'slow', seconds: [23, 61] },
  '3.1-flash-lite': { pace: 'fast' },
  '2.5-flash': { pace: 'fast' },
};

const ids: readonly { id: string; family: GeminiFamily; shutDownAt?: readonly string[] }[] = [
  { id: 'gemini-nano-banana-2.1', family: '2.1' },
  { id: 'gemini-3.1-flash-image-preview', family: '3.1-flash', shutDownAt: ['google'] },
  { id: 'gemini-3.1-flash-image', family: '3.1-flash' },
  { id: 'gemini-3-pro-image-preview', family: '3-pro', shutDownAt: ['google'] },
  { id: 'gemini-3-pro-image', family: '3-pro' },
  { id: 'gemini-3.1-flash-lite-image', family: '3.1-flash-lite' },
  { id: 'gemini-2.5-flash-image', family: '2.5-flash' },
];

const known: readonly ModelCapabilities[] = ids.map(({ id, family, shutDownAt }) => ({
  ...common,
  ...families[family],
  id,
  known: true,
  speed: speeds[family],
  deadlineMs: family === '3-pro' ? deadlines.pro : deadlines.usual,
  ...(shutDownAt && { shutDownAt }),
}));

/** Undefined for an id that isn't known. */
export const familyOf = (modelId: string): GeminiFamily | undefined =>
  ids.find(({ id }) => id === modelId)?.family;

const successors: Readonly<Record<string, string>> = {
  'gemini-3.1-flash-image': 'gemini-nano-banana-2.1',
  'gemini-3.1-flash-image-preview': 'gemini-nano-banana-2.1',
  'gemini-3-pro-image-preview': 'gemini-3-pro-image',
  'gemini-2.5-flash-image': 'gemini-nano-banana-2.1',
  'gemini-2.5-flash-image-preview': 'gemini-nano-banana-2.1',
  'gemini-2.0-flash-exp': 'gemini-nano-banana-2.1',
  'gemini-2.0-flash-exp-image-generation': 'gemini-nano-banana-2.1',
  'gemini-2.0-flash-preview-image-generation': 'gemini-nano-banana-2.1',
};

/**
 * What Google's deprecations page names, followed to the end. A preview of a known model leads to that model.
 */
function successorOf(id: string): string | undefined {
  const released = id.replace(/-preview(?:-[\d-]+)?$/, '');
  const isPreview = released !== id && known.some((model) => model.id === released);
  return successors[id] ?? (isPreview ? released : undefined);
}

/** The fields of 3.1 flash without thinking, which is what the newest models have in common. */
const unknown = (id: string): ModelCapabilities => ({
  ...common,
  ...families['3.1-flash'],
  id,
  name: id,
  known: false,
  deadlineMs: deadlines.unknown,
  thinkingLevels: [],
  defaultThinking: '',
  takesIncludeThoughts: false,
  description: () => t('Not a known model: treated like Nano Banana 2, without thinking.'),
});

export const geminiModels: EngineModels = { known, canBeAsked, isOffered, unknown, successorOf };
