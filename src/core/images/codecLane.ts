import { CodecError, codecFailed, codecTooSlow } from './codecError.ts';
import type { CodecCall, CodecOperation, CodecPictures, CodecReply } from './codecProtocol.ts';

/** What works for the codec: a thread of `node:worker_threads`, or a process that behaves like one. */
export interface CodecWorker {
  /** The bytes of the call stay as they are, now and later. */
  postMessage(call: CodecCall): void;
  on(event: 'message', listener: (reply: CodecReply) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  /** @param how the code that it ended with, or words for it */
  on(event: 'exit', listener: (how: number | string) => void): unknown;
  /** Whether the worker keeps the process alive: only while it works. */
  ref(): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

/** One thing that the codec was asked for. */
export interface PendingCall {
  operation: CodecOperation;
  request: CodecPictures;
  signal: AbortSignal | undefined;
  /** Waits behind all that does not. */
  isBackground: boolean;
  /** Of its pictures, about: as far as their heads tell. */
  pixels: number;
  resolve: (answer: object) => void;
  reject: (reason: unknown) => void;
  /** Takes the listener off the signal. */
  release: () => void;
}

export interface LaneDeps {
  /** Calls back after a while, once; returns what calls it off. */
  setTimer: (callback: () => void, milliseconds: number) => () => void;
  tell: (line: string) => void;
  idleMs: number;
  callMs: number;
  maxPixels: number;
  largePixels: number;
  /** The lane is free again, or at its end. */
  changed: (lane: CodecLane) => void;
  /** The worker ended by itself. @param call what it worked on */
  died: (lane: CodecLane, call: PendingCall | undefined, detail: string) => void;
}

const tellsOnly: readonly CodecOperation[] = ['metadata', 'check', 'keyShares', 'differing', 'changedShare'];

/** One worker and the call it works on; it works on one at a time. */
export class CodecLane {
  readonly isNative: boolean;
  readonly #deps: LaneDeps;
  readonly #worker: CodecWorker;
  #call: PendingCall | undefined;
  #callId = 0;
  #stopTimer = () => {};
  #stopIdleTimer: (() => void) | undefined;
  #hadLargePicture = false;
  #ended = false;

  constructor(worker: CodecWorker, isNative: boolean, deps: LaneDeps) {
    this.isNative = isNative;
    this.#deps = deps;
    this.#worker = worker;
    worker.on('message', (reply) => this.#receive(reply));
    worker.on('error', (error) => this.#died(String(error)));
    worker.on('exit', (how) => this.#died(`The codec's worker ended with ${how}.`));
  }

  get call(): PendingCall | undefined {
    return this.#call;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** Sends a call to the worker, which is free. */
  run(call: PendingCall): void {
    const { callMs, maxPixels, setTimer } = this.#deps;
    this.#stopIdleTimer?.();
    this.#stopIdleTimer = undefined;
    this.#call = call;
    this.#callId += 1;
    this.#stopTimer = setTimer(() => this.stop(codecTooSlow(Math.round(callMs / 1000))), callMs);
    try {
      this.#worker.ref();
      const { operation, request } = call;
      this.#worker.postMessage({ id: this.#callId, operation, request, maxPixels } as CodecCall);
    } catch (error) {
      this.stop(codecFailed(String(error)));
    }
  }

  /** Gives the call up. Only the end of the worker stops it. */
  stop(reason: unknown): void {
    this.#end();
    this.#settle((call) => call.reject(reason));
  }

  /** There is nothing to do: after a large picture the worker ends at once, because its memory never shrinks. */
  rest(): void {
    if (this.#hadLargePicture) {
      this.end();
    } else {
      this.#worker.unref();
      this.#stopIdleTimer ??= this.#deps.setTimer(() => this.end(), this.#deps.idleMs);
    }
  }

  /** Ends a worker that is free. */
  end(): void {
    this.#end();
    this.#deps.changed(this);
  }

  #end(): void {
    this.#ended = true;
    this.#stopIdleTimer?.();
    // It may have ended by itself already; then there is nothing left to end.
    this.#worker.terminate().catch(() => {});
  }

  #receive(reply: CodecReply): void {
    if (this.#ended || reply.id !== this.#callId) return;
    if (reply.ok) this.#hadLargePicture ||= reply.pixels > this.#deps.largePixels;
    this.#settle((call) => {
      if (reply.ok) {
        const bytes = tellsOnly.includes(call.operation) ? {} : { bytes: call.request.bytes };
        call.resolve({ ...bytes, ...reply.answer });
      } else {
        const { code, sentence, detail } = reply;
        this.#deps.tell(`${call.operation}: ${code}: ${detail ?? sentence}`);
        call.reject(new CodecError(code, sentence, detail));
      }
    });
  }

  #died(detail: string): void {
    if (this.#ended) return;
    this.#end();
    this.#stopTimer();
    const call = this.#call;
    this.#call = undefined;
    this.#deps.died(this, call, detail);
  }

  #settle(answer: (call: PendingCall) => void): void {
    const call = this.#call;
    if (!call) return;
    this.#stopTimer();
    call.release();
    this.#call = undefined;
    answer(call);
    this.#deps.changed(this);
  }
}
