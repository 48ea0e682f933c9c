import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CodecWorker } from '../../core/images/codec.ts';
import type { CodecReply } from '../../core/images/codecProtocol.ts';
import { spokenLanguage } from '../../core/shared/l10n.ts';
import { readFrames, writeFrame } from './frames.ts';

/** Of the environment: where libraries and temporary files are. Without these Node itself may not start. */
const passedOn = ['LD_LIBRARY_PATH', 'NIX_LD', 'NIX_LD_LIBRARY_PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];
/** Of what it complained of, the end is kept for the log. */
const keptWords = 2000;

/** The file through which the native build of sharp is loaded; only packages for a platform have it. */
const nativeEntry = path.join('native', 'index.cjs');

/** Whether there is a native build beside the codec's worker. */
export const hasNativeCodec = (file: string): boolean =>
  existsSync(path.join(path.dirname(file), nativeEntry));

/**
 * Starts the codec with its native build, in a process: were it a thread, a fault in native code would end the whole
 * extension host. Electron runs it as plain Node.
 *
 * @param file absolute path of the built `worker.cjs`, with `native/` beside it
 */
export function startCodecProcess(
  file: string,
  { execPath, env }: Pick<NodeJS.Process, 'execPath' | 'env'>,
): CodecWorker {
  const kept = Object.fromEntries(passedOn.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const child = spawn(execPath, [file], {
    // glibc would keep memory apart for each of its threads.
    env: { ...kept, ELECTRON_RUN_AS_NODE: '1', MALLOC_ARENA_MAX: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  return new CodecProcess(child);
}

class CodecProcess extends EventEmitter implements CodecWorker {
  readonly #child: ChildProcessWithoutNullStreams;
  #complaints = '';

  constructor(child: ChildProcessWithoutNullStreams) {
    super();
    this.#child = child;
    child.stderr.setEncoding('utf8').on('data', (words: string) => {
      this.#complaints = (this.#complaints + words).slice(-keptWords);
    });
    writeFrame(child.stdin, spokenLanguage());
    readFrames(child.stdout, (reply) => this.emit('message', reply as CodecReply));
    // A pipe breaks when the process ends, and that is told.
    child.stdin.on('error', () => {});
    child.once('error', (error) => this.emit('error', error));
    child.once('close', (code, signal) => {
      this.emit('exit', [signal ?? `code ${code}`, this.#complaints.trim()].filter(Boolean).join(': '));
    });
  }

  postMessage(message: unknown): void {
    writeFrame(this.#child.stdin, message);
  }

  ref(): void {
    for (const part of this.#parts()) part.ref();
  }

  unref(): void {
    for (const part of this.#parts()) part.unref();
  }

  async terminate(): Promise<void> {
    this.#child.kill('SIGKILL');
  }

  /** All that keeps this process alive; pipes are sockets, which can tell. */
  #parts(): Pick<ChildProcess, 'ref' | 'unref'>[] {
    const { stdin, stdout, stderr } = this.#child;
    const isHolding = (part: object) => 'ref' in part && 'unref' in part;
    return [this.#child, stdin, stdout, stderr].filter(isHolding) as Pick<ChildProcess, 'ref' | 'unref'>[];
  }
}
