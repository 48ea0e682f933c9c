import type { EditInput } from '../../editRequest.ts';
import { FileError, type FileStore } from '../../ports.ts';
import { type Content, contentOf } from '../../records/content.ts';
import { resolvePath } from '../../records/paths.ts';
import type { ImageRecord, RecordInput } from '../../records/record.ts';
import { inARow, inCommas, plural } from '../../shared/l10n.ts';
import { findStoredInput } from '../../storage/storedInputs.ts';
import { folderOf, nameOf } from '../../uris.ts';

/** An input of a record, and what has become of it. */
export interface CheckedInput extends RecordInput {
  /** Undefined for what is missing. */
  input: EditInput | undefined;
  state: 'same' | 'changed' | 'missing';
  /** Missing because a record must not lead there: it lies outside the workspace. */
  isOutside?: boolean;
}

/**
 * Looks for the inputs of a record, from where its image lies, and compares them with their hashes. Pasted ones
 * are looked for in the storage, by their content.
 * @param reach gives the URI that a path leads to as the editor writes it; undefined where a record, whose
 * origin is unknown, must not lead
 * @param contentAt the content of a file, undefined when it isn't there; for many images one that remembers
 */
export function checkInputs(
  files: Pick<FileStore, 'open' | 'listStored'>,
  record: ImageRecord,
  imageUri: string,
  reach: (uri: string) => string | undefined,
  contentAt: (uri: string) => Promise<Content | undefined> = (uri) => contentOfFile(files, uri),
): Promise<CheckedInput[]> {
  return Promise.all(
    record.inputs.map(async (input): Promise<CheckedInput> => {
      const resolved = resolvePath(folderOf(imageUri), input.path);
      const uri = resolved === undefined ? undefined : reach(resolved);
      const content = uri === undefined ? undefined : await contentAt(uri);
      const there: EditInput | undefined =
        uri === undefined || content === undefined
          ? undefined
          : { name: nameOf(uri), source: { kind: 'file', uri } };
      if (there && content?.same.has(input.sha256)) return { ...input, input: there, state: 'same' };
      const stored = await findStoredInput(files, input.sha256);
      if (stored !== undefined) {
        const kept: EditInput = { name: input.path, source: { kind: 'stored', name: stored } };
        return { ...input, input: kept, state: 'same' };
      }
      const isOutside = resolved !== undefined && uri === undefined;
      return {
        ...input,
        input: there,
        state: there ? 'changed' : 'missing',
        ...(isOutside && { isOutside }),
      };
    }),
  );
}

/** Undefined for a file that isn't there or can't be read. */
async function contentOfFile(files: Pick<FileStore, 'open'>, uri: string): Promise<Content | undefined> {
  try {
    return await contentOf(files.open(uri));
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

/** Whether an image took the place of what it was made from: its record names itself. */
export const isOwnSource = (uri: string, inputs: readonly CheckedInput[]): boolean =>
  inputs.some(
    ({ input, state }) => state === 'changed' && input?.source.kind === 'file' && input.source.uri === uri,
  );

/** Whether the edit that made an image is stale and can be done again: wherever a redo is offered, this decides. */
export function isRedoable(uri: string, inputs: readonly CheckedInput[]): boolean {
  const has = (state: CheckedInput['state']): boolean => inputs.some((input) => input.state === state);
  const isEdit = inputs.some(({ role }) => role === 'edited');
  return isEdit && has('changed') && !has('missing') && !isOwnSource(uri, inputs);
}

/** What a person has to know before the edit is done again, as a sentence; undefined when all is as it was. */
export function inputsSentence(inputs: readonly CheckedInput[]): string | undefined {
  const named = (state: CheckedInput['state']) =>
    inputs.filter((input) => input.state === state).map(({ path }) => path);
  const [missing, changed] = [named('missing'), named('changed')];
  const leftOut =
    missing.length > 0 &&
    plural(
      missing.length,
      {
        one: '{names} is not where the record says it is, and is left out.',
        other: '{names} are not where the record says they are, and are left out.',
      },
      { names: inCommas(missing) },
    );
  const isOther =
    changed.length > 0 &&
    plural(
      changed.length,
      {
        one: '{names} has changed since; its current content is used.',
        other: '{names} have changed since; their current content is used.',
      },
      { names: inCommas(changed) },
    );
  return inARow(leftOut, isOther) || undefined;
}
