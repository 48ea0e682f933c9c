import { Buffer } from 'node:buffer';
import { type Failure, fail, type Outcome, succeed } from '../../shared/failure.ts';
import { t } from '../../shared/l10n.ts';
import { AnswerDocuments } from '../answer/answerDocuments.ts';
import { type Base64Taker, ImageReceiver } from '../answer/imageReceiver.ts';
import { linkedFailure } from '../answer/links.ts';
import type { Answer, ImageSink, LinkedAnswer, NoImage } from '../answer/response.ts';
import type { AnswerReading } from '../engines/engine.ts';
import {
  besideError,
  cutFailure,
  damagedFailure,
  nothingFailure,
  notJsonFailure,
  notStoredFailure,
  tooLargeFailure,
} from '../errors/answerFailures.ts';
import { clean } from '../failures.ts';
import { pieceLimit } from '../json/jsonStream.ts';
import type { JsonValue } from '../json/jsonValue.ts';
import { AnswerStrings } from './answerStrings.ts';
import { type BodyShape, shapeOf } from './bodyShape.ts';
import { LooseText } from './looseText.ts';
import { MultipartAnswer } from './multipartAnswer.ts';
import { type OnPartial, PartialImages } from './partialImages.ts';

export interface AnswerReaderOptions<S extends ImageSink> {
  /** Of the engine that was asked: what the values mean. */
  reading: AnswerReading;
  /** Opens a sink when the first bytes of an image are there. */
  openSink(): S | Promise<S>;
  /** Of the provider, for sentences. */
  providerName: string;
  requestId?: string | undefined;
  onPartial?: OnPartial<S> | undefined;
  /** Makes the failure for an answer that turns out to be an error. */
  errorFailure(error: JsonValue): Promise<Failure>;
}

const excerptBytes = 2048;
/** Of what says nothing. */
const emptyLimit = 1024 * 1024;
/** What makes JSON of a body that is only a string or a text. */
const around: Readonly<Record<BodyShape, readonly [string, string]>> = {
  json: ['', ''],
  string: ['{"data":', '}'],
  text: ['{"text":"', '"}'],
  parts: ['', ''],
  picture: ['', ''],
};
/** How long more is waited for when all that is known of is there but the connection stays open, in milliseconds. */
const grace = { withImage: 1000, without: 5000 };

/**
 * Reads the answer to one request as it comes, in whatever shape a gateway gives it: base64
 * goes to sinks, signatures go nowhere, the rest is kept until the end and then understood.
 */
export class AnswerReader<S extends ImageSink> {
  readonly #options: AnswerReaderOptions<S>;
  readonly #images: ImageReceiver<S>;
  readonly #strings: AnswerStrings<S>;
  readonly #documents: AnswerDocuments;
  readonly #loose: LooseText;
  readonly #partials: PartialImages<S>;
  #start = Buffer.alloc(0);
  /** White space alone, since anything else came. */
  #blankBytes = 0;
  #shape: BodyShape | undefined;
  #linked: LinkedAnswer<S> | undefined;
  /** What came before it was known what it is. */
  #held: Buffer = Buffer.alloc(0);
  /** A body that is a picture. */
  #picture: Base64Taker | undefined;
  /** A body of several parts. */
  #parts: MultipartAnswer | undefined;

  constructor(options: AnswerReaderOptions<S>) {
    this.#options = options;
    this.#images = new ImageReceiver(() => options.openSink());
    this.#strings = new AnswerStrings(this.#images);
    this.#loose = new LooseText(this.#strings.textTaker(), (token) => this.#strings.scanned(token));
    this.#documents = new AnswerDocuments({
      loose: this.#loose,
      takerFor: (key, parentKey) => this.#strings.takerFor(key, parentKey),
    });
    this.#partials = new PartialImages(this.#images, options.reading, options.onPartial);
  }

  /** How much of the answer was thought signatures. */
  get signatureBytes(): number {
    return this.#strings.signatureBytes;
  }

  /**
   * How long to wait for more at most, in milliseconds: some servers leave the connection open behind a
   * whole answer. Undefined: as long as it takes.
   */
  get graceMs(): number | undefined {
    const { complete, isEventStream } = this.#documents;
    if (!complete) return undefined;
    const hasImage = this.#images.all.some(({ sha256 }) => sha256 !== '');
    const isFinished = () => this.#options.reading.saysFinished(this.#documents.all);
    if (isEventStream && !(hasImage && isFinished())) return undefined;
    return hasImage ? grace.withImage : grace.without;
  }

  /**
   * Takes the next bytes of the body.
   * @returns whether the answer says that it is complete, or can't be one; nothing more needs to come then
   */
  write(chunk: Buffer): boolean | Promise<boolean> {
    if (this.#start.length < excerptBytes) {
      this.#start = Buffer.concat([this.#start, chunk.subarray(0, excerptBytes - this.#start.length)]);
    }
    this.#blankBytes = isBlank(chunk) ? this.#blankBytes + chunk.length : 0;
    if (this.#isIdle) return true;
    return this.#shape === undefined ? this.#begin(chunk, false) : this.#push(chunk);
  }

  /** Whether far more came that says nothing than any server sends to keep a connection open. */
  get #isIdle(): boolean {
    return this.#blankBytes > emptyLimit || this.#documents.emptyBytes > emptyLimit;
  }

  #begin(chunk: Buffer, isWhole: boolean): boolean | Promise<boolean> {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#shape = shapeOf(this.#held, isWhole);
    if (this.#shape === undefined) return false;
    const held = this.#held;
    this.#held = Buffer.alloc(0);
    if (this.#shape === 'picture') this.#picture = this.#images.taker('bytes');
    if (this.#shape === 'parts') {
      this.#parts = new MultipartAnswer({
        pictureTaker: (as) => this.#images.taker(as),
        push: (bytes, at) => this.#documents.push(bytes, at),
      });
    }
    return this.#push(Buffer.concat([Buffer.from(around[this.#shape][0]), held]));
  }

  #push(chunk: Buffer, from = 0): boolean | Promise<boolean> {
    for (let at = from; at < chunk.length; ) {
      at = this.#pushTo(chunk, at);
      const wait = this.#images.takeWait();
      if (wait !== undefined) return wait.then(() => this.#push(chunk, at));
    }
    return this.#done;
  }

  #pushTo(chunk: Buffer, at: number): number {
    if (this.#parts) {
      this.#parts.take(at === 0 ? chunk : chunk.subarray(at));
      return chunk.length;
    }
    if (this.#picture === undefined) {
      const end = this.#documents.push(chunk, at);
      this.#partials.look(this.#documents.closed);
      return end;
    }
    for (let from = at; from < chunk.length; ) {
      const end = Math.min(from + pieceLimit, chunk.length);
      if (this.#picture.take(chunk, from, end)) return end;
      from = end;
    }
    return chunk.length;
  }

  get #done(): boolean {
    return this.#documents.ended || this.#parts?.ended === true || this.#isIdle;
  }

  #isWebPage(): boolean {
    return /^\s*<(?:!doctype|html|head|body)/i.test(this.#start.toString('utf8'));
  }

  /**
   * Closes the answer. A whole image is never lost: when the answer broke off or reports an error beside one
   * that is not a thought, it is a success that says so. Sinks that don't belong to the answer are discarded.
   * @param cut why no more came, when it was not the answer's own end
   */
  async end(cut?: Failure): Promise<Outcome<Answer<S>>> {
    if (this.#shape === undefined) await this.#begin(Buffer.alloc(0), true);
    if (cut === undefined) {
      await this.#push(Buffer.from(around[this.#shape ?? 'json'][1]));
      this.#picture?.done();
      this.#parts?.finish();
    }
    this.#loose.done();
    this.#strings.finish();
    await this.#images.idle();
    await this.#partials.seen();
    const outcome = await this.#understand(cut);
    const kept = new Set<S>();
    if (outcome.ok) {
      const { final, others, thoughts } = outcome.value;
      for (const { sink } of [final, ...others, ...thoughts.images]) kept.add(sink);
    }
    await this.#images.discardExcept(kept);
    return outcome;
  }

  /** What an answer says beside the address of its picture, once it has ended so. */
  get linked(): LinkedAnswer<S> | undefined {
    return this.#linked;
  }

  /** Throws everything away. Never rejects. */
  async discard(): Promise<void> {
    await this.#partials.seen();
    return this.#images.discardExcept(new Set());
  }

  async #understand(cut: Failure | undefined): Promise<Outcome<Answer<S>>> {
    const { complete, isEventStream, ended } = this.#documents;
    const isPage = this.#isWebPage();
    const loose = this.#documents.all.length > 0 ? undefined : this.#loose.document(isPage);
    const isNoAnswer = isPage && !loose && !this.#picture && this.#documents.all.length === 0;
    if (isNoAnswer) return fail(this.#unfinished());
    const documents = this.#picture
      ? [{ value: { image: this.#picture.token }, event: '' }]
      : loose
        ? [loose]
        : this.#documents.all;
    // Bytes and texts end where the connection does.
    const isPlain = this.#picture !== undefined || loose !== undefined || this.#parts !== undefined;
    const { requestId, providerName, reading, errorFailure } = this.#options;
    const read = await reading.understand({
      documents,
      scannedOf: (token) => this.#strings.scanned(token),
      bytesOf: (token) => this.#images.get(token),
      all: this.#images.all,
      complete: isPlain ? cut === undefined || this.#parts?.ended === true : complete,
      ended: isPlain || cut === undefined || !isEventStream || ended,
    });
    const [error] = read.errors;
    if (read.ok === 'linked') {
      this.#linked = {
        links: read.links,
        answer: { ...read.answer, ...(requestId && { requestId }) },
      };
      return fail(linkedFailure(read.links));
    }
    if (read.ok) {
      const notes = error === undefined ? [] : [besideError(providerName, error)];
      if (isPage) notes.push(t('The answer was a web page. This is the picture it contained.'));
      return succeed({
        ...read.answer,
        notes: [...read.answer.notes, ...notes],
        ...(requestId && { requestId }),
      });
    }
    if (error !== undefined && read.why !== 'notStored') return fail(await errorFailure(error));
    return fail(this.#failureFor(read.why, cut));
  }

  #failureFor(why: NoImage, cut: Failure | undefined): Failure {
    const { requestId, providerName } = this.#options;
    if (why === 'notStored') {
      const error = this.#images.all.find((image) => image.error !== undefined)?.error;
      return notStoredFailure(error, requestId);
    }
    if (this.#isWebPage()) return this.#unfinished();
    if (why === 'damaged') return damagedFailure(providerName, requestId);
    if (this.#documents.tooLarge || this.#strings.tooLarge) return tooLargeFailure(providerName, requestId);
    if (why === 'broken') return cut ?? this.#unfinished();
    return { ...why, ...(requestId && { requestId }) };
  }

  #unfinished(): Failure {
    const { providerName, requestId } = this.#options;
    const isPage = this.#isWebPage();
    if (!isPage && this.#documents.all.length > 0) return cutFailure(providerName, requestId);
    const detail = clean(this.#start.toString('utf8'), 300);
    if (detail === '' || (this.#isIdle && !isPage)) return nothingFailure(providerName, requestId);
    const links = isPage ? this.#loose.pictureLinks : [];
    return notJsonFailure(providerName, { isPage, links, detail, requestId });
  }
}

function isBlank(chunk: Buffer): boolean {
  for (const byte of chunk)
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return false;
  return true;
}
