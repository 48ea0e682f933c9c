import { Buffer } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { pieceLimit, type StringTaker } from '../json/jsonStream.ts';
import type { JsonValue } from '../json/jsonValue.ts';
import { decoderOf, type Encoding } from './encodings.ts';
import { type Looks, PictureCheck } from './pictureCheck.ts';
import type { ImageSink } from './response.ts';

/** What came of one base64 string. */
export interface ReceivedBytes<S extends ImageSink> {
  /** Absent while nothing was written. */
  sink: S | undefined;
  byteLength: number;
  /** The string was closed, is base64 from end to end, and its bytes lie in the sink. */
  whole: boolean;
  looks: Looks;
  /** SHA-256 in hex; empty until the string was closed. */
  sha256: string;
  /** Why its sink does not hold it. */
  error?: unknown;
}

/** Takes base64 that stands in a longer text, piece by piece. */
export interface Base64Taker extends StringTaker {
  /** The same as what `done` answers, before the end. */
  readonly token: JsonValue;
}

/** An image whose string is being read, with what looks at all of its bytes. */
interface Filling<S extends ImageSink> {
  readonly image: ReceivedBytes<S>;
  readonly decoded: Hash;
  readonly check: PictureCheck;
}

/** Far more than any answer has; each further one is read and dropped. */
const mostImages = 100;
const blockBytes = 256 * 1024;
/** What decoding one piece can write at most. */
const reserve = (pieceLimit / 4) * 3 + 16;

/**
 * Decodes the base64 strings of one answer, one after the other, and hands the bytes to sinks in
 * blocks, so that writing and receiving overlap. A block that a sink was given is not written into before
 * the sink is done with it. When an image has ended, its sink must hold exactly what was decoded.
 *
 * A sink that fails costs its own image alone.
 */
export class ImageReceiver<S extends ImageSink> {
  readonly #openSink: () => S | Promise<S>;
  readonly #received = new Map<JsonValue, ReceivedBytes<S>>();
  /** The block that is being filled; no sink has seen it. */
  #block: Buffer = Buffer.allocUnsafe(blockBytes);
  #used = 0;
  /** Whose bytes the block holds: two strings can be open at once, as where one comes in several events. */
  #owner: Filling<S> | undefined;
  /** Blocks that sinks are done with. */
  readonly #free: Buffer[] = [];
  /** Everything that sinks were asked to do, in order. */
  #work: Promise<void> = Promise.resolve();
  #earlierWork: Promise<void> | undefined;

  constructor(openSink: () => S | Promise<S>) {
    this.#openSink = openSink;
  }

  /** All that came, in order. */
  get all(): ReceivedBytes<S>[] {
    return [...this.#received.values()];
  }

  /** What stands for a string in the JSON value leads to its bytes. */
  get(token: JsonValue | undefined): ReceivedBytes<S> | undefined {
    return token === undefined ? undefined : this.#received.get(token);
  }

  /** @param as what it will be given */
  taker(as: Encoding = 'base64'): Base64Taker {
    const token: JsonValue = {};
    if (this.#received.size >= mostImages) return { token, take: () => false, done: () => token };
    const image: ReceivedBytes<S> = {
      sink: undefined,
      byteLength: 0,
      whole: false,
      looks: 'unknown',
      sha256: '',
    };
    this.#received.set(token, image);
    const decoder = decoderOf(as);
    const filling: Filling<S> = { image, decoded: createHash('sha256'), check: new PictureCheck() };
    const count = (bytes: number) => {
      this.#used += bytes;
      image.byteLength += bytes;
    };
    return {
      token,
      take: (chunk, start, end) => {
        this.#claim(filling);
        count(decoder.write(chunk, start, end, this.#block, this.#used));
        if (this.#used + reserve <= blockBytes) return false;
        this.#handOver(filling);
        return true;
      },
      done: () => {
        this.#claim(filling);
        count(decoder.end(this.#block, this.#used));
        if (this.#used > 0) this.#handOver(filling);
        image.looks = filling.check.looks();
        image.sha256 = filling.decoded.digest('hex');
        const whole = !decoder.damaged && image.byteLength > 0;
        this.#queue(image, async () => {
          if (image.sink) await closeAndCompare(image.sink, image.sha256);
          image.whole = whole;
        });
        return token;
      },
    };
  }

  /** What must be waited for before more bytes may come, so that no more than a few blocks are on their way. */
  takeWait(): Promise<void> | undefined {
    const wait = this.#earlierWork;
    this.#earlierWork = undefined;
    return wait;
  }

  /** Until every sink has done what it was asked. */
  idle(): Promise<void> {
    return this.#work;
  }

  /** Discards every sink but those of `kept`. Never rejects. */
  async discardExcept(kept: ReadonlySet<S>): Promise<void> {
    await this.#work;
    for (const { sink } of this.#received.values()) {
      if (sink && !kept.has(sink)) await Promise.resolve(sink.discard()).catch(() => undefined);
    }
  }

  #claim(filling: Filling<S>): void {
    if (this.#owner !== filling && this.#owner !== undefined && this.#used > 0) this.#handOver(this.#owner);
    this.#owner = filling;
  }

  /** The bytes are looked at here and not as they come: base64 with breaks in it comes in very small pieces. */
  #handOver({ image, decoded, check }: Filling<S>): void {
    const block = this.#block;
    const bytes = block.subarray(0, this.#used);
    decoded.update(bytes);
    check.add(bytes);
    this.#earlierWork = this.#work;
    this.#block = this.#free.pop() ?? Buffer.allocUnsafe(blockBytes);
    this.#used = 0;
    this.#queue(image, async () => {
      image.sink ??= await this.#openSink();
      await image.sink.write(bytes);
      this.#free.push(block);
    });
  }

  #queue(image: ReceivedBytes<S>, task: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (image.error !== undefined) return;
      try {
        await task();
      } catch (error) {
        image.error = error ?? new Error('the sink failed');
      }
    });
  }
}

/** Counts bytes as received only when they lie in the sink as they were decoded. */
export async function closeAndCompare(sink: ImageSink, sha256: string): Promise<void> {
  await sink.close();
  if ((await sink.sha256()) !== sha256) throw new Error('what was written differs from what came');
}
