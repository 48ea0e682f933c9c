import { Uri, workspace } from 'vscode';
import { checkInputs, isRedoable } from '../../../core/edit/origins/recordInputs.ts';
import type { FileStore } from '../../../core/ports.ts';
import { type Content, contentOf } from '../../../core/records/content.ts';
import { findRecord } from '../../../core/records/findRecord.ts';
import type { ImageRecord } from '../../../core/records/record.ts';
import { t } from '../../../core/shared/l10n.ts';
import { nameOf } from '../../../core/uris.ts';
import { reach } from '../../../vscode/files/reach.ts';

type SourceFiles = Pick<FileStore, 'stat' | 'readRange' | 'open' | 'listStored'>;

/** Larger ones are not read only to tell whether they changed. */
const largest = 64 * 1024 * 1024;
const mostKept = 500;

/** What another image was made from, by that one's record: the edited image, or what changed of its inputs. */
export interface Source {
  record: ImageRecord;
  /** As the editor writes it. */
  uri: string;
  /** Whether its content is another one since, so that the edit can be done again. */
  changed: boolean;
}

/** Tells what images were made from, and whether that has changed. Each content is read once. */
export class Sources {
  readonly #files: SourceFiles;
  readonly #hashes = new Map<string, Content>();
  readonly #known = new Map<string, Promise<Source | undefined>>();

  constructor(files: SourceFiles) {
    this.#files = files;
  }

  async recordOf(uri: string): Promise<ImageRecord | undefined> {
    try {
      const found = await findRecord(this.#files, uri);
      return found.state === 'found' ? found.record : undefined;
    } catch {
      // A file that isn't there has no record.
      return undefined;
    }
  }

  /** Files changed: what was known of them is asked anew. */
  forget(): void {
    this.#known.clear();
  }

  /** Undefined for an image that was not edited from a file, or from one that is not there any more. */
  sourceOf(uri: string): Promise<Source | undefined> {
    const asked = this.#known.get(uri) ?? this.#look(uri);
    // Elsewhere nobody tells when a file changes.
    if (workspace.getWorkspaceFolder(Uri.parse(uri))) this.#known.set(uri, asked);
    return asked;
  }

  async #look(uri: string): Promise<Source | undefined> {
    const record = await this.recordOf(uri);
    if (record === undefined || !record.inputs.some(({ role }) => role === 'edited')) return undefined;
    const inputs = await checkInputs(
      this.#files,
      record,
      uri,
      (at) => reach(at, uri),
      (at) => this.#hashOf(at),
    );
    const changed = isRedoable(uri, inputs);
    const named = inputs.find(({ state, role }) => (changed ? state === 'changed' : role === 'edited'));
    const source = named?.input?.source;
    return source?.kind === 'file' ? { record, uri: source.uri, changed } : undefined;
  }

  async #hashOf(uri: string): Promise<Content | undefined> {
    try {
      const { size, mtime } = await this.#files.stat(uri);
      if (size > largest) return undefined;
      const key = `${uri} ${size} ${mtime}`;
      const known = this.#hashes.get(key);
      if (known !== undefined) return known;
      const hash = await contentOf(this.#files.open(uri));
      const [oldest] = this.#hashes.keys();
      if (this.#hashes.size >= mostKept && oldest !== undefined) this.#hashes.delete(oldest);
      this.#hashes.set(key, hash);
      return hash;
    } catch {
      return undefined;
    }
  }
}

export const changedSentence = (source: string, made: string): string =>
  t('{source} has changed since {name} was made from it', { source: nameOf(source), name: nameOf(made) });
