import { folderOf } from '../editing/uris.ts';
import type { InputList, SessionInput } from './inputList.ts';
import type { PromptBook } from './promptBook.ts';
import type { ResultKeeper } from './resultKeeper.ts';
import type { SessionHost } from './sessionHost.ts';

export interface WatchedFilesContext {
  readonly inputs: InputList;
  readonly results: ResultKeeper;
  readonly prompts: Pick<PromptBook, 'teamFileUri' | 'load'>;
  readonly isRunning: boolean;
  loadInput(input: SessionInput): Promise<void>;
  say(status: string): void;
  changed(): void;
}

/** Follows the files of a session on the disk, whoever changes them, and shows them as they are now. */
export class WatchedFiles {
  readonly #context: WatchedFilesContext;
  readonly #host: Pick<SessionHost, 'watch'>;

  constructor(context: WatchedFilesContext, host: Pick<SessionHost, 'watch'>) {
    this.#context = context;
    this.#host = host;
  }

  /** Watches the folders of all files that the session has now, and no others. */
  follow(): void {
    const { inputs, results, prompts } = this.#context;
    const uris = [
      ...(prompts.teamFileUri === undefined ? [] : [prompts.teamFileUri]),
      ...inputs.all.flatMap(({ input: { source } }) => (source.kind === 'file' ? [source.uri] : [])),
      ...results.list.all.flatMap(({ uri }) => uri ?? []),
    ];
    this.#host.watch([...new Set(uris.map(folderOf))], (uri) => void this.#changedOnDisk(uri));
  }

  async #changedOnDisk(uri: string): Promise<void> {
    const { inputs, results, prompts, isRunning } = this.#context;
    if (uri === prompts.teamFileUri) await prompts.load();
    for (const input of inputs.all) {
      const { source, name } = input.input;
      if (source.kind !== 'file' || source.uri !== uri) continue;
      await this.#context.loadInput(input);
      if (!isRunning)
        this.#context.say(input.problem ?? `${name} changed on disk; it is shown as it is now.`);
    }
    for (const result of results.list.all) {
      if (result.uri === uri) await results.refresh(result, true);
    }
    this.#context.changed();
  }
}
