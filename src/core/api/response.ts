import type { Failure } from '../shared/failure.ts';
import type { AnswerContents, FoundImage } from './answerContents.ts';
import { clean } from './failures.ts';
import type { ReceivedBytes } from './imageReceiver.ts';
import type { JsonValue } from './jsonValue.ts';
import { field } from './lenient.ts';
import { finishedNormally, refusalFailure } from './refusals.ts';
import type { Usage } from './usage.ts';

/**
 * Where the bytes of one image go. Calls never overlap. The bytes given to `write` are valid until it
 * returns or its promise settles. `discard` removes what was written and may come before or after `close`.
 */
export interface ImageSink {
  write(bytes: Uint8Array): void | Promise<void>;
  close(): Promise<void>;
  /** SHA-256 in hex of what was written, read back from where it lies; only after `close`. */
  sha256(): Promise<string>;
  discard(): Promise<void>;
}

export interface ReceivedImage<S extends ImageSink> {
  /** Closed, with every byte written. */
  sink: S;
  byteLength: number;
  /** What the answer calls it, which can be wrong: look at the bytes. */
  declaredType?: string;
  /** Flagged as a thought. */
  thought: boolean;
}

/** What came back, with an image in it. */
export interface Answer<S extends ImageSink> {
  final: ReceivedImage<S>;
  /** Further results, or drafts that were not flagged as such, in order. */
  others: ReceivedImage<S>[];
  thoughts: { images: ReceivedImage<S>[]; texts: string[] };
  /** What the model said beside the image; may be empty. */
  words: string;
  /** Addresses (https) of pictures, and those in the words; nobody has asked for any of them. */
  links: string[];
  /** What else a person should know of the answer, as sentences. */
  notes: string[];
  usage?: Usage;
  finishReason?: string;
  modelVersion?: string;
  responseId?: string;
  requestId?: string;
  /** The image is whole, but the answer broke off after it. */
  incomplete?: true;
}

/** Why an answer has no image that counts. */
export type NoImage = Failure | 'damaged' | 'notStored' | 'broken';

/** What an answer came as. */
export interface CameAs<S extends ImageSink> {
  contents: AnswerContents;
  /** What stands for an image leads to its bytes. */
  bytesOf(token: JsonValue): ReceivedBytes<S> | undefined;
  /** Every image that came, also those that stand where nothing could be kept. */
  all: readonly ReceivedBytes<S>[];
  /** The answer did not come to its end; only images that are no thoughts count then. */
  broken: boolean;
}

/** The better of two kinds of bytes is the larger number. */
const ranks = { picture: 3, cutPicture: 2, unknown: 1 };

interface Candidate<S extends ImageSink> extends ReceivedImage<S> {
  rank: number;
  found: FoundImage | undefined;
  sha256: string;
}

/**
 * What an answer means. The final image is the last one that is not a thought and whose bytes are a
 * picture: providers relay drafts without the flag, in order, and sound or texts as if they were images.
 * Where every picture is flagged and the model says it finished, the last of those is it. Without an image
 * the result is a failure that says why.
 */
export function readAnswer<S extends ImageSink>(
  came: CameAs<S>,
): { ok: true; value: Answer<S> } | { ok: false; why: NoImage } {
  const { contents, broken } = came;
  const { images, leftOut, notStored, damaged } = imagesOf(came);
  const results = images.filter(({ thought }) => !thought);
  const thoughts = images.filter(({ thought }) => thought);
  const thoughtsCount = !broken && contents.errors.length === 0 && finishedNormally(contents.finishReason);
  let final = best(results);
  const thought = thoughtsCount && notStored.length === 0 ? best(thoughts) : undefined;
  if (thought && (!final || (thought.rank === ranks.picture && final.rank < thought.rank))) final = thought;
  if (!final) {
    if (notStored.length > 0) return { ok: false, why: 'notStored' };
    const isSaid = contents.errors.length > 0 || contents.blockReason !== undefined;
    if (broken && !isSaid) return { ok: false, why: 'broken' };
    return { ok: false, why: damaged > 0 && !isSaid ? 'damaged' : refusal(contents) };
  }

  const worthKeeping = ({ rank }: Candidate<S>) => rank >= Math.min(final.rank, ranks.cutPicture);
  const { usage, finishReason, modelVersion, responseId } = contents;
  return {
    ok: true,
    value: {
      final: plain(final),
      others: results.filter((image) => image !== final && worthKeeping(image)).map(plain),
      thoughts: {
        images: thoughts.filter((image) => image !== final && worthKeeping(image)).map(plain),
        texts: contents.thoughtTexts,
      },
      words: contents.words,
      links: contents.links,
      notes: [
        ...leftOut,
        ...(notStored.length > 0
          ? ['A further picture of the answer could not be stored. The log says why.']
          : []),
      ],
      ...(usage && { usage }),
      ...(finishReason && { finishReason }),
      ...(modelVersion && { modelVersion }),
      ...(responseId && { responseId }),
      ...(broken && { incomplete: true }),
    },
  };
}

/** The last of the images whose bytes are the most like a picture. */
function best<S extends ImageSink>(images: readonly Candidate<S>[]): Candidate<S> | undefined {
  const highest = Math.max(...images.map(({ rank }) => rank));
  return images.findLast(({ rank }) => rank === highest);
}

const plain = <S extends ImageSink>({
  rank: _,
  found: __,
  sha256: ___,
  ...image
}: Candidate<S>): ReceivedImage<S> => image;

interface Sorted<S extends ImageSink> {
  images: Candidate<S>[];
  /** What was no picture, as sentences. */
  leftOut: string[];
  notStored: ReceivedBytes<S>[];
  damaged: number;
}

function imagesOf<S extends ImageSink>({ contents, bytesOf, all }: CameAs<S>): Sorted<S> {
  const sorted: Sorted<S> = { images: [], leftOut: [], notStored: [], damaged: 0 };
  const repeated = new Set([...contents.repeated].map(bytesOf));
  const places = new Map(contents.images.map((found) => [bytesOf(found.token), found]));
  for (const bytes of all) {
    const found = places.get(bytes);
    if (bytes.byteLength === 0 || repeated.has(bytes)) continue;
    if (bytes.error !== undefined) {
      if (!found?.thought) sorted.notStored.push(bytes);
    } else if (!bytes.whole || !bytes.sink) {
      if (bytes.sha256 !== '') sorted.damaged++;
    } else if (bytes.looks === 'unknown' && saysOther(found?.declaredType)) {
      const what = clean(found?.declaredType ?? '', 60);
      sorted.leftOut.push(`The answer also held something that is no picture (${what}). It was left out.`);
    } else {
      addOnce(sorted.images, {
        sink: bytes.sink,
        byteLength: bytes.byteLength,
        ...(found?.declaredType && { declaredType: found.declaredType }),
        thought: found?.thought ?? false,
        rank: ranks[bytes.looks],
        found,
        sha256: bytes.sha256,
      });
    }
  }
  return sorted;
}

/** Whether a type is that of something other than a picture. */
const saysOther = (type: string | undefined): boolean => /^(?!image\/|.*octet-stream).*\//i.test(type ?? '');

/** Gateways send one picture in two shapes, and repeat it in the last event; that is one image. */
function addOnce<S extends ImageSink>(images: Candidate<S>[], image: Candidate<S>): void {
  const at = images.findIndex(
    ({ sha256, found }) =>
      sha256 === image.sha256 &&
      (found?.shape !== image.found?.shape || found?.document !== image.found?.document),
  );
  const earlier = images[at];
  if (earlier && image.thought && !earlier.thought) return;
  if (earlier) images.splice(at, 1);
  images.push(image);
}

function refusal(contents: AnswerContents): Failure {
  return refusalFailure(contents);
}

/** The error in an answer, also where it comes in an array. */
export function errorIn(root: JsonValue | undefined): JsonValue | undefined {
  for (const value of Array.isArray(root) ? root : [root]) {
    const error = field(value, 'error');
    if (error !== undefined) return error;
  }
  return undefined;
}
