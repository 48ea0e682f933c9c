import type { SessionStore } from '../state/sessionStore.ts';
import { isReplacing } from '../state/undoing.ts';
import type { Choosing } from './choosing.ts';
import type { ResultActions } from './resultActions.ts';

interface UndoDeps {
  store: SessionStore;
  choosing: Pick<Choosing, 'undo'>;
  actions: Pick<ResultActions, 'undoReplacing'>;
}

/** Takes back what was done last, one after the other. */
export class Undo {
  readonly #deps: UndoDeps;

  constructor(deps: UndoDeps) {
    this.#deps = deps;
  }

  /** Takes back the last discarding or replacing; nothing where there is none. */
  async last(): Promise<void> {
    const { store, choosing, actions } = this.#deps;
    const last = store.state.undoable.at(-1);
    if (last === undefined) return;
    if (isReplacing(last)) await actions.undoReplacing(last);
    else await choosing.undo();
  }
}
