import { FileError, type FileStore } from '../ports.ts';
import { sidecarName, sidecarUri } from '../records/embed.ts';
import { messageOf } from '../shared/errorText.ts';
import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';
import { t } from '../shared/l10n.ts';
import { storedNames } from '../storage/names.ts';
import { folderOf, nameOf, splitName } from '../uris.ts';
import { saveBeside, saveFailure } from './save.ts';

type TrashFiles = Pick<FileStore, 'exists' | 'stat' | 'read' | 'writeStored' | 'removeStored'>;

/**
 * Removes a file once its bytes are in the storage, and only while it is the file that was copied. The record
 * beside an image goes with it, and comes back with it.
 * @param remove takes a file itself away
 * @returns the name of the bytes in the storage
 */
export async function moveToTrash(
  files: TrashFiles,
  uri: string,
  remove: (uri: string) => Promise<void>,
): Promise<string> {
  const { extension } = splitName(nameOf(uri));
  const suffix = /^[A-Za-z0-9]{1,10}$/.test(extension) ? extension : 'bin';
  const stored = `${storedNames.trash}${crypto.randomUUID()}.${suffix}`;
  await moveOne(files, uri, stored, remove);
  const sidecar = sidecarUri(uri);
  // The image is away and can come back: that its record stays is no reason to say that this failed.
  if (await files.exists(sidecar).catch(() => false)) {
    await moveOne(files, sidecar, sidecarName(stored), remove).catch(() => {});
  }
  return stored;
}

async function moveOne(
  files: TrashFiles,
  uri: string,
  stored: string,
  remove: (uri: string) => Promise<void>,
): Promise<void> {
  const before = await files.stat(uri);
  const bytes = await files.read(uri, Number.POSITIVE_INFINITY);
  await files.writeStored(stored, bytes);
  try {
    const now = await files.stat(uri);
    if (now.size !== before.size || now.mtime !== before.mtime) {
      throw new FileError('other', t('it was changed at the same time'));
    }
    await remove(uri);
  } catch (error) {
    await files.removeStored(stored);
    throw error;
  }
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
  const back = await createAgain(files, uri, bytes);
  if (back.ok) await bringSidecarBack(files, sidecarUri(back.value), sidecarName(stored));
  return back;
}

async function createAgain(files: FileStore, uri: string, bytes: Uint8Array): Promise<Outcome<string>> {
  const { base, extension } = splitName(nameOf(uri));
  try {
    if (await files.createExclusively(uri, bytes)) return succeed(uri);
  } catch (error) {
    return fail({ ...saveFailure(nameOf(uri), error), nextSteps: ['showLog'], billed: 'no' });
  }
  return saveBeside(files, folderOf(uri), [base], extension, bytes);
}

/** The image counts: what goes wrong here leaves it without its record. */
async function bringSidecarBack(files: FileStore, uri: string, stored: string): Promise<void> {
  try {
    if (!(await files.listStored(stored)).includes(stored)) return;
    if (await files.createExclusively(uri, await files.readStored(stored))) await files.removeStored(stored);
  } catch {
    // It stays in the storage until that is swept.
  }
}

const goneFromTrash = (name: string, error: unknown): Failure => ({
  code: 'trash.gone',
  sentence: t(
    "{name} can't be brought back: it is no longer in the extension's storage. Look in the system's trash.",
    { name },
  ),
  nextSteps: ['showLog'],
  billed: 'no',
  detail: messageOf(error),
});
