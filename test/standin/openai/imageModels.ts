import type { Style } from '../refusal.ts';

/** What the stand-in knows of one model behind the Images endpoints, kept apart from the product's own table. */
export interface ImageModel {
  id: string;
  /** Who serves it. */
  at: readonly Style[];
  /** Fields of both endpoints beside `model` and `prompt`. */
  fields: readonly string[];
  /** Further ones of edits, apart from the images; `mask` and `markup` among them. */
  editFields: readonly string[];
  qualities: readonly string[];
  formats: readonly string[];
  /** `rule`: any that keeps the rule of 16; `presets`: ten ratios in three tiers; `edge`: by its long edge; `none`: no such field. */
  sizes: 'rule' | 'presets' | 'edge' | 'none';
  /** Most pictures of one request. */
  mostPictures: number;
  /** How several images are named: `image[]` once for each, or `image` once for each. */
  imagePart: 'image[]' | 'image';
  /** Bytes of one input image. */
  inputBytes: number;
  /** Whether the answer holds nothing but pictures, as on the web routes of the reseller. */
  bare: boolean;
  /** Refuses `background: transparent`. */
  opaqueOnly?: boolean;
}

const general = [
  'size',
  'n',
  'quality',
  'background',
  'output_format',
  'output_compression',
  'moderation',
  'stream',
  'partial_images',
  'user',
  'safety_identifier',
] as const;

const mega = 1024 * 1024;
const official = {
  at: ['openai', 'apiyi'],
  fields: general,
  editFields: ['mask', 'markup'],
  qualities: ['low', 'medium', 'high', 'xhigh', 'max', 'auto'],
  formats: ['png', 'jpeg', 'webp'],
  sizes: 'rule',
  mostPictures: 10,
  imagePart: 'image[]',
  inputBytes: 50 * mega,
  bare: false,
} as const satisfies Omit<ImageModel, 'id'>;

const animated = {
  ...official,
  fields: [...general, 'complexity', 'frame_count', 'frame_duration_ms', 'svg'],
  formats: ['png', 'jpeg', 'webp', 'gif', 'svg'],
} as const;

const second = {
  ...official,
  editFields: ['mask'],
  qualities: ['low', 'medium', 'high', 'auto'],
} as const;

const first = {
  ...second,
  at: ['openai'],
  editFields: ['mask', 'input_fidelity'],
} as const;

const web = {
  at: ['apiyi'],
  fields: ['response_format'],
  editFields: [],
  qualities: [],
  formats: ['png'],
  sizes: 'none',
  mostPictures: 1,
  imagePart: 'image',
  inputBytes: 10 * mega,
  bare: true,
} as const satisfies Omit<ImageModel, 'id'>;

const preset = { ...web, fields: ['response_format', 'size'], sizes: 'presets' } as const;

/** State of 2026-11: OpenAI's reference and SDK, and the pages of the reseller. */
export const imageModels: readonly ImageModel[] = [
  { id: 'gpt-image-2.6-flare', ...animated },
  { id: 'gpt-image-2.6-sunburst', ...animated },
  { id: 'gpt-image-2.5-flare', ...official },
  { id: 'gpt-image-2.5-sunburst', ...official },
  { id: 'gpt-image-2.5-flare-2026-09-08', ...official, at: ['openai'] },
  { id: 'gpt-image-2.5-sunburst-2026-09-08', ...official, at: ['openai'] },
  { id: 'gpt-image-2', ...second, opaqueOnly: true },
  { id: 'gpt-image-2-2026-04-21', ...second, at: ['openai'], opaqueOnly: true },
  { id: 'gpt-image-1.5', ...first },
  { id: 'gpt-image-1-mini', ...first },
  { id: 'chatgpt-image-latest', ...first },
  {
    id: 'gpt-image-2.6-all',
    ...web,
    fields: ['response_format', 'size', 'n', 'background', 'output_format'],
    editFields: ['mask'],
    formats: ['png', 'jpeg', 'gif', 'svg'],
    sizes: 'edge',
    mostPictures: 4,
  },
  { id: 'gpt-image-2.5-all', ...web },
  { id: 'gpt-image-2-all', ...web },
  { id: 'gpt-image-2-vip', ...preset },
  { id: 'gpt-image-2.5-sunburst-vip', ...preset },
];

/** Ids that were served once. */
export const retired: readonly string[] = ['gpt-image-1', 'dall-e-2', 'dall-e-3'];
