import type { FileStore } from '../editing/ports.ts';
import type { Replacement } from '../editing/replacements.ts';
import { nameOf } from '../editing/uris.ts';
import type { SessionInput } from './inputList.ts';
import type { ResultKeeper } from './resultKeeper.ts';
import type { SessionResult } from './resultList.ts';
import type { SessionHost } from './sessionHost.ts';
import type { Steps } from './steps.ts';

/** Replaces files by results and brings them back, asking first; backups are its business. */
export interface OriginalReplacer {
  /** False when the person did not agree, or it failed, which was told. */
  replace(replacement: Replacement): Promise<boolean>;
  restore(uri: string): Promise<boolean>;
  hasBackup(uri: string): Promise<boolean>;
}

export interface ResultActionsContext {
  readonly results: ResultKeeper;
  readonly steps: Steps;
  /** Shows an input anew. */
  loadInput(input: SessionInput): Promise<void>;
  say(status: string): void;
  changed(): void;
}

export interface ResultActionsDeps {
  files: FileStore;
  originals: OriginalReplacer;
  host: SessionHost;
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

  /** Writes a result over the original, after asking. */
  async replaceOriginal(id: string): Promise<void> {
    const original = this.#originalUri();
    const result = await this.#fileOf(id);
    if (original === undefined || result === undefined) return;
    const replacement = { original, result: { kind: 'file', uri: result } } as const;
    if (!(await this.#deps.originals.replace(replacement))) return;
    await this.#originalChanged(`Replaced ${nameOf(original)}. A backup is kept.`);
  }

  async restoreOriginal(): Promise<void> {
    const original = this.#originalUri();
    if (original === undefined || !(await this.#deps.originals.restore(original))) return;
    await this.#originalChanged(`Restored ${nameOf(original)}.`);
  }

  async #originalChanged(status: string): Promise<void> {
    const { steps } = this.#context;
    await this.lookForBackup();
    if (steps.original) await this.#context.loadInput(steps.original);
    this.#context.say(status);
  }

  async lookForBackup(): Promise<void> {
    const original = this.#originalUri();
    this.#restorable = original !== undefined && (await this.#deps.originals.hasBackup(original));
    this.#context.changed();
  }

  #originalUri(): string | undefined {
    const source = this.#context.steps.original?.input.source;
    return source?.kind === 'file' ? source.uri : undefined;
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
