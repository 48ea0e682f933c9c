import { parentPort } from 'node:worker_threads';
import { readDocument } from './readDocument.ts';
import type { ReadingRequest } from './readingThread.ts';

/** The thread in which long documents are read: each request has its answer, in their order. */
parentPort?.on('message', ({ id, text, isMdx }: ReadingRequest) => {
  parentPort?.postMessage({ id, parts: readDocument(text, isMdx) });
});
