import type { KeptImage } from '../editRequest.ts';
import type { FileStore, Log } from '../ports.ts';
import type { EditingService } from './editingService.ts';

export interface SaveOthersDeps {
  editing: Pick<EditingService, 'saveKept'>;
  files: Pick<FileStore, 'removeStored'>;
  log: Log;
}

/**
 * Saves the further pictures of an answer, which are paid for too, under the next free names; what can't be saved
 * stays in the storage.
 * @param beside URI of the saved result
 * @returns URIs of the new files, and how many stay in the storage
 */
export async function saveOthers(
  { editing, files, log }: SaveOthersDeps,
  others: readonly KeptImage[],
  beside: string,
): Promise<{ uris: string[]; unsaved: number }> {
  const uris: string[] = [];
  for (const other of others) {
    const saved = await editing.saveKept(other, beside, undefined);
    if (saved.ok) {
      uris.push(saved.value.uri);
      await forgetStored({ files, log }, [other.stored]);
    } else log.warn(`A further picture of an answer stays in the storage: ${saved.failure.sentence}`);
  }
  return { uris, unsaved: others.length - uris.length };
}

/** Removes what is no longer needed from the storage; what can't be removed is swept later. */
export async function forgetStored(
  { files, log }: Pick<SaveOthersDeps, 'files' | 'log'>,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    try {
      await files.removeStored(name);
    } catch (error) {
      log.warn(`${name} stays in the storage: ${String(error)}`);
    }
  }
}
