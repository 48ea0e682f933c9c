import { type ErrorName, errorNames, errors, imageErrorNames } from './errors.ts';
import type { SubjectName } from './subjects.ts';

const blockReasons = [
  'SAFETY',
  'OTHER',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'IMAGE_SAFETY',
  'BLOCKED_REASON_UNSPECIFIED',
  'MODEL_ARMOR',
  'JAILBREAK',
] as const;

const finishReasons = [
  'NO_IMAGE',
  'MAX_TOKENS',
  'SAFETY',
  'PROHIBITED_CONTENT',
  'BLOCKLIST',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
  'IMAGE_OTHER',
  'RECITATION',
  'LANGUAGE',
  'OTHER',
  'MALFORMED_FUNCTION_CALL',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
  'CONTINUATION',
  'FINISH_REASON_UNSPECIFIED',
  'SOMETHING_NEW',
] as const;

/** What an answer with status 200 can look like, and whether an image can be had from it. */
const answers = {
  textOnly: ['failure', 'words and no image, finished with STOP'],
  linkInWords: ['failure', 'words with a Markdown image that lies elsewhere, and no image'],
  linkInFileData: ['failure', '`fileData` with an address in place of the image'],
  linkBeside: ['image', 'an image, and an address of a further one in `fileData`'],
  errorBeside: ['image', 'an image and an `error` beside it'],
  enveloped: ['image', 'the whole answer under `response`'],
  nothing: ['failure', 'an empty object'],
  candidatesNull: ['failure', '`candidates` is null'],
  candidatesEmpty: ['failure', '`candidates` is an empty list'],
  contentNull: ['failure', '`content` is null'],
  partsNull: ['failure', '`parts` is null'],
  partsEmpty: ['failure', '`parts` is an empty list'],
  thoughts: ['image', 'thought text and two flagged interim images before the result'],
  drafts: ['image', 'two drafts without a flag, then the result: the last one counts'],
  onlyThought: ['image', 'the only image is flagged as a thought'],
  several: ['image', 'three results with words between them'],
  wrongType: ['image', 'the declared MIME type is not that of the bytes'],
  noType: ['image', 'no MIME type is declared'],
  typeAfterData: ['image', '`mimeType` stands after `data`'],
  snakeCase: ['image', 'all names in snake_case'],
  noUsage: ['image', 'no usageMetadata'],
  textAndImageInOnePart: ['image', 'one part holds both words and the image'],
  textLast: ['image', 'the words come after the image'],
  truncatedBase64: ['failure', 'whole JSON, but the base64 ends too early'],
  badBase64: ['failure', 'characters in the base64 that do not belong there'],
  emptyData: ['failure', 'an image part with no data'],
  brokenImage: ['failure', 'whole base64 of bytes that no decoder can read'],
  notAnImage: ['failure', 'the bytes declared as PNG are a text'],
} as const;

/** What can happen to the answer on its way. */
const wires = {
  drip: ['image', 'arrives in small pieces over a second'],
  stallHeaders: ['never', 'nothing is ever answered'],
  stallBody: ['never', 'half of the body, then silence'],
  trickle: ['never', 'a space every 100 ms for ever, so that only an overall deadline helps'],
  neverEnding: ['never', 'an image whose base64 never ends'],
  neverClosed: ['image', 'the whole JSON, but the answer is never closed'],
  huge: ['failure', 'an answer of 600 MB'],
  cut: ['failure', 'the connection is cut within the base64'],
  cutHeaders: ['failure', 'the connection is cut after the headers'],
  shortLength: ['failure', 'Content-Length promises more than comes'],
  reset: ['failure', 'the connection is reset before any answer'],
  resetEarly: ['failure', 'the connection is reset before the request is read'],
  notJson: ['failure', 'status 200 with a text that is not JSON'],
  html: ['failure', 'status 200 with an HTML page'],
  emptyBody: ['failure', 'status 200 with no body'],
  bom: ['image', 'a byte order mark and white space around the JSON'],
  redirect302: ['failure', 'a redirect (302) to another path'],
  redirect307: ['failure', 'a redirect (307) to another path'],
} as const;

/** What an answer of the Images endpoints can look like, and whether an image can be had from it. */
const imagesAnswers = {
  url: ['image', 'an address in place of base64; the stand-in serves it for 24 hours'],
  urlGone: ['failure', 'an address that has expired'],
  urlText: ['failure', 'an address that leads to a web page'],
  urlAndBase64: ['image', 'both an address and base64 in one item'],
  urlNull: ['image', '`url` is null beside the base64'],
  prefixed: ['image', 'base64 with `data:image/png;base64,` before it'],
  prefixedUrl: ['image', 'a data URL in `url`'],
  emptyItem: ['failure', 'one item without anything in it'],
  emptyItemFirst: ['image', 'an empty item before that with the image'],
  dataEmpty: ['failure', '`data` is an empty list'],
  dataNull: ['failure', '`data` is null'],
  noData: ['failure', 'no `data`'],
  words: ['failure', 'a revised prompt and words, and no image'],
  bare: ['image', 'nothing but `data`: no usage and no field that says what was done'],
  otherFormat: ['image', 'the declared format is not that of the bytes'],
  revised: ['image', '`revised_prompt` beside the image'],
  further: ['image', 'one image more than was asked for'],
  fewerImages: ['image', 'one image less than was asked for, but at least one'],
  errorBeside: ['image', 'an image and an `error` beside it'],
  error200: ['failure', 'an error with status 200'],
  truncatedBase64: ['failure', 'whole JSON, but the base64 ends too early'],
  badBase64: ['failure', 'characters in the base64 that do not belong there'],
  emptyBase64: ['failure', '`b64_json` is empty'],
  brokenImage: ['failure', 'whole base64 of bytes that no decoder can read'],
  notAnImage: ['failure', 'the bytes declared as PNG are a text'],
  hostileSvg: ['image', 'an SVG with scripts, events, foreign objects and outside references'],
} as const;

/** How a stream of the Images endpoints can go. */
const streams = {
  done: ['image', 'ends with [DONE]'],
  named: ['image', 'an `event:` line before each `data:` line'],
  comments: ['image', 'comments and empty events between'],
  carriageReturns: ['image', 'lines end with CR LF'],
  fewer: ['image', 'no partial pictures, although some were asked for'],
  cutAfterFinal: ['image', 'cut when the final picture is whole'],
  cutAfterPartial: ['failure', 'cut after a partial picture'],
  noFinal: ['failure', 'ends without a final picture'],
  error: ['failure', 'an error in an event after a partial picture'],
  errorAfterFinal: ['image', 'an error in an event after the final picture'],
  notAStream: ['image', 'plain JSON although a stream was asked for'],
} as const;

const signatures = {
  none: 'image parts without thoughtSignature',
  before: 'the signature before the picture',
  after: 'the signature after the picture',
  huge: 'a signature larger than the picture, after it',
  hugeBefore: 'a signature larger than the picture, before it',
} as const;

type BlockReason = (typeof blockReasons)[number];
type FinishReason = (typeof finishReasons)[number];
type AnswerName = keyof typeof answers;
export type WireName = keyof typeof wires;
type SignatureName = keyof typeof signatures;
type ImagesAnswerName = keyof typeof imagesAnswers;
export type StreamName = keyof typeof streams;

/** How the stand-in shall behave for one request. Fields combine; an error wins over a 200. */
export interface Behaviour {
  /** Which requests it is for; `generate` unless told. */
  on?: 'generate' | 'models' | 'picture';
  /** How many requests; 1 unless told. */
  times?: number;
  error?: ErrorName;
  /** `promptFeedback.blockReason` with status 200. */
  block?: BlockReason;
  /** This `finishReason` and no image. */
  finish?: FinishReason;
  answer?: AnswerName;
  wire?: WireName;
  signature?: SignatureName;
  /** At the Images endpoints: what the answer looks like, and how a stream goes. */
  images?: ImagesAnswerName;
  events?: StreamName;
  /** Type of the picture's bytes. */
  type?: 'jpeg' | 'png' | 'webp';
  /** Pixels of the picture in place of the official table's. */
  size?: { width: number; height: number };
  /** The model that answers, in place of the one that was asked. */
  modelVersion?: string;
  /** Where the links of an answer and its redirects lead. */
  link?: string;
  /**
   * How the picture lies beside its input, in its own pixels, how much larger and brighter it is; `anew`: it shows
   * something else.
   */
  displace?: { x?: number; y?: number; scale?: number; brightness?: number; anew?: boolean };
  /** On a backdrop that was asked for: draws this, whose transparency is known. */
  subject?: SubjectName;
  /** What comes in place of the backdrop that was asked for; `another`: a second picture shows another subject. */
  backdrop?: 'uneven' | 'checkerboard' | 'ignored' | 'another';
  /** These bytes as the picture; nothing is decoded or edited. */
  image?: Uint8Array;
  /** Time to wait before answering, in milliseconds. */
  delay?: number;
  /**
   * Stops until `release()`: before the request's body is read, before the answer's headers are sent, or with half of
   * the answer's body sent.
   */
  hold?: 'beforeRead' | 'beforeHeaders' | 'midBody';
}

/** One way to behave, for tests that walk through all of them. */
export interface ListedBehaviour {
  /** As it stands in a directive: `error=429-limit-0`. */
  name: string;
  description: string;
  behaviour: Behaviour;
  /** What a client gets: an image, a failure, or nothing ever (it has to give up by itself). */
  ends: 'image' | 'failure' | 'never';
}

/** Every single behaviour of `generateContent`, each on its own. */
export const behaviours: readonly ListedBehaviour[] = [
  ...errorNames.map((error) => ({
    name: `error=${error}`,
    description: `HTTP ${errors[error].http}: ${errors[error].description}`,
    behaviour: { error },
    ends: 'failure' as const,
  })),
  ...blockReasons.map((block) => ({
    name: `block=${block}`,
    description: `status 200, the prompt is blocked with ${block}`,
    behaviour: { block },
    ends: 'failure' as const,
  })),
  ...finishReasons.map((finish) => ({
    name: `finish=${finish}`,
    description: `status 200, no image, finishReason ${finish}`,
    behaviour: { finish },
    ends: 'failure' as const,
  })),
  ...keys(answers).map((answer) => ({
    name: `answer=${answer}`,
    description: answers[answer][1],
    behaviour: { answer },
    ends: answers[answer][0],
  })),
  ...keys(wires).map((wire) => ({
    name: `wire=${wire}`,
    description: wires[wire][1],
    behaviour: { wire },
    ends: wires[wire][0],
  })),
  ...keys(signatures).map((signature) => ({
    name: `signature=${signature}`,
    description: signatures[signature],
    behaviour: { signature },
    ends: 'image' as const,
  })),
  ...(['jpeg', 'png', 'webp'] as const).map((type) => ({
    name: `type=${type}`,
    description: `the picture comes as ${type.toUpperCase()}`,
    behaviour: { type },
    ends: 'image' as const,
  })),
  {
    name: 'size=1408x768',
    description: 'the picture has these pixels (any WxH) and not those of the table',
    behaviour: { size: { width: 1408, height: 768 } },
    ends: 'image',
  },
  {
    name: 'delay=300',
    description: 'waits so many milliseconds before it answers',
    behaviour: { delay: 300 },
    ends: 'image',
  },
  ...(['shadow', 'hair', 'glass', 'sign'] as const).map((subject) => ({
    name: `subject=${subject}`,
    description: 'on a backdrop that was asked for: this, whose transparency is known',
    behaviour: { subject },
    ends: 'image' as const,
  })),
  ...(['uneven', 'checkerboard', 'ignored', 'another'] as const).map((backdrop) => ({
    name: `backdrop=${backdrop}`,
    description: 'what comes in place of a backdrop that was asked for',
    behaviour: { backdrop },
    ends: 'image' as const,
  })),
  {
    name: 'displace=8,-5',
    description: 'the picture lies so many of its pixels right and down of where it should (any X,Y)',
    behaviour: { displace: { x: 8, y: -5 } },
    ends: 'image',
  },
  {
    name: 'displace=larger',
    description: 'the picture is one per cent larger',
    behaviour: { displace: { scale: 1.01 } },
    ends: 'image',
  },
  {
    name: 'displace=brighter',
    description: 'the picture is six per cent brighter',
    behaviour: { displace: { brightness: 1.06 } },
    ends: 'image',
  },
  {
    name: 'displace=anew',
    description: 'the picture shows something else',
    behaviour: { displace: { anew: true } },
    ends: 'image',
  },
];

/** Every single behaviour of the Images endpoints; those that shape Gemini's answers mean nothing there. */
export const imageBehaviours: readonly ListedBehaviour[] = [
  ...behaviours.filter(({ behaviour: { block, finish, answer, signature } }) =>
    [block, finish, answer, signature].every((one) => one === undefined),
  ),
  ...imageErrorNames.map((error) => ({
    name: `error=${error}`,
    description: `HTTP ${errors[error].http}: ${errors[error].description}`,
    behaviour: { error },
    ends: 'failure' as const,
  })),
  ...keys(imagesAnswers).map((images) => ({
    name: `images=${images}`,
    description: imagesAnswers[images][1],
    behaviour: { images },
    ends: imagesAnswers[images][0],
  })),
  ...keys(streams).map((events) => ({
    name: `events=${events}`,
    description: `a stream: ${streams[events][1]}`,
    behaviour: { events },
    ends: streams[events][0],
  })),
];

/** All of them, for directives. */
export const allBehaviours: readonly ListedBehaviour[] = [...new Set([...behaviours, ...imageBehaviours])];

/** The keys of a table with their own type. */
function keys<T extends object>(table: T): (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}
