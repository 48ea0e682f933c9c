import type { Log } from '../../../../core/ports.ts';
import type { Originals } from '../../../originals.ts';
import { originalUriOf } from '../state/inputs.ts';
import type { SessionStore } from '../state/sessionStore.ts';

interface BackupsDeps {
  store: SessionStore;
  originals: Pick<Originals, 'hasBackup'>;
  log: Log;
}

/** Finds out whether the original can be brought back. */
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
      store.update({ isRestorable: original !== undefined && (await originals.hasBackup(original)) });
    } catch (error) {
      store.update({ isRestorable: false });
      log.warn(`Backups could not be looked for: ${String(error)}`);
    }
  }
}
