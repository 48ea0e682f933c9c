import { Uri, window, workspace } from 'vscode';

/**
 * Asks the person where to save an image.
 * @param near URI of the folder to begin in; the first one of the workspace if not given
 * @returns the URI; undefined when none was chosen
 */
export async function choosePlace(
  suggestedName: string,
  near: string | undefined,
): Promise<string | undefined> {
  const folder = near === undefined ? workspace.workspaceFolders?.[0]?.uri : Uri.parse(near);
  const options = { title: 'Save the Image', saveLabel: 'Save' };
  const isWritable = folder !== undefined && workspace.fs.isWritableFileSystem(folder.scheme) === true;
  const chosen = await window.showSaveDialog(
    isWritable ? { ...options, defaultUri: Uri.joinPath(folder, suggestedName) } : options,
  );
  return chosen?.toString();
}
