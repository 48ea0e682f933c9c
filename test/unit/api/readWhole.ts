import { AnswerReader } from '../../../src/api/answerReader.ts';
import { readError } from '../../../src/api/errorBody.ts';
import { errorFailure } from '../../../src/api/httpErrors.ts';
import type { Answer } from '../../../src/api/response.ts';
import type { Failure, Outcome } from '../../../src/shared/failure.ts';
import { MemorySink } from './support.ts';

export interface Reading {
  outcome: Outcome<Answer<MemorySink>>;
  sinks: MemorySink[];
}

/** Feeds a body in chunks of some bytes and closes it. */
export async function readBytes(body: Buffer, chunkBytes = 16_384, cut?: Failure): Promise<Reading> {
  const sinks: MemorySink[] = [];
  const reader = new AnswerReader({
    openSink: async () => {
      const sink = new MemorySink();
      sinks.push(sink);
      return sink;
    },
    providerName: 'APIYI',
    requestId: 'req-1',
    errorFailure: async (error) =>
      errorFailure(500, readError(error), { providerName: 'APIYI', key: undefined }),
  });
  for (let at = 0; at < body.length; at += chunkBytes) {
    if (await reader.write(body.subarray(at, at + chunkBytes))) break;
  }
  return { outcome: await reader.end(cut), sinks };
}
