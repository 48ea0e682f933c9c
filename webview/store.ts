import type * as z from 'zod/mini';
import type { NextStep } from '../src/core/shared/failure.ts';
import { t } from '../src/core/shared/l10n.ts';
import type { SomeOptions } from '../src/core/shared/options.ts';
import type { PanelState } from '../src/core/shared/protocol/panelState.ts';
import type { HostRequestName, HostRequestParams } from '../src/core/shared/protocol/protocol.ts';
import { withChanges } from '../src/core/shared/protocol/stateChanges.ts';
import { arrangementOf, firstLayout, type Layout } from './layout.ts';
import { memorySchema } from './memory.ts';
import { type PanelPort, Refusal } from './port.ts';
import { besideSelected, runOfSelected } from './variants.ts';
import { bringsPrompt, type View, viewAfter } from './view.ts';
import { didNotWork } from './words.ts';

const promptDelayMs = 200;
const escapeWindowMs = 5000;
/** After the reply to `run`, how long at most Run waits for the state that shows what became of it. */
const startGraceMs = 400;

/** Holds the newest state of the host and what only the page knows, and turns what the person does into requests. */
export class PageStore {
  readonly #port: PanelPort;
  readonly #onChange: (view: View) => void;
  readonly #focusPrompt: () => void;
  #view: View | null = null;
  #layout = firstLayout;
  /** The state as the host told it last; what is shown can be ahead of it. */
  #told: PanelState | undefined;
  #unsentPrompt: string | null = null;
  /** What was typed before the host's first state: newer than whatever that says. */
  #typedFirst: string | null = null;
  /** What was typed before earlier prompts were looked at. */
  #ownPrompt = '';
  #promptTimer = 0;
  #escapeTimer = 0;

  /** @param focusPrompt puts the cursor into the prompt */
  constructor(port: PanelPort, onChange: (view: View) => void, focusPrompt: () => void) {
    this.#port = port;
    this.#focusPrompt = focusPrompt;
    this.#onChange = onChange;
    port.on('state', (state) => this.#take(state));
    port.on('changes', (changes) => this.#take(this.#told && withChanges(this.#told, changes)));
    window.addEventListener('pagehide', () => this.flushPrompt());
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.flushPrompt();
    });
  }

  /**
   * Says `ready`, with the draft that the page kept, and shows the host's answer.
   * @param layout of a new panel
   */
  async start(layout: Layout): Promise<void> {
    const memory = this.#port.recall(memorySchema);
    this.#layout = memory?.layout ?? layout;
    this.#adopt(await this.#port.call('ready', { draft: memory?.draft ?? null }));
  }

  setPrompt(prompt: string): void {
    this.#putPrompt(prompt, null);
  }

  /**
   * Puts an earlier prompt into the box, or at the end what was typed before.
   * @param by 1: an earlier one; -1: a later one
   * @returns false when there is none
   */
  recallPrompt(by: 1 | -1): boolean {
    const view = this.#view;
    if (!view) return false;
    const { recentPrompts } = view.state;
    if (view.recalled === null) this.#ownPrompt = view.prompt;
    let at = (view.recalled ?? -1) + by;
    if (by === 1 && recentPrompts[at] === this.#ownPrompt) at++;
    if (by === -1 && recentPrompts[at] === this.#ownPrompt) at--;
    const prompt = at < 0 ? this.#ownPrompt : recentPrompts[at];
    if (prompt === undefined || (at < 0 && view.recalled === null)) return false;
    this.#putPrompt(prompt, at < 0 ? null : at);
    this.say(
      at < 0
        ? t('Your own prompt')
        : t('Earlier prompt {place} of {all}', { place: at + 1, all: recentPrompts.length }),
      true,
    );
    return true;
  }

  #putPrompt(prompt: string, recalled: number | null): void {
    this.#unsentPrompt = prompt;
    if (!this.#view) this.#typedFirst = prompt;
    clearTimeout(this.#promptTimer);
    this.#promptTimer = window.setTimeout(() => this.flushPrompt(), promptDelayMs);
    this.#change({ prompt, recalled });
  }

  /** Sends what is typed and not sent yet. */
  flushPrompt(): void {
    clearTimeout(this.#promptTimer);
    if (this.#unsentPrompt === null) return;
    const prompt = this.#unsentPrompt;
    this.#unsentPrompt = null;
    this.ask('setPrompt', { prompt });
  }

  setOptions(options: SomeOptions): void {
    this.ask('setOptions', { options });
  }

  /** Why Run does nothing now, as a sentence; empty while a run is under way; null when it can be pressed. */
  whyNotRun(view: View | null = this.#view): string | null {
    if (!view || view.starting || view.state.running) return '';
    if (view.state.blocked !== null) return view.state.blocked;
    if (view.prompt.trim() !== '') return null;
    return view.state.kind === 'generate'
      ? t('Write what the image should show.')
      : t('Write what should change.');
  }

  run(): void {
    const view = this.#view;
    if (!view || this.whyNotRun(view) !== null) return;
    this.flushPrompt();
    this.#change({ starting: true, problem: null, said: null, following: true, attemptId: null });
    this.#port.call('run', { prompt: view.prompt }).then(
      () => window.setTimeout(() => this.#change({ starting: false }), startGraceMs),
      (error: unknown) => {
        this.#change({ starting: false });
        this.#report(error);
      },
    );
  }

  stop(): void {
    this.#endEscape();
    // Shown in the next frame, whatever the host is busy with.
    if (this.#view?.state.running) this.#change({ stopping: true });
    this.ask('stop', { jobId: null });
  }

  /** The first press says what a second one does. */
  pressEscape(): void {
    if (!this.#view?.state.running) return;
    if (this.#view.hint !== null) {
      this.stop();
      return;
    }
    this.#escapeTimer = window.setTimeout(() => this.#change({ hint: null }), escapeWindowMs);
    this.#change({ hint: t('Press Escape again to stop. What was already sent may still be billed.') });
  }

  /** Shown at once: buttons that change only when the host has answered would be hit by mistake. */
  selectResult(resultId: string): void {
    const view = this.#view;
    if (!view) return;
    const state = { ...view.state, selectedResultId: resultId };
    this.#change({ state, following: false, showsSource: false, gridRun: null });
    this.ask('selectResult', { resultId });
  }

  /** Selects one of the variants that are shown beside each other. */
  pickVariant(resultId: string): void {
    const { gridRun } = this.#view ?? {};
    this.selectResult(resultId);
    if (gridRun != null) this.#change({ gridRun });
  }

  /** Shows the variants of the selected result beside each other. @returns false where it has none */
  showGrid(): boolean {
    const gridRun = this.#view && runOfSelected(this.#view.state);
    if (gridRun == null) return false;
    this.#change({ gridRun, showsSource: false });
    return true;
  }

  toggleGrid(): void {
    if (this.#view?.gridRun == null) this.showGrid();
    else this.#change({ gridRun: null });
  }

  /** Looks at another variant of what is selected. @param by 1: the next one; -1: the one before */
  flip(by: 1 | -1): boolean {
    const next = this.#view && besideSelected(this.#view.state, by);
    if (!next) return false;
    this.selectResult(next.id);
    return true;
  }

  /** Saves a draft beside its source; what is none stays as it is. @returns whether it is one */
  keep(resultId: string): boolean {
    const result = this.#view?.state.results.find(({ id }) => id === resultId);
    if (result === undefined || !result.isDraft) return false;
    if (result.choice === null) this.ask('keepResults', { resultIds: [resultId] });
    else this.ask('chooseAnswer', { resultId, choice: result.choice });
    return true;
  }

  /** Takes the next instruction on a result: what is typed goes, and the cursor waits in the prompt. */
  goOn(resultId: string): void {
    this.flushPrompt();
    this.#port.call('goOn', { resultId }).then(
      () => this.#focusPrompt(),
      (error: unknown) => this.#report(error),
    );
  }

  /** Looks at something else; nothing is asked of the host. */
  look(change: Partial<View>): void {
    this.#change(change);
  }

  /** Arranges the panel; what is not named stays as it is. */
  setLayout(change: Partial<Layout>): void {
    this.#layout = { ...this.#layout, ...change };
    this.#change({ layout: this.#layout });
    if (this.#view) this.ask('keepArrangement', arrangementOf(this.#layout));
  }

  undo(): void {
    if (this.#view?.state.undo) this.ask('undo', {});
  }

  /** Tells what the page has done itself, until the host has something new to tell. */
  say(words: string, quiet = false): void {
    this.#change({ said: { words, quiet } });
  }

  takeStep(step: NextStep, jobId: string | null): void {
    this.ask('takeStep', { step, jobId });
  }

  /** Puts away what the line above Run tells. */
  dismissTold(): void {
    const { state, problem } = this.#view ?? {};
    if (state?.alert) this.ask('dismissAlert', {});
    else if (problem != null) this.#change({ problem: null });
    else this.ask('dismissRun', {});
  }

  /** Shows a sentence of the page's own where the host's alert would be. */
  tellProblem(problem: string): void {
    this.#change({ problem });
  }

  /** Asks the host for something whose outcome comes with the next state; says so when it is refused. */
  ask<N extends HostRequestName>(name: N, params: HostRequestParams<N>): void {
    this.#port.call(name, params).catch((error: unknown) => this.#report(error));
  }

  #report(error: unknown): void {
    if (error instanceof Refusal && error.code === 'cancelled') return;
    this.#change({ problem: didNotWork(error) });
  }

  /** Takes what the host tells, and says when it is shown; undefined: it was about a state that is not here. */
  #take(state: PanelState | undefined): void {
    if (state) this.#adopt(state);
    const revision = this.#told?.revision;
    if (revision === undefined) return;
    // What changed is drawn by then.
    setTimeout(() => {
      // A host that is going away takes no answer.
      this.#port.call('shown', { revision }).catch(() => {});
    });
  }

  #adopt(state: PanelState): void {
    const old = this.#view;
    if (old && state.revision <= old.state.revision) return;
    this.#told = state;
    if (bringsPrompt(old, state, this.#typedFirst)) {
      this.#unsentPrompt = null;
      clearTimeout(this.#promptTimer);
    }
    if (!state.running) this.#endEscape();
    this.#view = viewAfter(old, state, { layout: this.#layout, typedFirst: this.#typedFirst });
    this.#publish();
  }

  #change(change: Partial<View>): void {
    if (!this.#view) return;
    this.#view = { ...this.#view, ...change };
    this.#publish();
  }

  #publish(): void {
    if (!this.#view) return;
    const { prompt, state, layout } = this.#view;
    this.#port.remember({
      sessionId: state.sessionId,
      draft: { prompt, options: state.options },
      layout,
    } satisfies z.infer<typeof memorySchema>);
    this.#onChange(this.#view);
  }

  #endEscape(): void {
    clearTimeout(this.#escapeTimer);
    if (this.#view?.hint) this.#change({ hint: null });
  }
}
