import * as z from 'zod/mini';
import {
  aspectRatios,
  backgrounds,
  complexities,
  imageSizes,
  madeFormats,
  pixelSizePattern,
  qualities,
  type sizeSchema,
  thinkingLevels,
} from '../shared/options.ts';
import { writtenRegionSchema } from '../shared/region/writtenRegion.ts';

/** What the manifest declares to models, once more: other extensions can call the tools too, with anything. */
const path = z.string().check(z.minLength(1), z.maxLength(4000));
const prompt = z.string().check(z.maxLength(100_000), z.regex(/\S/));

// One pattern in place of the union: not every model that calls tools understands a choice of types.
const sizePattern = new RegExp(
  `^(${['auto', ...imageSizes, pixelSizePattern.source.slice(1, -1)].join('|')})$`,
);
const size = z.string().check(z.regex(sizePattern)) as unknown as typeof sizeSchema;

const common = {
  prompt,
  model: z.optional(z.string().check(z.maxLength(200), z.regex(/^[A-Za-z0-9._:/@-]+$/))),
  aspectRatio: z.optional(z.enum(['auto', ...aspectRatios])),
  size: z.optional(size),
  thinking: z.optional(z.enum(['auto', ...thinkingLevels])),
  quality: z.optional(z.enum(['auto', ...qualities])),
  complexity: z.optional(z.enum(['auto', ...complexities])),
  background: z.optional(z.enum(['auto', ...backgrounds])),
  format: z.optional(z.enum(['auto', ...madeFormats])),
  imageOnly: z.optional(z.boolean()),
  includeThoughts: z.optional(z.boolean()),
  variants: z.optional(z.int().check(z.gte(1), z.lte(8))),
  outputFolder: z.optional(path),
  outputName: z.optional(z.string().check(z.maxLength(200), z.regex(/^(?=[^/\\]*[^/\\.\s])[^/\\]+$/))),
};

export const generateImageInput = z.strictObject(common);

export const editImageInput = z.strictObject({
  ...common,
  images: z.array(path).check(z.minLength(1), z.maxLength(16)),
  editedImage: z.optional(z.int().check(z.gte(0), z.lte(15))),
  keepTransparency: z.optional(z.boolean()),
  region: z.optional(writtenRegionSchema),
});

export const imageRecordInput = z.strictObject({ image: path });

/** What is asked for, by either of the tools that make images. */
export type ImageToolInput = z.infer<typeof generateImageInput> & Partial<z.infer<typeof editImageInput>>;

export type ReadInput<T> = { ok: true; value: T } | { ok: false; sentence: string };

/** Checks an input; what is wrong is said so that a model can mend it. */
export function readInput<T>(schema: z.ZodMiniType<T>, input: unknown): ReadInput<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map((issue) => problemOf(issue));
  return {
    ok: false,
    sentence: `The input can't be used: ${problems.join('; ')}. Correct it and call again.`,
  };
}

function problemOf(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.') || 'the input';
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no option ${issue.keys.join(', ')}`;
    case 'invalid_value':
      return `${field} must be one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return `${field} must be ${issue.expected === 'int' ? 'a whole number' : `of type ${issue.expected}`}`;
    case 'too_small':
      return `${field} must have or be at least ${issue.minimum}`;
    case 'too_big':
      return `${field} must have or be at most ${issue.maximum}`;
    default:
      return `${field} has a form that is not allowed`;
  }
}
