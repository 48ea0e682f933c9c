import * as z from 'zod/mini';
import { isImageType } from '../../../core/images/imageTypes.ts';
import { notShownYet, type SessionResult } from './state/results.ts';

export const stepSchema = z.object({
  id: z.string(),
  jobId: z.string(),
  runId: z.string(),
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
});

/** A saved result as it is remembered: what was asked and where it lies, no pixels and no key. */
export type StoredStep = z.infer<typeof stepSchema>;

/** Undefined for what is not saved: it has no file to come back to. */
export function stepOf(result: SessionResult): StoredStep | undefined {
  const { id, jobId, runId, parentId, prompt, earlierPrompts, originalUri, role, uri, name, sourceSha256 } =
    result;
  if (uri === undefined) return undefined;
  const { type, width, height, byteLength, hasAlpha } = result.image;
  return {
    id,
    jobId,
    runId,
    parentId: parentId ?? null,
    prompt,
    earlierPrompts: [...earlierPrompts],
    originalUri: originalUri ?? null,
    sourceSha256,
    role,
    uri,
    name,
    image: { type, width, height, byteLength, hasAlpha },
    words: result.made?.words ?? '',
    links: result.made?.links ?? [],
    notes: result.made?.notes ?? [],
    cost: result.made?.cost ?? null,
    tokens: result.made?.tokens ?? null,
    milliseconds: result.made?.milliseconds ?? 0,
  };
}

/** The result that was remembered, without pictures. */
export function resultOf(step: StoredStep, now: { relativePath: string; missing: boolean }): SessionResult {
  const { type } = step.image;
  return {
    id: step.id,
    jobId: step.jobId,
    runId: step.runId,
    parentId: step.parentId ?? undefined,
    prompt: step.prompt,
    earlierPrompts: step.earlierPrompts,
    originalUri: step.originalUri ?? undefined,
    sourceSha256: step.sourceSha256,
    role: step.role,
    image: { ...step.image, type: type !== null && isImageType(type) ? type : null, stored: '' },
    name: step.name,
    uri: step.uri,
    ...now,
    near: undefined,
    ...notShownYet,
    before: null,
    madeOf: undefined,
    made: {
      words: step.words,
      links: step.links,
      notes: step.notes,
      cost: step.cost ?? undefined,
      tokens: step.tokens ?? undefined,
      milliseconds: step.milliseconds,
    },
    thoughts: { texts: [], pictures: [] },
  };
}
