import type { PanelState } from '../../core/shared/protocol/panelState.ts';
import type { StateChanges } from '../../core/shared/protocol/stateChanges.ts';
import { changesBetween } from './changesBetween.ts';

/** Milliseconds between two messages at least: a page shows no more than one state a frame. */
const frameMs = 16;

export interface StateSenderDeps {
  /** The state as the page shows it, with this revision. */
  view(revision: number): PanelState;
  /** Each resolves to false where the page did not hear it. */
  sendState(state: PanelState): Promise<boolean>;
  sendChanges(changes: StateChanges): Promise<boolean>;
}

/**
 * Keeps one page up to date: it tells what changed, once a frame and never before the page has shown what it was
 * told last. However much happens meanwhile, the newest state is the next one, and nothing queues up before a
 * page that is busy.
 */
export class StateSender {
  readonly #deps: StateSenderDeps;
  /** What the page has or is about to have; undefined while that is not known. */
  #told: PanelState | undefined;
  /** Whether a page is there that asked for the state. */
  #isHeard = false;
  #isUnderWay = false;
  #isStale = false;
  #isDue = false;
  #revision = 0;
  #sentAt = 0;

  constructor(deps: StateSenderDeps) {
    this.#deps = deps;
  }

  /** The whole state, for a page that begins. */
  begin(): PanelState {
    this.#isHeard = true;
    this.#isUnderWay = false;
    this.#isStale = false;
    this.#told = this.#deps.view(++this.#revision);
    return this.#told;
  }

  /** Something changed. A page that has not asked for the state yet, or is hidden, asks for it by itself. */
  update(): void {
    this.#isStale = true;
    if (!this.#isHeard || this.#isUnderWay || this.#isDue) return;
    this.#isDue = true;
    const wait = this.#sentAt + frameMs - performance.now();
    if (wait > 0) setTimeout(() => void this.#send(), wait);
    else queueMicrotask(() => void this.#send());
  }

  /** The page shows a revision; another one than it was told means that something was lost. */
  shown(revision: number): void {
    this.#isUnderWay = false;
    if (this.#told?.revision !== revision) {
      this.#told = undefined;
      this.#isStale = true;
    }
    if (this.#isStale) this.update();
  }

  async #send(): Promise<void> {
    this.#isDue = false;
    if (!this.#isHeard || this.#isUnderWay || !this.#isStale) return;
    this.#isStale = false;
    const state = this.#deps.view(this.#revision + 1);
    const changes = this.#told && changesBetween(this.#told, state);
    if (this.#told && changes === undefined) return;
    this.#revision = state.revision;
    this.#told = state;
    this.#isUnderWay = true;
    this.#sentAt = performance.now();
    const { sendState, sendChanges } = this.#deps;
    const isHeard = await (changes === undefined ? sendState(state) : sendChanges(changes));
    // A page that was hidden begins anew, unless one has begun already.
    if (!isHeard && this.#told === state) this.#isHeard = false;
  }
}
