import { neededSecrets } from '../../../core/api/customHeaders.ts';
import type { Provider } from '../../../core/api/providers.ts';
import { aboveLimitQuestion, isAboveLimit } from '../../../core/consent.ts';
import type { EditRequest } from '../../../core/editRequest.ts';
import type { KeyStatus } from './keyStatus.ts';
import type { SessionHost } from './sessionHost.ts';
import type { SessionSettings } from './sessionSettings.ts';
import { alertOf } from './sessionState.ts';
import type { SessionStore } from './sessionStore.ts';

interface RunConsentDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'hasKey' | 'askForKey' | 'confirmCost'>;
  settings: SessionSettings;
  key: KeyStatus;
}

/** Asks what is to be asked before something is paid: for the key, and for leave to spend. */
export class RunConsent {
  readonly #deps: RunConsentDeps;

  constructor(deps: RunConsentDeps) {
    this.#deps = deps;
  }

  /** @returns false when the person does not want to go on, or can't, which is said */
  async isGiven(requests: readonly EditRequest[]): Promise<boolean> {
    const { store, settings } = this.#deps;
    const { provider, usd } = settings.quote(requests);
    if (!provider.ok) {
      store.update(alertOf(provider.failure));
      return false;
    }
    if (!(await this.#hasKey(provider.value))) return false;
    const agrees =
      (await settings.agreesToWorkspace(requests)) && (await this.#agreesToCost(requests.length, usd));
    if (!agrees) store.update({ status: 'Nothing was sent.' });
    return agrees;
  }

  async #agreesToCost(count: number, usd: number | undefined): Promise<boolean> {
    const limit = this.#deps.settings.values().confirmAboveCost;
    if (usd === undefined || !isAboveLimit(usd, limit)) return true;
    return this.#deps.host.confirmCost(aboveLimitQuestion(['run', 'requests'], count, usd, limit), 'Run');
  }

  async #hasKey(provider: Provider): Promise<boolean> {
    const { store, host, key } = this.#deps;
    if (neededSecrets(provider).length === 0 || (await host.hasKey(provider))) return true;
    const given = await host.askForKey();
    await key.refresh();
    if (given && (await host.hasKey(provider))) return true;
    store.update({ status: 'Nothing was sent: there is no API key yet.' });
    return false;
  }
}
