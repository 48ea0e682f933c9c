import * as z from 'zod/mini';
import { editOptionsSchema } from '../shared/options.ts';
import { markupSchema, regionSchema } from '../shared/region/region.ts';
import { bareName, isAbsolutePath } from './paths.ts';

/** Grows only when an older reader would misunderstand; further fields do not count. */
const recordVersion = 1;

const maxInputs = 32;
/** Of the instructions before the present one. */
export const maxInstructions = 200;
const maxDetails = 20;

/** Text of bounded length; what is longer is cut. */
const text = (max: number) =>
  z.pipe(
    z.string(),
    z.transform((value) => cut(value, max)),
  );
const prompt = text(100_000);
const count = z.number().check(z.nonnegative());
const side = z.int().check(z.positive(), z.lte(65_535));
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const inputSchema = z.object({
  /** Relative to the folder of the result, with forward slashes; for pasted images the name alone. */
  path: z.pipe(
    text(1000),
    z.transform((path) => (isAbsolutePath(path) ? bareName(path) : path)),
  ),
  /** Of the input's bytes as they lay on disk. */
  sha256,
  /** The edited image decides shape, name and place; the others are references. */
  role: z.enum(['edited', 'reference']),
});
export type RecordInput = z.infer<typeof inputSchema>;

const details = z.pipe(
  z.record(z.string(), count),
  z.transform((split) => Object.fromEntries(Object.entries(split).slice(0, maxDetails))),
);

const usageSchema = z.object({
  promptTokens: z.optional(count),
  candidatesTokens: z.optional(count),
  thoughtsTokens: z.optional(count),
  totalTokens: z.optional(count),
  cachedTokens: z.optional(count),
  toolUseTokens: z.optional(count),
  promptDetails: z.optional(details),
  candidatesDetails: z.optional(details),
  serviceTier: z.optional(text(100)),
});

const { shape } = editOptionsSchema;

/** What the person chose. A value that only a newer version knows becomes the one that leaves the choice open. */
const optionsSchema = z.object({
  aspectRatio: z.catch(shape.aspectRatio, 'auto'),
  size: z.catch(shape.size, 'auto'),
  thinking: z.catch(shape.thinking, ''),
  quality: z.catch(shape.quality, ''),
  complexity: z.catch(shape.complexity, ''),
  background: z.catch(shape.background, 'auto'),
  format: z.catch(shape.format, 'auto'),
  imageOnly: z.catch(shape.imageOnly, false),
  includeThoughts: z.catch(shape.includeThoughts, false),
  keepTransparency: z.catch(shape.keepTransparency, false),
});

const atMost = <T extends z.core.$ZodType>(item: T, max: number) =>
  z.pipe(
    z.pipe(
      z.array(z.unknown()),
      z.transform((all) => all.slice(0, max)),
    ),
    z.array(item),
  );

/** Everything that a record can say. */
export const recordSchema = z.object({
  version: z.literal(recordVersion),
  kind: z.enum(['generated', 'edited']),
  tool: z.object({ name: text(100), version: text(50) }),
  prompt,
  /** For a step that goes on from an earlier result: the instructions before this one, oldest first. */
  instructions: z.catch(atMost(prompt, maxInstructions), []),
  inputs: atMost(inputSchema, maxInputs),
  /** The provider's id, never its address. */
  provider: text(100),
  model: text(200),
  /** The model that answered in its place, and was paid for; absent when it is the same. */
  answeredBy: z.catch(z.optional(text(200)), undefined),
  options: optionsSchema,
  /** Names of those that were not asked for this image, but for all of a build; absent: none. */
  usual: z.catch(z.optional(atMost(text(40), 20)), undefined),
  /** What Auto became in the request; absent when the field was not sent. */
  sent: z.catch(z.object({ aspectRatio: z.optional(text(20)), size: z.optional(text(20)) }), {}),
  /** How the transparency came about, where it was asked for: "solved from two pictures, on white and on black". */
  transparency: z.catch(z.optional(text(200)), undefined),
  /** The exact size that was asked for, whatever the source's; absent where none was. */
  pixels: z.catch(z.optional(z.object({ width: side, height: side })), undefined),
  /** Where the edited image might change; absent: everywhere. */
  region: z.catch(z.optional(regionSchema), undefined),
  /** Pixels outside the region, and how many of them are not the source's: counted before this record was put in. */
  outside: z.catch(z.optional(z.object({ pixels: count, changed: count })), undefined),
  /** The share of a whole picture's pixels that differ from the source's by more than the tolerance, in steps of 255. */
  changed: z.catch(z.optional(z.object({ share: count, tolerance: count })), undefined),
  /** The marks that told the model where and what. */
  markup: z.catch(z.optional(markupSchema), undefined),
  usage: z.catch(z.optional(usageSchema), undefined),
  /** USD; absent when unknown. */
  cost: z.catch(z.optional(count), undefined),
  milliseconds: z.catch(z.optional(count), undefined),
  madeAt: z.iso.datetime({ offset: true }),
  /** `pixelHash` of the result that this one goes on from. */
  parent: z.catch(z.optional(sha256), undefined),
  /** See `pixelHash` in compare.ts: tells later whether the image was edited by hand. */
  pixelHash: sha256,
});

/** What made an image. Holds no key, no address and no absolute path, and so can travel with the image. */
export type ImageRecord = z.infer<typeof recordSchema>;

/**
 * A new record: only the fields that a record has, each of bounded length.
 *
 * @throws RangeError when the path of an input is absolute; ZodError when a field is not what it should be
 */
export function createRecord(fields: Omit<ImageRecord, 'version'>): ImageRecord {
  for (const { path } of fields.inputs) {
    if (isAbsolutePath(path)) throw new RangeError('The path of an input in a record must be relative.');
  }
  return z.parse(recordSchema, { ...fields, version: recordVersion });
}

/**
 * A record out of a value of unknown origin: unknown fields are dropped, long ones cut, absolute paths
 * reduced to the name. Undefined when it is no record, or one of a newer version. Never throws.
 */
export function parseRecord(value: unknown): ImageRecord | undefined {
  const parsed = z.safeParse(recordSchema, value);
  return parsed.success ? parsed.data : undefined;
}

/** As `parseRecord`, from JSON. */
export function parseRecordJson(json: string): ImageRecord | undefined {
  try {
    return parseRecord(JSON.parse(json));
  } catch {
    return undefined;
  }
}

/** Cuts without leaving half a character. */
export function cut(value: string, max: number): string {
  if (value.length <= max) return value;
  const end = /[\ud800-\udbff]/.test(value.charAt(max - 1)) ? max - 1 : max;
  return value.slice(0, end);
}
