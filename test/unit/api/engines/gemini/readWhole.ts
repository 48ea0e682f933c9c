import type { Answer } from '../../../../../src/core/api/answer/response.ts';
import type { AnswerReading } from '../../../../../src/core/api/engines/engine.ts';
import { gemini } from '../../../../../src/core/api/engines/gemini/gemini.ts';
import { readError } from '../../../../../src/core/api/errors/errorBody.ts';
import { errorFailure } from '../../../../../src/core/api/errors/httpErrors.ts';
import { AnswerReader } from '../../../../../src/core/api/receive/answerReader.ts';
import type { Failure, Outcome } from '../../../../../src/core/shared/failure.ts';
import { MemorySink } from '../../support.ts';

export interface Reading {
  outcome: Outcome<Answer<MemorySink>>;
  sinks: MemorySink[];
  /** How much of the body was taken before nothing more was wanted. */
  takenBytes: number;
}

/** Feeds a body in chunks of some bytes and closes it. Understood as one engine does, Gemini's unless told. */
export async function readBytes(
  body: Buffer,
  chunkBytes = 16_384,
  cut?: Failure,
  reading: AnswerReading = gemini.answers,
): Promise<Reading> {
  const sinks: MemorySink[] = [];
  const reader = new AnswerReader({
    reading,
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
  let takenBytes = 0;
  for (let isEnough = false; !isEnough && takenBytes < body.length; ) {
    const chunk = body.subarray(takenBytes, takenBytes + chunkBytes);
    takenBytes += chunk.length;
    isEnough = await reader.write(chunk);
  }
  return { outcome: await reader.end(cut), sinks, takenBytes };
}
