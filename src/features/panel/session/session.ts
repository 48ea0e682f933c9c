import { defaultOptions } from '../../../core/edit/plan/defaultOptions.ts';
import type { NextStep } from '../../../core/shared/failure.ts';
import { t } from '../../../core/shared/l10n.ts';
import type { EditOptions } from '../../../core/shared/options.ts';
import type { PanelState } from '../../../core/shared/protocol/panelState.ts';
import type { ListedResult } from '../../panels.ts';
import type { ResultTarget } from '../../resultTarget.ts';
import { viewOf } from '../stateView.ts';
import { composeParts, type SessionDeps, type SessionParts } from './sessionParts.ts';
import { markEdited, moveInput, removeInput } from './state/inputChanges.ts';
import { editedUriOf, listedInputs, originalUriOf } from './state/inputs.ts';
import { selectResult } from './state/resultChanges.ts';
import { alertOf, isRunning, newSession, type SessionState } from './state/sessionState.ts';
import { SessionStore } from './state/sessionStore.ts';
import { isDiscarding } from './state/undoing.ts';
import { type RecordedInput, recordDiffers } from './stored/sessionFile.ts';

/** The state of one panel, and what can be done to it. The page only shows it. */
export class Session {
  readonly id: string;
  readonly store: SessionStore;
  readonly actions: SessionParts['actions'];
  readonly code: SessionParts['code'];
  readonly discarded: SessionParts['discarded'];
  /** The region and the markup of the edited image. */
  readonly marks: SessionParts['marks'];
  readonly memory: SessionParts['memory'];
  readonly pictures: SessionParts['queue'];
  readonly prompts: SessionParts['prompts'];
  readonly restoration: SessionParts['restoration'];
  readonly runner: SessionParts['runner'];
  /** What leads to the first edit: provider, key, sample. */
  readonly setup: SessionParts['setup'];
  readonly steps: SessionParts['steps'];
  readonly choosing: SessionParts['choosing'];
  /** Writes down what must survive a reload, as long as a panel shows it. */
  readonly writer: SessionParts['writer'];
  readonly #deps: SessionDeps;
  readonly #parts: SessionParts;

  constructor(deps: SessionDeps, id: string, kind: 'edit' | 'generate', folder: string | undefined) {
    this.id = id;
    this.store = new SessionStore(newSession(id, kind, folder, defaultOptions(deps.settings.read(folder))));
    const parts = composeParts(deps, this.store);
    this.#deps = deps;
    this.#parts = parts;
    this.actions = parts.actions;
    this.code = parts.code;
    this.discarded = parts.discarded;
    this.marks = parts.marks;
    this.memory = parts.memory;
    this.pictures = parts.queue;
    this.prompts = parts.prompts;
    this.restoration = parts.restoration;
    this.runner = parts.runner;
    this.setup = parts.setup;
    this.steps = parts.steps;
    this.choosing = parts.choosing;
    this.writer = parts.writer;
    this.store.subscribe((now, before) => {
      if (recordDiffers(now, before)) void this.save();
    });
    void this.refreshKey();
  }

  get state(): SessionState {
    return this.store.state;
  }

  get isRunning(): boolean {
    return isRunning(this.state);
  }

  /** What the page shows, whole. */
  view(revision: number): PanelState {
    const { hasFileManager } = this.#deps.host;
    return viewOf(this.state, { settings: this.#parts.settings, hasFileManager }, revision);
  }

  readonly setPrompt = (prompt: string) => this.#parts.form.fillIn({ prompt });
  readonly setSeveral = (severalMode: 'combine' | 'each') => this.#parts.form.fillIn({ severalMode });
  readonly setVariants = (variants: number) => this.#parts.form.fillIn({ variants });
  readonly setOptions = (changes: Partial<EditOptions>) => this.#parts.form.setOptions(changes);
  readonly chooseModel = () => this.#parts.form.chooseModel();
  /** Somebody looks at the models: what the endpoint lists itself is asked for. */
  readonly lookAtModels = () => this.#parts.endpointList.look();
  readonly writePrompt = (prompt: string) => this.#parts.form.writePrompt(prompt);
  readonly setTarget = (target: ResultTarget | undefined) => this.#parts.form.setTarget(target);

  readonly addFiles = (uris: readonly string[]) => this.#parts.inputs.addFiles(uris);
  readonly addInputs = (inputs: readonly RecordedInput[]) => this.#parts.inputs.add(inputs);
  readonly pickInputs = () => this.#parts.inputs.pick();
  readonly removeInput = (id: string) => this.store.update(removeInput(id));
  readonly moveInput = (id: string, to: number) => this.store.update(moveInput(id, to));
  readonly markEdited = (id: string) => this.store.update(markEdited(id));

  readonly keepResult = (id: string) => this.#parts.intake.keep(id);
  readonly saveResult = (id: string) => this.#parts.intake.save(id);
  readonly keepOnlyIn = (id: string) => this.#parts.regionKeeping.keepOnlyIn(id);
  readonly openLink = (resultId: string, index: number) => this.actions.openLink(resultId, index);
  readonly fetchLink = (resultId: string, index: number) => this.runner.fetchFurther(resultId, index);
  readonly takeStep = (step: NextStep, jobId: string | null) => this.#parts.failureSteps.take(step, jobId);

  readonly showPictures = (small: readonly string[], large: readonly string[]) =>
    this.#parts.pictures.show(small, large);
  /** Takes back what was discarded or replaced last. */
  readonly undo = () => this.#parts.undo.last();
  readonly say = (status: string) => this.store.update({ status });
  readonly refreshKey = () => this.#parts.key.refresh();
  /** Writes down what must survive a reload. */
  readonly save = () => this.writer.save();

  /** Puts the alert away, and what failed with it. */
  async dismissAlert(): Promise<void> {
    const { alert, jobs } = this.state;
    this.store.update(alertOf(undefined));
    if (jobs.length === 1 && jobs[0]?.id === alert?.jobId) await this.runner.forgetEnded();
  }

  run(prompt: string): Promise<void> {
    this.setPrompt(prompt);
    return this.runner.run();
  }

  /** A result as somebody else handles it. */
  listed(id: string): ListedResult {
    return {
      keep: () => this.keepResult(id),
      save: () => this.saveResult(id),
      discard: async () => {
        await this.choosing.discard([id]);
        const discarded = () =>
          this.state.undoable.findLast(isDiscarding)?.all.some(({ resultId }) => resultId === id);
        if (!discarded()) return undefined;
        return async () => {
          // Undo takes back what was discarded last.
          if (!discarded()) return t('More has been discarded since: Undo in its panel brings it back.');
          await this.choosing.undo();
          return undefined;
        };
      },
    };
  }

  selectResult(id: string): void {
    this.store.update(selectResult(id));
    this.#parts.resultPictures.showSelected();
  }

  /** Shows what earlier sessions made of the edited image, what can be restored, and the prompts on offer. */
  async recall(): Promise<void> {
    await this.prompts.load();
    const { lines, selectedResultId } = this.restoration.record ?? {};
    await this.memory.recall(lines);
    if (selectedResultId !== undefined) this.selectResult(selectedResultId);
    await this.#parts.backups.look();
  }

  /** Somebody asks for images again that this session has: the file is edited, also where a result is now. */
  async editAgain(uris: readonly string[]): Promise<void> {
    const [first] = uris;
    const { inputs } = this.state;
    if (first !== undefined && first === originalUriOf(inputs) && first !== editedUriOf(inputs))
      await this.steps.useFile(first);
    await this.addFiles(uris);
  }

  /** The settings changed: what still follows them follows. */
  settingsChanged(): void {
    this.#parts.settings.follow();
    this.#parts.outlook.follow();
    void this.refreshKey();
  }

  /** The panel is gone for good: forgets all that only it needed. Results that are not saved stay in the journal. */
  async end(): Promise<void> {
    const { files, previews } = this.#deps;
    this.#parts.watched.end();
    this.#parts.outlook.end();
    this.#parts.endpointList.end();
    await this.writer.end();
    await this.prompts.keepUnsent();
    await this.runner.forgetInterrupted();
    await this.#parts.intake.forgetOthers();
    await this.steps.end();
    for (const { input } of listedInputs(this.state.inputs)) {
      if (input.drawnAs !== undefined) await files.removeStored(input.drawnAs);
    }
    await previews.clear();
  }
}
