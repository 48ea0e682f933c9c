import { Disposable, EventEmitter, type Uri, workspace } from 'vscode';
import type { Asset } from '../../../core/assets/compile/asset.ts';
import { KnownStates } from '../../../core/assets/states/knownStates.ts';
import { inPool } from '../../../core/assets/states/pool.ts';
import type { AssetStatus, StateFiles } from '../../../core/assets/states/states.ts';
import type { Log } from '../../../core/ports.ts';
import { sidecarName } from '../../../core/records/embed.ts';
import { imageGlob } from '../../../vscode/images/imageNames.ts';
import { assetUri } from './projects.ts';

const looksAtOnce = 16;
/** Files come in flocks. */
const restMs = 150;
const sidecarEnding = sidecarName('');

/** The states of assets as the files are now; looked up when somebody asks, and again when a file changed. */
export class AssetStates implements Disposable {
  readonly #known: KnownStates;
  readonly #log: Log;
  readonly #changed = new EventEmitter<void>();
  readonly #filesChanged = new EventEmitter<void>();
  readonly #registered: Disposable;
  #timer: NodeJS.Timeout | undefined;
  #concerns = false;

  /** States may be other ones now. */
  readonly onDidChange = this.#changed.event;
  /** Images of the workspace came, changed or went. */
  readonly onDidChangeFiles = this.#filesChanged.event;

  constructor({ files, log }: { files: StateFiles; log: Log }) {
    this.#known = new KnownStates(files);
    this.#log = log;
    // A record beside an image tells of it too.
    const watchers = [imageGlob, `**/${sidecarName('*')}`].map((glob) =>
      workspace.createFileSystemWatcher(glob),
    );
    // Of a folder that came or went nothing more is told than itself.
    const folders = workspace.createFileSystemWatcher('**', false, true, false);
    const folderTold = (uri: Uri): void => {
      if (this.#known.changedBelow(assetUri(uri))) this.#tell(true);
    };
    const told = (uri: Uri): void => this.#told(uri);
    this.#registered = Disposable.from(
      this.#changed,
      this.#filesChanged,
      folders,
      folders.onDidCreate(folderTold),
      folders.onDidDelete(folderTold),
      ...watchers,
      ...watchers.flatMap((watcher) => [
        watcher.onDidCreate(told),
        watcher.onDidChange(told),
        watcher.onDidDelete(told),
      ]),
    );
  }

  /** Leaves out what can't be read. */
  async of(assets: readonly Asset[]): Promise<AssetStatus[]> {
    const statuses = await inPool(assets, looksAtOnce, async (asset) => {
      try {
        return await this.#known.of(asset);
      } catch (error) {
        this.#log.warn(`${asset.name} can't be read: ${String(error)}`);
        return undefined;
      }
    });
    return statuses.filter((status) => status !== undefined);
  }

  /** An image was made or replaced here: the system tells of files in a new folder late, or never. */
  fileChanged(uri: string): void {
    this.#tell(this.#known.changed(uri));
  }

  /** Whether the states of all are known without a look. */
  areKnown(assets: readonly Asset[]): boolean {
    return assets.every((asset) => this.#known.has(asset));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#registered.dispose();
  }

  #told(uri: Uri): void {
    const file = assetUri(uri);
    const image = file.endsWith(sidecarEnding) ? file.slice(0, -sidecarEnding.length) : file;
    this.fileChanged(image);
  }

  #tell(concerns: boolean): void {
    this.#concerns ||= concerns;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#filesChanged.fire();
      if (this.#concerns) this.#changed.fire();
      this.#concerns = false;
    }, restMs);
  }
}
