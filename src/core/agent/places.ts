import type { FileStore } from '../ports.ts';
import { FileError } from '../ports.ts';
import { messageOf } from '../shared/errorText.ts';
import { type Failure, fail, type Outcome, succeed } from '../shared/failure.ts';

/** The window's workspace, as far as the tools need it. */
export interface Workspace {
  /** Whether the person trusts what the workspace holds. */
  isTrusted(): boolean;
  /** URIs of the open folders. */
  folders(): readonly string[];
  /** URI of an absolute path or of an address; undefined for anything else. */
  uriOf(path: string): string | undefined;
  /** The path of a file as the system writes it; the URI where it has none. */
  pathOf(uri: string): string;
  /** `docs/photo-edited.png`: how a place is said to people. */
  placeOf(uri: string): string;
}

type PlaceFiles = Pick<FileStore, 'exists' | 'followLinks' | 'stat'>;

/** What a model asked for can't be done; nothing was sent. */
export const refused = (sentence: string): Failure => ({
  code: 'tool.refused',
  sentence,
  nextSteps: [],
  billed: 'no',
});

/** Turns the paths that a model names into URIs, and lets none of them leave the workspace. */
export class Places {
  readonly #workspace: Workspace;
  readonly #files: PlaceFiles;

  constructor(workspace: Workspace, files: PlaceFiles) {
    this.#workspace = workspace;
    this.#files = files;
  }

  /** URI of a file that is there. */
  async image(path: string): Promise<Outcome<string>> {
    const found = await this.#inside(path);
    if (!found.ok) return found;
    try {
      await this.#files.stat(found.value);
      return found;
    } catch (error) {
      return fail(refused(`${path} can't be used: ${reasonOf(error)}.`));
    }
  }

  /** URI of a folder; one that isn't there yet is made when something is saved. */
  async folder(path: string): Promise<Outcome<string>> {
    const found = await this.#inside(path);
    if (!found.ok || !(await this.#files.exists(found.value))) return found;
    try {
      await this.#files.stat(found.value);
      return fail(refused(`${path} is a file. Name a folder as outputFolder.`));
    } catch (error) {
      if (error instanceof FileError && error.code === 'isFolder') return found;
      return fail(refused(`${path} can't be used: ${reasonOf(error)}.`));
    }
  }

  /** Whether a place lies in the workspace, links followed. */
  async isInside(uri: string): Promise<boolean> {
    const real = await this.#files.followLinks(uri);
    for (const folder of this.#workspace.folders()) {
      const outer = (await this.#files.followLinks(folder)).replace(/\/$/, '');
      if (real === outer || real.startsWith(`${outer}/`)) return true;
    }
    return false;
  }

  async #inside(path: string): Promise<Outcome<string>> {
    const uri = this.#workspace.uriOf(path);
    if (uri === undefined) return fail(refused(`${path} is not an absolute path. Name it in full.`));
    try {
      if (await this.isInside(uri)) return succeed(uri);
    } catch (error) {
      return fail(refused(`${path} can't be used: ${reasonOf(error)}.`));
    }
    const folders = this.#workspace.folders().map((folder) => this.#workspace.pathOf(folder));
    return fail(
      refused(`${path} is outside of the workspace. Only what lies in ${folders.join(' or ')} can be used.`),
    );
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof FileError && error.code === 'notFound') return 'there is no such file';
  return messageOf(error).replace(/\.$/, '');
}
