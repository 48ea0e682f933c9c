import type { Outcome } from '../shared/failure.ts';
import { fail, succeed } from '../shared/failure.ts';
import type { ReceivedBytes } from './imageReceiver.ts';
import type { JsonValue } from './jsonValue.ts';
import { field, listOf, textOf } from './lenient.ts';
import { finishedNormally, refusalFailure } from './refusals.ts';
import { readUsage, type Usage } from './usage.ts';

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
  usage?: Usage;
  finishReason?: string;
  modelVersion?: string;
  responseId?: string;
  requestId?: string;
  /** The image is whole, but the answer broke off after it. */
  incomplete?: true;
}

interface Gathered<S extends ImageSink> {
  images: ReceivedImage<S>[];
  damaged: number;
  words: string[];
  thoughtTexts: string[];
}

/**
 * What an answer means. The final image is the last one that is not a thought: providers relay drafts
 * without the flag, in order. Where every image is flagged and the model says it finished, the last of
 * those is it. Without an image the result is a failure that says why.
 *
 * @param root the answer, as far as it came; several of them where it is an array
 * @param bytesOf what stands for a base64 string in `root` leads to its bytes
 * @param broken the answer did not come to its end; only images that are no thoughts count then
 */
export function readAnswer<S extends ImageSink>(
  root: JsonValue | undefined,
  bytesOf: (token: JsonValue | undefined) => ReceivedBytes<S> | undefined,
  broken: boolean,
): Outcome<Answer<S>> | { ok: false; failure: undefined } {
  const answers = Array.isArray(root) ? root : root === undefined ? [] : [root];
  const last = <T>(read: (answer: JsonValue) => T | undefined): T | undefined =>
    answers.map(read).findLast((value) => value !== undefined);
  const candidates = answers.flatMap((answer) => listOf(field(answer, 'candidates')));
  const { images, damaged, words, thoughtTexts } = gather(candidates, bytesOf);

  const candidateText = (key: string) =>
    candidates.map((candidate) => textOf(field(candidate, key))).findLast((text) => text !== undefined);
  const finishReason = candidateText('finishReason');
  const usage = last((answer) => readUsage(field(answer, 'usageMetadata')));
  const results = images.filter(({ thought }) => !thought);
  const final = results.at(-1) ?? (!broken && finishedNormally(finishReason) ? images.at(-1) : undefined);

  if (!final) {
    if (broken || damaged > 0) return { ok: false, failure: undefined };
    const feedback = last((answer) => field(answer, 'promptFeedback'));
    return fail(
      refusalFailure({
        blockReason: textOf(field(feedback, 'blockReason')),
        blockMessage: textOf(field(feedback, 'blockReasonMessage')),
        finishReason,
        finishMessage: candidateText('finishMessage'),
        words: words.join(' '),
        usage,
      }),
    );
  }

  const modelVersion = last((answer) => textOf(field(answer, 'modelVersion')));
  const responseId = last((answer) => textOf(field(answer, 'responseId')));
  return succeed({
    final,
    others: results.filter((image) => image !== final),
    thoughts: {
      images: images.filter((image) => image.thought && image !== final),
      texts: thoughtTexts,
    },
    words: words.join('\n\n'),
    ...(usage && { usage }),
    ...(finishReason && { finishReason }),
    ...(modelVersion && { modelVersion }),
    ...(responseId && { responseId }),
    ...(broken && { incomplete: true }),
  });
}

function gather<S extends ImageSink>(
  candidates: readonly JsonValue[],
  bytesOf: (token: JsonValue | undefined) => ReceivedBytes<S> | undefined,
): Gathered<S> {
  const gathered: Gathered<S> = { images: [], damaged: 0, words: [], thoughtTexts: [] };
  const parts = candidates.flatMap((candidate) => listOf(field(field(candidate, 'content'), 'parts')));
  for (const part of parts) {
    const thought = field(part, 'thought') === true;
    const text = textOf(field(part, 'text'))?.trim();
    if (text) (thought ? gathered.thoughtTexts : gathered.words).push(text);
    const inline = field(part, 'inlineData');
    const bytes = bytesOf(field(inline, 'data'));
    if (!bytes || bytes.byteLength === 0) continue;
    if (!bytes.whole || !bytes.sink) {
      gathered.damaged++;
      continue;
    }
    const declaredType = textOf(field(inline, 'mimeType'));
    gathered.images.push({
      sink: bytes.sink,
      byteLength: bytes.byteLength,
      ...(declaredType && { declaredType }),
      thought,
    });
  }
  return gathered;
}

/** The error in an answer, also where it comes in an array. */
export function errorIn(root: JsonValue | undefined): JsonValue | undefined {
  for (const value of Array.isArray(root) ? root : [root]) {
    const error = field(value, 'error');
    if (error !== undefined) return error;
  }
  return undefined;
}
