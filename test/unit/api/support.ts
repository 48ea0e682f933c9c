import { createHash } from 'node:crypto';
import type { ImageSink } from '../../../src/core/api/answer/response.ts';
import type { RequestImage, RequestPlan } from '../../../src/core/api/body/request.ts';
import { anyProvider, capabilitiesAt } from '../../../src/core/api/models/models.ts';
import { type Provider, resolveProvider } from '../../../src/core/api/providers.ts';
import type { Failure, Outcome } from '../../../src/core/shared/failure.ts';

/** Keeps what it was given, and what was done to it. */
export class MemorySink implements ImageSink {
  readonly #chunks: Buffer[] = [];
  closed = false;
  discarded = false;

  async write(bytes: Uint8Array): Promise<void> {
    if (this.closed) throw new Error('written after close');
    this.#chunks.push(Buffer.from(bytes));
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  async sha256(): Promise<string> {
    return createHash('sha256').update(this.bytes).digest('hex');
  }

  async discard(): Promise<void> {
    this.discarded = true;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

export function image(bytes: Uint8Array, mimeType = 'image/png', chunkBytes = 1000): RequestImage {
  return {
    mimeType,
    byteLength: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
}

export const seedModel = 'gemini-3.1-flash-image-preview';

export function plan(
  fields: Partial<Omit<RequestPlan, 'capabilities'>> = {},
  model = seedModel,
): RequestPlan {
  return {
    capabilities: capabilitiesAt(anyProvider, model),
    prompt: 'Make it blue',
    images: [],
    imageOnly: false,
    includeThoughts: false,
    ...fields,
  };
}

export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok)
    throw new Error(`${outcome.failure.code}: ${outcome.failure.sentence} ${outcome.failure.detail}`);
  return outcome.value;
}

export function failureOf(outcome: Outcome<unknown>): Failure {
  if (outcome.ok) throw new Error('it succeeded');
  return outcome.failure;
}

export const customProvider = (
  port: number,
  auth: 'bearer' | 'x-goog-api-key' | 'none' = 'bearer',
): Provider =>
  unwrap(
    resolveProvider({ provider: 'custom', customBaseUrl: `http://127.0.0.1:${port}`, customAuth: auth }),
  );
