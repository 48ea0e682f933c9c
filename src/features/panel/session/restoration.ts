import type { EditOptions } from '../../../core/shared/options.ts';
import type { Draft } from './draft.ts';
import type { InputList } from './inputList.ts';
import type { RecordedInput, SessionRecord } from './sessionFile.ts';
import type { Spending } from './spending.ts';
import type { Steps } from './steps.ts';

/** What of a session comes back after a reload of the window. */
export interface Restorable {
  readonly inputs: InputList;
  readonly draft: Draft;
  readonly spending: Pick<Spending, 'restore'>;
  readonly steps: Pick<Steps, 'discards'>;
  addInputs(inputs: readonly RecordedInput[]): Promise<void>;
  setPrompt(prompt: string): void;
  setOptions(changes: Partial<EditOptions>): void;
}

/** Takes a session up again where a reload of the window ended it: from what was written down, and the page's draft. */
export class Restoration {
  readonly #session: Restorable;
  #record: SessionRecord | undefined;
  #awaitsDraft = false;

  constructor(session: Restorable) {
    this.#session = session;
  }

  /** What was written down before the reload. */
  get record(): SessionRecord | undefined {
    return this.#record;
  }

  /** Takes up what was written down. Resolves when the inputs are loaded. */
  restore(record: SessionRecord): Promise<void> {
    const session = this.#session;
    const { draft } = session;
    this.#record = record;
    draft.overwrite(record.prompt);
    draft.choose(record.options);
    draft.severalMode = record.severalMode;
    draft.variants = record.variants;
    draft.fileName = record.fileName;
    const edited = record.inputs[record.editedIndex];
    session.spending.restore(record.spending ?? []);
    session.steps.discards.restore(record.discardings ?? []);
    const loaded = session.addInputs(record.inputs);
    const found = session.inputs.findSource(edited);
    if (found) session.inputs.markEdited(found.id);
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
    const session = this.#session;
    const known = session.draft.prompt;
    const goesOn = written.prompt.startsWith(known) && written.prompt !== known;
    if (goesOn) session.setPrompt(written.prompt);
    if (written.options && this.#record === undefined) session.setOptions(written.options);
  }
}
