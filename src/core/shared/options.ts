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

/** A size in pixels, width first: "1536x1024". */
export type PixelSize = `${number}x${number}`;
export const pixelSizePattern = /^[1-9][0-9]{1,4}x[1-9][0-9]{1,4}$/;
export const isPixelSize = (text: string): text is PixelSize => pixelSizePattern.test(text);
// A schema of zod's own for such a text would take fractions and signs, too.
const pixelSizeSchema = z.string().check(z.regex(pixelSizePattern)) as unknown as z.ZodMiniType<
  PixelSize,
  PixelSize
>;
/** What may be asked for as a size: a tier, or pixels. */
export const sizeSchema = z.union([z.enum(['auto', ...imageSizes]), pixelSizeSchema]);
/** A size that is sent. */
export type AskedSize = ImageSize | PixelSize;

/** How carefully a picture is drawn, where a model has levels; cheapest first. */
export const qualities = ['low', 'medium', 'high', 'xhigh', 'max'] as const;
export type Quality = (typeof qualities)[number];

/** How much is thought out before a picture is drawn, where a model has levels. */
export const complexities = ['low', 'medium', 'high'] as const;
export type Complexity = (typeof complexities)[number];

/**
 * What lies behind the subject. A model that makes no transparency is asked for a backdrop out of which it is worked
 * out, or twice, on white and on black, so that it is exact.
 */
export const backgrounds = ['transparent', 'transparent-twice', 'opaque'] as const;
export type Background = (typeof backgrounds)[number];

/** Types that no other picture can be converted into: the model has to make them. */
export const madeFormats = ['gif', 'svg'] as const;
export type MadeFormat = (typeof madeFormats)[number];

/** How many pictures are shown while one is drawn, where a model sends any. They are never results. */
export const partialImageCounts = [1, 2, 3] as const;
export type PartialImages = 0 | (typeof partialImageCounts)[number];

/** What a person chooses for one edit. `auto` and an empty level leave the choice to the plan or the model. */
export const editOptionsSchema = z.object({
  model: z.string().check(z.minLength(1), z.maxLength(200)),
  aspectRatio: z.union([z.literal('auto'), z.enum(aspectRatios)]),
  size: sizeSchema,
  thinking: z.union([z.literal(''), z.enum(thinkingLevels)]),
  quality: z.union([z.literal(''), z.enum(qualities)]),
  complexity: z.union([z.literal(''), z.enum(complexities)]),
  background: z.enum(['auto', ...backgrounds]),
  /** `auto`: a still picture of pixels, in the type that its name asks for. */
  format: z.enum(['auto', ...madeFormats]),
  partialImages: z.literal([0, ...partialImageCounts]),
  imageOnly: z.boolean(),
  includeThoughts: z.boolean(),
  keepTransparency: z.boolean(),
});
export type EditOptions = z.infer<typeof editOptionsSchema>;

/** Some of them, as they are changed. */
export const someOptionsSchema = z.partial(editOptionsSchema);
export type SomeOptions = z.infer<typeof someOptionsSchema>;

/** Nothing is asked: all is left to the plan and the model. */
export const unsetOptions = {
  aspectRatio: 'auto',
  size: 'auto',
  thinking: '',
  quality: '',
  complexity: '',
  background: 'auto',
  format: 'auto',
  partialImages: 0,
  imageOnly: false,
  includeThoughts: false,
  keepTransparency: false,
} as const satisfies Omit<EditOptions, 'model'>;

/** Options as they were kept: those that an earlier version did not have are unset. */
export const keptOptionsSchema = z.pipe(
  z.transform((kept: unknown) =>
    typeof kept === 'object' && kept !== null ? { ...unsetOptions, ...kept } : kept,
  ),
  editOptionsSchema,
);
