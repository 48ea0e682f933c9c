import { Buffer } from 'node:buffer';
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
 * blocks. Two blocks take turns, so that writing and receiving overlap.
 */
export class ImageReceiver<S extends ImageSink> {
  readonly #openSink: () => S | Promise<S>;
  readonly #received = new Map<JsonValue, ReceivedBytes<S>>();
  #block: Buffer = Buffer.allocUnsafe(blockBytes);
  #spare: Buffer | undefined;
  #used = 0;
  /** Everything that sinks were asked to do, in order. */
  #work: Promise<void> = Promise.resolve();
  #otherBlockFree: Promise<void> | undefined;
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
    const count = (bytes: number) => {
      this.#used += bytes;
      image.byteLength += bytes;
    };
    return {
      take: (chunk, start, end) => {
        count(base64.write(chunk, start, end, this.#block, this.#used));
        if (this.#used + reserve <= blockBytes) return false;
        this.#flush(image);
        return true;
      },
      done: () => {
        count(base64.end(this.#block, this.#used));
        image.whole = !base64.damaged && image.byteLength > 0;
        if (this.#used > 0) this.#flush(image);
        // The next image begins at once, while the other block may still be on its way.
        this.#block = Buffer.allocUnsafe(blockBytes);
        this.#queue(async () => image.sink?.close());
        return token;
      },
    };
  }

  /** What must be waited for before more bytes may come: a block was filled and the other one may be in use. */
  takeWait(): Promise<void> | undefined {
    const wait = this.#otherBlockFree;
    this.#otherBlockFree = undefined;
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

  #flush(image: ReceivedBytes<S>): void {
    const bytes = this.#block.subarray(0, this.#used);
    const filled = this.#block;
    this.#otherBlockFree = this.#work;
    this.#block = this.#spare ?? Buffer.allocUnsafe(blockBytes);
    this.#spare = filled;
    this.#used = 0;
    this.#queue(async () => {
      image.sink ??= await this.#openSink();
      await image.sink.write(bytes);
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
