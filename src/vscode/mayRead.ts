import { Uri, workspace } from 'vscode';
import { folderOf } from '../editing/uris.ts';

/** A record comes with the image, from wherever that came: it leads only into the workspace or beside the image. */
export function mayRead(uri: string, imageUri: string): boolean {
  return workspace.getWorkspaceFolder(Uri.parse(uri)) !== undefined || folderOf(uri) === folderOf(imageUri);
}
