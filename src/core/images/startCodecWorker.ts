import { Worker } from 'node:worker_threads';
import { spokenLanguage } from '../shared/l10n.ts';
import type { CodecWorker } from './codec.ts';
import type { CodecCall, CodecPictures } from './codecProtocol.ts';

/**
 * Starts the codec's worker thread, which has the WebAssembly build. It carries nothing of the host's command line
 * (no inspector, no loaders) and nothing of its environment, but speaks the display language.
 *
 * @param file absolute path of the built `worker.cjs`, with the glue and the `.wasm` beside it
 */
export function startCodecWorker(file: string): CodecWorker {
  return new CodecThread(file, {
    name: 'image codec',
    execArgv: [],
    env: { VIPS_CONCURRENCY: '1' },
    workerData: spokenLanguage(),
  });
}

class CodecThread extends Worker implements CodecWorker {
  /** Hands copies over, so that the caller's bytes stay whole. (`slice` of a Node buffer copies nothing.) */
  override postMessage(call: CodecCall): void {
    const { bytes, alphaFrom, parts }: CodecPictures = call.request;
    const memory: ArrayBuffer[] = [];
    const copied = (given: Uint8Array) => {
      const copy = new Uint8Array(given);
      memory.push(copy.buffer);
      return copy;
    };
    const request = {
      ...call.request,
      bytes: copied(bytes),
      ...(alphaFrom && { alphaFrom: copied(alphaFrom) }),
      ...(parts && { parts: parts.map((part) => ({ ...part, bytes: copied(part.bytes) })) }),
    };
    super.postMessage({ ...call, request }, memory);
  }
}
