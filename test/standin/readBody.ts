import type { IncomingMessage } from 'node:http';
import type { RecordedRequest } from './recording.ts';
import { invalid, Refusal, type Style } from './refusal.ts';

const googleLimit = 20_971_520;
const resellerLimit = 100 * 1024 * 1024;
const openAiLimit = 512 * 1024 * 1024;

/**
 * Reads a body whole, after the checks a gateway makes on its headers. What is over the limit is read and thrown away,
 * so that the client gets the answer and not a broken pipe.
 *
 * @throws {Refusal} 411 without Content-Length, over the limit
 */
export async function readRaw(
  style: Style,
  request: IncomingMessage,
  record: RecordedRequest,
): Promise<Buffer> {
  const announced = record.header('content-length');
  const limit = style === 'google' ? googleLimit : style === 'openai' ? openAiLimit : resellerLimit;
  const tooLarge = announced !== undefined && Number(announced) > limit;
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    record.bodyBytes += chunk.length;
    if (!tooLarge) {
      chunks.push(chunk);
    }
  }
  if (announced === undefined) {
    throw new Refusal({
      http: 411,
      status: 'INVALID_ARGUMENT',
      message: 'Length Required: POST requests require a Content-Length header.',
    });
  }
  if (tooLarge) {
    throw style === 'google'
      ? invalid(`Request payload size exceeds the limit: ${limit} bytes.`)
      : new Refusal({
          http: 413,
          status: 'INVALID_ARGUMENT',
          message: `Request body is larger than ${limit} bytes`,
        });
  }
  return Buffer.concat(chunks);
}

/** @throws {Refusal} for what is no JSON */
export function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw invalid('Invalid JSON payload received. Unexpected token.');
  }
}

/**
 * Reads a JSON body.
 *
 * @throws {Refusal} of `readRaw`, and for what is not JSON
 */
export async function readBody(
  style: Style,
  request: IncomingMessage,
  record: RecordedRequest,
): Promise<unknown> {
  const type = record.header('content-type') ?? '';
  const raw = await readRaw(style, request, record);
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw invalid(`Content-Type has to be application/json and is "${type}".`);
  }
  record.body = parseJson(raw);
  return record.body;
}
