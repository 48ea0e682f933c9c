import type { ModelCapabilities } from '../../../capabilities.ts';
import { complexities, qualities } from '../../../shared/options.ts';
import { seenPixels, wordedRatios } from './shapeWords.ts';
import { ratios, sizeRule, tierPixels, usualPixels } from './sizes.ts';

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

/** Models of one kind are asked alike and can do the same. */
export type Kind = 'second' | 'secondAndHalf' | 'newest' | 'webWords' | 'webFree' | 'webPresets' | 'smallest';

interface Family {
  traits: Traits;
  capabilities: Omit<
    ModelCapabilities,
    'id' | 'name' | 'description' | 'known' | 'shutDownAt' | keyof typeof common
  >;
}

/** What all of them have in common. */
export const common = {
  engine: 'openai-images',
  inputTypes: ['image/png', 'image/jpeg', 'image/webp'],
  maxInputs: 16,
  thinkingLevels: [],
  defaultThinking: '',
  takesIncludeThoughts: false,
  takesImageOnly: false,
} as const;

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
export const families: Record<Kind, Family> = {
  newest: {
    traits: relay,
    capabilities: {
      ...free,
      takesMask: true,
      picturesAtOnce: 10,
      takesPartialImages: true,
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
      picturesAtOnce: 10,
      takesPartialImages: true,
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
      picturesAtOnce: 10,
      takesPartialImages: true,
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
      picturesAtOnce: 4,
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
      pixels: usualPixels,
      inputBytes: 10_000_000,
      deadlineMs: deadlines.relay,
    },
  },
};
