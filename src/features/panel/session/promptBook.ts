import {
  builtInPresets,
  fillPlaceholders,
  placeholdersOf,
  readTeamPresets,
  teamFileSteps,
  teamFileTemplate,
} from '../../../core/edit/presets.ts';
import type { FileStore, Log } from '../../../core/ports.ts';
import { FileError } from '../../../core/ports.ts';
import type { PresetView } from '../../../core/shared/panelState.ts';
import { joinUri } from '../../../core/uris.ts';
import type { Draft } from './draft.ts';
import type { SessionHost } from './sessionHost.ts';
import { UnsentPrompts } from './unsentPrompts.ts';

const recentFile = 'recent-prompts.json';
const mostRecent = 50;
const longestTeamFile = 1_000_000;

export interface PromptBookDeps {
  files: FileStore;
  log: Log;
  host: Pick<SessionHost, 'askFor' | 'open' | 'workspaceFolderOf'>;
}

const unsentId = 'unsent';

const unsentPreset = (prompt: string): PresetView => ({
  id: unsentId,
  label: prompt.replaceAll(/\s+/g, ' ').slice(0, 60),
  prompt,
  from: 'unsent',
});

/** The panel whose prompt is written. */
export interface PromptBookContext {
  /** URI of the edited image. */
  readonly inputs: { readonly editedUri: string | undefined };
  readonly steps: { readonly originalUri: string | undefined };
  readonly draft: Pick<Draft, 'kind' | 'folder' | 'prompt' | 'given'>;
  /** Puts a prompt into the box, after what is typed there. */
  insertPrompt(prompt: string): void;
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
  readonly #unsent: UnsentPrompts;
  /** Typed before the panel of this image was closed. */
  #kept: string | undefined;

  constructor(context: PromptBookContext, deps: PromptBookDeps) {
    this.#context = context;
    this.#deps = deps;
    this.#unsent = new UnsentPrompts(deps);
  }

  /** What was typed and not sent the last time, then the workspace's own. */
  get presets(): PresetView[] {
    const kept = this.#kept;
    const isOffered = kept !== undefined && !this.#context.draft.prompt.includes(kept);
    return [...(isOffered ? [unsentPreset(kept)] : []), ...this.#team, ...builtInPresets];
  }

  /** Why the workspace's own prompts can't be used; null when they can, or there are none. */
  get problem(): string | null {
    return this.#problem ?? null;
  }

  /** Newest first. */
  get recent(): string[] {
    return this.#recent;
  }

  /** Reads the workspace's file, what was run lately, and what was typed and not sent the last time. */
  async load(): Promise<void> {
    await Promise.all([this.#loadTeam(), this.#loadRecent(), this.#loadUnsent()]);
    this.#context.changed();
  }

  /** Puts a preset into the prompt, after asking for its placeholders. */
  async use(id: string): Promise<void> {
    const isKept = id === unsentId;
    const prompt = isKept ? this.#kept : await this.#promptOf(id);
    if (prompt === undefined) return;
    this.#context.insertPrompt(prompt);
    if (isKept) await this.#forgetUnsent();
  }

  /** The panel is closed: what is typed and was never run is offered again with the same image. Never rejects. */
  async keepUnsent(): Promise<void> {
    const { draft } = this.#context;
    const prompt = draft.prompt.trim();
    if (prompt === '' || prompt === draft.given?.trim()) return;
    await this.#loadRecent();
    const key = this.#unsentKey;
    if (this.#recent.includes(prompt)) return;
    const earlier = this.#kept;
    if (key === undefined || (earlier !== undefined && !prompt.includes(earlier)))
      await this.remember(earlier ?? prompt);
    if (key !== undefined) await this.#unsent.keep(key, prompt);
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

  /** Remembers a prompt that is run now, or that something else takes the place of. */
  async remember(prompt: string): Promise<void> {
    const kept = prompt.trim();
    if (kept === '') return;
    if (kept === this.#kept) await this.#forgetUnsent();
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

  /** What names this panel's unsent prompt; undefined for pasted images, which nobody opens again. */
  get #unsentKey(): string | undefined {
    const { steps, inputs, draft } = this.#context;
    const image = steps.originalUri ?? inputs.editedUri;
    return image ?? (draft.kind === 'generate' ? `generate:${draft.folder ?? ''}` : undefined);
  }

  async #loadUnsent(): Promise<void> {
    const key = this.#unsentKey;
    this.#kept = key === undefined ? undefined : await this.#unsent.find(key);
  }

  async #forgetUnsent(): Promise<void> {
    const key = this.#unsentKey;
    this.#kept = undefined;
    if (key !== undefined) await this.#unsent.forget(key);
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
