import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Base64Stream } from './base64Stream.ts';
import { pieceLimit, type StringTaker } from './jsonStream.ts';
import type { JsonValue } from './jsonValue.ts';
import type { ImageSink } from './response.ts';

/** What came of one base64 string. */
export interface ReceivedBytes<S extends ImageSink> {
  /** Absent while nothing was written. */
  sink: S | undefined;
  byteLength: number;
  /** The string was closed and is base64 from end to end. */
  whole: boolean;
}

const blockBytes = 256 * 1024;
/** What decoding one piece can write at most. */
const reserve = (pieceLimit / 4) * 3 + 16;

/**
 * Decodes the base64 strings of one answer, one after the other, and hands the bytes to sinks in
 * blocks, so that writing and receiving overlap. A block that a sink was given is not written into before
 * the sink is done with it. When an image has ended, its sink must hold exactly what was decoded.
 */
export class ImageReceiver<S extends ImageSink> {
  readonly #openSink: () => S | Promise<S>;
  readonly #received = new Map<JsonValue, ReceivedBytes<S>>();
  /** The block that is being filled; no sink has seen it. */
  #block: Buffer = Buffer.allocUnsafe(blockBytes);
  #used = 0;
  /** Blocks that sinks are done with. */
  readonly #free: Buffer[] = [];
  /** Everything that sinks were asked to do, in order. */
  #work: Promise<void> = Promise.resolve();
  #earlierWork: Promise<void> | undefined;
  #error: unknown;

  constructor(openSink: () => S | Promise<S>) {
    this.#openSink = openSink;
  }

  /** The error of a sink, after which nothing more is written. */
  get error(): unknown {
    return this.#error;
  }

  /** What stands for a string in the JSON value leads to its bytes. */
  get(token: JsonValue | undefined): ReceivedBytes<S> | undefined {
    return token === undefined ? undefined : this.#received.get(token);
  }

  taker(): StringTaker {
    const token: JsonValue = {};
    const image: ReceivedBytes<S> = { sink: undefined, byteLength: 0, whole: false };
    this.#received.set(token, image);
    const base64 = new Base64Stream();
    const decoded = createHash('sha256');
    const count = (bytes: number) => {
      decoded.update(this.#block.subarray(this.#used, this.#used + bytes));
      this.#used += bytes;
      image.byteLength += bytes;
    };
    return {
      take: (chunk, start, end) => {
        count(base64.write(chunk, start, end, this.#block, this.#used));
        if (this.#used + reserve <= blockBytes) return false;
        this.#handOver(image);
        return true;
      },
      done: () => {
        count(base64.end(this.#block, this.#used));
        image.whole = !base64.damaged && image.byteLength > 0;
        if (this.#used > 0) this.#handOver(image);
        const sha256 = decoded.digest('hex');
        this.#queue(async () => {
          if (image.sink) await closeAndCompare(image.sink, sha256);
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

  #handOver(image: ReceivedBytes<S>): void {
    const block = this.#block;
    const bytes = block.subarray(0, this.#used);
    this.#earlierWork = this.#work;
    this.#block = this.#free.pop() ?? Buffer.allocUnsafe(blockBytes);
    this.#used = 0;
    this.#queue(async () => {
      image.sink ??= await this.#openSink();
      await image.sink.write(bytes);
      this.#free.push(block);
    });
  }

  #queue(task: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#error !== undefined) return;
      try {
        await task();
      } catch (error) {
        this.#error = error ?? new Error('the sink failed');
      }
    });
  }
}

/** Counts bytes as received only when they lie in the sink as they were decoded. */
async function closeAndCompare(sink: ImageSink, sha256: string): Promise<void> {
  await sink.close();
  if ((await sink.sha256()) !== sha256) throw new Error('what was written differs from what came');
}
