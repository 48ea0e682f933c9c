import type { EditInput, EditRequest } from '../editing/editRequest.ts';
import type { JournalEntry } from '../editing/journal.ts';
import type { Log, Settings, SettingsValues } from '../editing/ports.ts';
import { nameOf } from '../editing/uris.ts';
import type { Failure, NextStep } from '../shared/failure.ts';
import type { EditOptions } from '../shared/options.ts';
import type { Notice } from '../shared/panelState.ts';
import { InputList, type SessionInput } from './inputList.ts';
import { InputLoader, type InputLoaderDeps } from './inputLoader.ts';
import { JobList } from './jobList.ts';
import { noticeOf } from './notice.ts';
import { type Quote, quoteRun } from './quote.ts';
import { ResultKeeper } from './resultKeeper.ts';
import { type RunContext, Runner, type RunnerDeps } from './runner.ts';
import { encodeSession, type SessionRecord, sessionFileName } from './sessionFile.ts';
import { defaultModel, defaultOptions, fitOptions } from './sessionOptions.ts';
import { type DearerWish, dearerWish, stillWished } from './workspaceWishes.ts';

export interface SessionDeps extends InputLoaderDeps, RunnerDeps {
  settings: Settings;
  log: Log;
}

/** The jobs and results of one panel, with what the person writes and chooses. The page only shows it. */
export class Session implements RunContext {
  readonly id: string;
  readonly kind: 'edit' | 'generate';
  readonly inputs = new InputList();
  readonly jobs = new JobList();
  readonly results: ResultKeeper;
  readonly #deps: SessionDeps;
  readonly #loader: InputLoader;
  readonly #runner: Runner;
  folder: string | undefined;
  prompt = '';
  promptEpoch = 0;
  options: EditOptions;
  severalMode: 'combine' | 'each' = 'combine';
  status = '';
  alert: Notice | undefined;
  /** Known once the secrets were asked; the page shows nothing of a key before. */
  hasKey: boolean | undefined;
  /** What the workspace makes dearer, until the person has agreed to it. */
  readonly #wish: DearerWish | undefined;
  #wishAgreed = false;
  #awaitsDraft = false;
  #defaultModel: string;
  #saving: Promise<void> = Promise.resolve();

  constructor(deps: SessionDeps, id: string, kind: 'edit' | 'generate', folder: string | undefined) {
    this.#deps = deps;
    this.id = id;
    this.kind = kind;
    this.folder = folder;
    this.#loader = new InputLoader(deps);
    this.results = new ResultKeeper(deps);
    this.#runner = new Runner(this, deps);
    const values = this.settings();
    this.options = defaultOptions(values);
    this.#wish = dearerWish(values, deps.settings.readOwn());
    this.#defaultModel = defaultModel(values);
    void this.refreshKey();
  }

  /** The settings in force for the edited image or the folder. */
  settings(): SettingsValues {
    const source = this.inputs.edited?.input.source;
    return this.#deps.settings.read(source?.kind === 'file' ? source.uri : this.folder);
  }

  confirmAboveCost(): number {
    return this.settings().confirmAboveCost;
  }

  /** What the workspace makes dearer than the person's own settings would, as long as it is still chosen. */
  get workspaceWish(): string | undefined {
    return this.#wish && stillWished(this.#wish, this.options) ? this.#wish.sentence : undefined;
  }

  /** Asks once before money is spent that the workspace asks for. */
  async agreesToWish(): Promise<boolean> {
    const sentence = this.workspaceWish;
    if (sentence === undefined || this.#wishAgreed) return true;
    this.#wishAgreed = await this.#deps.host.confirm(sentence, 'Run');
    return this.#wishAgreed;
  }

  /** What a run would do and cost now. */
  quote(): Quote {
    const requests = this.requests().map(({ inputs, editedIndex }) => ({
      inputs: inputs.length,
      edited: this.inputs.all.find(({ input }) => input === inputs[editedIndex])?.inspection?.info,
    }));
    return quoteRun(this.settings(), this.options, this.prompt.length, requests);
  }

  get isRunning(): boolean {
    return this.jobs.isRunning || this.#runner.isStarting;
  }

  /** True when each input gets a request of its own. */
  get editsEach(): boolean {
    return this.inputs.all.length > 1 && (this.severalMode === 'each' || !this.canCombine);
  }

  get canCombine(): boolean {
    return this.inputs.all.length <= this.quoteLimit;
  }

  /** Most inputs that the chosen model takes in one request. */
  get quoteLimit(): number {
    return quoteRun(this.settings(), this.options, 0, []).capabilities.maxInputs;
  }

  /** The requests that Run would send, in the order of the inputs. */
  requests(): EditRequest[] {
    const all = this.inputs.all.map(({ input }) => input);
    const base = { prompt: this.prompt, options: { ...this.options }, folder: this.folder };
    if (this.editsEach) return all.map((input) => ({ ...base, inputs: [input], editedIndex: 0 }));
    return [{ ...base, inputs: all, editedIndex: this.inputs.editedIndex }];
  }

  /** Adds images of the workspace; what is there already stays once. */
  async addFiles(uris: readonly string[]): Promise<void> {
    await this.addInputs(uris.map((uri) => ({ name: nameOf(uri), source: { kind: 'file', uri } })));
  }

  async addInputs(inputs: readonly EditInput[]): Promise<void> {
    const added = inputs.flatMap((input) => this.inputs.add(this.#deps.newId(), input) ?? []);
    this.#touched();
    // One after the other: the codec works on one picture at a time anyway, and the first one shows first.
    for (const input of added) await this.#load(input);
  }

  async pickInputs(): Promise<void> {
    await this.addFiles(await this.#deps.host.pickImages());
  }

  removeInput(id: string): void {
    this.inputs.remove(id);
    this.#touched();
  }

  markEdited(id: string): void {
    this.inputs.markEdited(id);
    this.#touched();
  }

  setPrompt(prompt: string): void {
    this.prompt = prompt;
    this.#touched();
  }

  setSeveral(mode: 'combine' | 'each'): void {
    this.severalMode = mode;
    this.#touched();
  }

  setOptions(changes: Partial<EditOptions>): void {
    const wished = { ...this.options, ...changes };
    const { capabilities } = quoteRun(this.settings(), wished, 0, []);
    const fitted = fitOptions(wished, capabilities);
    this.options = fitted.options;
    if (fitted.changes.length > 0) this.status = fitted.changes.join(' ');
    this.#touched();
  }

  async chooseModel(): Promise<void> {
    const model = await this.#deps.host.pickModel(this.options.model);
    if (model !== undefined) this.setOptions({ model });
  }

  run(prompt: string): Promise<void> {
    this.prompt = prompt;
    return this.#runner.run();
  }

  runAgain(jobId: string | null): Promise<void> {
    return this.#runner.runAgain(jobId);
  }

  stop(jobId: string | null): void {
    this.#runner.stop(jobId);
  }

  /** Resolves when nothing runs any more; tells the status on the way. */
  whenSettled(onStatus: (status: string) => void): Promise<void> {
    return this.#runner.whenSettled(onStatus);
  }

  /** Takes over a job that a reload interrupted, or its result that was not saved yet. */
  async adopt(entry: JournalEntry): Promise<void> {
    await this.#runner.adopt(entry);
  }

  selectResult(id: string): void {
    this.results.list.select(id);
    this.changed();
  }

  async openResult(id: string): Promise<void> {
    const uri = this.results.list.find(id)?.uri;
    if (uri !== undefined) await this.#deps.host.open(uri);
  }

  /** Saves a result that is not saved yet where the person says. */
  async saveResult(id: string): Promise<void> {
    const saved = await this.results.save(id);
    if (saved === undefined) return;
    const { failure, result } = saved;
    this.warn(failure, result.jobId);
    this.#runner.saved(result, failure);
  }

  /** A button of a failure. */
  async takeStep(step: NextStep, jobId: string | null): Promise<void> {
    const resultId = this.jobs.all.find(({ id }) => id === jobId)?.resultId;
    if (step === 'runAgain') await this.runAgain(jobId);
    else if (step === 'saveElsewhere' && resultId !== undefined) await this.saveResult(resultId);
    else if (step === 'chooseModel') await this.chooseModel();
    else if (step === 'setApiKey') await this.#deps.host.askForKey();
    else await this.#deps.host.takeStep(step);
    await this.refreshKey();
  }

  say(status: string): void {
    this.status = status;
    this.changed();
  }

  warn(failure: Failure | undefined, jobId: string | null = null): void {
    this.alert = failure && noticeOf(failure, jobId);
    this.changed();
  }

  changed(): void {
    this.#deps.host.changed();
  }

  async refreshKey(): Promise<void> {
    const { provider } = quoteRun(this.settings(), this.options, 0, []);
    if (provider.ok) this.hasKey = await this.#deps.host.hasKey(provider.value.origin);
    this.changed();
  }

  /** The settings changed: what still follows them follows. */
  settingsChanged(): void {
    const model = defaultModel(this.settings());
    if (this.options.model === this.#defaultModel && model !== this.#defaultModel) this.setOptions({ model });
    this.#defaultModel = model;
    void this.refreshKey();
  }

  /** The page's own draft counts once after a reload of the window: it may hold what was typed last. */
  takeDraft(draft: { prompt: string; options: EditOptions | null } | null): void {
    if (!this.#awaitsDraft) return;
    this.#awaitsDraft = false;
    if (draft === null) return;
    if (draft.prompt !== '') this.setPrompt(draft.prompt);
    if (draft.options) this.setOptions(draft.options);
  }

  /** A page from before the reload will bring its draft. */
  awaitDraft(): void {
    this.#awaitsDraft = true;
  }

  /** Takes up what was written down before a reload; the page's own draft is newer. */
  restore(record: SessionRecord): Promise<void> {
    this.prompt = record.prompt;
    this.promptEpoch++;
    this.options = record.options;
    this.severalMode = record.severalMode;
    const edited = record.inputs[record.editedIndex];
    const loaded = this.addInputs(record.inputs);
    const found = this.inputs.all.find(({ input }) => input === edited);
    if (found) this.inputs.markEdited(found.id);
    return loaded;
  }

  /** Writes down what must survive a reload, one write after the other. */
  save(): Promise<void> {
    const { files, log } = this.#deps;
    const bytes = encodeSession({
      kind: this.kind,
      inputs: this.inputs.all.map(({ input }) => input),
      editedIndex: this.inputs.editedIndex,
      prompt: this.prompt,
      options: this.options,
      severalMode: this.severalMode,
      folder: this.folder,
    });
    this.#saving = this.#saving
      .then(() => files.writeStored(sessionFileName(this.id), bytes))
      .catch((error: unknown) => log.warn(`The panel's state could not be written down: ${String(error)}`));
    return this.#saving;
  }

  /** The panel is gone for good: forgets all that only it needed. Results that are not saved stay in the journal. */
  async end(): Promise<void> {
    const { files, previews } = this.#deps;
    await this.#saving;
    await this.#runner.forgetInterrupted();
    await this.results.forget();
    for (const { input } of this.inputs.all) {
      if (input.drawnAs !== undefined) await files.removeStored(input.drawnAs);
      if (input.source.kind === 'stored') await files.removeStored(input.source.name);
    }
    await files.removeStored(sessionFileName(this.id));
    await previews.clear();
  }

  async #load(input: SessionInput): Promise<void> {
    await this.#loader.load(input, () => this.changed());
  }

  #touched(): void {
    void this.save();
    this.changed();
  }
}
