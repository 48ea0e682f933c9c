import { Worker } from 'node:worker_threads';
import type { DocumentParts } from '../document/documentParts.ts';

export interface ReadingRequest {
  id: number;
  text: string;
  isMdx: boolean;
}

interface ReadingAnswer {
  id: number;
  parts: DocumentParts;
}

interface Waiting {
  resolve(parts: DocumentParts): void;
  reject(error: Error): void;
}

/** A shorter text is read faster than it is sent to another thread, in UTF-16 units. */
export const longText = 8000;
const idleMs = 60_000;

/**
 * Reads long documents in a thread of its own, so that who types in one is never kept waiting. The thread starts
 * with the first document and ends when none came for a while.
 */
export class ReadingThread {
  readonly #file: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;

  /** @param file path of the built `readingWorker.ts` */
  constructor(file: string) {
    this.#file = file;
  }

  /** Rejects where no thread can be had. */
  read(text: string, isMdx: boolean): Promise<DocumentParts> {
    const id = ++this.#lastId;
    clearTimeout(this.#idle);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#started().postMessage({ id, text, isMdx } satisfies ReadingRequest);
    });
  }

  dispose(): void {
    clearTimeout(this.#idle);
    void this.#worker?.terminate();
    this.#end(new Error('The reader was closed.'));
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#file, { name: 'Markdown reader', execArgv: [], env: {} });
    worker.on('message', ({ id, parts }: ReadingAnswer) => {
      this.#waiting.get(id)?.resolve(parts);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.dispose(), idleMs).unref();
    });
    worker.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #end(error: Error): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
