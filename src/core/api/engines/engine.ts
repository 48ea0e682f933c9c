import type { ModelCapabilities } from '../../capabilities.ts';
import type { AnswerDocument } from '../answer/answerDocuments.ts';
import type { ReceivedBytes } from '../answer/imageReceiver.ts';
import type { Answer, ImageSink, LinkedAnswer, NoImage } from '../answer/response.ts';
import type { ScannedText } from '../answer/textScanner.ts';
import type { RequestBody, RequestPlan } from '../body/request.ts';
import type { JsonValue } from '../json/jsonValue.ts';
import type { EnginePrices } from '../price.ts';
import type { Provider } from '../providers.ts';
import type { SnippetLanguage } from '../snippets/snippet.ts';

/**
 * How the models of one protocol are asked: what the wire says to them, and what their answers mean. Nothing
 * else knows. An engine holds no state, opens no connection and reads no file.
 */
export interface Engine {
  /** What capabilities name it by. */
  readonly id: string;
  /** Whose protocol it speaks, for sentences: "the Gemini models". */
  readonly speaksLike: string;
  /** Above its models in a list: "Gemini". */
  readonly title: string;
  readonly models: EngineModels;
  readonly prices: EnginePrices;
  readonly answers: AnswerReading;
  /** The protocol's own list of models, where it has one. */
  readonly modelList?: ModelListForm;
  /**
   * The request for a plan. Plans with violations never come here.
   * @returns the path below the provider's base URL, and the body, whose files are read only when it is sent
   */
  request(plan: RequestPlan, provider: Provider): EngineRequest;
  /** What copied code is made of, loaded when it is asked for. */
  snippets(): Promise<EngineSnippets>;
}

interface EngineRequest {
  path: string;
  body: RequestBody;
}

/** The models that an engine asks. Ids come trimmed and without `models/` before them. */
export interface EngineModels {
  /** Every id that is known, newest first. */
  known: readonly ModelCapabilities[];
  /** Whether an id, known or not, may be that of a model with this protocol. */
  canBeAsked(id: string): boolean;
  /** Whether an id from a model list is surely that of an image model with this protocol. */
  isOffered(id: string): boolean;
  /** What an id that isn't known is asked with. */
  unknown(id: string): ModelCapabilities;
  /** The model that took the place of a retired one, if one is known. */
  successorOf(id: string): string | undefined;
}

/** How a list of models comes in pages. */
export interface ModelListForm {
  /** Below the base URL; providers name it among theirs. */
  path: string;
  /** What is added to the path; the token is absent for the first page. */
  query(pageToken: string | undefined): string;
  /** The token of the page that follows an answer. */
  nextPage(answer: JsonValue): string | undefined;
}

/** Everything that came of an answer, when no more comes. Base64 is not in its values: tokens stand for it. */
export interface CameAs<S extends ImageSink> {
  documents: readonly AnswerDocument[];
  /** What stands for a text with images in it leads to both. */
  scannedOf(token: JsonValue): ScannedText | undefined;
  /** What stands for an image leads to its bytes. */
  bytesOf(token: JsonValue): ReceivedBytes<S> | undefined;
  /** Every image that came, also those that stand where nothing could be kept. */
  all: readonly ReceivedBytes<S>[];
  /** Whether every value was closed. */
  complete: boolean;
  /** Whether the answer came to the end that its form has; events may end without saying so. */
  ended: boolean;
}

/** What an answer means, and the errors that it reports, also beside an image. */
export type Understood<S extends ImageSink> = { errors: readonly JsonValue[] } & (
  | { ok: true; answer: Answer<S> }
  // The picture is only linked to, as the protocol allows, and has to be fetched.
  | ({ ok: 'linked' } & LinkedAnswer<S>)
  | { ok: false; why: NoImage }
);

export interface AnswerReading {
  /** Whether the values that are there say that nothing more comes. */
  saysFinished(documents: readonly AnswerDocument[]): boolean;
  /**
   * What stands for the picture in a value that has come whole, where it shows what is still being drawn. Absent
   * for a protocol without such.
   */
  partialIn?(document: AnswerDocument): JsonValue | undefined;
  /** Images, words and usage; without an image the failure that says why, with what the answer says itself. */
  understand<S extends ImageSink>(came: CameAs<S>): Promise<Understood<S>>;
}

/** What is an engine's own in code that a person copies; how it sends, waits and saves is the same for all. */
export interface EngineSnippets {
  /**
   * The body of a request in JSON as a value, with what `fileAt` makes of an image's place in the plan wherever
   * its base64 goes. Another body is taken from the request as it is.
   */
  body(plan: RequestPlan, provider: Provider, fileAt: (index: number) => unknown): unknown;
  /**
   * Code that finds the picture in an answer.
   * - `curl`: an awk program without single quotes that prints the picture's base64, as it stands in the JSON;
   * - `node`: defines `readPictures()`, which makes `{ bytes, thought }` of the answer in `text`, with `typeOf(bytes)`;
   * - `python`: defines `read_pictures()`, which yields bytes and whether they are a thought, with `type_of(data)`.
   */
  pictures: Readonly<Record<SnippetLanguage, string>>;
}
