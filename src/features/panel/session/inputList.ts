import type { QuotedRequest } from '../../../core/edit/quote.ts';
import { type EditInput, type EditRequest, sameSource } from '../../../core/editRequest.ts';
import { nameOf as typeName } from '../../../core/images/imageTypes.ts';
import type { Inspection } from '../../../core/inspect.ts';
import type { InputView, Picture } from '../../../core/shared/panelState.ts';

/** One input of a session with what is known of it so far. */
export interface SessionInput {
  readonly id: string;
  input: EditInput;
  /** Undefined until the first bytes were read. */
  inspection: Inspection | undefined;
  problem: string | undefined;
  notes: string[];
  /** Name in the preview folder; undefined while there is none. */
  preview: string | undefined;
  /** A smaller one for lists; undefined where the preview is small enough. */
  thumbnail: string | undefined;
  /** True when there are transparent pixels, not only an alpha channel. */
  transparent: boolean;
  /** What it is flattened on then: `white`. */
  matte: string | undefined;
  /** The result that it is, when it took an original's place. */
  readonly resultId: string | undefined;
  /** The original whose place it took; undefined also for a result that was generated. */
  readonly original: SessionInput | undefined;
  /** URI of the file that held it until a result was written over the file; its bytes are in the storage since. */
  readonly was: string | undefined;
  /** Of its bytes, in lower-case hex; undefined until they were read. */
  sha256: string | undefined;
  /** An SVG that the page has not drawn yet. */
  awaitsDrawing: boolean;
}

/** Where an input comes from, when it is a result of the session. */
export interface StepOrigin {
  resultId: string | undefined;
  original: SessionInput | undefined;
}

const noStep: StepOrigin = { resultId: undefined, original: undefined };

/** URI of an input's file; undefined for stored bytes. */
export const fileUriOf = ({ input: { source } }: SessionInput): string | undefined =>
  source.kind === 'file' ? source.uri : undefined;

/** URI of the file that a line of steps began with, also where the file holds a result now. */
export const lineUriOf = (input: SessionInput): string | undefined => fileUriOf(input) ?? input.was;

/** The inputs in their order; one of them is the edited image. */
export class InputList {
  #inputs: SessionInput[] = [];
  #editedId: string | undefined;

  get all(): readonly SessionInput[] {
    return this.#inputs;
  }

  get edited(): SessionInput | undefined {
    return this.#inputs.find((input) => input.id === this.#editedId);
  }

  /** URI of the edited image; undefined for stored bytes and without inputs. */
  get editedUri(): string | undefined {
    return this.edited && fileUriOf(this.edited);
  }

  /** All inputs, and the originals behind those that are results. */
  get withOriginals(): SessionInput[] {
    return this.#inputs.flatMap((input) => (input.original ? [input, input.original] : [input]));
  }

  get editedIndex(): number {
    return this.#inputs.findIndex((input) => input.id === this.#editedId);
  }

  find(id: string): SessionInput | undefined {
    return this.#inputs.find((input) => input.id === id);
  }

  /** The input with the same file or bytes, also when it was read from a record since. */
  findSource(input: EditInput | undefined): SessionInput | undefined {
    return input && this.#inputs.find((own) => sameSource(own.input, input));
  }

  /** Adds an input, unless the same file or bytes are there already; the first one becomes the edited image. */
  add(id: string, input: EditInput, origin = noStep, was?: string): SessionInput | undefined {
    if (this.findSource(input)) return undefined;
    const added = newInput(id, input, origin, was);
    this.#inputs.push(added);
    this.#editedId ??= id;
    return added;
  }

  remove(id: string): SessionInput | undefined {
    const removed = this.find(id);
    this.#inputs = this.#inputs.filter((input) => input !== removed);
    if (this.#editedId === id) this.#editedId = this.#inputs[0]?.id;
    return removed;
  }

  /** Edits a result: it takes an input's place, or the first one when there is none. */
  putResult(place: SessionInput | undefined, id: string, input: EditInput, origin: StepOrigin): SessionInput {
    const put = newInput(id, input, origin);
    this.#put(place, put);
    return put;
  }

  /** Edits the original again, in the place of its result. */
  putBack(place: SessionInput, original: SessionInput): void {
    this.#put(place, original);
  }

  /** Edits an image that is known already, before all others. */
  putFirst(put: SessionInput): SessionInput {
    this.#put(undefined, put);
    return put;
  }

  /** The same place and the same picture, of which more is known. */
  swap(place: SessionInput, known: SessionInput): void {
    this.#inputs = this.#inputs.map((input) => (input === place ? known : input));
  }

  #put(place: SessionInput | undefined, put: SessionInput): void {
    if (place === undefined) this.#inputs.unshift(put);
    else this.#inputs = this.#inputs.map((input) => (input === place ? put : input));
    // The same image can have been a reference until now.
    this.#inputs = this.#inputs.filter((input) => input === put || !sameSource(input.input, put.input));
    this.#editedId = put.id;
  }

  move(id: string, to: number): void {
    const moved = this.find(id);
    if (moved === undefined) return;
    const others = this.#inputs.filter((input) => input !== moved);
    this.#inputs = [...others.slice(0, to), moved, ...others.slice(to)];
  }

  markEdited(id: string): void {
    if (this.find(id)) this.#editedId = id;
  }

  /** One request with all inputs, or one for each, in their order. */
  asRequests(asked: Omit<EditRequest, 'inputs' | 'editedIndex'>, each: boolean): EditRequest[] {
    const all = this.#inputs.map(({ input }) => input);
    if (each) return all.map((input) => ({ ...asked, inputs: [input], editedIndex: 0 }));
    return [{ ...asked, inputs: all, editedIndex: this.editedIndex }];
  }

  /** What an estimate needs of requests, with the pixels as far as they are known. */
  quoted(requests: readonly EditRequest[]): QuotedRequest[] {
    // A run's requests hold the inputs themselves; only those of a record are other objects.
    const known = new Map(this.#inputs.map((own) => [own.input, own]));
    return requests.map(({ inputs, editedIndex }) => {
      const edited = inputs[editedIndex];
      const own = (edited && known.get(edited)) ?? this.findSource(edited);
      return { inputs: inputs.length, edited: own?.inspection?.info };
    });
  }

  view(): InputView[] {
    return this.#inputs.map((input) => this.viewOf(input));
  }

  viewOf(input: SessionInput): InputView {
    return {
      ...this.pictureOf(input),
      id: input.id,
      edited: input.id === this.#editedId,
      problem: input.problem ?? null,
      notes: input.notes,
    };
  }

  pictureOf(input: SessionInput): Picture {
    return {
      name: input.input.name,
      preview: input.preview ?? null,
      thumbnail: input.thumbnail ?? null,
      width: input.inspection?.info.width ?? null,
      height: input.inspection?.info.height ?? null,
      bytes: input.inspection?.byteLength ?? null,
      type: input.inspection ? typeName(input.inspection.info.type) : '',
      hasAlpha: input.transparent,
    };
  }
}

/** A file or stored bytes of which nothing is known yet. */
export const newInput = (
  id: string,
  input: EditInput,
  { resultId, original } = noStep,
  was?: string,
): SessionInput => ({
  id,
  input,
  inspection: undefined,
  problem: undefined,
  notes: [],
  preview: undefined,
  thumbnail: undefined,
  transparent: false,
  matte: undefined,
  resultId,
  original,
  was,
  sha256: undefined,
  awaitsDrawing: false,
});
