import { CodecError, codecFailed, codecTooSlow } from './codecError.ts';
import type { CodecOperation, CodecOperations, CodecReply } from './codecProtocol.ts';

export { CodecError } from './codecError.ts';
export type * from './codecProtocol.ts';
export { needsPreparation } from './preparation.ts';

/** The part of a worker thread that the codec uses; `node:worker_threads` has it. */
export interface CodecWorker {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  on(event: 'message', listener: (reply: CodecReply) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: (exitCode: number) => void): unknown;
  /** Whether the worker keeps the process alive: only while it works. */
  ref(): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

export interface CodecDeps {
  startWorker: () => CodecWorker;
  /** Calls back after a while, once; returns what calls it off. */
  setTimer: (callback: () => void, milliseconds: number) => () => void;
  /** Takes a line for the log: what the codec says of a picture that it could not read or make. */
  tell?: (line: string) => void;
  /** How long the worker is kept without work. */
  idleMs?: number;
  /** How long one call may take. */
  callMs?: number;
  /** Pictures with more pixels are refused; memory grows by 4 to 8 bytes for each. */
  maxPixels?: number;
  /** After a picture with more pixels the worker ends as soon as nothing waits: its memory never shrinks. */
  largePixels?: number;
}

/** Each operation runs in the worker, one at a time; it fails with a `CodecError`, or with the signal's reason. */
export type Codec = {
  [Name in CodecOperation]: (
    request: CodecOperations[Name]['request'],
    signal?: AbortSignal,
  ) => Promise<CodecOperations[Name]['answer']>;
} & {
  /** Ends the worker and fails what is pending. */
  dispose(): void;
};

interface Call {
  operation: CodecOperation;
  request: {
    bytes: Uint8Array;
    alphaFrom?: Uint8Array | undefined;
    parts?: readonly { bytes: Uint8Array }[] | undefined;
  };
  signal: AbortSignal | undefined;
  resolve: (answer: object) => void;
  reject: (reason: unknown) => void;
  /** Takes the listener off the signal and calls the timer off. */
  release: () => void;
}

/** Pictures with more pixels are neither decoded nor shown. */
export const mostPixels = 100_000_000;

const defaults = {
  tell: () => {},
  idleMs: 20_000,
  callMs: 120_000,
  maxPixels: mostPixels,
  largePixels: 8_000_000,
};

/** The main thread's side of the image codec. The worker starts at the first call, not before. */
export function createCodec(deps: CodecDeps): Codec {
  const queue = new CodecQueue({ ...defaults, ...deps });
  const operation =
    <Name extends CodecOperation>(name: Name) =>
    (request: CodecOperations[Name]['request'], signal?: AbortSignal) =>
      queue.run(name, request, signal) as Promise<CodecOperations[Name]['answer']>;
  return {
    prepare: operation('prepare'),
    finish: operation('finish'),
    setIn: operation('setIn'),
    differing: operation('differing'),
    keyShares: operation('keyShares'),
    cutOut: operation('cutOut'),
    thumbnail: operation('thumbnail'),
    metadata: operation('metadata'),
    check: operation('check'),
    dispose: () => queue.dispose(),
  };
}

class CodecQueue {
  readonly #deps: Required<CodecDeps>;
  readonly #waiting: Call[] = [];
  #running: Call | undefined;
  #worker: CodecWorker | undefined;
  #stopIdleTimer: (() => void) | undefined;
  #hadLargePicture = false;
  #nextId = 1;
  #disposed = false;

  constructor(deps: Required<CodecDeps>) {
    this.#deps = deps;
  }

  run(operation: CodecOperation, request: Call['request'], signal?: AbortSignal): Promise<object> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.#disposed) return reject(codecFailed('The codec was disposed.'));
      const call: Call = { operation, request, signal, resolve, reject, release: () => {} };
      const onAbort = () => this.#stop(call, signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      call.release = () => signal?.removeEventListener('abort', onAbort);
      this.#waiting.push(call);
      this.#next();
    });
  }

  dispose(): void {
    this.#disposed = true;
    const reason = codecFailed('The codec was disposed.');
    for (const call of [...this.#waiting]) this.#stop(call, reason);
    if (this.#running) this.#stop(this.#running, reason);
    this.#endWorker();
  }

  #next(): void {
    if (this.#running || this.#disposed) return;
    const call = this.#waiting.shift();
    if (!call) {
      this.#rest();
      return;
    }
    this.#stopIdleTimer?.();
    this.#stopIdleTimer = undefined;
    this.#running = call;
    try {
      this.#send(call);
    } catch (error) {
      this.#endWorker();
      this.#settle(call, () => call.reject(codecFailed(String(error))));
    }
  }

  #send(call: Call): void {
    const id = this.#nextId;
    this.#nextId += 1;
    const { callMs, maxPixels, setTimer } = this.#deps;
    const stopTimer = setTimer(() => this.#stop(call, codecTooSlow(Math.round(callMs / 1000))), callMs);
    const { release } = call;
    call.release = () => {
      stopTimer();
      release();
    };
    const worker = this.#worker ?? this.#start();
    worker.ref();
    // Copies go to the worker, so that the caller's bytes stay whole. (`slice` of a Node buffer copies nothing.)
    const bytes = new Uint8Array(call.request.bytes);
    const alphaFrom = call.request.alphaFrom && new Uint8Array(call.request.alphaFrom);
    const parts = call.request.parts?.map((part) => ({ ...part, bytes: new Uint8Array(part.bytes) }));
    const request = { ...call.request, bytes, ...(alphaFrom && { alphaFrom }), ...(parts && { parts }) };
    const copies = [bytes, ...(alphaFrom ? [alphaFrom] : []), ...(parts ?? []).map((part) => part.bytes)];
    const transfer = copies.map(({ buffer }) => buffer);
    worker.postMessage({ id, operation: call.operation, request, maxPixels }, transfer);
  }

  #start(): CodecWorker {
    const worker = this.#deps.startWorker();
    this.#worker = worker;
    worker.on('message', (reply) => {
      if (worker === this.#worker) this.#receive(reply);
    });
    worker.on('error', (error) => this.#crashed(worker, String(error)));
    worker.on('exit', (exitCode) => this.#crashed(worker, `The codec's worker ended with ${exitCode}.`));
    return worker;
  }

  #receive(reply: CodecReply): void {
    const call = this.#running;
    if (!call || reply.id !== this.#nextId - 1) return;
    if (reply.ok) {
      this.#hadLargePicture ||= reply.pixels > this.#deps.largePixels;
      const tellsOnly = ['metadata', 'check', 'keyShares', 'differing'].includes(call.operation);
      const bytes = tellsOnly ? {} : { bytes: call.request.bytes };
      this.#settle(call, () => call.resolve({ ...bytes, ...reply.answer }));
    } else {
      const { code, sentence, detail } = reply;
      this.#deps.tell(`${call.operation}: ${code}: ${detail ?? sentence}`);
      this.#settle(call, () => call.reject(new CodecError(code, sentence, detail)));
    }
  }

  #crashed(worker: CodecWorker, detail: string): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    const call = this.#running;
    if (call) this.#settle(call, () => call.reject(codecFailed(detail)));
  }

  /** Gives up one call: a waiting one is dropped, the running one takes the worker with it. */
  #stop(call: Call, reason: unknown): void {
    const place = this.#waiting.indexOf(call);
    if (place >= 0) {
      this.#waiting.splice(place, 1);
      call.release();
      call.reject(reason);
    } else if (call === this.#running) {
      this.#endWorker();
      this.#settle(call, () => call.reject(reason));
    }
  }

  #settle(call: Call, answer: () => void): void {
    call.release();
    this.#running = undefined;
    answer();
    this.#next();
  }

  #rest(): void {
    if (!this.#worker) return;
    if (this.#hadLargePicture) {
      this.#endWorker();
    } else {
      this.#worker.unref();
      this.#stopIdleTimer ??= this.#deps.setTimer(() => this.#endWorker(), this.#deps.idleMs);
    }
  }

  #endWorker(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#hadLargePicture = false;
    this.#stopIdleTimer?.();
    this.#stopIdleTimer = undefined;
    // It may have ended by itself already; then there is nothing left to end.
    worker?.terminate().catch(() => {});
  }
}
