import type { Failure } from '../../shared/failure.ts';
import { madeAside } from './asideEdits.ts';
import {
  changedInputs,
  complete,
  type RecordedEdit,
  type Redo,
  type RedoDeps,
  recordedEdit,
  whyNot,
} from './redo.ts';

/** What was found among many images. */
export interface StaleEdits {
  /** Images whose edit is to be done again, because a source has changed. */
  stale: Redo[];
  /**
   * Images that were made from one of those, directly or over others: their turn comes when that one is replaced,
   * for until then there is nothing new to make them from.
   */
  waiting: { uri: string; after: string }[];
  /** Stale ones that were made aside of another one of these, and are not done again with it. */
  aside: string[];
  /** Why edits can't be done again, or not be looked at. */
  unable: Failure[];
}

/** An image that there is no edit to be done again of: nobody has to be told. */
const isNoEdit = ({ code }: Failure): boolean =>
  ['redo.noRecord', 'redo.noSource', 'redo.ownSource'].includes(code);

/** Images looked at at once. */
const atOnce = 8;

/**
 * Looks through many images: records and hashes are read, only what is stale is read itself. Images without an
 * edit that can be done again are passed by, and so are those that were made aside.
 * @param looked called after each image
 */
export async function staleEdits(
  deps: RedoDeps,
  uris: readonly string[],
  signal?: AbortSignal,
  looked?: () => void,
): Promise<StaleEdits> {
  const edits = new Map<string, RecordedEdit>();
  const found: StaleEdits = { stale: [], waiting: [], aside: [], unable: [] };
  const left = [...uris];
  const look = async (): Promise<void> => {
    for (let uri = left.shift(); uri !== undefined; uri = left.shift()) {
      signal?.throwIfAborted();
      const edit = await recordedEdit(deps, uri);
      if (edit.ok) edits.set(uri, edit.value);
      else if (!isNoEdit(edit.failure)) found.unable.push(edit.failure);
      looked?.();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, look));
  const outdated = new Set<string>();
  const aside = madeAside(edits.values());
  for (const edit of edits.values()) {
    if (aside.has(edit.uri)) {
      if (changedInputs(edit).length > 0) found.aside.push(edit.uri);
      continue;
    }
    const reason = whyNot(edit);
    if (reason && !isNoEdit(reason)) found.unable.push(reason);
    if (changedInputs(edit).length > 0 && reason === undefined) outdated.add(edit.uri);
  }
  for (const uri of uris) {
    const edit = edits.get(uri);
    if (edit === undefined || aside.has(uri)) continue;
    signal?.throwIfAborted();
    const after = outdatedBefore(edit, edits, outdated);
    if (after !== undefined) {
      if (whyNot(edit) === undefined) found.waiting.push({ uri, after });
    } else if (outdated.has(uri)) {
      const redo = await complete(deps.files, edit);
      if (redo.ok) found.stale.push(redo.value);
      else found.unable.push(redo.failure);
    }
  }
  return found;
}

/** Names of the inputs of an edit that were made from something that changed since: they are to be done first. */
export async function outdatedInputs(deps: RedoDeps, { inputs }: Redo): Promise<string[]> {
  const names: string[] = [];
  for (const { input } of inputs) {
    if (input?.source.kind !== 'file') continue;
    const edit = await recordedEdit(deps, input.source.uri);
    if (edit.ok && changedInputs(edit.value).length > 0 && whyNot(edit.value) === undefined) {
      names.push(input.name);
    }
  }
  return names;
}

/** The nearest image on the way to an image's sources that is outdated itself. */
function outdatedBefore(
  start: RecordedEdit,
  edits: ReadonlyMap<string, RecordedEdit>,
  outdated: ReadonlySet<string>,
): string | undefined {
  const line = new Set([start.uri]);
  // A set goes on with what is added while it is walked.
  for (const uri of line) {
    for (const { input } of edits.get(uri)?.inputs ?? []) {
      if (input?.source.kind !== 'file' || line.has(input.source.uri)) continue;
      if (outdated.has(input.source.uri)) return input.source.uri;
      line.add(input.source.uri);
    }
  }
  return undefined;
}
