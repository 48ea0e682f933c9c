import type { EditOptions } from '../../../../core/shared/options.ts';
import type { ResultTarget } from '../../../resultTarget.ts';
import type { SessionHost } from '../sessionHost.ts';
import { chooseOptions, type Form, fillIn, overwritePrompt } from '../state/form.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { PromptBook } from './promptBook.ts';
import type { SessionSettings } from './sessionSettings.ts';

interface FormActionsDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'pickModel'>;
  prompts: PromptBook;
  settings: Pick<SessionSettings, 'values'>;
}

/** What a person, or what opened the panel, writes and chooses for the next run. */
export class FormActions {
  readonly #deps: FormActionsDeps;

  constructor(deps: FormActionsDeps) {
    this.#deps = deps;
  }

  fillIn(values: Partial<Form>): void {
    this.#deps.store.update(fillIn(values));
  }

  /** Takes options on as far as the model has them, and says what had to become another one. */
  setOptions(changes: Partial<EditOptions>): void {
    this.#deps.store.update(chooseOptions(changes, this.#deps.settings.values()));
  }

  async chooseModel(): Promise<void> {
    const { store, host } = this.#deps;
    const model = await host.pickModel(store.state.form.options.model);
    if (model !== undefined) this.setOptions({ model });
  }

  /** Writes a prompt over what is typed, which can be found among the earlier prompts from now on. */
  writePrompt(prompt: string): void {
    const { store, prompts } = this.#deps;
    const { prompt: before, given } = store.state.form;
    const isLost = before !== given && !prompt.includes(before.trim());
    store.update(overwritePrompt(prompt), fillIn({ given: prompt }));
    if (isLost) void prompts.remember(before);
  }

  /** Takes on what the results are for; undefined: for nothing but themselves. */
  setTarget(target: ResultTarget | undefined): void {
    this.#deps.store.update({ target }, fillIn({ fileName: target?.fileName }));
  }
}
