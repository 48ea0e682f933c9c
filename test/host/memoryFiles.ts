import * as vscode from 'vscode';

/** A file system as another extension would provide it, which can be told to fail. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly contents = new Map<string, Uint8Array>();
  readonly #folders = new Set(['/']);
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changes.event;
  /** Called before each write; may throw, or take a part of the bytes and then throw. */
  onWrite: (path: string, bytes: Uint8Array) => void = () => undefined;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const bytes = this.contents.get(uri.path);
    const type = this.#folders.has(uri.path) ? vscode.FileType.Directory : vscode.FileType.File;
    if (bytes === undefined && type === vscode.FileType.File) throw vscode.FileSystemError.FileNotFound(uri);
    return { type, ctime: 0, mtime: 7, size: bytes?.byteLength ?? 0 };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    this.#folders.add(uri.path);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const bytes = this.contents.get(uri.path);
    if (bytes === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  }

  // Must not throw but reject: VS Code's queue for writes to one file never recovers from a throw.
  async writeFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
    this.onWrite(uri.path, bytes);
    this.contents.set(uri.path, bytes);
  }

  delete(uri: vscode.Uri): void {
    this.contents.delete(uri.path);
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}
