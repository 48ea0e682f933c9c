import { Buffer } from 'node:buffer';
import { type Failure, fail, type Outcome } from '../shared/failure.ts';
import { clean, failure, mayBeBilled } from './failures.ts';
import { ImageReceiver } from './imageReceiver.ts';
import { JsonStream, type StringTaker } from './jsonStream.ts';
import { JsonStreamError, type JsonValue } from './jsonValue.ts';
import { type Answer, errorIn, type ImageSink, readAnswer } from './response.ts';

export interface AnswerReaderOptions<S extends ImageSink> {
  /** Opens a sink when the first bytes of an image are there. */
  openSink(): S | Promise<S>;
  /** Of the provider, for sentences. */
  providerName: string;
  requestId?: string | undefined;
  /** Makes the failure for an answer that turns out to be an error. */
  errorFailure(error: JsonValue): Failure;
}

const excerptBytes = 2048;

/**
 * Reads the answer to one generateContent call as it comes: base64 goes to sinks, signatures go
 * nowhere, the rest is kept until the end and then understood.
 */
export class AnswerReader<S extends ImageSink> {
  readonly #options: AnswerReaderOptions<S>;
  readonly #images: ImageReceiver<S>;
  readonly #json: JsonStream;
  #start = Buffer.alloc(0);
  #broken: JsonStreamError | undefined;
  #signatureBytes = 0;

  constructor(options: AnswerReaderOptions<S>) {
    this.#options = options;
    this.#images = new ImageReceiver(() => options.openSink());
    this.#json = new JsonStream({ takerFor: (key, parentKey) => this.#takerFor(key, parentKey) });
  }

  /** How much of the answer was thought signatures. */
  get signatureBytes(): number {
    return this.#signatureBytes;
  }

  /**
   * Takes the next bytes of the body.
   * @returns whether the answer is complete, or can't be read on; nothing more needs to come then
   */
  write(chunk: Buffer): boolean | Promise<boolean> {
    if (this.#start.length < excerptBytes) {
      this.#start = Buffer.concat([this.#start, chunk.subarray(0, excerptBytes - this.#start.length)]);
    }
    const at = this.#push(chunk, 0);
    const wait = this.#images.takeWait();
    return wait === undefined ? this.#done : this.#writeOn(chunk, at, wait);
  }

  async #writeOn(chunk: Buffer, start: number, firstWait: Promise<void>): Promise<boolean> {
    let at = start;
    for (
      let wait: Promise<void> | undefined = firstWait;
      wait !== undefined;
      wait = this.#images.takeWait()
    ) {
      await wait;
      if (!this.#done) at = this.#push(chunk, at);
    }
    return this.#done;
  }

  get #done(): boolean {
    return this.#json.complete || this.#broken !== undefined || this.#images.error !== undefined;
  }

  #push(chunk: Buffer, at: number): number {
    try {
      return this.#json.push(chunk, at);
    } catch (error) {
      if (!(error instanceof JsonStreamError)) throw error;
      this.#broken = error;
      return chunk.length;
    }
  }

  /**
   * Closes the answer. A whole image is never lost: when the answer broke off after one that is not a
   * thought, it is a success that is marked incomplete. Sinks that don't belong to the answer are discarded.
   * @param cut why no more came, when it was not the answer's own end
   */
  async end(cut?: Failure): Promise<Outcome<Answer<S>>> {
    await this.#images.idle();
    const outcome = this.#understand(cut);
    const kept = new Set<S>();
    if (outcome.ok) {
      const { final, others, thoughts } = outcome.value;
      for (const { sink } of [final, ...others, ...thoughts.images]) kept.add(sink);
    }
    await this.#images.discardExcept(kept);
    return outcome;
  }

  /** Throws everything away. Never rejects. */
  discard(): Promise<void> {
    return this.#images.discardExcept(new Set());
  }

  #understand(cut: Failure | undefined): Outcome<Answer<S>> {
    if (this.#images.error !== undefined) return fail(this.#sinkFailure(this.#images.error));
    const complete = this.#json.complete && this.#broken === undefined;
    const root = this.#json.value;
    const error = complete ? errorIn(root) : undefined;
    if (error !== undefined) return fail(this.#options.errorFailure(error));
    const { requestId } = this.#options;
    const outcome = readAnswer(root, (token) => this.#images.get(token), !complete);
    if (outcome.ok) return requestId ? { ok: true, value: { ...outcome.value, requestId } } : outcome;
    if (outcome.failure) return fail({ ...outcome.failure, ...(requestId && { requestId }) });
    return fail(complete ? this.#damaged() : (cut ?? this.#unfinished()));
  }

  #takerFor(key: string, parentKey: string | undefined): StringTaker | undefined {
    if (key === 'data' && (parentKey === 'inlineData' || parentKey === 'inline_data')) {
      return this.#images.taker();
    }
    return key === 'thoughtSignature' || key === 'thought_signature' ? this.#signature : undefined;
  }

  readonly #signature: StringTaker = {
    take: (_chunk, start, end) => {
      this.#signatureBytes += end - start;
      return false;
    },
    done: () => null,
  };

  #unfinished(): Failure {
    const { providerName, requestId } = this.#options;
    const detail = clean(this.#start.toString('utf8'), 300);
    if (this.#broken?.reason === 'tooLarge') return tooLargeFailure(providerName, requestId);
    if (!this.#broken && this.#json.value !== undefined) return cutFailure(providerName, requestId);
    if (detail === '') {
      const sentence = `${providerName} answered with nothing at all. ${mayBeBilled} Run it again.`;
      return failure('answer.cut', sentence, 'maybe', ['runAgain', 'showLog'], { requestId });
    }
    const what = /^\s*<(?:!doctype|html|head|body)/i.test(detail)
      ? 'a web page'
      : 'something other than JSON';
    const sentence = `${providerName} answered with ${what} instead of an image. ${mayBeBilled} Check the endpoint, or run it again.`;
    return failure('answer.notJson', sentence, 'maybe', ['openSettings', 'runAgain', 'showLog'], {
      detail,
      requestId,
    });
  }

  #damaged(): Failure {
    const { providerName, requestId } = this.#options;
    const sentence = `The image in the answer of ${providerName} is damaged. It has probably been billed. Run it again.`;
    return failure('answer.badImage', sentence, 'yes', ['runAgain', 'showLog'], { requestId });
  }

  #sinkFailure(error: unknown): Failure {
    const detail = error instanceof Error ? error.message : String(error);
    const sentence = `The image came, but could not be stored: ${clean(detail, 200)}. It has probably been billed. Make room and run it again.`;
    const { requestId } = this.#options;
    return failure('answer.notStored', sentence, 'yes', ['runAgain', 'showLog'], { detail, requestId });
  }
}

/** The connection ended before the answer did. */
export function cutFailure(providerName: string, requestId?: string, detail?: string): Failure {
  const sentence = `The answer of ${providerName} broke off before the image was whole. ${mayBeBilled} Run it again.`;
  return failure('answer.cut', sentence, 'maybe', ['runAgain', 'showLog'], { requestId, detail });
}

/** The answer is larger than anything an image model sends. */
export function tooLargeFailure(providerName: string, requestId?: string): Failure {
  const sentence = `The answer of ${providerName} is too large to be an image. ${mayBeBilled} Choose a smaller size, or run it again.`;
  return failure('answer.tooLarge', sentence, 'maybe', ['runAgain', 'showLog'], { requestId });
}
