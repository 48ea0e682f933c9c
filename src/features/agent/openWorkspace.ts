import * as path from 'node:path';
import { Uri, workspace } from 'vscode';
import type { Workspace } from '../../core/agent/places.ts';
import { resolveAddress } from '../../vscode/files/addresses.ts';

/** The window's workspace as it is at the moment. */
export const openWorkspace: Workspace = {
  isTrusted: () => workspace.isTrusted,
  folders: () => (workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()),
  uriOf,
  pathOf: (uri) => {
    const parsed = Uri.parse(uri);
    return parsed.scheme === 'file' ? parsed.fsPath : uri;
  },
  placeOf: (uri) => workspace.asRelativePath(Uri.parse(uri)),
};

/** A drive's letter looks like a scheme, so a scheme has two letters at least. */
function uriOf(text: string): string | undefined {
  if (/^[a-z][a-z\d+.-]+:\//i.test(text)) {
    const address = resolveAddress(text);
    if (address === undefined) return undefined;
    const uri = Uri.parse(address);
    return uri.with({ path: path.posix.normalize(uri.path) }).toString();
  }
  return path.isAbsolute(text) ? Uri.file(path.normalize(text)).toString() : undefined;
}
