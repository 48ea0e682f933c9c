import { capabilitiesOf } from '../../../core/api/models.ts';
import { type ModelCapabilities, type Violation, violations } from '../../../core/capabilities.ts';
import { fitOptions } from '../../../core/edit/defaultOptions.ts';
import { type EditRequest, wantedNameOf } from '../../../core/editRequest.ts';
import type { EditOptions } from '../../../core/shared/options.ts';
import type { InputList } from './inputList.ts';

/** What the person has written and chosen for the next run, and what Run would send of it. */
export class Draft {
  readonly kind: 'edit' | 'generate';
  /** URI of the folder for what has no file of its own. */
  folder: string | undefined;
  /** Name that the results get, where one is wanted. */
  fileName: string | undefined;
  prompt = '';
  /** What was put there and not typed, as it was put. */
  given: string | undefined;
  /** What a preset put there last, alone. */
  #preset: string | undefined;
  /** Grows with each prompt that is put over what is typed. */
  promptEpoch = 0;
  options: EditOptions;
  /** How many results of each request are asked for. */
  variants = 1;
  severalMode: 'combine' | 'each' = 'combine';
  readonly #inputs: InputList;

  constructor(
    inputs: InputList,
    kind: 'edit' | 'generate',
    folder: string | undefined,
    options: EditOptions,
  ) {
    this.#inputs = inputs;
    this.kind = kind;
    this.folder = folder;
    this.options = options;
  }

  get capabilities(): ModelCapabilities {
    return capabilitiesOf(this.options.model);
  }

  /** True when each input gets a request of its own. */
  get editsEach(): boolean {
    return this.#inputs.all.length > 1 && (this.severalMode === 'each' || !this.canCombine);
  }

  get canCombine(): boolean {
    return this.tooMany === undefined;
  }

  /** What the model can't take of all inputs in one request. */
  get tooMany(): Violation | undefined {
    const found = violations({}, this.capabilities, { count: this.#inputs.all.length });
    return found.find(({ key }) => key === 'inputs');
  }

  /** The requests of a run, in the order of the inputs, the variants of each beside each other. */
  requests(): EditRequest[] {
    const { prompt, options, folder, variants } = this;
    const name = this.editsEach ? undefined : wantedNameOf(this.fileName);
    const place = { kind: 'beside', otherwise: folder, name } as const;
    const asked = { prompt, options: { ...options }, place };
    const requests = this.#inputs.asRequests(asked, this.editsEach);
    return requests.flatMap((request) => Array.from({ length: variants }, () => request));
  }

  /** Why the inputs can't be sent now, as a sentence; null when they can. */
  blocked(): string | null {
    const { all } = this.#inputs;
    if (this.kind === 'edit' && all.length === 0) return 'Add an image to edit.';
    const bad = all.find(({ problem }) => problem !== undefined);
    if (bad) return `${bad.problem}`;
    const pending = all.find(({ inspection, awaitsDrawing }) => inspection === undefined || awaitsDrawing);
    if (pending) return `Reading ${pending.input.name}…`;
    return this.editsEach ? null : (this.tooMany?.sentence ?? null);
  }

  /** Puts a preset after what is typed; one that nobody has changed since gives way to the next. */
  insert(preset: string): void {
    const typed = this.prompt.trimEnd();
    const isAlone = typed === '' || this.prompt === this.#preset;
    this.overwrite(isAlone ? preset : `${typed}\n${preset}`);
    this.#preset = isAlone ? preset : undefined;
  }

  /** Puts a prompt over what is typed. */
  overwrite(prompt: string): void {
    this.promptEpoch++;
    this.prompt = prompt;
  }

  /**
   * Takes options on as far as the model has them.
   * @returns a sentence for each that had to become another one
   */
  choose(changes: Partial<EditOptions>): string[] {
    const wished = { ...this.options, ...changes };
    const fitted = fitOptions(wished, capabilitiesOf(wished.model));
    this.options = fitted.options;
    return fitted.changes;
  }
}
