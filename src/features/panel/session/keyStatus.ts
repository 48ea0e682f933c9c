import { providerOf } from '../../../core/edit/providerOf.ts';
import type { Log, SettingsValues } from '../../../core/ports.ts';
import type { SessionHost } from './sessionHost.ts';

/** Whether there is a key for the provider in force. */
export class KeyStatus {
  readonly #deps: { host: Pick<SessionHost, 'hasKey'>; log: Log };
  #hasKey: boolean | undefined;

  constructor(deps: { host: Pick<SessionHost, 'hasKey'>; log: Log }) {
    this.#deps = deps;
  }

  /** Undefined before the secrets were asked and when they gave no answer: then nothing is said of a key. */
  get hasKey(): boolean | undefined {
    return this.#hasKey;
  }

  /** Asks the secrets anew. Never rejects. */
  async refresh(settings: SettingsValues): Promise<void> {
    const provider = providerOf(settings);
    try {
      if (provider.ok) this.#hasKey = await this.#deps.host.hasKey(provider.value);
    } catch (error) {
      this.#hasKey = undefined;
      this.#deps.log.warn(`The secrets could not be asked for a key: ${String(error)}`);
    }
  }
}
