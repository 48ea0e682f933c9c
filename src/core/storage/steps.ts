import * as z from 'zod/mini';
import { regionSchema } from '../shared/region/region.ts';

export const stepSchema = z.object({
  id: z.string(),
  jobId: z.string(),
  runId: z.string(),
  /** Its number among several results of one request; absent for a single one. */
  variant: z.optional(z.int()),
  parentId: z.nullable(z.string()),
  prompt: z.string(),
  earlierPrompts: z.array(z.string()),
  originalUri: z.nullable(z.string()),
  sourceSha256: z.optional(z.string()),
  role: z.enum(['final', 'other']),
  uri: z.string(),
  name: z.string(),
  image: z.object({
    type: z.nullable(z.string()),
    width: z.number(),
    height: z.number(),
    byteLength: z.number(),
    hasAlpha: z.boolean(),
  }),
  words: z.string(),
  links: z.catch(z.array(z.string()), []),
  notes: z.array(z.string()),
  cost: z.nullable(z.number()),
  tokens: z.nullable(z.number()),
  milliseconds: z.number(),
  /** Where it might change, and what was counted outside; absent where that was everywhere. */
  region: z.catch(z.optional(regionSchema), undefined),
  changed: z.catch(z.optional(z.object({ share: z.number(), tolerance: z.number() })), undefined),
  /** Which of two it is, where the person has yet to choose how an answer is kept. */
  choice: z.catch(z.optional(z.enum(['setIn', 'whole'])), undefined),
  outside: z.catch(z.optional(z.object({ outside: z.number(), changed: z.number() })), undefined),
});

/** A saved result as it is remembered: what was asked and where it lies, no pixels and no key. */
export type StoredStep = z.infer<typeof stepSchema>;
