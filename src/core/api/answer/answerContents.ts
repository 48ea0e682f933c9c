import { setImmediate } from 'node:timers/promises';
import type { JsonValue } from '../json/jsonValue.ts';
import { field, listOf, spellingsOf, textOf } from '../json/lenient.ts';
import type { AnswerDocument } from './answerDocuments.ts';
import { AnswerWords } from './answerWords.ts';
import { linksIn, pictureLink } from './links.ts';
import type { FoundImage } from './receivedImages.ts';
import type { Usage } from './response.ts';
import { type ScannedText, withoutImages } from './textScanner.ts';

/** Everything that an answer says, whatever shape it has. */
export interface AnswerContents {
  images: FoundImage[];
  /** Images of what was sent, which some gateways repeat. */
  repeated: Set<JsonValue>;
  words: string;
  thoughtTexts: string[];
  /** Addresses of pictures that it names in place of sending them, then those in its words. */
  links: string[];
  /** Whether one of them is surely that of a picture. */
  linksToPicture: boolean;
  /** Errors that it reports, also beside an image. */
  errors: JsonValue[];
  usage: Usage | undefined;
  finishReason?: string;
  finishMessage?: string;
  blockReason?: string;
  blockMessage?: string;
  modelVersion?: string;
  responseId?: string;
}

interface Place {
  key: string;
  shape: string;
  document: number;
  thought: boolean;
  declaredType: string | undefined;
}

/** A value that is to be read yet. */
interface Task {
  value: JsonValue;
  /** Or what it is instead of a part of the answer. */
  place: Place | 'error' | 'repeated';
  depth: number;
}

/** What was sent, or says nothing of the picture. */
const repeatedKeys = new Set(['request', 'input', 'inputs', 'contents', 'instructions', 'systemInstruction']);
const skippedKeys = new Set([
  'annotations',
  'citationMetadata',
  'citations',
  'groundingMetadata',
  'prompt',
  'promptFeedback',
  'revised_prompt',
  'safetyRatings',
  'tools',
  'usage',
  'usageMetadata',
]);
const wordKeys = new Set(['text', 'content', 'output_text', 'delta']);
const thoughtKeys = new Set(['reasoning', 'reasoning_content', 'thinking']);
const thoughtTypes = new Set(['thought', 'thinking', 'reasoning']);
const senderRoles = new Set(['user', 'system', 'developer']);
const linkKeys = /ur[il]|image|output|result|data|link|file|src/i;
const typeKeys = ['mimeType', 'mediaType', 'contentType', 'mimetype'];
/** Every key above and below whose value says something of the object around it. */
const tellingKeys = new Set(
  [
    ...typeKeys,
    'choices',
    'finishMessage',
    'finishReason',
    'isThought',
    'modelVersion',
    'partialImageIndex',
    'promptFeedback',
    'responseId',
    'role',
    'thought',
    'type',
    'usage',
    'usageMetadata',
  ].flatMap(spellingsOf),
);
const depthLimit = 80;
/** Values that are read in one turn: an answer may have a million. */
const turnEffort = 2000;
/** What takes as long as one value. */
const charactersPerValue = 256;

/**
 * Gathers what values say, in their order: Google's candidates, the choices of chat gateways, the data of
 * image endpoints, predictions of Vertex, and the same inside of envelopes. An image counts wherever it stands.
 *
 * @param scannedOf what stands for a text with images in it leads to both
 * @param isImage whether a value stands for an image
 * @param usageIn what a value at `usage` or `usageMetadata` says, as the protocol has it
 */
export async function gatherContents(
  documents: readonly AnswerDocument[],
  scannedOf: (token: JsonValue) => ScannedText | undefined,
  isImage: (token: JsonValue) => boolean,
  usageIn: (value: JsonValue | undefined) => Usage | undefined,
): Promise<AnswerContents> {
  const contents: AnswerContents = {
    images: [],
    repeated: new Set(),
    words: '',
    thoughtTexts: [],
    links: [],
    linksToPicture: false,
    errors: [],
    usage: undefined,
  };
  const words = new AnswerWords();
  const links = new Set<string>();

  /** What is to be read yet, the next one last. */
  const tasks: Task[] = [];

  const read = ({ value, place, depth }: Task): void => {
    if (depth > depthLimit) return;
    if (place === 'error') contents.errors.push(value);
    else if (place === 'repeated') repeat(value, depth);
    else if (typeof value === 'string') readText(value, place);
    else if (Array.isArray(value)) addTasks(value.map((item) => ({ value: item, place, depth: depth + 1 })));
    else if (typeof value === 'object' && value !== null) {
      const scanned = scannedOf(value);
      if (isImage(value)) contents.images.push({ token: value, ...place });
      else if (scanned) {
        for (const token of scanned.images) contents.images.push({ token, ...place });
        readText(scanned.text, place);
      } else readObject(value, place, depth);
    }
  };

  const addTasks = (further: Task[]): void => {
    for (let at = further.length - 1; at >= 0; at--) tasks.push(further[at] as Task);
  };

  const readText = (text: string, { key, thought, document }: Place): void => {
    const link = linkKeys.test(key) && !wordKeys.has(key) ? pictureLink(text) : undefined;
    if (link !== undefined) links.add(link);
    else if (thoughtKeys.has(key) || (thought && wordKeys.has(key))) {
      const plain = withoutImages(text).trim();
      if (plain !== '') contents.thoughtTexts.push(plain);
    } else if (wordKeys.has(key)) words.add(text, document);
  };

  const readObject = (value: { [key: string]: JsonValue }, place: Place, depth: number): void => {
    const keys = Object.keys(value);
    const tells = keys.some((key) => tellingKeys.has(key));
    if (tells && senderRoles.has(textOf(field(value, 'role')) ?? '')) {
      repeat(value, depth);
      return;
    }
    if (tells) {
      contents.usage = usageIn(field(value, 'usageMetadata') ?? field(value, 'usage')) ?? contents.usage;
      readFacts(value, contents);
    }
    const { thought, declaredType } = tells
      ? flagsOf(value, place)
      : { thought: place.thought, declaredType: undefined };
    const further: Task[] = [];
    for (const key of keys) {
      const item = value[key] ?? null;
      if (skippedKeys.has(key)) continue;
      if (key === 'error') {
        if (isError(item)) further.push({ value: item, place: 'error', depth });
      } else if (repeatedKeys.has(key)) further.push({ value: item, place: 'repeated', depth });
      else if (typeof item === 'string' || typeof item === 'object') {
        const shape = `${place.shape}.${key}`;
        const { document } = place;
        further.push({
          value: item,
          place: { key, shape, document, thought, declaredType },
          depth: depth + 1,
        });
      }
    }
    addTasks(further);
  };

  const repeat = (value: JsonValue, depth: number): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isImage(value)) contents.repeated.add(value);
    else if (scannedOf(value))
      for (const token of scannedOf(value)?.images ?? []) contents.repeated.add(token);
    else addTasks(Object.values(value).map((item) => ({ value: item, place: 'repeated', depth: depth + 1 })));
  };

  const values = documents.flatMap(({ value, event }) =>
    listOf(value).length > 0 ? listOf(value).map((item) => ({ value: item, event })) : [{ value, event }],
  );
  let effort = 0;
  for (const [document, { value, event }] of values.entries()) {
    const isErrorEvent = event === 'error' || textOf(field(value, 'type')) === 'error';
    const thought = event.endsWith('partial_image');
    const top = { key: '', shape: '', document, thought, declaredType: undefined };
    tasks.push({
      value,
      place: isErrorEvent && field(value, 'error') === undefined ? 'error' : top,
      depth: 0,
    });
    for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
      read(task);
      effort += 1 + (typeof task.value === 'string' ? task.value.length / charactersPerValue : 0);
      if (effort < turnEffort) continue;
      effort = 0;
      await setImmediate();
    }
  }
  contents.errors.push(...values.flatMap(({ value }) => envelopeError(value) ?? []));
  contents.words = withoutImages(words.all).trim();
  const inWords = linksIn(contents.words).filter(({ link }) => !links.has(link));
  contents.links = [...links, ...inWords.map(({ link }) => link)];
  // Some have a storage whose addresses say nothing; who answers with one alone means the picture.
  const isLinkAlone = pictureLink(contents.words) !== undefined;
  contents.linksToPicture = links.size > 0 || isLinkAlone || inWords.some(({ isPicture }) => isPicture);
  return contents;
}

/** What an object says besides its values; `declaredType` holds for what lies directly in it. */
function flagsOf(value: JsonValue, place: Place): Pick<Place, 'thought' | 'declaredType'> {
  const type = textOf(field(value, 'type')) ?? '';
  const partial = type.endsWith('partial_image') || field(value, 'partialImageIndex') !== undefined;
  return {
    thought: place.thought || isFlagged(value) || thoughtTypes.has(type) || partial,
    declaredType: typeKeys.map((key) => textOf(field(value, key))).find((text) => text !== undefined),
  };
}

function readFacts(value: JsonValue, contents: AnswerContents): void {
  const set = (name: 'finishMessage' | 'modelVersion' | 'responseId', text: string | undefined): void => {
    if (text !== undefined && text !== '') contents[name] = text;
  };
  const finish = textOf(field(value, 'finishReason'));
  if (finish) contents.finishReason = reasons[finish] ?? finish;
  set('finishMessage', textOf(field(value, 'finishMessage')));
  const isChat = field(value, 'choices') !== undefined;
  set(
    'modelVersion',
    textOf(field(value, 'modelVersion')) ?? (isChat ? textOf(field(value, 'model')) : undefined),
  );
  set('responseId', textOf(field(value, 'responseId')) ?? (isChat ? textOf(field(value, 'id')) : undefined));
  const feedback = field(value, 'promptFeedback');
  const blocked = textOf(field(feedback, 'blockReason'));
  if (blocked) contents.blockReason = blocked;
  const message = textOf(field(feedback, 'blockReasonMessage'));
  if (message) contents.blockMessage = message;
}

/** A thought, as Google flags it and as gateways do that rewrite its values. */
const isFlagged = (value: JsonValue): boolean =>
  ['thought', 'isThought'].some((key) => [true, 1, 'true'].some((flag) => field(value, key) === flag));

/** Chat gateways' words for Google's. */
const reasons: Readonly<Record<string, string>> = {
  stop: 'STOP',
  end_turn: 'STOP',
  length: 'MAX_TOKENS',
  content_filter: 'SAFETY',
};

/** Gateways send `error` also when there is none: null, empty, or with the code 0. */
function isError(error: JsonValue): boolean {
  if (typeof error === 'string') return error.trim() !== '';
  if (typeof error !== 'object' || error === null) return error === true;
  const said = ['message', 'msg', 'detail', 'status', 'type'].some((key) =>
    textOf(field(error, key))?.trim(),
  );
  const code = field(error, 'code');
  return said || (code !== undefined && code !== 0 && code !== '0' && code !== '');
}

/** The error of an envelope that only says that it did not work: `{"code": 500, "msg": "…", "data": null}`. */
function envelopeError(value: JsonValue): JsonValue | undefined {
  const code = field(value, 'code');
  const hasFailed =
    field(value, 'success') === false ||
    (typeof code === 'number' && code !== 0 && (code < 200 || code > 299)) ||
    (typeof code === 'string' && code !== '' && !/^(?:0|2\d\d|ok|success)$/i.test(code));
  const message = ['message', 'msg'].map((key) => textOf(field(value, key))).find((text) => text?.trim());
  if (!hasFailed || message === undefined || field(value, 'error') !== undefined) return undefined;
  return { message, code: code ?? null, status: field(value, 'status') ?? null };
}
