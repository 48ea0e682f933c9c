import { folderFor } from '../../../../core/editRequest.ts';
import { isImageType } from '../../../../core/images/imageTypes.ts';
import type { Draft } from '../../../../core/storage/drafts.ts';
import type { StoredStep } from '../../../../core/storage/steps.ts';
import { notShownYet, type SessionResult } from './results.ts';

/** Undefined for what is not saved: it has no file to come back to. */
export function stepOf(result: SessionResult): StoredStep | undefined {
  const {
    id,
    jobId,
    runId,
    variant,
    parentId,
    prompt,
    earlierPrompts,
    originalUri,
    role,
    uri,
    name,
    sourceSha256,
  } = result;
  if (uri === undefined) return undefined;
  const { type, width, height, byteLength, hasAlpha } = result.image;
  return {
    id,
    jobId,
    runId,
    variant,
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
    region: result.region,
    ...(result.choice && { choice: result.choice }),
    outside: result.made?.region,
    changed: result.made?.changed,
  };
}

/** The result that was remembered, without pictures. */
export function resultOf(step: StoredStep, now: { relativePath: string; missing: boolean }): SessionResult {
  const { type } = step.image;
  return {
    id: step.id,
    jobId: step.jobId,
    runId: step.runId,
    variant: step.variant,
    draft: undefined,
    choice: step.choice ?? null,
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
      region: step.outside,
      changed: step.changed,
    },
    region: step.region,
    thoughts: { texts: [], pictures: [] },
  };
}

/** A variant of an earlier window that nobody has kept yet. */
export const draftResult = (draft: Draft): SessionResult => ({
  ...resultOf(draft.step, { relativePath: '', missing: false }),
  uri: undefined,
  relativePath: undefined,
  image: draft.kept.image,
  near: folderFor(draft.request),
  draft,
});
