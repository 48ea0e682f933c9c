import { Buffer } from 'node:buffer';
import { messageOf } from '../../shared/errorText.ts';
import { type Failure, fail, type Outcome, succeed } from '../../shared/failure.ts';
import { t } from '../../shared/l10n.ts';
import type { SentHeaders } from '../customHeaders.ts';
import { cutFailure, tooLargeFailure } from '../errors/answerFailures.ts';
import type { HttpError } from '../errors/httpErrors.ts';
import { clean, failure, redact } from '../failures.ts';
import type { Provider } from '../providers.ts';
import {
  inputFailure,
  networkFailure,
  redirectFailure,
  stoppedFailure,
  timeoutFailure,
} from './networkFailures.ts';
import { exchange, type WireEnd, type WireHead, type WireRequest } from './transport.ts';

/** One request to a provider. */
export interface Ask extends Omit<WireRequest, 'headers'> {
  provider: Provider;
  key: string | undefined;
  /** Further headers, with their secrets. */
  custom?: SentHeaders | undefined;
  /** For sentences. */
  model?: string | undefined;
}

export interface BodyReader {
  write(chunk: Buffer): boolean | Promise<boolean>;
  readonly graceMs?: number | undefined;
}

/** The address of a call below the provider's base URL. */
export const endpoint = (provider: Provider, path: string): string => provider.baseUrl + path;

/** An error body is a few hundred bytes; a web page in its place need not be read to its end. */
const errorBodyBytes = 256 * 1024;

/**
 * Asks a provider, with its key in exactly one header, and feeds a successful answer to a reader that
 * is made when its head is there.
 * @returns what went wrong; for an answer that was being read, why it ended early
 */
export async function ask(
  wire: Ask,
  readerFor: (requestId: string | undefined) => BodyReader,
): Promise<Failure | undefined> {
  const { provider, key, url, deadlineMs } = wire;
  const auth = authHeader(provider, key);
  if (!auth.ok) return auth.failure;
  let head: WireHead | undefined;
  let reader: BodyReader | undefined;
  const errorChunks: Buffer[] = [];
  let errorBytes = 0;
  const end = await exchange(
    {
      ...wire,
      headers: {
        'User-Agent': 'nano-banana-vscode',
        ...wire.custom?.headers,
        ...auth.value,
        Accept: 'application/json',
        ...(provider.deadlineHeader && { [provider.deadlineHeader]: String(Math.ceil(deadlineMs / 1000)) }),
      },
    },
    {
      head: (received) => {
        head = received;
        if (isSuccess(received)) reader = readerFor(requestIdOf(received));
      },
      write: (chunk) => {
        if (reader) return reader.write(chunk);
        errorChunks.push(chunk);
        errorBytes += chunk.length;
        return errorBytes >= errorBodyBytes;
      },
      get graceMs() {
        return reader?.graceMs;
      },
    },
  );
  if (head === undefined) return troubleFailure(end, wire, undefined);
  if (isSuccess(head)) return troubleFailure(end, wire, head);
  if (end.trouble?.kind === 'stopped') return stoppedFailure(end.requestOut);
  if (head.status >= 300 && head.status < 400)
    return redirectFailure(provider.name, url, head.header('location'));
  const error: HttpError = {
    status: head.status,
    body: withoutSecrets(Buffer.concat(errorChunks).toString('utf8'), wire.custom),
    retryAfter: head.header('retry-after'),
    retryAfterMs: head.header('retry-after-ms'),
    now: Date.now(),
    providerName: provider.name,
    model: wire.model,
    key,
    requestId: requestIdOf(head),
  };
  // The table of errors is long, and most requests never need it.
  const { httpFailure } = await import('../errors/httpErrors.ts');
  return httpFailure(error);
}

/** A gateway may repeat what it was sent. */
const withoutSecrets = (text: string, custom: SentHeaders | undefined): string =>
  (custom?.secrets ?? []).reduce((safe, secret) => redact(safe, secret), text);

function troubleFailure(end: WireEnd, wire: Ask, head: WireHead | undefined): Failure | undefined {
  const { trouble, requestOut } = end;
  const { name } = wire.provider;
  switch (trouble?.kind) {
    case undefined:
      return undefined;
    case 'stopped':
      return stoppedFailure(requestOut);
    case 'timeout':
      return timeoutFailure(name, wire.deadlineMs, requestOut, head !== undefined);
    case 'tooLarge':
      return tooLargeFailure(name, head && requestIdOf(head));
    case 'input':
      return inputFailure(messageOf(trouble.error));
    case 'reader':
      return failure(
        'answer.unreadable',
        t('The answer from {name} could not be read. It may have been billed. Run it again.', { name }),
        'maybe',
        ['runAgain', 'showLog'],
        { detail: clean(messageOf(trouble.error), 500) },
      );
    case 'connection':
      return head
        ? cutFailure(name, requestIdOf(head), clean(messageOf(trouble.error), 500))
        : networkFailure(trouble.error, name, requestOut);
  }
}

const isSuccess = ({ status }: WireHead) => status >= 200 && status < 300;

/** The id to give to the provider's support, under the names in use. */
function requestIdOf(head: WireHead): string | undefined {
  const names = ['x-request-id', 'request-id', 'x-oneapi-request-id'];
  const id = names.map((name) => head.header(name)).find((value) => value !== undefined && value !== '');
  return id === undefined ? undefined : clean(id, 200);
}

function authHeader({ auth, name }: Provider, key: string | undefined): Outcome<Record<string, string>> {
  if (auth === 'none') return succeed({});
  if (key === undefined || key.trim() === '') {
    return fail(
      failure(
        'auth.noKey',
        t('There is no API key for {name} yet. Set one, then run again.', { name }),
        'no',
        ['setApiKey', 'openKeyPage'],
      ),
    );
  }
  const plain = key.trim();
  if (!/^[\x21-\x7e]+$/.test(plain)) {
    return fail(
      failure(
        'auth.badKey',
        t('The API key for {name} contains characters that no key has. Set it again.', { name }),
        'no',
        ['setApiKey', 'openKeyPage'],
      ),
    );
  }
  return succeed(auth === 'bearer' ? { Authorization: `Bearer ${plain}` } : { 'x-goog-api-key': plain });
}
