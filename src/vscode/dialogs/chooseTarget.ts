import { homedir } from 'node:os';
import { FileType, Uri, window, workspace } from 'vscode';
import { t } from '../../core/shared/l10n.ts';

/**
 * Asks the person where to save an image.
 * @param near URI of the folder to begin in, or above which to begin where it is gone; the first one of the workspace
 *   if not given, and the person's own one where none is open
 * @returns the URI; undefined when none was chosen
 */
export async function chooseTarget(
  suggestedName: string,
  near: string | undefined,
): Promise<string | undefined> {
  const folder = near === undefined ? workspace.workspaceFolders?.[0]?.uri : Uri.parse(near);
  const isWritable = folder !== undefined && workspace.fs.isWritableFileSystem(folder.scheme) === true;
  // Without a place to begin in, the dialog would not have the name filled in either.
  const start = isWritable ? await nearestFolder(folder) : Uri.file(homedir());
  const chosen = await window.showSaveDialog({
    title: t('Save the Image'),
    saveLabel: t('Save'),
    defaultUri: Uri.joinPath(start, suggestedName),
  });
  return chosen?.toString();
}

/** VS Code's own dialog takes a folder that is not there for the name of the file. */
async function nearestFolder(wanted: Uri): Promise<Uri> {
  for (let folder = wanted; folder.path !== '/'; folder = Uri.joinPath(folder, '..')) {
    const isThere = await workspace.fs.stat(folder).then(
      ({ type }) => (type & FileType.Directory) !== 0,
      () => false,
    );
    if (isThere) return folder;
  }
  return wanted;
}
