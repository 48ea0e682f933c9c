import { codecFailed } from './codecError.ts';
import { CodecLane, type CodecWorker, type LaneDeps, type PendingCall } from './codecLane.ts';

export interface QueueDeps extends Omit<LaneDeps, 'changed' | 'died'> {
  startWorker: () => CodecWorker;
  startNative: () => CodecWorker | undefined;
  mostWorkers: number;
  pixelsAtOnce: number;
}

/** Another worker is started where so many calls wait, or so many pixels: for less its start takes longer. */
const [worthwhileCalls, worthwhilePixels] = [4, 4_000_000];

/** Calls that wait, and the workers that do them. The first worker starts at the first call, not before. */
export class CodecQueue {
  readonly #deps: QueueDeps;
  /** In the order in which they came. */
  readonly #waiting: PendingCall[] = [];
  readonly #lanes: CodecLane[] = [];
  /** The native build does not load here, or it broke: WebAssembly does its work. */
  #withoutNative = false;
  #disposed = false;

  constructor(deps: QueueDeps) {
    this.#deps = deps;
  }

  /** No worker is there, and none is about to be. */
  get isCold(): boolean {
    return !this.#disposed && this.#lanes.length === 0 && this.#waiting.length === 0;
  }

  run(
    asked: Pick<PendingCall, 'operation' | 'request' | 'signal' | 'isBackground' | 'pixels'>,
  ): Promise<object> {
    return new Promise((resolve, reject) => {
      const { signal } = asked;
      if (signal?.aborted) return reject(signal.reason);
      if (this.#disposed) return reject(codecFailed('The codec was disposed.'));
      const call: PendingCall = { ...asked, resolve, reject, release: () => {} };
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
    for (const lane of [...this.#lanes]) {
      if (lane.call) lane.stop(reason);
      else lane.end();
    }
  }

  #next(): void {
    if (this.#disposed) return;
    for (;;) {
      const call = this.#waiting.find(({ isBackground }) => !isBackground) ?? this.#waiting[0];
      if (!call) {
        for (const lane of [...this.#lanes]) if (!lane.call && !lane.hasEnded) lane.rest();
        return;
      }
      if (this.#mustWait(call)) return;
      const free = this.#lanes.find((lane) => !lane.call);
      if (!free && this.#lanes.length > 0 && !this.#isWorthwhile()) return;
      this.#waiting.splice(this.#waiting.indexOf(call), 1);
      try {
        (free ?? this.#open()).run(call);
      } catch (error) {
        call.release();
        call.reject(codecFailed(String(error)));
      }
    }
  }

  /** Whether what is worked on leaves no memory for a call. One is always worked on. */
  #mustWait(call: PendingCall): boolean {
    const busy = this.#lanes.flatMap((lane) => lane.call ?? []);
    const pixels = busy.reduce((sum, other) => sum + other.pixels, call.pixels);
    return busy.length > 0 && pixels > this.#deps.pixelsAtOnce;
  }

  #isWorthwhile(): boolean {
    if (this.#lanes.length >= this.#deps.mostWorkers) return false;
    const pixels = this.#waiting.reduce((sum, call) => sum + call.pixels, 0);
    return this.#waiting.length >= worthwhileCalls || pixels >= worthwhilePixels;
  }

  #open(): CodecLane {
    const native = this.#startNative();
    const lane = new CodecLane(native ?? this.#deps.startWorker(), native !== undefined, {
      ...this.#deps,
      changed: (changed) => {
        if (changed.hasEnded) this.#remove(changed);
        this.#next();
      },
      died: (dead, call, detail) => this.#died(dead, call, detail),
    });
    this.#lanes.push(lane);
    return lane;
  }

  #startNative(): CodecWorker | undefined {
    if (this.#withoutNative) return undefined;
    try {
      return this.#deps.startNative();
    } catch (error) {
      this.#giveUpNative(String(error));
      return undefined;
    }
  }

  /** What native code broke on, WebAssembly can still do: it can't take the process with it. */
  #died(lane: CodecLane, call: PendingCall | undefined, detail: string): void {
    this.#remove(lane);
    if (lane.isNative) {
      this.#giveUpNative(detail);
      if (call) this.#waiting.unshift(call);
    } else if (call) {
      call.release();
      call.reject(codecFailed(detail));
    }
    this.#next();
  }

  #giveUpNative(detail: string): void {
    if (!this.#withoutNative) this.#deps.tell(`The native build is not used any more: ${detail}`);
    this.#withoutNative = true;
  }

  #remove(lane: CodecLane): void {
    const at = this.#lanes.indexOf(lane);
    if (at >= 0) this.#lanes.splice(at, 1);
  }

  /** Gives up one call: a waiting one is dropped, one that is worked on takes its worker with it. */
  #stop(call: PendingCall, reason: unknown): void {
    const at = this.#waiting.indexOf(call);
    if (at < 0) {
      this.#lanes.find((lane) => lane.call === call)?.stop(reason);
      return;
    }
    this.#waiting.splice(at, 1);
    call.release();
    call.reject(reason);
  }
}
