import { t } from '../../../../core/shared/l10n.ts';
import type { ProviderChoice, SetupStep } from '../../../../core/shared/protocol/panelState.ts';
import type { SessionHost } from '../sessionHost.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { KeyStatus } from './keyStatus.ts';

interface SetupDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'askForKey' | 'chooseProvider' | 'testConnection' | 'openSample'>;
  key: KeyStatus;
}

/** What leads to a first edit: who is asked, a key that works, or a sample that needs none. */
export class SetupActions {
  readonly #deps: SetupDeps;

  constructor(deps: SetupDeps) {
    this.#deps = deps;
  }

  /** What was said of the one before does not count for another one. */
  async choose(provider: ProviderChoice['id']): Promise<void> {
    const { store, host, key } = this.#deps;
    store.update({ connection: undefined });
    await host.chooseProvider(provider);
    await key.refresh();
  }

  async take(step: SetupStep): Promise<void> {
    const { host, key } = this.#deps;
    if (step === 'tryWithoutKey') return host.openSample('recorded');
    if (step === 'editSample') return host.openSample('real');
    const isGiven = step === 'testKey' || (await host.askForKey());
    await key.refresh();
    if (isGiven) await this.#test();
  }

  async #test(): Promise<void> {
    const { store, host } = this.#deps;
    store.update({ connection: { works: undefined, sentence: t('Testing the key…') } });
    store.update({ connection: await host.testConnection() });
  }
}
