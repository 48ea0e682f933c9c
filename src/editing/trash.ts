import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import { FileError, type FileStore } from './ports.ts';
import { saveBeside, saveFailure } from './save.ts';
import { folderOf, nameOf, splitName } from './uris.ts';

/** What names of discarded files in the storage begin with. They stay as long as a panel's record names them. */
export const trashPrefix = 'trash-';

/**
 * Removes a file once its bytes are in the storage, and only while it is the file that was copied.
 * @param remove takes the file itself away
 * @returns the name of the bytes in the storage
 */
export async function moveToTrash(
  files: Pick<FileStore, 'stat' | 'read' | 'writeStored' | 'removeStored'>,
  uri: string,
  remove: () => Promise<void>,
): Promise<string> {
  const before = await files.stat(uri);
  const bytes = await files.read(uri, Number.POSITIVE_INFINITY);
  const { extension } = splitName(nameOf(uri));
  const suffix = /^[A-Za-z0-9]{1,10}$/.test(extension) ? extension : 'bin';
  const stored = `${trashPrefix}${crypto.randomUUID()}.${suffix}`;
  await files.writeStored(stored, bytes);
  try {
    const now = await files.stat(uri);
    if (now.size !== before.size || now.mtime !== before.mtime) {
      throw new FileError('other', 'it was changed at the same moment');
    }
    await remove();
  } catch (error) {
    await files.removeStored(stored);
    throw error;
  }
  return stored;
}

/**
 * Brings a discarded file back, under its own name or, when that was taken meanwhile, the next free one.
 * @param stored what `FileStore.trash` returned
 * @returns the URI of the file
 */
export async function bringBack(files: FileStore, uri: string, stored: string): Promise<Outcome<string>> {
  let bytes: Uint8Array;
  try {
    bytes = await files.readStored(stored);
  } catch (error) {
    return fail(goneFromTrash(nameOf(uri), error));
  }
  const { base, extension } = splitName(nameOf(uri));
  try {
    if (await files.createExclusively(uri, bytes)) return succeed(uri);
  } catch (error) {
    return fail({ ...saveFailure(nameOf(uri), error), nextSteps: ['showLog'], billed: 'no' });
  }
  return saveBeside(files, folderOf(uri), [base], extension, bytes);
}

const goneFromTrash = (name: string, error: unknown): Failure => ({
  code: 'trash.gone',
  sentence: `${name} can't be brought back: its bytes are no longer in the extension's storage. Look for it in the system's trash.`,
  nextSteps: ['showLog'],
  billed: 'no',
  detail: error instanceof Error ? error.message : String(error),
});
