import type { EditOptions } from '../../../core/shared/options.ts';
import type { FormActions } from './form/formActions.ts';
import type { SessionSettings } from './form/sessionSettings.ts';
import type { InputActions } from './inputs/inputActions.ts';
import type { SessionHost } from './sessionHost.ts';
import { fillIn, overwritePrompt, takeOptions } from './state/form.ts';
import { markEdited } from './state/inputChanges.ts';
import { inputWithSource } from './state/inputs.ts';
import type { SessionStore } from './state/sessionStore.ts';
import { withStored } from './state/spending.ts';
import { restoreUndoable } from './state/undoable.ts';
import type { SessionRecord } from './stored/sessionFile.ts';

interface RestorationDeps {
  store: SessionStore;
  host: Pick<SessionHost, 'relativePathOf'>;
  inputs: InputActions;
  form: FormActions;
  settings: Pick<SessionSettings, 'values'>;
}

/** Takes a session up again where a reload of the window ended it: from what was written down, and the page's draft. */
export class Restoration {
  readonly #deps: RestorationDeps;
  #record: SessionRecord | undefined;
  #awaitsDraft = false;

  constructor(deps: RestorationDeps) {
    this.#deps = deps;
  }

  /** What was written down before the reload. */
  get record(): SessionRecord | undefined {
    return this.#record;
  }

  /** Takes up what was written down. Resolves when the inputs are loaded. */
  restore(record: SessionRecord): Promise<void> {
    const { store, host, inputs, settings } = this.#deps;
    const { prompt, options, severalMode, variants, fileName, spending = [], discardings = [] } = record;
    const { region, markup } = record;
    this.#record = record;
    store.update(
      overwritePrompt(prompt),
      takeOptions(options, settings.values()),
      fillIn({ severalMode, variants, fileName, region, markup }),
      (state) => ({ spending: withStored(state.spending, spending) }),
      restoreUndoable(discardings, (uri) => host.relativePathOf(uri)),
    );
    const loaded = inputs.add(record.inputs);
    const found = inputWithSource(store.state.inputs, record.inputs[record.editedIndex]);
    if (found) store.update(markEdited(found.id));
    return loaded;
  }

  /** A page from before the reload will bring its draft. */
  awaitDraft(): void {
    this.#awaitsDraft = true;
  }

  /**
   * The page's own draft counts once after a reload. VS Code keeps it now and then only, so what was written down
   * here is newer, but for the last letters typed.
   */
  takeDraft(written: { prompt: string; options: EditOptions | null } | null): void {
    if (!this.#awaitsDraft) return;
    this.#awaitsDraft = false;
    if (written === null) return;
    const { store, form } = this.#deps;
    const known = store.state.form.prompt;
    const goesOn = written.prompt.startsWith(known) && written.prompt !== known;
    if (goesOn) form.fillIn({ prompt: written.prompt });
    if (written.options && this.#record === undefined) form.setOptions(written.options);
  }
}
