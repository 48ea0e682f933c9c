import type { EditingService } from '../../../../core/edit/editingService.ts';
import type { EditInput } from '../../../../core/editRequest.ts';
import { extensionFor } from '../../../../core/images/imageTypes.ts';
import type { FileStore } from '../../../../core/ports.ts';
import { t } from '../../../../core/shared/l10n.ts';
import { nameOf } from '../../../../core/uris.ts';
import type { FormActions } from '../form/formActions.ts';
import type { InputLoader } from '../inputs/inputLoader.ts';
import type { Sources } from '../inputs/sources.ts';
import { fillIn } from '../state/form.ts';
import { knowInput, markEdited, putInput, removeInput } from '../state/inputChanges.ts';
import {
  editedInput,
  lineUriOf,
  listedInputs,
  newInput,
  originalBehind,
  originalOfEdited,
  type SessionInput,
} from '../state/inputs.ts';
import { firstOfLine, promptsTo, resultWith, type SessionResult } from '../state/results.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { joinInstructions } from './instructions.ts';
import type { StepMemory } from './stepMemory.ts';

interface StepsDeps {
  store: SessionStore;
  files: FileStore;
  editing: Pick<EditingService, 'recorded'>;
  newId(): string;
  loader: InputLoader;
  sources: Sources;
  form: FormActions;
  memory: StepMemory;
}

/** The line of steps: from the original over results to further results, with branches. */
export class Steps {
  readonly #deps: StepsDeps;
  /** Copies in the storage of unsaved results that were edited. */
  readonly #copies = new Set<string>();

  constructor(deps: StepsDeps) {
    this.#deps = deps;
  }

  /**
   * Goes on from a result: it takes the place of its original, or of the result that stands there.
   * @returns false when it is not there
   */
  async useResult(id: string): Promise<boolean> {
    const result = this.#listed(id);
    if (result === undefined) return false;
    if (result.missing) {
      this.#say(t('{name} is gone: it was moved or deleted.', { name: result.name }));
      return false;
    }
    await this.#edit(result);
    this.#say(t('{name} is edited next.', { name: result.name }));
    return true;
  }

  /** Takes the next instruction on a result: the prompt is empty, one result is asked for, all else stays as chosen. */
  async goOn(id: string): Promise<void> {
    const { store, form } = this.#deps;
    if (!(await this.useResult(id))) return;
    form.writePrompt('');
    store.update(fillIn({ variants: 1 }));
    this.#say(t('{name} is edited next. What should change now?', { name: this.#listed(id)?.name ?? '' }));
  }

  /** Edits the original's file as it is now, in the place of a result or of what it held before. */
  async useFile(uri: string): Promise<void> {
    const { store, newId, sources, loader } = this.#deps;
    const { inputs } = store.state;
    const edited = editedInput(inputs);
    const original = originalOfEdited(inputs);
    if (edited === undefined || original?.was === undefined) return this.useSource();
    const put = newInput(newId(), fileInput(uri));
    store.update(putInput(edited.id, put));
    await sources.follow(uri, original);
    await loader.load(put.id);
    this.#say(t('{name} is edited next.', { name: put.input.name }));
  }

  /** Takes the original as the edited image again. */
  async useSource(): Promise<void> {
    const { inputs } = this.#deps.store.state;
    const edited = editedInput(inputs);
    const original = originalBehind(inputs, edited);
    if (edited === undefined || original === undefined) return;
    await this.#putBack(edited, original);
    this.#say(t('{name} is edited next.', { name: original.input.name }));
  }

  /** All instructions that led to a result, for the original, in one prompt: less drift than step by step. */
  async fromSource(id: string): Promise<void> {
    const { store, newId, sources, loader, form } = this.#deps;
    const result = this.#listed(id);
    if (result === undefined) return;
    const input = this.#inputOf(result);
    const now = input && this.#originalIn(input, result);
    const isOther = now === undefined || now.sha256 !== result.sourceSha256;
    const earlier = isOther ? await sources.earlier(result) : undefined;
    const original = earlier ?? now;
    if (input && original && input.id !== original.id) await this.#putBack(input, original);
    else if (input && original) store.update(markEdited(input.id));
    // A generated image begins with words alone.
    else if (input?.resultId !== undefined) store.update(removeInput(input.id));
    if (input === undefined && result.originalUri !== undefined) {
      const put = earlier ?? newInput(newId(), fileInput(result.originalUri));
      store.update(putInput(undefined, put));
      sources.settle(put);
      await loader.load(put.id);
    }
    form.writePrompt(joinInstructions(promptsTo(store.state.results, id)));
    this.#say(t('The prompt now holds all instructions so far. Run applies them to the source in one go.'));
  }

  /** What is gone is not edited next: the step before it is, or the original. */
  async stepBackFrom(gone: readonly SessionResult[]): Promise<void> {
    const { store } = this.#deps;
    for (const result of gone) {
      const { inputs } = store.state;
      const input = listedInputs(inputs).find(({ resultId }) => resultId === result.id);
      if (input === undefined) continue;
      const before = result.parentId === undefined ? undefined : this.#listed(result.parentId);
      const original = originalBehind(inputs, input);
      if (before && !before.missing) await this.#edit(before);
      else if (original) await this.#putBack(input, original);
      else store.update(removeInput(input.id));
    }
  }

  /** The session ends, and with it the copies that only its panel could find again. */
  async end(): Promise<void> {
    const { files, store, sources, memory } = this.#deps;
    await memory.end();
    await sources.end();
    for (const stored of this.#copies) await files.removeStored(stored);
    const { inputs } = store.state;
    for (const input of listedInputs(inputs)) {
      const original = originalBehind(inputs, input)?.input;
      if (original?.drawnAs !== undefined) await files.removeStored(original.drawnAs);
      if (original?.source.kind === 'stored') await files.removeStored(original.source.name);
    }
  }

  async #edit(result: SessionResult): Promise<void> {
    const { store, newId, loader } = this.#deps;
    const replaced = this.#inputOf(result);
    const original = this.#originalIn(replaced, result);
    const input: EditInput = {
      name: result.name,
      source: result.uri === undefined ? await this.#copyOf(result) : { kind: 'file', uri: result.uri },
      nameAs: original?.input.name ?? firstOfLine(store.state.results, result).name,
    };
    const put = newInput(newId(), input, { resultId: result.id, originalId: original?.id });
    store.update(...(original ? [knowInput(original)] : []), putInput(replaced?.id, put));
    await loader.load(put.id);
    // One that was not there before the result was chosen, as after a restart.
    if (original && store.state.inputs.known.get(original.id)?.inspection === undefined)
      await loader.load(original.id);
  }

  /** A copy, because the bytes of a result that is not saved go once it is saved or discarded. */
  async #copyOf({ image, near, draft }: SessionResult): Promise<EditInput['source']> {
    const { files, editing, newId, store } = this.#deps;
    const name = `input-${newId()}.${image.type === null ? 'img' : extensionFor(image.type)}`;
    const bytes = draft ? await editing.recorded(draft) : await files.readStored(image.stored);
    await files.writeStored(name, bytes);
    this.#copies.add(name);
    store.update(fillIn({ folder: store.state.form.folder ?? near }));
    return { kind: 'stored', name };
  }

  /** The input that a result goes on from: its original, or another result of it. */
  #inputOf({ originalUri }: SessionResult): SessionInput | undefined {
    const { inputs } = this.#deps.store.state;
    const edited = editedInput(inputs);
    if (originalUri === undefined) return edited;
    const isOfLine = (input: SessionInput) =>
      lineUriOf(originalBehind(inputs, input) ?? input) === originalUri;
    return edited && isOfLine(edited) ? edited : listedInputs(inputs).find(isOfLine);
  }

  #originalIn(input: SessionInput | undefined, { originalUri }: SessionResult): SessionInput | undefined {
    const { store, newId } = this.#deps;
    if (input) return input.resultId === undefined ? input : originalBehind(store.state.inputs, input);
    return originalUri === undefined ? undefined : newInput(newId(), fileInput(originalUri));
  }

  async #putBack(input: SessionInput, original: SessionInput): Promise<void> {
    const { store, sources, loader } = this.#deps;
    store.update(putInput(input.id, original));
    sources.settle(original);
    await loader.load(original.id);
  }

  #listed(id: string): SessionResult | undefined {
    return resultWith(this.#deps.store.state.results, id);
  }

  #say(status: string): void {
    this.#deps.store.update({ status });
  }
}

const fileInput = (uri: string): EditInput => ({ name: nameOf(uri), source: { kind: 'file', uri } });
