import type { ModelCapabilities } from '../../../capabilities.ts';
import { type SizeRule, tierSize } from '../../../images/freeSizes.ts';
import type { Size } from '../../../images/imageTypes.ts';
import {
  type AspectRatio,
  aspectRatios,
  complexities,
  type ImageSize,
  qualities,
} from '../../../shared/options.ts';
import type { EngineModels } from '../engine.ts';
import { seenPixels, wordedRatios } from './shapeWords.ts';

/**
 * How one model wants to be asked beyond what its capabilities say, by OpenAI's SDK and reference and APIYI's
 * pages, state of November 2026.
 */
export interface Traits {
  /** `field`: `size` in pixels; `words`: no such field, so a shape is a wish in the prompt. */
  shape: 'field' | 'words';
  /** Several images come in parts called `image[]`, or all in parts called `image`. */
  several: 'image[]' | 'image';
  /** The web routes give addresses in place of bytes unless they are told. */
  saysResponseFormat: boolean;
}

type Kind = 'second' | 'secondAndHalf' | 'newest' | 'webWords' | 'webFree' | 'webPresets' | 'smallest';

interface Family {
  traits: Traits;
  capabilities: Omit<
    ModelCapabilities,
    'id' | 'name' | 'description' | 'known' | 'goneAtGoogle' | keyof typeof common
  >;
}

/**
 * OpenAI's reference and Comfy's node agree on it (state of November 2026). The tiers are ours: 1K has as many
 * pixels as the usual square, 2K its long side, 4K all that is drawn.
 */
export const sizeRule: SizeRule = {
  multiple: 16,
  longest: 3840,
  widest: 3,
  least: 655_360,
  most: 8_294_400,
  tiers: {
    '1K': { longest: 1536, most: 1_048_576 },
    '2K': { longest: 2048, most: 4_194_304 },
    '4K': { longest: 3840, most: 8_294_400 },
  },
  usual: [
    '1024x1024',
    '1536x1024',
    '1024x1536',
    '2048x2048',
    '2048x1152',
    '1152x2048',
    '3840x2160',
    '2160x3840',
  ],
};

const common = {
  engine: 'openai-images',
  inputTypes: ['image/png', 'image/jpeg', 'image/webp'],
  maxInputs: 16,
  thinkingLevels: [],
  defaultThinking: '',
  takesIncludeThoughts: false,
  takesImageOnly: false,
} as const;

const shapeOf = (ratio: AspectRatio): Size => {
  const [width = 1, height = 1] = ratio.split(':').map(Number);
  return { width, height };
};
const tierPixels = (ratio: AspectRatio, size: ImageSize): Size => tierSize(shapeOf(ratio), size, sizeRule);

/** Nothing wider than 3:1 is drawn. */
const ratios = aspectRatios.filter((ratio) => !['1:4', '4:1', '1:8', '8:1'].includes(ratio));
const usualSizes: Readonly<Partial<Record<AspectRatio, Size>>> = {
  '1:1': { width: 1024, height: 1024 },
  '3:2': { width: 1536, height: 1024 },
  '2:3': { width: 1024, height: 1536 },
};

/** APIYI advises 360 s, and 600 s at 4K, with many images and on the web routes. A dropped request is billed. */
const deadlines = {
  relay: { at4K: 600_000, below4K: 360_000 },
  web: { at4K: 600_000, below4K: 600_000 },
};
const relay: Traits = {
  shape: 'field',
  several: 'image[]',
  saysResponseFormat: false,
};
const web: Traits = {
  shape: 'field',
  several: 'image',
  saysResponseFormat: true,
};
const free = {
  aspectRatios: ratios,
  sizes: ['1K', '2K', '4K'],
  freeSizes: sizeRule,
  defaultSize: '1K',
  pixels: tierPixels,
} as const;
/** Transparency that the model is not asked for is worked out here, from colours behind the subject. */
const workedOut = ['transparent', 'transparent-twice'] as const;
const noLevels = {
  qualities: [],
  defaultQuality: '',
  complexities: [],
  backgrounds: workedOut,
  formats: [],
} as const;

/*
 * At APIYI `-all` is a route to the ChatGPT web product and `-vip` another reverse route; the others are passed on
 * to OpenAI. Whether gpt-image-2 makes transparency is uncertain (its reference calls it a preview, APIYI says no),
 * so it is not asked for.
 */
const families: Record<Kind, Family> = {
  newest: {
    traits: relay,
    capabilities: {
      ...free,
      takesMask: true,
      takesMarkup: true,
      qualities,
      defaultQuality: 'medium',
      complexities,
      backgrounds: ['transparent', 'opaque'],
      formats: ['gif', 'svg'],
      inputBytes: 50_000_000,
      deadlineMs: deadlines.relay,
    },
  },
  secondAndHalf: {
    traits: relay,
    capabilities: {
      ...free,
      takesMask: true,
      takesMarkup: true,
      ...noLevels,
      qualities,
      defaultQuality: 'medium',
      backgrounds: ['transparent', 'opaque'],
      inputBytes: 50_000_000,
      deadlineMs: deadlines.relay,
    },
  },
  second: {
    traits: relay,
    capabilities: {
      ...free,
      takesMask: true,
      ...noLevels,
      qualities: ['low', 'medium', 'high'],
      defaultQuality: 'medium',
      backgrounds: [...workedOut, 'opaque'],
      inputBytes: 50_000_000,
      deadlineMs: deadlines.relay,
    },
  },
  webFree: {
    traits: web,
    capabilities: {
      ...free,
      takesMask: true,
      ...noLevels,
      backgrounds: ['transparent', 'opaque'],
      formats: ['gif', 'svg'],
      inputBytes: 10_000_000,
      deadlineMs: deadlines.web,
    },
  },
  webPresets: {
    traits: web,
    capabilities: {
      ...noLevels,
      aspectRatios: ratios,
      sizes: ['1K', '2K', '4K'],
      defaultSize: '1K',
      pixels: tierPixels,
      inputBytes: 10_000_000,
      deadlineMs: deadlines.web,
    },
  },
  webWords: {
    traits: { ...web, shape: 'words' },
    capabilities: {
      ...noLevels,
      aspectRatios: wordedRatios,
      sizes: [],
      defaultSize: '1K',
      pixels: seenPixels,
      inputBytes: 10_000_000,
      deadlineMs: deadlines.web,
    },
  },
  // What every endpoint of this protocol takes.
  smallest: {
    traits: relay,
    capabilities: {
      ...noLevels,
      aspectRatios: ['1:1', '2:3', '3:2'],
      sizes: ['1K'],
      defaultSize: '1K',
      pixels: (ratio) => usualSizes[ratio] ?? { width: 1024, height: 1024 },
      inputBytes: 10_000_000,
      deadlineMs: deadlines.relay,
    },
  },
};

const ids: readonly { id: string; kind: Kind; name: string; description: string }[] = [
  {
    id: 'gpt-image-2.6-flare',
    kind: 'newest',
    name: 'GPT Image 2.6 Flare',
    description: 'Fast: any size to 4K, five qualities, transparency, GIF and SVG.',
  },
  {
    id: 'gpt-image-2.6-sunburst',
    kind: 'newest',
    name: 'GPT Image 2.6 Sunburst',
    description: 'Most detailed: any size to 4K, five qualities, transparency, GIF and SVG.',
  },
  {
    id: 'gpt-image-2.6-all',
    kind: 'webFree',
    name: 'GPT Image 2.6 (all)',
    description: 'One flat price: any size, transparency, GIF and SVG; over the ChatGPT web route.',
  },
  {
    id: 'gpt-image-2.5-flare',
    kind: 'secondAndHalf',
    name: 'GPT Image 2.5 Flare',
    description: 'Fast: any size to 4K, five qualities, transparency.',
  },
  {
    id: 'gpt-image-2.5-sunburst',
    kind: 'secondAndHalf',
    name: 'GPT Image 2.5 Sunburst',
    description: 'More detailed: any size to 4K, five qualities, transparency.',
  },
  {
    id: 'gpt-image-2.5-all',
    kind: 'webWords',
    name: 'GPT Image 2.5 (all)',
    description: 'One flat price: seven shapes as wishes in the prompt; over the ChatGPT web route.',
  },
  {
    id: 'gpt-image-2',
    kind: 'second',
    name: 'GPT Image 2',
    description: 'The generation before: any size to 4K, three qualities.',
  },
  {
    id: 'gpt-image-2-all',
    kind: 'webWords',
    name: 'GPT Image 2 (all)',
    description: 'One flat price: seven shapes as wishes in the prompt; over the ChatGPT web route.',
  },
  {
    id: 'gpt-image-2-vip',
    kind: 'webPresets',
    name: 'GPT Image 2 (vip)',
    description: 'One flat price: ten ratios in 1K, 2K and 4K; over a reverse route.',
  },
];

/** Dated snapshots are the model itself. */
const plain = (id: string): string => id.replace(/-20\d\d-\d\d-\d\d$/, '');

const kindOf = (id: string): Kind => ids.find((one) => one.id === plain(id))?.kind ?? 'smallest';

/** How an id is asked; one that isn't known with the smallest set. */
export const traitsOf = (id: string): Traits => families[kindOf(id)].traits;

const known: readonly ModelCapabilities[] = ids.map(({ id, kind, name, description }) => ({
  ...common,
  ...families[kind].capabilities,
  id,
  name,
  description,
  known: true,
  goneAtGoogle: false,
}));

const unknown = (id: string): ModelCapabilities => {
  const dated = known.find((one) => one.id === plain(id));
  return {
    ...common,
    ...families[kindOf(id)].capabilities,
    id,
    name: id,
    known: false,
    goneAtGoogle: false,
    description: dated
      ? `A snapshot of ${dated.name}.`
      : 'Not a known model; asked for what every endpoint of this protocol takes.',
  };
};

const ownName = (id: string): string => id.split('/').at(-1)?.toLowerCase() ?? '';

/** DALL·E spoke an older form of the protocol and is retired. */
const canBeAsked = (id: string): boolean => /^(?:chat)?gpt-image/.test(ownName(id));

/** What OpenAI's deprecations name. */
const retired = /^(?:gpt-image-1|dall-e-[23])$/;
const successorOf = (id: string): string | undefined =>
  retired.test(ownName(id)) ? 'gpt-image-2.6-flare' : undefined;

export const openaiImageModels: EngineModels = {
  known,
  canBeAsked,
  isOffered: canBeAsked,
  unknown,
  successorOf,
};
