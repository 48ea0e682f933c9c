import { type Codec, type CodecWorker, createCodec } from '../../../src/core/images/codec.ts';
import type { CodecCall, CodecOperation, CodecReply } from '../../../src/core/images/codecProtocol.ts';
import { setTimer } from '../images/setTimer.ts';
import type { Phase } from './phases.ts';

/** What the worker does when a call reaches a phase. */
export type WorkerReach = (phase: Phase) => Promise<'on' | 'crash' | 'memory'>;

/** The phase in which an operation begins, and that in which it ends. */
const phasesOf: Partial<Record<CodecOperation, readonly [begin: Phase, end?: Phase]>> = {
  check: ['prepare'],
  prepare: ['prepare'],
  setIn: ['align', 'composite'],
  finish: ['finish'],
  differing: ['read back'],
};

/** The codec with its own queue, in front of the worker of another one, that can die at a phase. */
export function faultyCodec(real: Codec, reach: WorkerReach): Codec {
  return createCodec({ startWorker: () => workerBefore(real, reach), setTimer });
}

function workerBefore(real: Codec, reach: WorkerReach): CodecWorker {
  const listeners = new Map<string, (argument: never) => void>();
  let isDead = false;
  const tell = (event: 'message' | 'error' | 'exit', argument: unknown): void => {
    if (!isDead) (listeners.get(event) as ((argument: unknown) => void) | undefined)?.(argument);
  };
  const dies = async (phase: Phase | undefined): Promise<boolean> => {
    const then = phase === undefined ? 'on' : await reach(phase);
    if (then === 'on') return isDead;
    // As Node tells of a worker that was aborted, or whose heap is full.
    if (then === 'memory') {
      const error = new Error('Worker terminated due to reaching memory limit: JS heap out of memory');
      tell('error', Object.assign(error, { code: 'ERR_WORKER_OUT_OF_MEMORY' }));
    }
    tell('exit', then === 'memory' ? 1 : 134);
    isDead = true;
    return true;
  };
  const work = async ({ id, operation, request }: CodecCall): Promise<void> => {
    const [begin, end] = phasesOf[operation] ?? [];
    if (await dies(begin)) return;
    let reply: CodecReply;
    try {
      const answer = await (real[operation] as (of: unknown) => Promise<object>)(request);
      reply = { id, ok: true, answer, pixels: 0 } as CodecReply;
    } catch (error) {
      const { code, message, detail } = error as { code: never; message: string; detail: undefined };
      reply = { id, ok: false, code, sentence: message, detail };
    }
    if (!(await dies(end))) tell('message', reply);
  };
  return {
    postMessage: (message) => void work(message as CodecCall),
    on: (event: string, listener: (argument: never) => void) => listeners.set(event, listener),
    ref() {},
    unref() {},
    async terminate() {
      isDead = true;
    },
  };
}
