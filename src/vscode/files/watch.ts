import { type Disposable, RelativePattern, Uri, workspace } from 'vscode';
import { folderOf } from '../../core/uris.ts';

/** Calls back when a file is written, replaced, made or removed, also outside the workspace. */
export function watchFile(address: string, changed: () => void): Disposable {
  // The whole folder is watched, because a name can hold signs that a pattern understands.
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.parse(folderOf(address)), '*'));
  const told = (uri: Uri): void => {
    if (uri.toString() === address) changed();
  };
  watcher.onDidChange(told);
  watcher.onDidCreate(told);
  watcher.onDidDelete(told);
  return watcher;
}
