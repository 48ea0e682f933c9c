import { WishGuard } from '../../../core/edit/dearer.ts';
import { defaultModel, defaultOptions } from '../../../core/edit/defaultOptions.ts';
import { type Quote, quoteRun } from '../../../core/edit/quote.ts';
import type { EditInput, EditRequest } from '../../../core/editRequest.ts';
import type { Log, Settings, SettingsValues } from '../../../core/ports.ts';
import type { Failure, NextStep } from '../../../core/shared/failure.ts';
import { Limiter } from '../../../core/shared/limiter.ts';
import type { EditOptions } from '../../../core/shared/options.ts';
import { nameOf } from '../../../core/uris.ts';
import type { Errand } from '../../errand.ts';
import { Draft } from './draft.ts';
import { fileUriOf, InputList, newInput, type SessionInput } from './inputList.ts';
import { InputLoader, type InputLoaderDeps } from './inputLoader.ts';
import { JobList } from './jobList.ts';
import { KeyStatus } from './keyStatus.ts';
import { noticeOf } from './notice.ts';
import { Outlook } from './outlook.ts';
import { PictureQueue } from './pictureQueue.ts';
import { PromptBook } from './promptBook.ts';
import { RequestCode } from './requestCode.ts';
import { Restoration } from './restoration.ts';
import { ResultActions, type ResultActionsDeps } from './resultActions.ts';
import { ResultKeeper } from './resultKeeper.ts';
import type { SessionResult } from './resultList.ts';
import { type RunContext, Runner, type RunnerDeps } from './runner.ts';
import { type RecordedInput, recordOf } from './sessionFile.ts';
import { emptyState } from './sessionState.ts';
import { SessionStore } from './sessionStore.ts';
import { SessionWriter } from './sessionWriter.ts';
import { Spending } from './spending.ts';
import { Steps, type StepsDeps } from './steps.ts';
import { WatchedFiles } from './watchedFiles.ts';

export interface SessionDeps extends InputLoaderDeps, RunnerDeps, StepsDeps, ResultActionsDeps {
  settings: Settings;
  log: Log;
}

/** The jobs and results of one panel, with what the person writes and chooses. The page only shows it. */
export class Session implements RunContext {
  readonly id: string;
  readonly store = new SessionStore(emptyState);
  readonly inputs = new InputList();
  readonly draft: Draft;
  readonly jobs = new JobList();
  readonly results: ResultKeeper;
  readonly spending = new Spending();
  /** Makes what the page shows, when it is in sight. */
  readonly pictures = new PictureQueue();
  readonly runner: Runner;
  readonly steps: Steps;
  readonly actions: ResultActions;
  readonly prompts: PromptBook;
  readonly code: RequestCode;
  readonly restoration: Restoration;
  readonly outlook: Outlook;
  /** Writes down what must survive a reload, as long as a panel shows it. */
  readonly writer: SessionWriter;
  readonly #deps: SessionDeps;
  readonly #loader: InputLoader;
  readonly #watched: WatchedFiles;
  readonly #key: KeyStatus;
  readonly #wishes: WishGuard;
  /** What the results are for, beside themselves. */
  errand: Errand | undefined;
  /** What the present run's results are for. */
  #served: Errand | undefined;
  #defaultModel: string;

  constructor(deps: SessionDeps, id: string, kind: 'edit' | 'generate', folder: string | undefined) {
    this.#deps = deps;
    this.id = id;
    const values = deps.settings.read(folder);
    this.draft = new Draft(this.inputs, kind, folder, defaultOptions(values));
    this.#loader = new InputLoader(deps);
    const shown = {
      show: (input: SessionInput) => this.#loader.show(input),
      pictureOf: (input: SessionInput) => this.inputs.pictureOf(input),
    };
    this.results = new ResultKeeper(deps, shown, this.pictures, this.store);
    this.runner = new Runner(this, deps);
    this.#watched = new WatchedFiles(this, deps);
    this.steps = new Steps(this, deps);
    this.actions = new ResultActions(this, deps);
    this.prompts = new PromptBook(this, deps);
    this.code = new RequestCode(this, deps);
    this.outlook = new Outlook(this, deps);
    this.#key = new KeyStatus(deps, this.store);
    this.restoration = new Restoration(this);
    this.writer = new SessionWriter(deps, id, () => recordOf(this));
    this.#wishes = new WishGuard((question, yes) => deps.host.confirm(question, yes));
    this.#wishes.follow(values, deps.settings);
    this.#defaultModel = defaultModel(values);
    void this.refreshKey();
  }

  get hasFileManager(): boolean {
    return this.#deps.host.hasFileManager;
  }

  /** The settings in force for the edited image or the folder. */
  settings(): SettingsValues {
    return this.#deps.settings.read(this.inputs.editedUri ?? this.draft.folder);
  }

  /** What the workspace makes dearer than the person's own settings would, as long as it is still chosen. */
  get workspaceWish(): string | undefined {
    return this.#wishes.sentenceFor(this.draft.options);
  }

  /** Asks once before money is spent that the workspace asks for. */
  agreesToWish(requests: readonly EditRequest[]): Promise<boolean> {
    return this.#wishes.agreesTo(requests[0]?.options ?? this.draft.options);
  }

  /** What requests would do and cost, by the options of the first; without any, the ones that Run would start. */
  quote(requests: readonly EditRequest[] = this.draft.requests()): Quote {
    const { options, prompt } = requests[0] ?? this.draft;
    return quoteRun(this.settings(), options, prompt.length, this.inputs.quoted(requests));
  }

  get isRunning(): boolean {
    return this.jobs.isRunning || this.runner.isStarting;
  }

  /** Adds images of the workspace; what is there already stays once. */
  async addFiles(uris: readonly string[]): Promise<void> {
    await this.addInputs(uris.map((uri) => ({ name: nameOf(uri), source: { kind: 'file', uri } })));
  }

  async addInputs(inputs: readonly RecordedInput[]): Promise<void> {
    const { newId } = this.#deps;
    const added = inputs.flatMap(({ resultId, original, was, ...input }) => {
      const first = original && newInput(newId(), bare(original), undefined, original.was);
      const origin = { resultId, original: first };
      return this.inputs.add(newId(), input, origin, was) ?? [];
    });
    this.touched();
    await this.#loadAll(added.flatMap((input) => (input.original ? [input, input.original] : [input])));
  }

  /** First what Run waits for, of all; then the rest, of the edited image before the others. */
  async #loadAll(added: readonly SessionInput[]): Promise<void> {
    const changed = () => this.changed();
    this.#watched.follow();
    const inspecting = new Limiter(() => 8);
    const inspect = async (input: SessionInput) => {
      const uri = fileUriOf(input);
      if (uri !== undefined) await this.#watched.note(uri);
      await this.#loader.inspect(input, changed);
    };
    await Promise.all(added.map((input) => inspecting.run(never, () => inspect(input))));
    // One after the other: the codec works on one picture at a time anyway.
    const left = new Set(added);
    for (let next = this.#nextToLook(left); next; next = this.#nextToLook(left)) {
      left.delete(next);
      await this.#loader.look(next, changed, this.#isShown(next));
    }
    this.outlook.follow();
  }

  /** What is shown large comes first; what was taken away meanwhile is left out. */
  #nextToLook(left: ReadonlySet<SessionInput>): SessionInput | undefined {
    const all = this.inputs.withOriginals.filter((input) => left.has(input));
    return all.find((input) => this.#isShown(input)) ?? all[0];
  }

  #isShown(input: SessionInput): boolean {
    const { edited } = this.inputs;
    return input === edited || input === edited?.original;
  }

  /** The page shows these, or is about to: inputs and results, by their ids. */
  showPictures(small: readonly string[], large: readonly string[]): void {
    // The last asked for is made first.
    for (const id of small.toReversed()) {
      this.results.showSmall(id);
      this.#showInput(this.inputs.find(id));
    }
    for (const id of large.toReversed()) {
      this.results.showLarge(id);
      this.#showInput(this.inputs.find(id));
    }
  }

  #showInput(input: SessionInput | undefined): void {
    if (input === undefined || input.preview !== undefined || input.inspection === undefined) return;
    this.pictures.want(`input ${input.id}`, async () => {
      await this.#loader.show(input);
      this.changed();
    });
  }

  async loadInput(input: SessionInput): Promise<void> {
    this.#watched.follow();
    const uri = fileUriOf(input);
    if (uri !== undefined) await this.#watched.note(uri);
    await this.#loader.load(input, () => this.changed());
    this.outlook.follow();
  }

  /** Does something to a file of the session, which shows it anew afterwards. */
  change(uri: string, work: () => Promise<boolean>): Promise<boolean> {
    return this.#watched.change(uri, work);
  }

  /** What a job gave was discarded: nothing is to be done about it any more. */
  forgetJob(id: string): void {
    this.jobs.remove(id);
    if (this.store.state.alert?.jobId === id) this.store.update({ alert: undefined });
  }

  /** Shows what earlier sessions made of the edited image, what can be restored, and the prompts on offer. */
  async recall(): Promise<void> {
    await this.prompts.load();
    const { lines, selectedResultId } = this.restoration.record ?? {};
    await this.steps.recall(lines);
    if (selectedResultId !== undefined) this.results.select(selectedResultId);
    await this.actions.lookForBackup();
    this.#watched.follow();
  }

  /** Somebody asks for images again that this session has: the file is edited, also where a result is now. */
  async editAgain(uris: readonly string[]): Promise<void> {
    const [first] = uris;
    if (first !== undefined && first === this.steps.originalUri && first !== this.inputs.editedUri)
      await this.steps.useFile(first);
    await this.addFiles(uris);
  }

  /** A run begins: its prompt is worth remembering, and its results are for what the panel is for now. */
  began(prompt: string): void {
    this.#served = this.errand;
    void this.prompts.remember(prompt).then(() => this.changed());
  }

  /** Takes on what the results are for; undefined: for nothing but themselves. */
  serve(errand: Errand | undefined): void {
    this.errand = errand;
    this.draft.fileName = errand?.fileName;
    this.touched();
  }

  /** A job gave a result. */
  added({ uri }: SessionResult): void {
    if (uri !== undefined) {
      this.#served?.saved(uri);
      this.#watched.followFile(uri);
    }
    void this.steps.remember();
  }

  moveInput(id: string, to: number): void {
    this.inputs.move(id, to);
    this.touched();
  }

  setVariants(variants: number): void {
    this.draft.variants = variants;
    this.touched();
  }

  /** Writes a prompt over what is typed, which can be found among the earlier prompts from now on. */
  writePrompt(prompt: string): void {
    const { draft } = this;
    const before = draft.prompt;
    const isLost = before !== draft.given && !prompt.includes(before.trim());
    draft.overwrite(prompt);
    draft.given = prompt;
    if (isLost) void this.prompts.remember(before).then(() => this.changed());
    this.touched();
  }

  /** Writes a prompt after what is typed. */
  insertPrompt(prompt: string): void {
    this.draft.insert(prompt);
    this.touched();
  }

  async pickInputs(): Promise<void> {
    await this.addFiles(await this.#deps.host.pickImages());
  }

  removeInput(id: string): void {
    this.inputs.remove(id);
    this.touched();
  }

  markEdited(id: string): void {
    this.inputs.markEdited(id);
    this.touched();
  }

  setPrompt(prompt: string): void {
    this.draft.prompt = prompt;
    this.touched();
  }

  setSeveral(mode: 'combine' | 'each'): void {
    this.draft.severalMode = mode;
    this.touched();
  }

  setOptions(changes: Partial<EditOptions>): void {
    const others = this.draft.choose(changes);
    if (others.length > 0) this.store.update({ status: others.join(' ') });
    this.touched();
  }

  async chooseModel(): Promise<void> {
    const model = await this.#deps.host.pickModel(this.draft.options.model);
    if (model !== undefined) this.setOptions({ model });
  }

  run(prompt: string): Promise<void> {
    this.draft.prompt = prompt;
    return this.runner.run();
  }

  selectResult(id: string): void {
    this.results.select(id);
    this.touched();
  }

  /** Saves a result that is not saved yet where the person says; false when none was chosen. */
  async saveResult(id: string): Promise<boolean> {
    const saved = await this.results.save(id);
    if (saved === undefined) return false;
    if (saved.failure === undefined) this.added(saved.result);
    this.warn(saved.failure, saved.result.jobId);
    this.runner.saved(saved);
    return true;
  }

  /** Opens a link that came beside a result. */
  async openLink(resultId: string, index: number): Promise<void> {
    const link = this.results.list.find(resultId)?.made?.links[index];
    if (link !== undefined) await this.#deps.host.openLink(link);
  }

  /** Fetches the picture of such a link as a further result of the same request. */
  fetchLink(resultId: string, index: number): void {
    const result = this.results.list.find(resultId);
    const link = result?.made?.links[index];
    if (result === undefined || link === undefined) return;
    if (!this.runner.fetchFurther(result.jobId, link))
      this.say('The run that this link came with is over. Open the link instead.');
  }

  /** A button of a failure. */
  async takeStep(step: NextStep, jobId: string | null): Promise<void> {
    const resultId = this.jobs.all.find(({ id }) => id === jobId)?.resultId;
    const { successor, links } = this.jobs.failed.find(({ id }) => id === jobId)?.failure ?? {};
    if (step === 'runAgain') await this.runner.runAgain(jobId);
    else if (step === 'fetchPicture' && links) this.runner.fetchPicture(jobId ?? '', links);
    else if (step === 'openLink')
      await Promise.all((links ?? []).slice(0, 1).map((link) => this.#deps.host.openLink(link)));
    else if (step === 'useSuccessor' && successor !== undefined) await this.#useModel(successor, jobId);
    else if (step === 'saveElsewhere' && resultId !== undefined) await this.saveResult(resultId);
    else if (step === 'chooseModel') await this.chooseModel();
    else if (step === 'setApiKey') await this.#deps.host.askForKey();
    else await this.#deps.host.takeStep(step);
    await this.refreshKey();
  }

  /** Goes on with another model, beginning with the job that the present one could not do. */
  async #useModel(model: string, jobId: string | null): Promise<void> {
    this.setOptions({ model });
    await this.runner.runAgain(jobId, model);
  }

  say(status: string): void {
    this.store.update({ status });
  }

  warn(failure: Failure | undefined, jobId: string | null = null): void {
    this.store.update({ alert: failure && noticeOf(failure, jobId) });
  }

  changed(): void {
    this.store.update({});
  }

  /** Never rejects: without an answer the page says nothing of a key. */
  async refreshKey(): Promise<void> {
    await this.#key.refresh(this.settings());
  }

  /** The settings changed: what still follows them follows. */
  settingsChanged(): void {
    const values = this.settings();
    const model = defaultModel(values);
    this.#wishes.follow(values, this.#deps.settings);
    if (this.draft.options.model === this.#defaultModel && model !== this.#defaultModel)
      this.setOptions({ model });
    this.#defaultModel = model;
    this.outlook.follow();
    void this.refreshKey();
  }

  /** Writes down what must survive a reload. */
  save(): Promise<void> {
    return this.writer.save();
  }

  /** The panel is gone for good: forgets all that only it needed. Results that are not saved stay in the journal. */
  async end(): Promise<void> {
    const { files, previews } = this.#deps;
    this.outlook.end();
    await this.writer.end();
    await this.prompts.keepUnsent();
    await this.runner.forgetInterrupted();
    await this.results.forget();
    await this.steps.end();
    for (const { input } of this.inputs.all) {
      if (input.drawnAs !== undefined) await files.removeStored(input.drawnAs);
    }
    await previews.clear();
  }

  touched(): void {
    void this.save();
    this.#showInput(this.inputs.edited);
    this.outlook.follow();
    this.changed();
  }
}

const never = new AbortController().signal;

const bare = ({ was: _, ...input }: EditInput & { was?: string | undefined }): EditInput => input;
