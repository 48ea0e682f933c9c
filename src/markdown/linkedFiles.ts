import { type Disposable, EventEmitter, RelativePattern, type Uri, workspace } from 'vscode';
import { imageGlob } from '../commands/imageNames.ts';
import type { FileStore } from '../editing/ports.ts';
import { sidecarName } from '../records/embed.ts';

/** Of some files nobody tells when they come or go, as outside the workspace or where the watcher missed their folder. */
const longestKnownMs = 3000;

interface Known {
  answer: Promise<boolean>;
  askedAt: number;
}

/** Whether the files that documents link are there; asked seldom, and anew when files come or go. */
export class LinkedFiles implements Disposable {
  readonly #files: Pick<FileStore, 'exists'>;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();
  readonly #changed = new EventEmitter<void>();
  readonly #watchers: Disposable[] = [];
  readonly #folders: Disposable;

  /** Images came, went, or have another content. */
  readonly onDidChange = this.#changed.event;

  /** @param now milliseconds of a clock that never goes back */
  constructor(files: Pick<FileStore, 'exists'>, now = () => performance.now()) {
    this.#files = files;
    this.#now = now;
    this.#watch();
    this.#folders = workspace.onDidChangeWorkspaceFolders(() => {
      this.#watch();
      this.#forget();
    });
  }

  exists(file: Uri): Promise<boolean> {
    const key = file.toString();
    const known = this.#known.get(key);
    const askedAt = this.#now();
    if (known !== undefined && askedAt - known.askedAt < longestKnownMs) return known.answer;
    const answer = this.#files.exists(key).catch(() => false);
    this.#known.set(key, { answer, askedAt });
    return answer;
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
