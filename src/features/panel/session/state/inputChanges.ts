import { sameSource } from '../../../../core/editRequest.ts';
import { type Inputs, listedInputs, type SessionInput, sourceOf } from './inputs.ts';
import type { Change } from './sessionStore.ts';

/** A change to the inputs alone. */
const toInputs =
  (change: (inputs: Inputs) => Inputs): Change =>
  ({ inputs }) => ({ inputs: change(inputs) });

/** What is known of an input already stays: who adds it may have looked at it a while ago. */
const know = ({ known }: Inputs, input: SessionInput) =>
  known.has(input.id) ? known : new Map(known).set(input.id, input);

function patched(inputs: Inputs, id: string, change: (input: SessionInput) => Partial<SessionInput>): Inputs {
  const input = inputs.known.get(id);
  return input === undefined
    ? inputs
    : { ...inputs, known: new Map(inputs.known).set(id, { ...input, ...change(input) }) };
}

/** Adds inputs, but those whose file or bytes are there already; the first one becomes the edited image. */
export const addInputs = (added: readonly SessionInput[]): Change =>
  toInputs((inputs) => {
    const sources = new Set(listedInputs(inputs).map(({ input }) => sourceOf(input)));
    const others = added.filter(({ input }) => {
      const isThere = sources.has(sourceOf(input));
      sources.add(sourceOf(input));
      return !isThere;
    });
    const known = new Map(inputs.known);
    for (const input of others) if (!known.has(input.id)) known.set(input.id, input);
    const ids = [...inputs.ids, ...others.map(({ id }) => id)];
    return { known, ids, editedId: inputs.editedId ?? others[0]?.id };
  });

/** Takes note of an original, which is not listed itself. */
export const knowInput = (input: SessionInput): Change =>
  toInputs((inputs) => ({ ...inputs, known: know(inputs, input) }));

/** More is known of an input, or something else. */
export const patchInput = (id: string, changes: Partial<Omit<SessionInput, 'id'>>): Change =>
  toInputs((inputs) => patched(inputs, id, () => changes));

/** One more thing to know of an input. */
export const noteOnInput = (id: string, note: string): Change =>
  toInputs((inputs) => patched(inputs, id, ({ notes }) => ({ notes: [...notes, note] })));

export const removeInput = (id: string): Change =>
  toInputs((inputs) => {
    const ids = inputs.ids.filter((other) => other !== id);
    return { ...inputs, ids, editedId: inputs.editedId === id ? ids[0] : inputs.editedId };
  });

/**
 * Edits an image in the place of another, which is another step of the same line.
 * @param replacedId id of the input whose place it takes; undefined: it comes before all others
 */
export const putInput = (replacedId: string | undefined, put: SessionInput): Change =>
  toInputs((inputs) => {
    const known = know(inputs, put);
    const ids =
      replacedId === undefined
        ? [put.id, ...inputs.ids]
        : inputs.ids.map((id) => (id === replacedId ? put.id : id));
    // The same image can have been a reference until now.
    const others = listedInputs({ ...inputs, known, ids }).filter(
      ({ id, input }) => id === put.id || !sameSource(input, put.input),
    );
    return { known, ids: others.map(({ id }) => id), editedId: put.id };
  });

export const moveInput = (id: string, to: number): Change =>
  toInputs((inputs) => {
    if (!inputs.ids.includes(id)) return inputs;
    const others = inputs.ids.filter((other) => other !== id);
    return { ...inputs, ids: [...others.slice(0, to), id, ...others.slice(to)] };
  });

export const markEdited = (id: string): Change =>
  toInputs((inputs) => (inputs.ids.includes(id) ? { ...inputs, editedId: id } : inputs));
