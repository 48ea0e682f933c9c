import type { Disposable, WebviewPanel } from 'vscode';
import { missingSentence, recordFields } from '../../core/edit/origins/recordFields.ts';
import {
  type CheckedInput,
  checkInputs,
  inputsSentence,
  isRedoable,
} from '../../core/edit/origins/recordInputs.ts';
import type { Codec } from '../../core/images/codec.ts';
import type { FileStore } from '../../core/ports.ts';
import { pixelsUnchanged } from '../../core/records/compare.ts';
import { findRecord } from '../../core/records/findRecord.ts';
import type { ImageRecord } from '../../core/records/record.ts';
import { inARow, t } from '../../core/shared/l10n.ts';
import type { Picture } from '../../core/shared/protocol/panelState.ts';
import {
  type RecordState,
  type recordEvents,
  recordRequests,
} from '../../core/shared/protocol/recordProtocol.ts';
import type { HandlersOf } from '../../core/shared/protocol/requestSet.ts';
import { folderOf, nameOf } from '../../core/uris.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import { PagePanel, type PagePanelDeps } from '../../vscode/page/pagePanel.ts';
import { showInput, showPicture } from '../../vscode/page/showPicture.ts';
import type { Panels } from '../panels.ts';
import { earlierEditOf } from './earlierEdit.ts';
import { recordViewType } from './viewTypes.ts';

export interface RecordPanelDeps extends PagePanelDeps {
  files: FileStore;
  codec: Pick<Codec, 'thumbnail'>;
  panels: Panels;
  messages: Messages;
  /**
   * The URI that a record leads to, as the editor writes it; undefined where it must not lead: it may only
   * to what is in the workspace or beside the image.
   */
  reach(uri: string, imageUri: string): string | undefined;
  /** Calls back when a file may have another content. */
  watch(uri: string, changed: () => void): Disposable;
  /** Does the edit that made the image again. */
  redo(uri: string): Promise<void>;
  /** Puts text on the clipboard. */
  copy(text: string): Promise<void>;
}

const kind = { viewType: recordViewType, page: 'record', requests: recordRequests } as const;

/** How one image was made. */
export class RecordPanel implements Disposable {
  readonly #deps: RecordPanelDeps;
  readonly #uri: string;
  readonly #panel: PagePanel<typeof recordRequests, typeof recordEvents>;
  readonly #watched: Disposable[] = [];
  #record: ImageRecord | undefined;
  #state: Promise<RecordState>;

  /** @param broughtBack the panel that VS Code made after a reload of the window */
  constructor(deps: RecordPanelDeps, uri: string, broughtBack?: WebviewPanel) {
    this.#deps = deps;
    this.#uri = uri;
    const title = t('How {name} Was Made', { name: nameOf(uri) });
    const handlers: HandlersOf<typeof recordRequests> = {
      ready: () => this.#state,
      editAgain: async () => {
        await this.editAgain();
      },
      redoEdit: async () => {
        // Questions and the run itself have their own messages: the page waits for none of them.
        deps.redo(uri).catch((error: unknown) => deps.log.warn(`Redo failed: ${String(error)}`));
      },
      copyPrompt: async () => {
        if (this.#record) await deps.copy(this.#record.prompt);
      },
      close: () => this.dispose(),
    };
    this.#panel = new PagePanel(deps, kind, title, handlers, broughtBack);
    this.#panel.whenClosed(deps.watch(uri, () => void this.#refresh()));
    this.#panel.whenClosed({ dispose: () => this.#unwatchInputs() });
    this.#state = this.#look();
  }

  whenClosed(ended: Disposable): void {
    this.#panel.whenClosed(ended);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** What the page shows or is about to show. */
  state(): Promise<RecordState> {
    return this.#state;
  }

  /** Opens the panel as it was when the image was made, and says which inputs are no longer what they were. */
  async editAgain(): Promise<void> {
    const { panels, messages } = this.#deps;
    await this.#state;
    const record = this.#record;
    if (record === undefined) return;
    const inputs = await this.#check(record);
    const sentence = inputsSentence(inputs);
    const isAnyThere = inputs.some(({ input }) => input !== undefined);
    if (!isAnyThere && record.kind === 'edited') {
      const why = sentence
        ? inARow(sentence, t('Put the missing files back, or copy the prompt.'))
        : t('The record names no inputs: generate the image again, or copy the prompt.');
      messages.tell('warning', inARow(t("This can't be edited again."), why));
      return;
    }
    if (sentence !== undefined) messages.tell('warning', sentence);
    await panels.open({ kind: 'again', earlier: earlierEditOf(record, inputs, folderOf(this.#uri)) });
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #check(record: ImageRecord): Promise<CheckedInput[]> {
    const { files, reach } = this.#deps;
    return checkInputs(files, record, this.#uri, (uri) => reach(uri, this.#uri));
  }

  /** The edited image as it was then; one that can't be shown is told of among the inputs. */
  async #sourceOf(inputs: readonly CheckedInput[]): Promise<Picture | null> {
    const edited = inputs.find(({ role }) => role === 'edited');
    if (edited?.input === undefined || edited.state !== 'same') return null;
    const { files, codec } = this.#deps;
    const { previews } = this.#panel;
    const { picture } = await showInput({ files, codec, previews }, edited.input);
    return picture.preview === null ? null : this.#panel.addressed(picture);
  }

  /** A source that is retaken is told of at once. */
  #watchInputs(inputs: readonly CheckedInput[]): void {
    this.#unwatchInputs();
    if (this.#panel.isClosed) return;
    for (const { input } of inputs) {
      if (input?.source.kind !== 'file' || input.source.uri === this.#uri) continue;
      this.#watched.push(this.#deps.watch(input.source.uri, () => void this.#refresh()));
    }
  }

  #unwatchInputs(): void {
    for (const one of this.#watched.splice(0)) one.dispose();
  }

  async #refresh(): Promise<void> {
    await this.#state;
    if (this.#panel.isClosed) return;
    this.#state = this.#look();
    await this.#panel.send('state', await this.#state);
  }

  async #look(): Promise<RecordState> {
    const { files, codec, log } = this.#deps;
    const { previews } = this.#panel;
    const shows = { uri: this.#uri };
    const name = nameOf(this.#uri);
    const { picture: made, problem } = await showPicture({ files, codec, previews }, this.#uri);
    const picture = this.#panel.addressed(made);
    if (this.#panel.isClosed) await previews.clear();
    const nothingKnown: RecordState = {
      picture,
      source: null,
      fields: [],
      prompt: null,
      canRedo: false,
      problem,
      isGone: false,
      shows,
    };
    if (problem !== null && picture.bytes === null) {
      if (await files.exists(this.#uri)) return nothingKnown;
      return {
        ...nothingKnown,
        problem: t('{name} is gone: it was moved or deleted.', { name }),
        isGone: true,
      };
    }
    try {
      const found = await findRecord(files, this.#uri);
      if (found.state !== 'found') {
        this.#record = undefined;
        return { ...nothingKnown, problem: missingSentence(name, found) };
      }
      const { record, place } = found;
      this.#record = record;
      const inputs = await this.#check(record);
      this.#watchInputs(inputs);
      const untouched = await pixelsUnchanged(record, files.open(this.#uri));
      return {
        picture,
        source: await this.#sourceOf(inputs),
        fields: recordFields({ record, place, inputs, untouched }),
        prompt: record.prompt,
        canRedo: isRedoable(this.#uri, inputs),
        problem,
        isGone: false,
        shows,
      };
    } catch (error) {
      log.warn(`The record of ${name} could not be read: ${String(error)}`);
      return {
        ...nothingKnown,
        problem: t("The record of {name} can't be read. The log says why.", { name }),
      };
    }
  }
}
