import { neededSecrets } from '../../../../core/api/customHeaders.ts';
import type { Provider } from '../../../../core/api/providers.ts';
import type { Consent } from '../../../../core/consent.ts';
import type { EditRequest } from '../../../../core/editRequest.ts';
import { t } from '../../../../core/shared/l10n.ts';
import type { KeyStatus } from '../form/keyStatus.ts';
import type { SessionSettings } from '../form/sessionSettings.ts';
import type { SessionHost } from '../sessionHost.ts';
import { alertOf } from '../state/sessionState.ts';
import type { SessionStore } from '../state/sessionStore.ts';

interface RunConsentDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'hasKey' | 'askForKey' | 'confirm' | 'confirmCost'>;
  settings: SessionSettings;
  key: KeyStatus;
  consent: Consent;
}

/** Asks what is to be asked before something is paid: for the key, and for leave to spend. */
export class RunConsent {
  readonly #deps: RunConsentDeps;

  constructor(deps: RunConsentDeps) {
    this.#deps = deps;
  }

  /** @returns false when the person does not want to go on, or can't, which is said */
  async isGiven(requests: readonly EditRequest[]): Promise<boolean> {
    const { store, host, settings, consent } = this.#deps;
    const { provider, usd, count } = settings.quote(requests);
    if (!provider.ok) {
      store.update(alertOf(provider.failure));
      return false;
    }
    const answer = await consent.ask(
      {
        provider: provider.value,
        count,
        usd,
        limit: settings.values().confirmAboveCost,
        dearer: settings.dearer(requests),
      },
      'run',
      {
        hasKey: (wanted) => this.#hasKey(wanted),
        confirm: (question, _, yes) => host.confirm(question, yes),
        confirmCost: (question, _, yes) => host.confirmCost(question, yes),
      },
    );
    if (answer === 'noKey') store.update({ status: t('Nothing was sent: there is no API key yet.') });
    if (answer === 'declined') store.update({ status: t('Nothing was sent.') });
    return answer === 'agreed';
  }

  async #hasKey(provider: Provider): Promise<boolean> {
    const { host, key } = this.#deps;
    if (neededSecrets(provider).length === 0 || (await host.hasKey(provider))) return true;
    const given = await host.askForKey();
    await key.refresh();
    return given && (await host.hasKey(provider));
  }
}
