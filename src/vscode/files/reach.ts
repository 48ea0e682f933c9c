import { Uri, workspace } from 'vscode';
import { folderOf } from '../../core/uris.ts';

/**
 * Where a record may lead: it comes with the image, from wherever that came, so only into the workspace or beside
 * the image.
 * @returns the URI as VS Code writes it; undefined for what is out of reach
 */
export function reach(uri: string, imageUri: string): string | undefined {
  const parsed = Uri.parse(uri);
  const isNear = workspace.getWorkspaceFolder(parsed) !== undefined || folderOf(uri) === folderOf(imageUri);
  return isNear ? parsed.toString() : undefined;
}
