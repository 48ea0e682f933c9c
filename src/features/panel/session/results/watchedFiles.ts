import { t } from '../../../../core/shared/l10n.ts';
import { folderOf } from '../../../../core/uris.ts';
import type { PromptBook } from '../form/promptBook.ts';
import type { FileVersions } from '../inputs/fileVersions.ts';
import type { InputLoader } from '../inputs/inputLoader.ts';
import type { Sources } from '../inputs/sources.ts';
import type { ResultPictures } from '../pictures/resultPictures.ts';
import type { SessionHost } from '../sessionHost.ts';
import { fileUriOf, inputsWithOriginals, lineUriOf } from '../state/inputs.ts';
import { listedResults } from '../state/results.ts';
import { isRunning } from '../state/sessionState.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { Backups } from './backups.ts';

interface WatchedFilesDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'watch'>;
  versions: FileVersions;
  loader: InputLoader;
  prompts: PromptBook;
  sources: Sources;
  backups: Backups;
  resultPictures: ResultPictures;
}

/** Follows the files of a session on the disk, whoever changes them, and shows them as they are now. */
export class WatchedFiles {
  readonly #deps: WatchedFilesDeps;
  /** Files that are being looked at; true: they changed again meanwhile. */
  readonly #looking = new Map<string, boolean>();
  /** Files that the session itself is changing. */
  readonly #own = new Set<string>();
  /** The folders that are watched. */
  #folders: ReadonlySet<string> = new Set();
  readonly #following: { dispose(): void };
  #due: NodeJS.Immediate | undefined;

  constructor(deps: WatchedFilesDeps) {
    this.#deps = deps;
    this.#following = deps.store.subscribe((now, before) => {
      const isOther = now.inputs !== before.inputs || now.results !== before.results;
      if (isOther || now.prompts !== before.prompts) this.#followSoon();
    });
  }

  /** Nothing is watched any more. */
  end(): void {
    this.#following.dispose();
    clearImmediate(this.#due);
    this.#deps.host.watch([], () => {});
  }

  /** Once for all that changes in one turn: hundreds of files are added and looked at together. */
  #followSoon(): void {
    this.#due ??= setImmediate(() => {
      this.#due = undefined;
      this.#follow();
    });
  }

  /** Watches the folders of all files that the session has now, and no others. */
  #follow(): void {
    const { store, prompts, host } = this.#deps;
    const { inputs, results } = store.state;
    const uris = [
      prompts.teamFileUri ?? [],
      inputsWithOriginals(inputs).map((input) => lineUriOf(input) ?? []),
      listedResults(results).map(({ uri }) => uri ?? []),
    ].flat(2);
    const folders = new Set(uris.map(folderOf));
    if (folders.size === this.#folders.size && [...folders].every((folder) => this.#folders.has(folder)))
      return;
    this.#folders = folders;
    host.watch([...folders], (uri) => void this.#changedOnDisk(uri));
  }

  /** Does something to a file without telling the person that it changed; shows it as it is afterwards. */
  async change(uri: string, work: () => Promise<boolean>): Promise<boolean> {
    this.#own.add(uri);
    try {
      const isDone = await work();
      if (isDone) await this.#reload(uri);
      return isDone;
    } finally {
      this.#own.delete(uri);
    }
  }

  /** Programs write in several goes, and each of them is told. */
  async #changedOnDisk(uri: string): Promise<void> {
    const isLookedAt = this.#looking.has(uri);
    this.#looking.set(uri, isLookedAt);
    if (isLookedAt) return;
    try {
      do {
        this.#looking.set(uri, false);
        await this.#look(uri);
      } while (this.#looking.get(uri));
    } finally {
      this.#looking.delete(uri);
    }
  }

  async #look(uri: string): Promise<void> {
    const { store, versions, prompts, sources, backups, resultPictures } = this.#deps;
    if (uri === prompts.teamFileUri) await prompts.load();
    const isQuiet = isRunning(store.state) || this.#own.has(uri);
    if (await versions.hasChanged(uri)) {
      const [id] = await this.#reload(uri);
      await sources.follow(uri);
      await backups.look();
      const input = id === undefined ? undefined : store.state.inputs.known.get(id);
      if (input && !isQuiet) {
        const { name } = input.input;
        store.update({
          status: input.problem ?? t('{name} changed on disk; it is shown as it is now.', { name }),
        });
      }
    }
    for (const result of listedResults(store.state.results)) {
      if (result.uri === uri) await resultPictures.refresh(result);
    }
  }

  /** @returns the ids of the inputs that the file is */
  async #reload(uri: string): Promise<string[]> {
    const { store, loader } = this.#deps;
    const ids = inputsWithOriginals(store.state.inputs).flatMap((input) =>
      fileUriOf(input) === uri ? [input.id] : [],
    );
    for (const id of ids) await loader.load(id);
    return ids;
  }
}
