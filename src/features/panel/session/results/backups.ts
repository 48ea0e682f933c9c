import type { Log } from '../../../../core/ports.ts';
import type { Originals } from '../../../originals.ts';
import { originalUriOf } from '../state/inputs.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { dropReplacing, isReplacing } from '../state/undoing.ts';

interface BackupsDeps {
  store: SessionStore;
  originals: Pick<Originals, 'hasBackup'>;
  log: Log;
}

/** Finds out whether the original can be brought back, and what of the replacements Undo can still take back. */
export class Backups {
  readonly #deps: BackupsDeps;

  constructor(deps: BackupsDeps) {
    this.#deps = deps;
  }

  /** Never rejects. */
  async look(): Promise<void> {
    const { store, originals, log } = this.#deps;
    const original = originalUriOf(store.state.inputs);
    try {
      for (const replacing of store.state.undoable.filter(isReplacing))
        if (!(await originals.hasBackup(replacing.uri))) store.update(dropReplacing(replacing));
      store.update({ isRestorable: original !== undefined && (await originals.hasBackup(original)) });
    } catch (error) {
      store.update({ isRestorable: false });
      log.warn(`Backups could not be looked for: ${String(error)}`);
    }
  }
}
