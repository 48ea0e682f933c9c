import { folderFor } from '../../core/editRequest.ts';
import { inspectInput } from '../../core/inspect.ts';
import type { FileStore } from '../../core/ports.ts';
import { resolvePath } from '../../core/records/paths.ts';
import type { KeptDiscards } from '../../core/save/keptDiscards.ts';
import { bringBack } from '../../core/save/trash.ts';
import type { Drafts } from '../../core/storage/drafts.ts';
import { type History, sessionKey } from '../../core/storage/history.ts';
import type { Journal } from '../../core/storage/journal.ts';
import type { StoredStep } from '../../core/storage/steps.ts';
import { folderOf, joinUri, nameOf } from '../../core/uris.ts';
import type { Made } from './made.ts';

export interface DiscardingDeps {
  files: FileStore;
  drafts: Drafts;
  journal: Journal;
  history: History;
  kept: KeptDiscards;
  /** Where the record of an image may lead; undefined elsewhere. */
  reach(uri: string, imageUri: string): string | undefined;
  newId(): string;
  now(): number;
}

/** Brings back what was discarded. @returns why that is not possible, as a sentence; undefined when it is back */
export type WayBack = () => Promise<string | undefined>;

/**
 * Takes an image away that no open panel lists; it stays in the storage for 30 days, as what is discarded in a panel,
 * and the next panel of its source offers it.
 */
export async function discard(deps: DiscardingDeps, made: Made): Promise<WayBack> {
  if (made.kind === 'saved') return discardFile(deps, made);
  return made.kind === 'draft' ? discardDraft(deps, made) : discardUnsaved(deps, made);
}

type Of<K extends Made['kind']> = Extract<Made, { kind: K }>;

async function discardFile(deps: DiscardingDeps, { uri, record }: Of<'saved'>): Promise<WayBack> {
  const { files, history, kept, reach, newId, now } = deps;
  const edited = record.inputs.find(({ role }) => role === 'edited');
  const path = edited && resolvePath(folderOf(uri), edited.path);
  const original = (path === undefined ? undefined : reach(path, uri)) ?? null;
  // What a panel knows of it is more than the file says.
  const line = original === null ? [] : (await history.load(original)).steps;
  const step =
    line.find((one) => one.uri === uri) ?? (await stepOfFile(deps, uri, original, record, newId()));
  const key = step.originalUri ?? sessionKey(step.id);
  const stored = await files.trash(uri);
  await kept.keep({ key, discardedAt: now(), step, stored });
  if (step.originalUri !== null) await history.update(key, [], new Set([step.id]));
  return async () => {
    const back = await bringBack(files, uri, stored);
    if (!back.ok) return back.failure.sentence;
    await kept.forget(step.id);
    await files.removeStored(stored).catch(() => {});
    const now = { ...step, uri: back.value, name: nameOf(back.value) };
    if (step.originalUri !== null) await history.update(key, [now], new Set());
    return undefined;
  };
}

async function stepOfFile(
  { files }: DiscardingDeps,
  uri: string,
  originalUri: string | null,
  { prompt, instructions, cost, usage, milliseconds }: Of<'saved'>['record'],
  id: string,
): Promise<StoredStep> {
  const inspected = await inspectInput(files, { name: nameOf(uri), source: { kind: 'file', uri } });
  const { info, byteLength } = inspected.ok ? inspected.value : { info: undefined, byteLength: 0 };
  return {
    id,
    jobId: id,
    runId: id,
    parentId: null,
    prompt,
    earlierPrompts: instructions,
    originalUri,
    role: 'final',
    uri,
    name: nameOf(uri),
    image: {
      type: info?.type ?? null,
      width: info?.width ?? 0,
      height: info?.height ?? 0,
      byteLength,
      hasAlpha: info?.hasAlpha ?? false,
    },
    words: '',
    links: [],
    notes: [],
    cost: cost ?? null,
    tokens: usage?.totalTokens ?? null,
    milliseconds: milliseconds ?? 0,
  };
}

async function discardDraft({ drafts, kept, now }: DiscardingDeps, { draft }: Of<'draft'>): Promise<WayBack> {
  const { step, key } = draft;
  await kept.keep({ key, discardedAt: now(), step, stored: draft.kept.image.stored, draft });
  await drafts.remove(step.id);
  return async () => {
    await drafts.write(draft);
    await kept.forget(step.id);
    return undefined;
  };
}

async function discardUnsaved(
  { journal, kept, newId, now }: DiscardingDeps,
  { entry }: Of<'unsaved'>,
): Promise<WayBack> {
  const { jobId, request } = entry;
  const { image, suggestedName } = entry.kept;
  const edited = request.inputs[request.editedIndex]?.source;
  const originalUri = edited?.kind === 'file' ? edited.uri : null;
  const folder = folderFor(request);
  const step: StoredStep = {
    id: newId(),
    jobId,
    runId: jobId,
    parentId: null,
    prompt: request.prompt,
    earlierPrompts: image.record?.instructions ?? [],
    originalUri,
    role: 'final',
    uri: folder === undefined ? '' : joinUri(folder, suggestedName),
    name: suggestedName,
    image,
    words: '',
    links: [],
    notes: [],
    cost: image.record?.cost ?? null,
    tokens: image.record?.usage?.totalTokens ?? null,
    milliseconds: image.record?.milliseconds ?? 0,
  };
  const key = originalUri ?? sessionKey(entry.sessionId);
  await journal.remove(jobId);
  await kept.keep({ key, discardedAt: now(), step, stored: image.stored });
  const { owner: _, ...again } = entry;
  return async () => {
    await journal.write(again);
    await kept.forget(step.id);
    return undefined;
  };
}
