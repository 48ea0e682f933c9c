import type { ModelCapabilities } from '../../../../core/capabilities.ts';
import { defaultModel } from '../../../../core/edit/plan/defaultOptions.ts';
import { capabilitiesFor } from '../../../../core/edit/plan/providerOf.ts';
import { type DearerSettings, dearerSettings, dearerWith } from '../../../../core/edit/price/dearer.ts';
import { type Quote, quoteRun } from '../../../../core/edit/price/quote.ts';
import type { EditRequest } from '../../../../core/editRequest.ts';
import type { Settings, SettingsValues } from '../../../../core/ports.ts';
import { chooseOptions } from '../state/form.ts';
import { editedUriOf, quotedRequests } from '../state/inputs.ts';
import { requestsOf } from '../state/requests.ts';
import type { SessionStore } from '../state/sessionStore.ts';

interface SessionSettingsDeps {
  store: SessionStore;
  settings: Settings;
}

/** The settings in force for a session's edited image or folder, and what they mean for its runs. */
export class SessionSettings {
  readonly #deps: SessionSettingsDeps;
  /** What the workspace makes dearer. */
  #dearer: DearerSettings | undefined;
  #defaultModel: string;
  #known: { on: readonly object[]; quote: Quote } | undefined;

  constructor(deps: SessionSettingsDeps) {
    this.#deps = deps;
    const values = this.values();
    this.#dearer = dearerSettings(values, deps.settings.readOwn());
    this.#defaultModel = defaultModel(values);
  }

  values(): SettingsValues {
    const { inputs, form } = this.#deps.store.state;
    return this.#deps.settings.read(editedUriOf(inputs) ?? form.folder);
  }

  /** What the chosen model can do at the provider in force. */
  capabilities(): ModelCapabilities {
    return capabilitiesFor(this.values(), this.#deps.store.state.form.options.model);
  }

  /**
   * What the workspace makes dearer than the person's own settings would, as a sentence, as long as it is still
   * chosen: for these requests, by the options of the first; without any, for the ones that Run would start.
   */
  dearer(asked: readonly EditRequest[] = []): string | undefined {
    return dearerWith(this.#dearer, asked[0]?.options ?? this.#deps.store.state.form.options);
  }

  /** What requests would do and cost, by the options of the first; without any, the ones that Run would start. */
  quote(asked?: readonly EditRequest[]): Quote {
    return asked ? this.#quoted(asked) : this.#quoteOfRun();
  }

  /** Made once as long as neither the form nor the images change: hundreds of jobs tell of themselves meanwhile. */
  #quoteOfRun(): Quote {
    const { inputs, form } = this.#deps.store.state;
    const on = [inputs, form, this.values()];
    if (this.#known?.on.every((one, at) => one === on[at])) return this.#known.quote;
    const quote = this.#quoted(requestsOf(this.#deps.store.state, this.capabilities()));
    this.#known = { on, quote };
    return quote;
  }

  #quoted(requests: readonly EditRequest[]): Quote {
    const { state } = this.#deps.store;
    const { options, prompt } = requests[0] ?? state.form;
    return quoteRun(this.values(), options, prompt.length, quotedRequests(state.inputs, requests));
  }

  /** The settings changed: what still follows them follows. */
  follow(): void {
    const { store, settings } = this.#deps;
    const values = this.values();
    const model = defaultModel(values);
    this.#dearer = dearerSettings(values, settings.readOwn());
    const { form } = store.state;
    if (form.options.model === this.#defaultModel && model !== this.#defaultModel)
      store.update(chooseOptions({ model }, values));
    this.#defaultModel = model;
  }
}
