import { type Disposable, EventEmitter, RelativePattern, type Uri, workspace } from 'vscode';
import { imageGlob } from '../commands/imageNames.ts';
import type { FileStore } from '../editing/ports.ts';
import { sidecarName } from '../records/embed.ts';

/** Whether the files that documents link are there; asked once, until files come or go. */
export class LinkedFiles implements Disposable {
  readonly #files: Pick<FileStore, 'exists'>;
  readonly #known = new Map<string, Promise<boolean>>();
  readonly #changed = new EventEmitter<void>();
  readonly #watchers: Disposable[] = [];
  readonly #folders: Disposable;

  /** Images came, went, or have another content. */
  readonly onDidChange = this.#changed.event;

  constructor(files: Pick<FileStore, 'exists'>) {
    this.#files = files;
    this.#watch();
    this.#folders = workspace.onDidChangeWorkspaceFolders(() => {
      this.#watch();
      this.#forget();
    });
  }

  exists(file: Uri): Promise<boolean> {
    const key = file.toString();
    const asked = this.#known.get(key) ?? this.#files.exists(key).catch(() => false);
    this.#known.set(key, asked);
    return asked;
  }

  dispose(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#folders.dispose();
    this.#changed.dispose();
  }

  #watch(): void {
    for (const watcher of this.#watchers.splice(0)) watcher.dispose();
    const changed = () => this.#forget();
    // A record beside an image tells of it too.
    const globs = [imageGlob, `**/${sidecarName('*')}`];
    for (const pattern of (workspace.workspaceFolders ?? []).flatMap((folder) =>
      globs.map((glob) => new RelativePattern(folder, glob)),
    )) {
      const watcher = workspace.createFileSystemWatcher(pattern);
      this.#watchers.push(
        watcher,
        watcher.onDidCreate(changed),
        watcher.onDidChange(changed),
        watcher.onDidDelete(changed),
      );
    }
  }

  #forget(): void {
    this.#known.clear();
    this.#changed.fire();
  }
}
