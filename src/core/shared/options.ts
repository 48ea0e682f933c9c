import * as z from 'zod/mini';

/** The ratios of the Gemini image models. */
export const aspectRatios = [
  '1:1',
  '1:4',
  '1:8',
  '2:3',
  '3:2',
  '3:4',
  '4:1',
  '4:3',
  '4:5',
  '5:4',
  '8:1',
  '9:16',
  '16:9',
  '21:9',
] as const;
export type AspectRatio = (typeof aspectRatios)[number];

/** The size tiers as the wire spells them, smallest first. The capital K is required. */
export const imageSizes = ['512', '1K', '2K', '4K'] as const;
export type ImageSize = (typeof imageSizes)[number];

export const thinkingLevels = ['minimal', 'medium', 'high'] as const;
export type ThinkingLevel = (typeof thinkingLevels)[number];

/** What a person chooses for one edit. `auto` and an empty thinking level leave the choice to the plan or the model. */
export const editOptionsSchema = z.object({
  model: z.string().check(z.minLength(1), z.maxLength(200)),
  aspectRatio: z.union([z.literal('auto'), z.enum(aspectRatios)]),
  size: z.union([z.literal('auto'), z.enum(imageSizes)]),
  thinking: z.union([z.literal(''), z.enum(thinkingLevels)]),
  imageOnly: z.boolean(),
  includeThoughts: z.boolean(),
  keepTransparency: z.boolean(),
});
export type EditOptions = z.infer<typeof editOptionsSchema>;

/** Nothing is asked: all is left to the plan and the model. */
export const unsetOptions = {
  aspectRatio: 'auto',
  size: 'auto',
  thinking: '',
  imageOnly: false,
  includeThoughts: false,
  keepTransparency: false,
} as const satisfies Omit<EditOptions, 'model'>;
