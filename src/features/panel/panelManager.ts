import * as path from 'node:path';
import { type Disposable, Uri, type WebviewPanel, type WebviewPanelSerializer, window } from 'vscode';
import * as z from 'zod/mini';
import { fileNameOf, folderFor } from '../../core/editRequest.ts';
import { plural, t } from '../../core/shared/l10n.ts';
import type { JournalEntry } from '../../core/storage/journalEntry.ts';
import { storedNames } from '../../core/storage/names.ts';
import { isPanels, isRecordedSession, recordedSession } from '../../core/storage/sessions.ts';
import { sweepStorage } from '../../core/storage/sweep.ts';
import { OwnStorage } from '../../node/ownStorage.ts';
import type { EarlierEdit, ListedResult, MeantResult, OpenRequest, PanelResults, Panels } from '../panels.ts';
import type { ResultTarget } from '../resultTarget.ts';
import { goOnWithout, tellOfEnd } from './closedPanels.ts';
import { createSession, type NewSessionDeps } from './createSession.ts';
import { Dropped, type DroppedDeps } from './dropped.ts';
import { Finished } from './finished.ts';
import { PanelWindow, type PanelWindowDeps } from './panelWindow.ts';
import { editedUriOf, originalUriOf } from './session/state/inputs.ts';
import { listedResults } from './session/state/results.ts';
import { decodeSession, sessionFileName } from './session/stored/sessionFile.ts';
import { SvgDrawings } from './svgDrawings.ts';
import { setOut, takeUp } from './takeUp.ts';
import { panelViewType } from './viewTypes.ts';

export interface PanelManagerDeps
  extends NewSessionDeps,
    Pick<DroppedDeps, 'isImageName' | 'leftOut' | 'resolveAddress'> {
  /** Folder of the built page. */
  pageFolder: Uri;
  tabIcon: Uri;
  arrangement: PanelWindowDeps['arrangement'];
  /** Path of the folder below which each panel gets one for its pictures. */
  previewsFolder: string;
}

const pageStateSchema = z.object({ sessionId: z.string().check(z.regex(/^[\w-]{1,100}$/)) });

/**
 * Opens panels, finds them again, keeps what runs going when one is closed, and brings back what a reload
 * ended. Nothing is stopped when the window itself goes: a stopped job would leave the journal, and with it
 * the trace of what may have been billed.
 */
export class PanelManager implements Panels, PanelResults, WebviewPanelSerializer, Disposable {
  readonly #deps: PanelManagerDeps;
  readonly #windows = new Set<PanelWindow>();
  readonly #finished: Finished;

  constructor(deps: PanelManagerDeps) {
    this.#deps = deps;
    this.#finished = new Finished(deps.log);
  }

  dispose(): void {
    this.#finished.dispose();
  }

  async open(request: OpenRequest): Promise<void> {
    if (request.kind === 'again') return this.#openAgain(request.earlier, request.target);
    if (request.kind === 'recorded') return this.#openRecorded(request.uri);
    const found = request.kind === 'edit' ? this.#windowFor(request.uris[0]) : undefined;
    if (found) {
      if (!found.isOpen) found.open();
      found.reveal();
      if (request.kind === 'edit') await found.session.editAgain(request.uris);
      await setOut(found.session, request, mayReplace);
      return;
    }
    const folder = request.kind === 'generate' ? request.folder : undefined;
    const opened = this.#create(this.#deps.newId(), request.kind, folder);
    const { session } = opened;
    await setOut(session, request, mayReplace);
    // What is there from the first moment is in the panel's title.
    const ready = request.kind === 'edit' ? session.addFiles(request.uris) : session.save();
    opened.open();
    await Promise.all([ready, session.recall()]);
  }

  /** The panel of the sample is used again while it is there. */
  async #openRecorded(uri: string): Promise<void> {
    const found = [...this.#windows].find(({ session }) => isRecordedSession(session.id));
    if (found) {
      if (!found.isOpen) found.open();
      found.reveal();
      return;
    }
    const opened = this.#create(`${recordedSession}${this.#deps.newId()}`, 'edit', undefined);
    const ready = opened.session.addFiles([uri]);
    opened.open();
    await Promise.all([ready, opened.session.recall()]);
  }

  /** A panel that the edited image has already is used; its person is asked before something of it goes. */
  async #openAgain(earlier: EarlierEdit, target: ResultTarget | undefined): Promise<void> {
    const { inputs, editedIndex, folder } = earlier;
    const source = inputs[editedIndex]?.source;
    const found = source?.kind === 'file' ? this.#windowFor(source.uri) : undefined;
    if (found) {
      if (!found.isOpen) found.open();
      found.reveal();
      if (await takeUp(found.session, earlier, mayReplace)) found.session.setTarget(target);
      return;
    }
    const kind = inputs.length > 0 ? 'edit' : 'generate';
    const opened = this.#create(this.#deps.newId(), kind, folder);
    opened.open();
    opened.session.setTarget(target);
    await takeUp(opened.session, earlier, mayReplace);
    await opened.session.recall();
  }

  /** VS Code brings back a panel after a reload of the window. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const { journal, log, newId } = this.#deps;
    const parsed = pageStateSchema.safeParse(state);
    const id = parsed.success ? parsed.data.sessionId : newId();
    const record = await this.#readRecord(id);
    if (record === undefined) log.warn('A panel came back without what was written in it.');
    const revived = this.#create(id, record?.kind ?? 'edit', record?.folder);
    const loaded = record && revived.session.restoration.restore(record);
    revived.session.restoration.awaitDraft();
    revived.attach(panel);
    // First the steps: what was left over goes on from them.
    await revived.session.recall();
    for (const entry of await journal.leftovers()) {
      if (entry.sessionId === id) await revived.session.runner.adopt(entry);
    }
    await loaded;
  }

  /** Clears away what a crash left, then tells of jobs that no panel will take up: results that are not saved yet, and what may have been billed. */
  async recover(): Promise<void> {
    const { files, log, now } = this.#deps;
    // Asked first: a panel that is opened meanwhile is no panel that comes back.
    const panelsComeBack = window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => isOurTab(input)));
    await sweepStorage(files, log, now());
    // A panel that comes back takes up its own. One that was closed while its job ran left no record.
    const takenUp = new Set(panelsComeBack ? await files.listStored(storedNames.session) : []);
    const leftovers = await this.#deps.journal.leftovers();
    const entries = leftovers.filter(
      ({ sessionId }) => isPanels(sessionId) && !takenUp.has(sessionFileName(sessionId)),
    );
    const [entry] = entries;
    if (entry === undefined) return;
    const unsaved = entries.filter(({ kept }) => kept !== undefined).length;
    const what =
      unsaved > 0
        ? plural(unsaved, {
            one: 'An image came back earlier and is not saved yet.',
            other: '{count} images came back earlier and are not saved yet.',
          })
        : plural(entries.length, {
            one: 'An edit was interrupted and may have been billed.',
            other: '{count} edits were interrupted and may have been billed.',
          });
    const show = t('Show');
    if ((await window.showWarningMessage(what, show)) === show) {
      for (const left of entries) await this.#showLeftover(left);
    }
  }

  /** Shows the panel whose run ended last while nobody looked. */
  showFinished(): void {
    this.#finished.showLast();
  }

  listed(meant: MeantResult): ListedResult | undefined {
    for (const { session } of this.#windows) {
      const found = listedResults(session.state.results).find(({ id, uri, jobId, role }) => {
        if ('id' in meant) return id === meant.id;
        if ('uri' in meant) return uri === meant.uri;
        return uri === undefined && role === 'final' && jobId === meant.jobId;
      });
      if (found) return session.listed(found.id);
    }
    return undefined;
  }

  /** The settings or keys changed. */
  refresh(): void {
    for (const { session } of this.#windows) session.settingsChanged();
  }

  async #showLeftover(entry: JournalEntry): Promise<void> {
    const { inputs, prompt, options, editedIndex, region, markup, target } = entry.request;
    const folder = target.kind === 'beside' ? target.otherwise : folderFor(entry.request);
    const id = entry.sessionId;
    let shown = [...this.#windows].find(({ session }) => session.id === id);
    if (shown === undefined) {
      shown = this.#create(id, inputs.length > 0 ? 'edit' : 'generate', folder);
      shown.open();
      await shown.session.restoration.restore({
        kind: shown.session.state.kind,
        inputs,
        editedIndex,
        prompt,
        options,
        severalMode: 'combine',
        variants: 1,
        folder,
        fileName: fileNameOf(target),
        region,
        markup,
      });
    }
    await shown.session.runner.adopt(entry);
  }

  /** The panel that edits the image, or else one that goes on from a result of it. */
  #windowFor(uri: string | undefined): PanelWindow | undefined {
    // Whoever asks for an edit of the sample means a real one.
    const all = [...this.#windows].filter(({ session }) => !isRecordedSession(session.id));
    if (uri === undefined) return undefined;
    return (
      all.find(({ session }) => editedUriOf(session.state.inputs) === uri) ??
      all.find(({ session }) => originalUriOf(session.state.inputs) === uri)
    );
  }

  #create(id: string, kind: 'edit' | 'generate', folder: string | undefined): PanelWindow {
    const deps = this.#deps;
    const previewStorage = new OwnStorage(path.join(deps.previewsFolder, id));
    const drawings = new SvgDrawings(deps.newId);
    const session = createSession(deps, { id, kind, folder, previewStorage, drawings });
    const opened = new PanelWindow(session, {
      pageFolder: deps.pageFolder,
      tabIcon: deps.tabIcon,
      arrangement: deps.arrangement,
      previewFolder: Uri.file(previewStorage.folder),
      drawings,
      dropped: new Dropped(deps),
      log: deps.log,
      looked: () => this.#finished.look(),
      closed: () => {
        this.#finished.forget(opened);
        drawings.dispose();
        if (session.isRunning) goOnWithout(session);
        else void this.#end(opened);
      },
    });
    session.store.subscribe((now, before) => {
      if (before.isBusy && !now.isBusy) this.#settled(opened);
      // One whose panel is closed is told of in another way.
      if (now.ended !== undefined && now.ended !== before.ended && opened.isOpen)
        this.#finished.tell(opened, now.ended);
    });
    this.#windows.add(opened);
    return opened;
  }

  #settled(settled: PanelWindow): void {
    if (settled.isOpen) return;
    void tellOfEnd(settled.session, () => settled.open()).finally(() => {
      if (!settled.isOpen && !settled.session.isRunning) void this.#end(settled);
    });
  }

  async #end(ended: PanelWindow): Promise<void> {
    this.#windows.delete(ended);
    try {
      await ended.session.end();
    } catch (error) {
      this.#deps.log.warn(`A closed panel left files behind: ${String(error)}`);
    }
  }

  async #readRecord(id: string) {
    try {
      return decodeSession(await this.#deps.files.readStored(sessionFileName(id)));
    } catch {
      return undefined;
    }
  }
}

async function mayReplace(question: string): Promise<boolean> {
  const replace = t('Replace');
  return (await window.showWarningMessage(question, { modal: true }, replace)) === replace;
}

/** VS Code puts a prefix before the type of a restored webview's tab. */
function isOurTab(input: unknown): boolean {
  const viewType = typeof input === 'object' && input !== null && 'viewType' in input ? input.viewType : '';
  return typeof viewType === 'string' && viewType.endsWith(panelViewType);
}
