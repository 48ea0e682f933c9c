import { builtInPresets } from '../../../../core/edit/choices/builtInPresets.ts';
import {
  fillPlaceholders,
  placeholdersOf,
  readTeamPresets,
  teamFileSteps,
  teamFileTemplate,
} from '../../../../core/edit/choices/presets.ts';
import { type KnownImage, subjectOf } from '../../../../core/edit/choices/subject.ts';
import type { FileStore, Log } from '../../../../core/ports.ts';
import { FileError } from '../../../../core/ports.ts';
import { t } from '../../../../core/shared/l10n.ts';
import type { PresetView } from '../../../../core/shared/protocol/panelState.ts';
import { joinUri } from '../../../../core/uris.ts';
import type { SessionHost } from '../sessionHost.ts';
import { insertPreset, overwritePrompt } from '../state/form.ts';
import { editedInput, editedUriOf, type Inputs, originalUriOf } from '../state/inputs.ts';
import type { OfferedPrompts, SessionState } from '../state/sessionState.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { UnsentPrompts } from './unsentPrompts.ts';

const recentFile = 'recent-prompts.json';
const mostRecent = 50;
const longestTeamFile = 1_000_000;

interface PromptBookDeps {
  store: SessionStore;
  files: FileStore;
  log: Log;
  /** Where answers are recorded: the only instructions that have one. */
  recordedPresets?: (() => Promise<PresetView[]>) | undefined;
  host: Pick<SessionHost, 'askFor' | 'open' | 'workspaceFolderOf'>;
}

const unsentId = 'unsent';

/** The prompts that a panel offers: built in, the workspace's own, and those that were run lately. */
export class PromptBook {
  readonly #deps: PromptBookDeps;
  readonly #unsent: UnsentPrompts;

  constructor(deps: PromptBookDeps) {
    this.#deps = deps;
    this.#unsent = new UnsentPrompts(deps);
  }

  /** Reads the workspace's file, what was run lately, and what was typed and not sent the last time. */
  async load(): Promise<void> {
    const { recordedPresets } = this.#deps;
    if (recordedPresets) this.#offer({ recorded: await recordedPresets() });
    else await Promise.all([this.#loadTeam(), this.#loadRecent(), this.#loadUnsent()]);
  }

  /** Puts a preset into the prompt, after asking for its placeholders. */
  async use(id: string): Promise<void> {
    const isKept = id === unsentId;
    const prompt = isKept ? this.#offered.unsent : await this.#promptOf(id);
    if (prompt === undefined) return;
    // A recorded answer is to one instruction alone.
    this.#deps.store.update(this.#deps.recordedPresets ? overwritePrompt(prompt) : insertPreset(prompt));
    if (isKept) await this.#forgetUnsent();
  }

  /** The panel is closed: what is typed and was never run is offered again with the same image. Never rejects. */
  async keepUnsent(): Promise<void> {
    const { form } = this.#deps.store.state;
    const prompt = form.prompt.trim();
    if (this.#deps.recordedPresets) return;
    if (prompt === '' || prompt === form.given?.trim()) return;
    await this.#loadRecent();
    const key = this.#unsentKey;
    const { recent, unsent: earlier } = this.#offered;
    if (recent.includes(prompt)) return;
    if (key === undefined || (earlier !== undefined && !prompt.includes(earlier)))
      await this.remember(earlier ?? prompt);
    if (key !== undefined) await this.#unsent.keep(key, prompt);
  }

  /** Opens the workspace's file of prompts, made when it is not there yet. */
  async edit(): Promise<void> {
    const { store, files, host } = this.#deps;
    const uri = this.teamFileUri;
    if (uri === undefined) {
      store.update({ status: t('Open a folder first: its prompts lie in .nano-banana/prompts.json.') });
      return;
    }
    await files.createExclusively(uri, new TextEncoder().encode(teamFileTemplate));
    await host.open(uri);
  }

  /** Remembers a prompt that is run now, or that something else takes the place of. */
  async remember(prompt: string): Promise<void> {
    const kept = prompt.trim();
    if (kept === '' || this.#deps.recordedPresets) return;
    if (kept === this.#offered.unsent) await this.#forgetUnsent();
    // Another panel may have written in between.
    await this.#loadRecent();
    const recent = [kept, ...this.#offered.recent.filter((other) => other !== kept)].slice(0, mostRecent);
    this.#offer({ recent });
    try {
      const bytes = new TextEncoder().encode(JSON.stringify(recent));
      await this.#deps.files.writeStored(recentFile, bytes);
    } catch (error) {
      this.#deps.log.warn(`The prompt could not be remembered: ${String(error)}`);
    }
  }

  /** What names this panel's unsent prompt; undefined for pasted images, which nobody opens again. */
  get #unsentKey(): string | undefined {
    const { kind, inputs, form } = this.#deps.store.state;
    const image = originalUriOf(inputs) ?? editedUriOf(inputs);
    return image ?? (kind === 'generate' ? `generate:${form.folder ?? ''}` : undefined);
  }

  async #loadUnsent(): Promise<void> {
    const key = this.#unsentKey;
    this.#offer({ unsent: key === undefined ? undefined : await this.#unsent.find(key) });
  }

  async #forgetUnsent(): Promise<void> {
    const key = this.#unsentKey;
    this.#offer({ unsent: undefined });
    if (key !== undefined) await this.#unsent.forget(key);
  }

  /** With the placeholders filled in; undefined when the person gave up or there is no such preset. */
  async #promptOf(id: string): Promise<string | undefined> {
    const preset = presetsOf(this.#deps.store.state).find((candidate) => candidate.id === id);
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
    const { inputs, form } = this.#deps.store.state;
    const folder = this.#deps.host.workspaceFolderOf(editedUriOf(inputs) ?? form.folder);
    return folder === undefined ? undefined : joinUri(folder, ...teamFileSteps);
  }

  async #loadTeam(): Promise<void> {
    const uri = this.teamFileUri;
    const { team, problem } = uri === undefined ? noTeam : await this.#readTeam(uri);
    this.#offer({ team, problem });
  }

  async #readTeam(uri: string): Promise<Pick<OfferedPrompts, 'team' | 'problem'>> {
    try {
      const bytes = await this.#deps.files.read(uri, longestTeamFile);
      const read = readTeamPresets(new TextDecoder().decode(bytes));
      return read.ok ? { team: read.presets, problem: undefined } : { team: [], problem: read.problem };
    } catch (error) {
      if (error instanceof FileError && error.code === 'notFound') return noTeam;
      const reason = error instanceof Error ? error.message : error;
      return {
        team: [],
        problem: t("{file} can't be read: {reason}.", {
          file: teamFileSteps.join('/'),
          reason: String(reason),
        }),
      };
    }
  }

  async #loadRecent(): Promise<void> {
    try {
      const value: unknown = JSON.parse(
        new TextDecoder().decode(await this.#deps.files.readStored(recentFile)),
      );
      if (Array.isArray(value)) {
        this.#offer({ recent: value.filter((prompt) => typeof prompt === 'string').slice(0, mostRecent) });
      }
    } catch {
      // Nothing was run yet, or what is there is no list: it begins anew.
    }
  }

  get #offered(): OfferedPrompts {
    return this.#deps.store.state.prompts;
  }

  #offer(changes: Partial<OfferedPrompts>): void {
    this.#deps.store.update(({ prompts }) => ({ prompts: { ...prompts, ...changes } }));
  }
}

const noTeam = { team: [], problem: undefined };

/**
 * What is offered to begin with: what was typed and not sent the last time, then the workspace's own, then what fits
 * the edited image.
 */
export function presetsOf({
  prompts,
  form,
  inputs,
}: Pick<SessionState, 'prompts' | 'form' | 'inputs'>): PresetView[] {
  const { team, unsent, recorded } = prompts;
  if (recorded) return [...recorded];
  const isOffered = unsent !== undefined && !form.prompt.includes(unsent);
  return [
    ...(isOffered ? [unsentPreset(unsent)] : []),
    ...team,
    ...builtInPresets(subjectOf(knownImage(inputs), inputs.ids.length)),
  ];
}

/** The edited image as far as its first bytes tell; until they are read, its name alone is known. */
function knownImage(inputs: Inputs): KnownImage | undefined {
  const edited = editedInput(inputs);
  if (edited === undefined) return undefined;
  const { input, inspection, transparent } = edited;
  const { info, byteLength } = inspection ?? unread;
  return { name: input.name, info, byteLength, isTransparent: transparent };
}
const unread = { info: { type: 'png', width: 1920, height: 1080 }, byteLength: 0 } as const;

const unsentPreset = (prompt: string): PresetView => ({
  id: unsentId,
  label: prompt.replaceAll(/\s+/g, ' ').slice(0, 60),
  prompt,
  from: 'unsent',
});
