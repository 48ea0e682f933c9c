import type { FileStore, Log } from '../../../core/ports.ts';
import { nameOf } from '../../../core/uris.ts';
import type { Originals } from '../../originals.ts';
import type { ResultKeeper } from './resultKeeper.ts';
import type { SessionResult } from './resultList.ts';
import type { SessionHost } from './sessionHost.ts';
import type { Steps } from './steps.ts';

export interface ResultActionsContext {
  readonly results: ResultKeeper;
  readonly steps: Steps;
  /** Does something to a file of the session, which shows it anew afterwards. */
  change(uri: string, work: () => Promise<boolean>): Promise<boolean>;
  say(status: string): void;
  changed(): void;
}

export interface ResultActionsDeps {
  files: FileStore;
  originals: Originals;
  host: SessionHost;
  log: Log;
}

/** What a person does with a result beside going on from it. */
export class ResultActions {
  readonly #context: ResultActionsContext;
  readonly #deps: ResultActionsDeps;
  #restorable = false;

  constructor(context: ResultActionsContext, deps: ResultActionsDeps) {
    this.#context = context;
    this.#deps = deps;
  }

  /** Whether the original was replaced and can be brought back. */
  get restorable(): boolean {
    return this.#restorable;
  }

  async open(id: string): Promise<void> {
    const uri = await this.#fileOf(id);
    if (uri !== undefined) await this.#deps.host.open(uri);
  }

  async copyMarkdownLink(id: string): Promise<void> {
    const uri = await this.#fileOf(id);
    if (uri === undefined) return;
    const alt = nameOf(uri).replace(/\.[^.]*$/, '');
    await this.#deps.host.copy(`![${alt.replace(/[[\]\\]/g, '\\$&')}](${this.#deps.host.linkTo(uri)})`);
    this.#context.say('Copied a Markdown link.');
  }

  async copyPath(id: string): Promise<void> {
    const uri = await this.#fileOf(id);
    if (uri === undefined) return;
    await this.#deps.host.copy(this.#deps.host.pathOf(uri));
    this.#context.say('Copied the path.');
  }

  async reveal(id: string, where: 'explorer' | 'system'): Promise<void> {
    const uri = await this.#fileOf(id);
    if (uri !== undefined) await this.#deps.host.reveal(uri, where);
  }

  async showRecord(id: string): Promise<void> {
    const uri = await this.#fileOf(id);
    if (uri !== undefined) await this.#deps.host.showRecord(uri);
  }

  /** Writes a result over the file that its line of steps began with, after asking. */
  async replaceOriginal(id: string): Promise<void> {
    const { originals } = this.#deps;
    const original = this.#context.results.list.find(id)?.originalUri;
    const result = await this.#fileOf(id);
    if (original === undefined || result === undefined) return;
    const replacement = { original, result: { kind: 'file', uri: result } } as const;
    const { sources } = this.#context.steps;
    await sources.keep(original);
    if (!(await this.#context.change(original, () => originals.replace(replacement)))) {
      await sources.letGo(original);
      return;
    }
    await sources.replaced(original, id);
    await this.lookForBackup();
    this.#context.say(`Replaced ${nameOf(original)}. A backup is kept.`);
  }

  async restoreOriginal(): Promise<void> {
    const { originals } = this.#deps;
    const original = this.#originalUri();
    if (original === undefined) return;
    if (!(await this.#context.change(original, () => originals.restore(original)))) return;
    await this.#context.steps.sources.follow(original);
    await this.lookForBackup();
    this.#context.say(`Restored ${nameOf(original)}.`);
  }

  /** Finds out whether the original can be brought back. Never rejects. */
  async lookForBackup(): Promise<void> {
    const { originals, log } = this.#deps;
    const original = this.#originalUri();
    try {
      this.#restorable = original !== undefined && (await originals.hasBackup(original));
    } catch (error) {
      this.#restorable = false;
      log.warn(`Backups could not be looked for: ${String(error)}`);
    }
    this.#context.changed();
  }

  #originalUri(): string | undefined {
    return this.#context.steps.originalUri;
  }

  /** The file of a saved result, if it is still there; says so when it is not. */
  async #fileOf(id: string): Promise<string | undefined> {
    const result: SessionResult | undefined = this.#context.results.list.find(id);
    if (result?.uri === undefined) return undefined;
    result.missing = !(await this.#deps.files.exists(result.uri));
    if (!result.missing) return result.uri;
    this.#context.say(`${result.name} is not there any more: it was moved or deleted.`);
    return undefined;
  }
}
