import type { Failure } from '../shared/failure.ts';
import { type ErrorBody, parseErrorBody, retryAfterHeader, retryDelayInWords } from './errorBody.ts';
import { clean, failure, redact } from './failures.ts';
import { namedFailure } from './namedErrors.ts';
import type { ErrorContext, Say } from './sayError.ts';
import { statusFailure } from './statusErrors.ts';

export interface HttpError extends ErrorContext {
  status: number;
  body: string;
  retryAfter?: string | undefined;
  /** Milliseconds since 1970, for a Retry-After date. */
  now: number;
}

/** What an HTTP answer with a status of 400 or more means. */
export function httpFailure(error: HttpError): Failure {
  const body = parseErrorBody(error.body);
  return errorFailure(error.status, body, error, retryAfterHeader(error.retryAfter, error.now));
}

/** The same for an error body that is read already. */
export function errorFailure(
  status: number,
  body: ErrorBody,
  context: ErrorContext,
  headerDelayMs?: number,
): Failure {
  // The key goes first: cut in two it would no longer be known.
  const detail = clean(
    redact(`HTTP ${status} ${body.status} ${body.code} ${body.message}`, context.key),
    2200,
  );
  const id = context.requestId ?? body.requestId;
  const requestId = id && redact(id, context.key);
  const say: Say = (code, sentence, billed, nextSteps = [], retryAfterMs = undefined) =>
    failure(code, sentence, billed, nextSteps, { detail, requestId, retryAfterMs });
  // A gateway that passes an upstream error on keeps its status in `param`.
  const upstream = body.code === 'bad_response_status_code' ? Number(body.param) : Number.NaN;
  const meant = upstream >= 400 && upstream < 600 ? upstream : status;
  const safe: ErrorBody = { ...body, message: redact(body.message, context.key) };
  const delay = body.retryDelayMs ?? retryDelayInWords(body.message) ?? headerDelayMs;
  return namedFailure(safe, context, say) ?? statusFailure(meant, safe, context, delay, say);
}
