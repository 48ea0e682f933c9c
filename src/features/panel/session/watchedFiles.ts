import type { FileStore } from '../../../core/ports.ts';
import { folderOf } from '../../../core/uris.ts';
import { fileUriOf, type InputList, lineUriOf, type SessionInput } from './inputList.ts';
import type { PromptBook } from './promptBook.ts';
import type { ResultKeeper } from './resultKeeper.ts';
import type { SessionHost } from './sessionHost.ts';

export interface WatchedFilesContext {
  readonly inputs: InputList;
  readonly results: ResultKeeper;
  readonly prompts: Pick<PromptBook, 'teamFileUri' | 'load'>;
  readonly steps: { readonly sources: { follow(uri: string): Promise<void> } };
  readonly actions: { lookForBackup(): Promise<void> };
  readonly isRunning: boolean;
  loadInput(input: SessionInput): Promise<void>;
  say(status: string): void;
  changed(): void;
}

/** Follows the files of a session on the disk, whoever changes them, and shows them as they are now. */
export class WatchedFiles {
  readonly #context: WatchedFilesContext;
  readonly #files: Pick<FileStore, 'stat'>;
  readonly #host: Pick<SessionHost, 'watch'>;
  /** Size and time of what is shown of each input. */
  readonly #shown = new Map<string, string>();
  /** Files that are being looked at; true: they changed again meanwhile. */
  readonly #looking = new Map<string, boolean>();
  /** Files that the session itself is changing. */
  readonly #own = new Set<string>();
  /** The folders that are watched. */
  #folders: ReadonlySet<string> = new Set();

  constructor(
    context: WatchedFilesContext,
    { files, host }: { files: Pick<FileStore, 'stat'>; host: Pick<SessionHost, 'watch'> },
  ) {
    this.#context = context;
    this.#files = files;
    this.#host = host;
  }

  /** Watches the folders of all files that the session has now, and no others. */
  follow(): void {
    const { inputs, results, prompts } = this.#context;
    const uris = [
      ...(prompts.teamFileUri === undefined ? [] : [prompts.teamFileUri]),
      ...inputs.withOriginals.flatMap((input) => lineUriOf(input) ?? []),
      ...results.list.all.flatMap(({ uri }) => uri ?? []),
    ];
    this.#folders = new Set(uris.map(folderOf));
    this.#host.watch([...this.#folders], (uri) => void this.#changedOnDisk(uri));
  }

  /** The session has one more file: most lie where others are. */
  followFile(uri: string): void {
    if (!this.#folders.has(folderOf(uri))) this.follow();
  }

  /** Remembers what an input is like that is about to be read. */
  async note(uri: string): Promise<void> {
    this.#shown.set(uri, await this.#versionOf(uri));
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
    const { results, prompts, isRunning } = this.#context;
    if (uri === prompts.teamFileUri) await prompts.load();
    const isOwn = this.#own.has(uri);
    if (this.#shown.has(uri) && this.#shown.get(uri) !== (await this.#versionOf(uri))) {
      const [input] = await this.#reload(uri);
      await this.#context.steps.sources.follow(uri);
      await this.#context.actions.lookForBackup();
      if (input && !isRunning && !isOwn) {
        this.#context.say(input.problem ?? `${input.input.name} changed on disk; it is shown as it is now.`);
      }
    }
    for (const result of results.list.all) {
      if (result.uri === uri) await results.refresh(result);
    }
    this.#context.changed();
  }

  async #reload(uri: string): Promise<SessionInput[]> {
    const inputs = this.#context.inputs.withOriginals.filter((input) => fileUriOf(input) === uri);
    for (const input of inputs) await this.#context.loadInput(input);
    return inputs;
  }

  async #versionOf(uri: string): Promise<string> {
    try {
      const { size, mtime } = await this.#files.stat(uri);
      return `${size} ${mtime}`;
    } catch {
      return 'gone';
    }
  }
}
