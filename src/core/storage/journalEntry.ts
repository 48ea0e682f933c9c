import * as z from 'zod/mini';
import {
  type EditRequest,
  editRequestSchema,
  exactTargetSchema,
  type KeptImage,
  type Variant,
  variantSchema,
  type WantedTarget,
  wantedNameOf,
  wantedTargetSchema,
} from '../editRequest.ts';
import { imageTypes } from '../images/imageTypes.ts';
import { recordDraftSchema } from '../records/draft.ts';

/** A result that is here and not saved yet. */
export interface KeptResult {
  image: KeptImage;
  suggestedName: string;
  /** The name below its folder, the last step without its ending; absent in what an earlier version wrote. */
  nameSteps?: string[] | undefined;
  /** As it came, not brought into shape yet. */
  raw?: boolean | undefined;
  /** While it is raw and one of several: the answers to all parts, null where none came. */
  parts?: (KeptImage | null)[] | undefined;
  /** Answers as they came that can be chosen in its place. */
  wholes?: KeptImage[] | undefined;
}

/** What is known on disk of a job that was sent and has not ended. */
export interface JournalEntry {
  jobId: string;
  sessionId: string;
  owner: number;
  startedAt: number;
  /** What it was estimated to cost, in USD; absent when unknown. */
  estimate?: number | undefined;
  request: EditRequest;
  /** Set: it is a draft until the person keeps it. */
  variant?: Variant | undefined;
  /** The result's name below its folder, the last step without its ending; absent in what an earlier version wrote. */
  nameSteps?: string[] | undefined;
  kept: KeptResult | undefined;
}

const keptImageSchema = z.object({
  stored: z.string(),
  type: z.nullable(z.enum(imageTypes)),
  width: z.number(),
  height: z.number(),
  byteLength: z.number(),
  hasAlpha: z.boolean(),
  // An image without its record is worth more than none.
  record: z.catch(z.optional(recordDraftSchema), undefined),
});

/** A result in the storage, as it is written down. */
export const keptResultSchema = z.object({
  image: keptImageSchema,
  suggestedName: z.string(),
  nameSteps: z.optional(z.array(z.string())),
  raw: z.optional(z.boolean()),
  parts: z.optional(z.array(z.nullable(keptImageSchema))),
  wholes: z.optional(z.array(keptImageSchema)),
});

const entrySchema = z.object({
  version: z.literal(3),
  jobId: z.string(),
  /** Who asked for it: a panel, or one of those in `sessions.ts`. */
  sessionId: z.string(),
  /** The extension host that runs it, so that another window's running job is not taken for an interrupted one. */
  owner: z.number(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  estimate: z.optional(z.number()),
  request: editRequestSchema,
  variant: z.optional(variantSchema),
  nameSteps: z.optional(z.array(z.string())),
  /** Set once the bytes are here and only saving is left. */
  kept: z.optional(keptResultSchema),
});

const firstVersionSchema = z.looseObject({
  version: z.literal(1),
  request: z.looseObject({
    folder: z.optional(z.string()),
    output: z.optional(z.object({ folder: z.optional(z.string()), name: z.optional(z.string()) })),
    fileName: z.optional(z.string()),
    target: z.optional(z.omit(exactTargetSchema, { kind: true })),
  }),
});

const secondVersionSchema = z.looseObject({
  version: z.literal(2),
  request: z.looseObject({ place: wantedTargetSchema }),
});

/** An entry as text. */
export const encodeEntry = (entry: JournalEntry): string => JSON.stringify({ version: 3, ...entry });

/** Throws for what is no entry. */
export function decodeEntry(text: string): JournalEntry {
  const { version: _, kept, ...entry } = entrySchema.parse(asThirdVersion(JSON.parse(text)));
  return { ...entry, kept };
}

/** The first version said in four fields where a result goes, the second one in a field of another name. */
function asThirdVersion(value: unknown): unknown {
  const first = firstVersionSchema.safeParse(value);
  if (first.success) {
    const { folder, output, fileName, target: exact, ...request } = first.data.request;
    const name = wantedNameOf(fileName) ?? (output?.name === undefined ? undefined : { base: output.name });
    const target: WantedTarget = exact
      ? { kind: 'file', ...exact }
      : output?.folder === undefined
        ? { kind: 'beside', otherwise: folder, name }
        : { kind: 'folder', folder: output.folder, name };
    return { ...first.data, version: 3, request: { ...request, target } };
  }
  const second = secondVersionSchema.safeParse(value);
  if (!second.success) return value;
  const { place: target, ...request } = second.data.request;
  return { ...second.data, version: 3, request: { ...request, target } };
}
