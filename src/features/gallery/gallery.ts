import { InputHashes } from '../../core/assets/states/inputHashes.ts';
import type { EditingService } from '../../core/edit/editingService.ts';
import { changedInputs, recordedEdit, whyNot } from '../../core/edit/redo/redo.ts';
import type { FileStore, Log } from '../../core/ports.ts';
import type { Saved } from '../../core/save/recording.ts';
import { messageOf } from '../../core/shared/errorText.ts';
import { inARow, t } from '../../core/shared/l10n.ts';
import type { GalleryAction, GalleryState } from '../../core/shared/protocol/galleryProtocol.ts';
import { nameOf } from '../../core/uris.ts';
import type { MeantResult, PanelResults, Panels } from '../panels.ts';
import { type DiscardingDeps, discard, type WayBack } from './discarding.ts';
import { itemOf } from './items.ts';
import { idOf, type Made, type MadeDeps, madeImages } from './made.ts';

export interface GalleryDeps extends MadeDeps, DiscardingDeps {
  files: FileStore;
  journal: DiscardingDeps['journal'] & MadeDeps['journal'];
  drafts: DiscardingDeps['drafts'];
  editing: Pick<EditingService, 'keep' | 'saveKept'>;
  panels: Panels & PanelResults;
  /** URIs of the workspace's images, and whether there are more. */
  findImages(): Promise<{ uris: string[]; limits: string | null }>;
  relativePathOf(uri: string): string;
  open(uri: string): Promise<void>;
  showRecord(uri: string): Promise<void>;
  /** Asks where to save; undefined when the person doesn't say. */
  chooseTarget(suggestedName: string, near: string | undefined): Promise<string | undefined>;
  log: Log;
}

/** Images that are looked at at once. */
const atOnce = 8;

/** Everything that was made in this workspace, as the page shows it, and what is done with it from there. */
export class Gallery {
  readonly #deps: GalleryDeps;
  readonly #changed: (state: GalleryState) => void;
  readonly #undos: { words: string; back: WayBack }[] = [];
  #made = new Map<string, Made>();
  #stale: ReadonlySet<string> = new Set();
  #look = 0;
  #looking: AbortController | undefined;
  #limits: string | null = null;
  #status = '';

  /** @param changed is told of each state after the first */
  constructor(deps: GalleryDeps, changed: (state: GalleryState) => void) {
    this.#deps = deps;
    this.#changed = changed;
  }

  get state(): GalleryState {
    const { relativePathOf } = this.#deps;
    return {
      look: this.#look,
      items: [...this.#made].map(([id, made]) => itemOf(made, this.#stale.has(id), relativePathOf)),
      looking: this.#looking === undefined ? null : t('Looking for images…'),
      limits: this.#limits,
      undo: this.#undos.at(-1)?.words ?? null,
      status: this.#status,
    };
  }

  made(id: string): Made | undefined {
    return this.#made.get(id);
  }

  /** Looks for everything anew; one look at a time. Resolves when what is stale is known, too. Never rejects. */
  async look(): Promise<void> {
    const { findImages, log } = this.#deps;
    this.#looking?.abort();
    const looking = new AbortController();
    this.#looking = looking;
    this.#tell();
    try {
      const { uris, limits } = await findImages();
      const made = await madeImages(this.#deps, uris, looking.signal);
      if (looking.signal.aborted) return;
      this.#made = new Map(made.map((one) => [idOf(one), one]));
      this.#limits = limits;
      this.#look++;
      this.#tell();
      const stale = await this.#staleOf(made, looking.signal);
      if (looking.signal.aborted) return;
      this.#stale = stale;
    } catch (error) {
      if (looking.signal.aborted) return;
      log.warn(`The gallery could not look for images: ${String(error)}`);
      this.#status = t('Could not look for images: {reason}', { reason: messageOf(error) });
    }
    this.#looking = undefined;
    this.#tell();
  }

  async act(id: string, action: GalleryAction): Promise<void> {
    const made = this.#made.get(id);
    if (made === undefined) return;
    const { open, showRecord } = this.#deps;
    if (action === 'discard') await this.#discard(made);
    else if (action === 'edit') await this.#edit(made);
    else if (made.kind === 'saved') await (action === 'record' ? showRecord : open)(made.uri);
    else if (made.kind === 'draft') await this.#keep(made);
    else await this.#saveAs(made);
  }

  async undo(): Promise<void> {
    const last = this.#undos.pop();
    if (last === undefined) return;
    const problem = await last.back();
    this.#say(problem ?? t('Undone: {what}.', { what: last.words }));
    await this.look();
  }

  /** Its page is gone: looking ends. */
  end(): void {
    this.#looking?.abort();
  }

  /** Goes on from a file, or shows a draft among the results of its source. */
  async #edit(made: Made): Promise<void> {
    const { panels } = this.#deps;
    if (made.kind === 'saved') return panels.open({ kind: 'edit', uris: [made.uri] });
    const { request } = made.kind === 'draft' ? made.draft : made.entry;
    const { originalUri } = made.kind === 'draft' ? made.draft.step : { originalUri: null };
    if (originalUri !== null) return panels.open({ kind: 'edit', uris: [originalUri] });
    const { prompt, options, inputs, editedIndex, region, markup, target } = request;
    const folder = target.kind === 'beside' ? (target.otherwise ?? '') : '';
    await panels.open({
      kind: 'again',
      earlier: { prompt, options, inputs, editedIndex, region, markup, folder },
    });
  }

  async #keep({ draft }: Extract<Made, { kind: 'draft' }>): Promise<void> {
    const { panels, editing, history, chooseTarget } = this.#deps;
    const { step, kept, key } = draft;
    const listed = panels.listed({ id: step.id });
    if (listed) {
      if (await listed.keep()) this.#say(t('Saved {name}.', { name: kept.suggestedName }));
    } else {
      const saved = await editing.keep(draft, (name) => chooseTarget(name, undefined));
      if (!saved.ok) {
        this.#say(saved.failure.sentence);
        return;
      }
      const { uri, byteLength, notes } = saved.value;
      const image = { ...step.image, byteLength };
      if (step.originalUri !== null)
        await history.update(key, [{ ...step, uri, name: nameOf(uri), image }], new Set());
      this.#say(savedSentence({ uri, notes }));
    }
    await this.look();
  }

  async #saveAs({ entry }: Extract<Made, { kind: 'unsaved' }>): Promise<void> {
    const { panels, editing, files, chooseTarget } = this.#deps;
    const { jobId, kept } = entry;
    const listed = panels.listed({ jobId });
    if (listed) {
      if (await listed.save()) await this.look();
      return;
    }
    const chosen = await chooseTarget(kept.suggestedName, undefined);
    if (chosen === undefined) return;
    const saved = await editing.saveKept(kept.image, chosen, jobId);
    if (saved.ok) await files.removeStored(kept.image.stored).catch(() => {});
    this.#say(saved.ok ? savedSentence(saved.value) : saved.failure.sentence);
    await this.look();
  }

  async #discard(made: Made): Promise<void> {
    const { panels } = this.#deps;
    const name = made.kind === 'saved' ? nameOf(made.uri) : keptOf(made).suggestedName;
    const listed = panels.listed(meantBy(made));
    try {
      const back = listed ? await listed.discard() : await discard(this.#deps, made);
      if (back === undefined)
        return this.#say(t('{name} could not be discarded. Its panel says why.', { name }));
      this.#undos.push({ words: t('Discarded {name}', { name }), back });
      this.#made.delete(idOf(made));
      this.#say(t('Discarded {name}. It is kept for 30 days.', { name }));
    } catch (error) {
      this.#say(t('{name} could not be discarded: {reason}', { name, reason: messageOf(error) }));
    }
    await this.look();
  }

  /** Ids of those whose source has changed since. */
  async #staleOf(made: readonly Made[], signal: AbortSignal): Promise<Set<string>> {
    const { files } = this.#deps;
    const hashes = new InputHashes(files);
    const contentAt = (uri: string) => hashes.of(uri).catch(() => undefined);
    const stale = new Set<string>();
    const left = made.values();
    const look = async (): Promise<void> => {
      for (const one of left) {
        if (signal.aborted) return;
        if (one.kind !== 'saved' || !one.record.inputs.some(({ role }) => role === 'edited')) continue;
        const edit = await recordedEdit({ ...this.#deps, contentAt }, one.uri);
        const isStale = edit.ok && whyNot(edit.value) === undefined && changedInputs(edit.value).length > 0;
        if (isStale) stale.add(idOf(one));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, look));
    return stale;
  }

  #say(status: string): void {
    this.#status = status;
    this.#tell();
  }

  #tell(): void {
    this.#changed(this.state);
  }
}

const savedSentence = ({ uri, notes }: Pick<Saved, 'uri' | 'notes'>): string =>
  inARow(t('Saved {name}.', { name: nameOf(uri) }), ...notes);

const keptOf = (made: Exclude<Made, { kind: 'saved' }>) =>
  made.kind === 'draft' ? made.draft.kept : made.entry.kept;

const meantBy = (made: Made): MeantResult => {
  if (made.kind === 'saved') return { uri: made.uri };
  return made.kind === 'draft' ? { id: made.draft.step.id } : { jobId: made.entry.jobId };
};
