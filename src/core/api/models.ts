import {
  type AspectRatio,
  aspectRatios,
  type ImageSize,
  type ThinkingLevel,
  thinkingLevels,
} from '../shared/options.ts';
import { type Pixels, pixelsOfGemini3, pixelsOfGemini25 } from './pixelTables.ts';

/** Models that answer alike and cost alike, whatever id they are called by. */
export type ModelFamily = '3.1-flash' | '2.1' | '3-pro' | '3.1-flash-lite' | '2.5-flash' | 'unknown';

/** The protocols that models are asked by here: Gemini's generateContent. */
export type Engine = 'gemini';

/*
 * OpenAI's image models are asked by its Images protocol, Google's Imagen and Veo by `:predict`
 * (ai.google.dev/gemini-api/docs/imagen).
 */
const otherProtocol = /^(gpt-|chatgpt-|dall-e|sora|imagen|veo-)/i;

/**
 * Whether one of our engines speaks the protocol of a model. An id that says nothing of its maker may well
 * be a gateway's name for a Gemini model; a maker may stand before it, as in `openai/gpt-image-2`.
 */
export const canBeAsked = (modelId: string): boolean =>
  !otherProtocol.test(modelId.trim().split('/').at(-1) ?? '');

/** Whether an id from a model list is surely that of an image model that can be asked. */
export function isOffered(modelId: string): boolean {
  const id = modelId.toLowerCase();
  const gemini = id.indexOf('gemini');
  return canBeAsked(modelId) && (id.includes('banana') || (gemini >= 0 && id.includes('image', gemini)));
}

/** What one model can do. An option that is not here is not offered for it and never sent to it. */
export interface ModelCapabilities {
  /** As the wire spells it. */
  id: string;
  family: ModelFamily;
  /** "Nano Banana 2"; the id itself for a model that isn't known. */
  name: string;
  known: boolean;
  engine: Engine;
  aspectRatios: readonly AspectRatio[];
  /** The tiers that may be asked for; empty when the model has one size and refuses the field. */
  sizes: readonly ImageSize[];
  /** The tier that comes when none is asked for. */
  defaultSize: ImageSize;
  /** The levels that may be asked for; empty when the model refuses the field. */
  thinkingLevels: readonly ThinkingLevel[];
  /** What the model does when no level is sent; empty when it has no levels. */
  defaultThinking: ThinkingLevel | '';
  takesIncludeThoughts: boolean;
  maxInputs: number;
  /** An id that Google has shut down and resellers still take. */
  goneAtGoogle: boolean;
  /** One line for a chooser. */
  description: string;
  /**
   * The documented pixels for a ratio and tier; for the default tier where the model takes no size.
   * The real image can differ by some pixels: measure it.
   */
  pixels(ratio: AspectRatio, size: ImageSize): Pixels;
}

const tenRatios = aspectRatios.filter((ratio) => !['1:4', '4:1', '1:8', '8:1'].includes(ratio));

type Family = Omit<ModelCapabilities, 'id' | 'goneAtGoogle' | 'known' | 'engine' | 'family'>;

/*
 * From Google's image guide, model pages and the SDK (state of November 2026), with APIYI's pages.
 * Pro thinks always: a level is refused, but its thoughts can be asked for. The Lite model has 1K
 * only, so no size is sent; its levels are known from gateways' reports (maximhq/bifrost 7287, 6280), and
 * its ratios are documented nowhere, so it gets what every model takes. 2.5 refuses any thinkingConfig and has no hard input limit; three is Google's advice.
 */
const families: Record<Exclude<ModelFamily, 'unknown'>, Family> = {
  '2.1': {
    name: 'Nano Banana 2.1',
    aspectRatios,
    sizes: ['1K', '2K', '4K'],
    defaultSize: '1K',
    thinkingLevels,
    defaultThinking: 'medium',
    takesIncludeThoughts: true,
    maxInputs: 14,
    description: 'Newest: 1K to 4K, 14 ratios, three thinking levels.',
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
    description: 'Fast: 512 to 4K, 14 ratios, two thinking levels.',
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
    description: 'Most careful and dearest: 1K to 4K, 10 ratios, always thinks.',
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
    description: 'Cheapest: 1K only, 10 ratios, two thinking levels.',
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
    description: 'The first one: about 1K only, 10 ratios, up to three inputs.',
    pixels: pixelsOfGemini25,
  },
};

const ids: readonly { id: string; family: Exclude<ModelFamily, 'unknown'>; goneAtGoogle?: true }[] = [
  { id: 'gemini-nano-banana-2.1', family: '2.1' },
  { id: 'gemini-3.1-flash-image-preview', family: '3.1-flash', goneAtGoogle: true },
  { id: 'gemini-3.1-flash-image', family: '3.1-flash' },
  { id: 'gemini-3-pro-image-preview', family: '3-pro', goneAtGoogle: true },
  { id: 'gemini-3-pro-image', family: '3-pro' },
  { id: 'gemini-3.1-flash-lite-image', family: '3.1-flash-lite' },
  { id: 'gemini-2.5-flash-image', family: '2.5-flash' },
];

/** Every model id that is known, newest first; ids of one family answer alike. */
export const knownModels: readonly ModelCapabilities[] = ids.map(({ id, family, goneAtGoogle }) => ({
  ...families[family],
  id,
  family,
  known: true,
  engine: 'gemini',
  goneAtGoogle: goneAtGoogle ?? false,
}));

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
 * The model that took the place of a retired one: what Google's deprecations page names, followed to the
 * end. A preview of a known model leads to that model. Undefined when none is known.
 */
export function successorOf(modelId: string): string | undefined {
  const id = capabilitiesOf(modelId).id.toLowerCase();
  const released = id.replace(/-preview(?:-[\d-]+)?$/, '');
  const isPreview = released !== id && knownModels.some((known) => known.id === released);
  return successors[id] ?? (isPreview ? released : undefined);
}

/**
 * What a model can do. An id that isn't known gets the fields of 3.1 flash without thinking, which is
 * what the newest models have in common. A leading `models/`, as model lists print it, is dropped.
 */
export function capabilitiesOf(modelId: string): ModelCapabilities {
  const id = modelId.trim().replace(/^models\//, '');
  const found = knownModels.find((model) => model.id === id);
  return (
    found ?? {
      ...families['3.1-flash'],
      id,
      family: 'unknown',
      name: id,
      known: false,
      engine: 'gemini',
      thinkingLevels: [],
      defaultThinking: '',
      takesIncludeThoughts: false,
      goneAtGoogle: false,
      description: 'Not a known model; asked like Nano Banana 2, without thinking.',
    }
  );
}
