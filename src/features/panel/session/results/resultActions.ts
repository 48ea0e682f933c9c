import type { FileStore } from '../../../../core/ports.ts';
import { t } from '../../../../core/shared/l10n.ts';
import { nameOf } from '../../../../core/uris.ts';
import type { Originals, ReplacedFile } from '../../../originals.ts';
import type { Sources } from '../inputs/sources.ts';
import type { SessionHost } from '../sessionHost.ts';
import { originalUriOf } from '../state/inputs.ts';
import { patchResult } from '../state/resultChanges.ts';
import { resultWith } from '../state/results.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { addReplacing, dropReplacing, isReplacing, type Replacing } from '../state/undoing.ts';
import type { Backups } from './backups.ts';
import type { WatchedFiles } from './watchedFiles.ts';

interface ResultActionsDeps {
  store: SessionStore;
  files: FileStore;
  originals: Originals;
  host: SessionHost;
  sources: Sources;
  watched: WatchedFiles;
  backups: Backups;
}

/** What a person does with a result beside going on from it. */
export class ResultActions {
  readonly #deps: ResultActionsDeps;

  constructor(deps: ResultActionsDeps) {
    this.#deps = deps;
  }

  async open(id: string): Promise<void> {
    const uri = await this.#fileOf(id);
    if (uri !== undefined) await this.#deps.host.open(uri);
  }

  /** Opens a link that came beside a result. */
  async openLink(id: string, index: number): Promise<void> {
    const { store, host } = this.#deps;
    const link = resultWith(store.state.results, id)?.made?.links[index];
    if (link !== undefined) await host.openLink(link);
  }

  async copyMarkdownLink(id: string): Promise<void> {
    const uri = await this.#fileOf(id);
    if (uri === undefined) return;
    const alt = nameOf(uri).replace(/\.[^.]*$/, '');
    await this.#deps.host.copy(`![${alt.replace(/[[\]\\]/g, '\\$&')}](${this.#deps.host.linkTo(uri)})`);
    this.#say(t('Copied a Markdown link.'));
  }

  async copyPath(id: string): Promise<void> {
    const uri = await this.#fileOf(id);
    if (uri === undefined) return;
    await this.#deps.host.copy(this.#deps.host.pathOf(uri));
    this.#say(t('Copied the path.'));
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
    const { store, originals, sources, watched, backups } = this.#deps;
    const original = resultWith(store.state.results, id)?.originalUri;
    const result = await this.#fileOf(id);
    if (original === undefined || result === undefined) return;
    const replacement = { original, result: { kind: 'file', uri: result } } as const;
    await sources.keep(original);
    let replaced: ReplacedFile | undefined;
    const isReplaced = await watched.change(original, async () => {
      replaced = await originals.replace(replacement);
      return replaced !== undefined;
    });
    if (!isReplaced) {
      sources.letGo(original);
      return;
    }
    await sources.replaced(original, id);
    if (replaced)
      store.update(addReplacing({ ...replaced, words: t('Replaced {name}', { name: nameOf(original) }) }));
    await backups.look();
    this.#say(t('Replaced {name}. A backup is kept.', { name: nameOf(original) }));
  }

  /** Takes one replacement back; what can't be taken back now can be tried again. */
  async undoReplacing(replacing: Replacing): Promise<void> {
    const { store, originals, watched } = this.#deps;
    const { uri } = replacing;
    store.update(dropReplacing(replacing));
    const isDone = await watched.change(uri, async () => {
      const end = await originals.undo(replacing);
      if (end === 'declined' || end === 'failed') store.update(addReplacing(replacing));
      return end === 'undone';
    });
    if (isDone) await this.#restored(uri);
  }

  async restoreOriginal(): Promise<void> {
    const { store, originals, watched } = this.#deps;
    const original = originalUriOf(store.state.inputs);
    if (original === undefined) return;
    if (!(await watched.change(original, () => originals.restore(original)))) return;
    const replacing = store.state.undoable.filter(isReplacing).findLast(({ uri }) => uri === original);
    if (replacing) store.update(dropReplacing(replacing));
    await this.#restored(original);
  }

  async #restored(uri: string): Promise<void> {
    const { sources, backups } = this.#deps;
    await sources.follow(uri);
    await backups.look();
    this.#say(t('Restored {name}.', { name: nameOf(uri) }));
  }

  /** The file of a saved result, if it is still there; says so when it is not. */
  async #fileOf(id: string): Promise<string | undefined> {
    const { store, files } = this.#deps;
    const { uri, name } = resultWith(store.state.results, id) ?? {};
    if (uri === undefined) return undefined;
    const missing = !(await files.exists(uri));
    store.update(patchResult(id, { missing }));
    if (!missing) return uri;
    this.#say(t('{name} is gone: it was moved or deleted.', { name: name ?? '' }));
    return undefined;
  }

  #say(status: string): void {
    this.#deps.store.update({ status });
  }
}
