import type { SessionState } from './sessionState.ts';

/** What is to become of a state: values that replace others, or how to make them from the state as it is. */
export type Change = Partial<SessionState> | ((state: SessionState) => Partial<SessionState>);

/** Hears each change once it is made. It must not change the state itself before it returns. */
export type Listener = (now: SessionState, before: SessionState) => void;

/** Holds the one state of a session, and tells whoever subscribed of each change to it. */
export class SessionStore {
  #state: SessionState;
  readonly #listeners = new Set<Listener>();

  constructor(state: SessionState) {
    this.#state = state;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Makes changes, one after the other, and tells of them as of one. */
  update(...changes: readonly Change[]): void {
    const before = this.#state;
    for (const change of changes)
      this.#state = {
        ...this.#state,
        ...(typeof change === 'function' ? change(this.#state) : change),
      };
    for (const listener of [...this.#listeners]) listener(this.#state, before);
  }

  /** Disposing what is returned ends it. */
  subscribe(listener: Listener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }
}
