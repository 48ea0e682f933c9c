import type { QuotedRequest } from '../../../../core/edit/price/quote.ts';
import type { EditInput, EditRequest } from '../../../../core/editRequest.ts';
import type { Metadata } from '../../../../core/images/codec.ts';
import { nameOf as typeName } from '../../../../core/images/imageTypes.ts';
import type { Inspection } from '../../../../core/inspect.ts';
import { madeOnce } from '../../../../core/shared/madeOnce.ts';
import type { InputView, Picture } from '../../../../core/shared/protocol/panelState.ts';

/** One input of a session with what is known of it so far. */
export interface SessionInput {
  readonly id: string;
  readonly input: EditInput;
  /** Undefined until the first bytes were read. */
  readonly inspection: Inspection | undefined;
  readonly problem: string | undefined;
  readonly notes: readonly string[];
  /** Name in the preview folder; undefined while there is none. */
  readonly preview: string | undefined;
  /** A smaller one for lists; undefined where the preview is small enough. */
  readonly thumbnail: string | undefined;
  /** True when there are transparent pixels, not only an alpha channel. */
  readonly transparent: boolean;
  /** What it is flattened on then: `white`. */
  readonly matte: string | undefined;
  /** How its colours are told, where they are not sRGB; undefined also before that is known. */
  readonly colours: Metadata['colours'];
  /** The result that it is, when it took an original's place. */
  readonly resultId: string | undefined;
  /** The original whose place it took; undefined also for a result that was generated. */
  readonly originalId: string | undefined;
  /** URI of the file that held it until a result was written over the file; its bytes are in the storage since. */
  readonly was: string | undefined;
  /** Of its bytes, in lower-case hex; undefined until they were read. */
  readonly sha256: string | undefined;
  /** An SVG that the page has not drawn yet. */
  readonly awaitsDrawing: boolean;
}

/** The inputs of a session; one of those that are listed is the edited image. */
export interface Inputs {
  /** By their ids; also the originals behind results, and what was taken away: results were made from it. */
  readonly known: ReadonlyMap<string, SessionInput>;
  /** Ids of those that are listed, in their order. */
  readonly ids: readonly string[];
  readonly editedId: string | undefined;
}

export const noInputs: Inputs = { known: new Map(), ids: [], editedId: undefined };

/** Where an input comes from, when it is a result of the session. */
type StepOrigin = Pick<SessionInput, 'resultId' | 'originalId'>;

const noStep: StepOrigin = { resultId: undefined, originalId: undefined };

/** A file or stored bytes of which nothing is known yet. */
export const newInput = (id: string, input: EditInput, origin = noStep, was?: string): SessionInput => ({
  id,
  input,
  inspection: undefined,
  problem: undefined,
  notes: [],
  preview: undefined,
  thumbnail: undefined,
  transparent: false,
  matte: undefined,
  colours: undefined,
  resultId: origin.resultId,
  originalId: origin.originalId,
  was,
  sha256: undefined,
  awaitsDrawing: false,
});

/** URI of an input's file; undefined for stored bytes. */
export const fileUriOf = ({ input: { source } }: SessionInput): string | undefined =>
  source.kind === 'file' ? source.uri : undefined;

/** URI of the file that a line of steps began with, also where the file holds a result now. */
export const lineUriOf = (input: SessionInput): string | undefined => fileUriOf(input) ?? input.was;

/** Those that are listed, in their order. */
export const listedInputs = ({ known, ids }: Inputs): SessionInput[] =>
  ids.flatMap((id) => known.get(id) ?? []);

export const editedInput = ({ known, editedId }: Inputs): SessionInput | undefined =>
  editedId === undefined ? undefined : known.get(editedId);

/** The original whose place an input took. */
export const originalBehind = (
  { known }: Inputs,
  input: SessionInput | undefined,
): SessionInput | undefined => (input?.originalId === undefined ? undefined : known.get(input.originalId));

/** All that are listed, and the originals behind those that are results. */
export const inputsWithOriginals = (inputs: Inputs): SessionInput[] =>
  listedInputs(inputs).flatMap((input) => [input, originalBehind(inputs, input) ?? []].flat());

/** The image that the edited line begins with; undefined for a generated one. */
export function originalOfEdited(inputs: Inputs): SessionInput | undefined {
  const edited = editedInput(inputs);
  return edited?.resultId === undefined ? edited : originalBehind(inputs, edited);
}

/** URI of that image's file, also where the file holds a result now; undefined where it has none. */
export function originalUriOf(inputs: Inputs): string | undefined {
  const original = originalOfEdited(inputs);
  return original && lineUriOf(original);
}

/** URI of the edited image; undefined for stored bytes and without inputs. */
export function editedUriOf(inputs: Inputs): string | undefined {
  const edited = editedInput(inputs);
  return edited && fileUriOf(edited);
}

/** -1 without inputs. */
export const editedIndexOf = ({ ids, editedId }: Inputs): number =>
  editedId === undefined ? -1 : ids.indexOf(editedId);

/** Where the bytes of an input are, as `sameSource` compares it. */
export const sourceOf = ({ source }: EditInput): string =>
  source.kind === 'file' ? `file ${source.uri}` : `stored ${source.name}`;

/** The listed ones by where they come from: a run asks for each of hundreds. */
const bySource = new WeakMap<Inputs, ReadonlyMap<string, SessionInput>>();

/** The listed input with the same file or bytes, also when it was read from a record since. */
export function inputWithSource(inputs: Inputs, input: EditInput | undefined): SessionInput | undefined {
  if (input === undefined) return undefined;
  let known = bySource.get(inputs);
  if (known === undefined) {
    // Of several the first one counts.
    const last = listedInputs(inputs).reverse();
    known = new Map(last.map((own) => [sourceOf(own.input), own]));
    bySource.set(inputs, known);
  }
  return known.get(sourceOf(input));
}

/** One request with all inputs, or one for each, in their order. */
export function requestsWith(
  inputs: Inputs,
  asked: Omit<EditRequest, 'inputs' | 'editedIndex'>,
  each: boolean,
): EditRequest[] {
  const all = listedInputs(inputs).map(({ input }) => input);
  if (each) return all.map((input) => ({ ...asked, inputs: [input], editedIndex: 0 }));
  return [{ ...asked, inputs: all, editedIndex: editedIndexOf(inputs) }];
}

/** What an estimate needs of requests, with the pixels as far as they are known. */
export function quotedRequests(own: Inputs, requests: readonly EditRequest[]): QuotedRequest[] {
  const quoted = new Map<EditRequest, QuotedRequest>();
  for (const request of new Set(requests)) {
    const { inputs, editedIndex, region, markup } = request;
    quoted.set(request, {
      inputs: inputs.length + (markup ? 1 : 0),
      edited: inputWithSource(own, inputs[editedIndex])?.inspection?.info,
      region,
    });
  }
  return requests.flatMap((request) => quoted.get(request) ?? []);
}

/** What the page shows of the inputs. */
export const inputViews = (inputs: Inputs): InputView[] =>
  listedInputs(inputs).map((input) => inputView(input, input.id === inputs.editedId));

const inputView = madeOnce<SessionInput, [edited: boolean], InputView>((input, edited) => ({
  ...pictureOfInput(input),
  id: input.id,
  edited,
  resultId: input.resultId ?? null,
  problem: input.problem ?? null,
  notes: [...input.notes],
}));

export const pictureOfInput = madeOnce<SessionInput, [], Picture>((input) => ({
  name: input.input.name,
  preview: input.preview ?? null,
  thumbnail: input.thumbnail ?? null,
  width: input.inspection?.info.width ?? null,
  height: input.inspection?.info.height ?? null,
  bytes: input.inspection?.byteLength ?? null,
  type: input.inspection ? typeName(input.inspection.info.type) : '',
  hasAlpha: input.transparent,
}));
