import { Worker } from 'node:worker_threads';
import { spokenLanguage } from '../shared/l10n.ts';
import type { CodecWorker } from './codec.ts';

/**
 * Starts the codec's worker thread. It carries nothing of the host's command line (no inspector, no loaders)
 * and nothing of its environment, but speaks the display language.
 *
 * @param file absolute path of the built `worker.cjs`, with the glue and the `.wasm` beside it
 */
export function startCodecWorker(file: string): CodecWorker {
  return new Worker(file, {
    name: 'image codec',
    execArgv: [],
    env: { VIPS_CONCURRENCY: '1' },
    workerData: spokenLanguage(),
  });
}
