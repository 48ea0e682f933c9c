import { providerOf } from '../../../../core/edit/plan/providerOf.ts';
import type { Log } from '../../../../core/ports.ts';
import type { SessionHost } from '../sessionHost.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { SessionSettings } from './sessionSettings.ts';

interface EndpointListDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'listedModels'>;
  settings: Pick<SessionSettings, 'values'>;
  log: Log;
}

/** Which models the endpoint in force lists itself: asked for when somebody looks at the models, once for an endpoint. */
export class EndpointList {
  readonly #deps: EndpointListDeps;
  #asking: { baseUrl: string; stop: AbortController } | undefined;

  constructor(deps: EndpointListDeps) {
    this.#deps = deps;
  }

  /** Never rejects: without a list the models are there all the same. */
  async look(): Promise<void> {
    const { store, host, settings, log } = this.#deps;
    const provider = providerOf(settings.values());
    if (!provider.ok) return;
    const { baseUrl } = provider.value;
    if (store.state.listed?.baseUrl === baseUrl || this.#asking?.baseUrl === baseUrl) return;
    this.end();
    const asking = { baseUrl, stop: new AbortController() };
    this.#asking = asking;
    try {
      const ids = await host.listedModels(provider.value, asking.stop.signal);
      if (ids && !asking.stop.signal.aborted) store.update({ listed: { baseUrl, ids } });
    } catch (error) {
      if (!asking.stop.signal.aborted)
        log.warn(`The list of models could not be asked for: ${String(error)}`);
    }
    if (this.#asking === asking) this.#asking = undefined;
  }

  end(): void {
    this.#asking?.stop.abort();
    this.#asking = undefined;
  }
}
