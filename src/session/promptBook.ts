import type { FileStore, Log } from '../editing/ports.ts';
import { FileError } from '../editing/ports.ts';
import { joinUri } from '../editing/uris.ts';
import type { PresetView } from '../shared/panelState.ts';
import {
  builtInPresets,
  fillPlaceholders,
  placeholdersOf,
  readTeamPresets,
  teamFileSteps,
  teamFileTemplate,
} from './presets.ts';
import type { SessionHost } from './sessionHost.ts';

const recentFile = 'recent-prompts.json';
const mostRecent = 50;
const longestTeamFile = 1_000_000;

export interface PromptBookDeps {
  files: FileStore;
  log: Log;
  host: Pick<SessionHost, 'askFor' | 'open' | 'workspaceFolderOf'>;
}

/** The panel whose prompt is written. */
export interface PromptBookContext {
  /** URI of the edited image. */
  readonly inputs: { readonly editedUri: string | undefined };
  readonly draft: { readonly folder: string | undefined };
  /** Puts a prompt into the box, over what is typed there. */
  writePrompt(prompt: string): void;
  say(status: string): void;
  changed(): void;
}

/** The prompts that a panel offers: built in, the workspace's own, and those that were run lately. */
export class PromptBook {
  readonly #context: PromptBookContext;
  readonly #deps: PromptBookDeps;
  #team: PresetView[] = [];
  #problem: string | undefined;
  #recent: string[] = [];

  constructor(context: PromptBookContext, deps: PromptBookDeps) {
    this.#context = context;
    this.#deps = deps;
  }

  /** The workspace's own first. */
  get presets(): PresetView[] {
    return [...this.#team, ...builtInPresets];
  }

  /** Why the workspace's own prompts can't be used; null when they can, or there are none. */
  get problem(): string | null {
    return this.#problem ?? null;
  }

  /** Newest first. */
  get recent(): string[] {
    return this.#recent;
  }

  /** Reads the workspace's file, and what was run lately. */
  async load(): Promise<void> {
    await Promise.all([this.#loadTeam(), this.#loadRecent()]);
    this.#context.changed();
  }

  /** Puts a preset into the prompt, after asking for its placeholders. */
  async use(id: string): Promise<void> {
    const prompt = await this.#promptOf(id);
    if (prompt !== undefined) this.#context.writePrompt(prompt);
  }

  /** Opens the workspace's file of prompts, made when it is not there yet. */
  async edit(): Promise<void> {
    const { files, host } = this.#deps;
    const uri = this.teamFileUri;
    if (uri === undefined) {
      this.#context.say('Open a folder first: its prompts lie in .nano-banana/prompts.json.');
      return;
    }
    await files.createExclusively(uri, new TextEncoder().encode(teamFileTemplate));
    await host.open(uri);
  }

  /** Remembers a prompt that is run now. */
  async remember(prompt: string): Promise<void> {
    const kept = prompt.trim();
    if (kept === '') return;
    // Another panel may have written in between.
    await this.#loadRecent();
    this.#recent = [kept, ...this.#recent.filter((other) => other !== kept)].slice(0, mostRecent);
    try {
      const bytes = new TextEncoder().encode(JSON.stringify(this.#recent));
      await this.#deps.files.writeStored(recentFile, bytes);
    } catch (error) {
      this.#deps.log.warn(`The prompt could not be remembered: ${String(error)}`);
    }
  }

  /** With the placeholders filled in; undefined when the person gave up or there is no such preset. */
  async #promptOf(id: string): Promise<string | undefined> {
    const preset = this.presets.find((candidate) => candidate.id === id);
    if (preset === undefined) return undefined;
    const values = new Map<string, string>();
    for (const name of placeholdersOf(preset.prompt)) {
      const value = await this.#deps.host.askFor(name);
      if (value === undefined) return undefined;
      values.set(name, value);
    }
    return fillPlaceholders(preset.prompt, values);
  }

  /** URI of the workspace's file; undefined where no folder is open. */
  get teamFileUri(): string | undefined {
    const { inputs, draft } = this.#context;
    const folder = this.#deps.host.workspaceFolderOf(inputs.editedUri ?? draft.folder);
    return folder === undefined ? undefined : joinUri(folder, ...teamFileSteps);
  }

  async #loadTeam(): Promise<void> {
    const uri = this.teamFileUri;
    this.#team = [];
    this.#problem = undefined;
    if (uri === undefined) return;
    try {
      const bytes = await this.#deps.files.read(uri, longestTeamFile);
      const read = readTeamPresets(new TextDecoder().decode(bytes));
      if (read.ok) this.#team = read.presets;
      else this.#problem = read.problem;
    } catch (error) {
      if (error instanceof FileError && error.code === 'notFound') return;
      this.#problem = `${teamFileSteps.join('/')} can't be read: ${error instanceof Error ? error.message : error}.`;
    }
  }

  async #loadRecent(): Promise<void> {
    try {
      const value: unknown = JSON.parse(
        new TextDecoder().decode(await this.#deps.files.readStored(recentFile)),
      );
      if (Array.isArray(value)) {
        this.#recent = value.filter((prompt) => typeof prompt === 'string').slice(0, mostRecent);
      }
    } catch {
      // Nothing was run yet, or what is there is no list: it begins anew.
    }
  }
}
