import { availableParallelism, totalmem } from 'node:os';
import { type Codec, createCodec } from '../../core/images/codec.ts';
import { startCodecWorker } from '../../core/images/startCodecWorker.ts';
import { hasNativeCodec, startCodecProcess } from './startCodecProcess.ts';

/** More workers than that are of no use: what is written and shown takes its time, too. */
const mostWorkers = 3;
/** Bytes of memory of a machine that has some for another worker. */
const memoryEach = 2e9;

/**
 * The codec on this machine: its native build where the package carries one, else WebAssembly.
 *
 * @param file absolute path of the built `worker.cjs`
 * @param allowsNative asked whenever a worker is started. Native code is not held in by anything: pictures of a
 *   folder that nobody trusts are read by WebAssembly
 */
export function nodeCodec(
  file: string,
  host: Pick<NodeJS.Process, 'execPath' | 'env'>,
  { tell, allowsNative = () => true }: { tell: (line: string) => void; allowsNative?: () => boolean },
): Codec {
  return createCodec({
    startWorker: () => startCodecWorker(file),
    startNative: () => (allowsNative() && hasNativeCodec(file) ? startCodecProcess(file, host) : undefined),
    setTimer: (callback, milliseconds) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    tell,
    mostWorkers: Math.max(
      1,
      Math.min(mostWorkers, availableParallelism(), Math.floor(totalmem() / memoryEach)),
    ),
  });
}
