import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { type CodecDeps, type CodecWorker, createCodec } from '../../../src/core/images/codec.ts';
import type { CodecCall } from '../../../src/core/images/codecProtocol.ts';

/** A worker that answers when the test says so. */
export class FakeWorker extends EventEmitter implements CodecWorker {
  calls: CodecCall[] = [];
  ended = false;
  keepsAlive = true;

  postMessage(call: CodecCall): void {
    this.calls.push(call);
  }
  ref(): void {
    this.keepsAlive = true;
  }
  unref(): void {
    this.keepsAlive = false;
  }
  async terminate(): Promise<number> {
    this.ended = true;
    this.emit('exit', 1);
    return 1;
  }
  answer(answer: object = { type: 'png', width: 1, height: 1, changes: [] }, pixels = 1): void {
    this.emit('message', { id: this.calls.at(-1)?.id, ok: true, answer, pixels });
  }
}

/** A codec on fake workers and a clock that the test turns. */
export function setUp(given: Partial<CodecDeps> = {}) {
  const workers: FakeWorker[] = [];
  const timers = new Map<() => void, number>();
  const told: string[] = [];
  const codec = createCodec({
    startWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    setTimer: (callback, milliseconds) => {
      timers.set(callback, milliseconds);
      return () => timers.delete(callback);
    },
    tell: (line) => told.push(line),
    idleMs: 1000,
    callMs: 9000,
    largePixels: 100,
    ...given,
  });
  const newest = () => {
    const worker = workers.at(-1);
    assert(worker, 'a worker was started');
    return worker;
  };
  const expire = (milliseconds: number) => {
    for (const [callback, delay] of timers) if (delay === milliseconds) callback();
  };
  return { codec, workers, timers, told, newest, expire };
}
