import { Uri, workspace } from 'vscode';

/**
 * An address that was dropped on a page, as this host knows the file. In a remote window the page says
 * `vscode-remote://host/path` for what is `file:///path` here.
 */
export function resolveAddress(address: string): string | undefined {
  try {
    const uri = Uri.parse(address, true);
    if (uri.scheme === 'vscode-remote') return Uri.file(uri.path).toString();
    return uri.scheme === 'http' || uri.scheme === 'https' ? undefined : uri.toString();
  } catch {
    return undefined;
  }
}

/** The folder of the workspace that a file or folder lies in; undefined outside of all. */
export const workspaceFolderOf = (uri: string): string | undefined =>
  workspace.getWorkspaceFolder(Uri.parse(uri))?.uri.toString();
