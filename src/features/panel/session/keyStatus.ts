import { providerOf } from '../../../core/edit/providerOf.ts';
import type { Log, SettingsValues } from '../../../core/ports.ts';
import type { SessionHost } from './sessionHost.ts';
import type { SessionStore } from './sessionStore.ts';

/** Whether there is a key for the provider in force. */
export class KeyStatus {
  readonly #deps: { host: Pick<SessionHost, 'hasKey'>; log: Log };
  readonly #store: SessionStore;

  constructor(deps: { host: Pick<SessionHost, 'hasKey'>; log: Log }, store: SessionStore) {
    this.#deps = deps;
    this.#store = store;
  }

  /** Asks the secrets anew; where they give no answer, nothing is said of a key. Never rejects. */
  async refresh(settings: SettingsValues): Promise<void> {
    const provider = providerOf(settings);
    try {
      if (provider.ok) this.#store.update({ hasKey: await this.#deps.host.hasKey(provider.value) });
    } catch (error) {
      this.#store.update({ hasKey: undefined });
      this.#deps.log.warn(`The secrets could not be asked for a key: ${String(error)}`);
    }
  }
}
