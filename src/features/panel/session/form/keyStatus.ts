import { providerOf } from '../../../../core/edit/plan/providerOf.ts';
import type { Log } from '../../../../core/ports.ts';
import type { SessionHost } from '../sessionHost.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { SessionSettings } from './sessionSettings.ts';

interface KeyStatusDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'hasKey'>;
  settings: Pick<SessionSettings, 'values'>;
  log: Log;
}

/** Whether there is a key for the provider in force. */
export class KeyStatus {
  readonly #deps: KeyStatusDeps;

  constructor(deps: KeyStatusDeps) {
    this.#deps = deps;
  }

  /** Asks the secrets anew; where they give no answer, nothing is said of a key. Never rejects. */
  async refresh(): Promise<void> {
    const { store, host, settings, log } = this.#deps;
    const provider = providerOf(settings.values());
    try {
      if (provider.ok) store.update({ hasKey: await host.hasKey(provider.value) });
    } catch (error) {
      store.update({ hasKey: undefined });
      log.warn(`The secrets could not be asked for a key: ${String(error)}`);
    }
  }
}
