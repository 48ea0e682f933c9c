import type { Billed, Failure } from '../../shared/failure.ts';
import { formatNumber, inARow, say, t } from '../../shared/l10n.ts';
import { clean, failure, mayBeBilled, notBilled, redact, saysFree, waitingTime } from '../failures.ts';
import { type ErrorBody, parseErrorBody, retryAfterHeader } from './errorBody.ts';
import { firstThatFits, type Meaning } from './meaning.ts';
import { meanings } from './meanings.ts';
import { meaningOfStatus } from './statuses.ts';

/** Who was asked for what; for sentences. */
export interface ErrorContext {
  providerName: string;
  /** As people call it; absent when no model was asked. */
  model?: string | undefined;
  /** To remove it wherever a server repeats it. */
  key: string | undefined;
  requestId?: string | undefined;
}

export interface HttpError extends ErrorContext {
  status: number;
  body: string;
  retryAfter?: string | undefined;
  /** The header `retry-after-ms`, which OpenAI sends beside it. */
  retryAfterMs?: string | undefined;
  /** Milliseconds since 1970, for a Retry-After date. */
  now: number;
}

/** What an HTTP answer with a status of 400 or more means. */
export function httpFailure(error: HttpError): Failure {
  const body = parseErrorBody(error.body);
  const ms = /^\d{1,12}(?:\.\d{1,12})?$/.test(error.retryAfterMs ?? '')
    ? Math.ceil(Number(error.retryAfterMs))
    : 0;
  const delayMs = ms > 0 ? ms : retryAfterHeader(error.retryAfter, error.now);
  return errorFailure(error.status, body, error, delayMs);
}

/** The same for an error body that is read already. */
export function errorFailure(
  status: number,
  read: ErrorBody,
  context: ErrorContext,
  headerDelayMs?: number,
): Failure {
  const retryDelayMs = read.retryDelayMs ?? headerDelayMs;
  const body: ErrorBody = { ...read, retryDelayMs };
  // A gateway answers with a status of its own for what it got.
  const meant = status === 400 || status === 422 || status >= 500 ? (body.innerStatus ?? status) : status;
  const meaning =
    firstThatFits(meanings, body, meant) ?? meaningOfStatus(meant, body, context.model !== undefined);
  const billed = billedOf(meaning, body);
  // The key goes first: cut in two it would no longer be known.
  const said = redact(body.message, context.key);
  const codes = [...body.codes].slice(0, 12).join(' ');
  const detail = clean(redact(`HTTP ${status} ${body.status} ${codes} ${body.message}`, context.key), 2200);
  const id = context.requestId ?? body.requestId;
  const told = failure(
    meaning.code,
    sentenceOf(meaning, billed, said, body, meant, context),
    billed,
    [...meaning.nextSteps],
    {
      detail,
      requestId: id && redact(id, context.key),
      retryAfterMs: meaning.waits ? retryDelayMs : undefined,
    },
  );
  return meaning.link === undefined ? told : { ...told, links: [meaning.link] };
}

/** What the table says, unless the provider says itself whether it charges. */
function billedOf({ billed = 'no' }: Meaning, { words }: ErrorBody): Billed {
  if (saysCharged.test(words)) return 'yes';
  return billed === 'maybe' && saysFree.test(words) ? 'no' : billed;
}

const saysCharged =
  /(?<!not |n't )(?:has|have) been (?:charged|billed)|violation fee|(?<![未不])已(?:经)?(?:扣费|计费|扣款)/i;

/** For an error that says itself whether it is charged. */
const billedWords: Readonly<Record<Billed, () => string>> = {
  no: notBilled,
  maybe: mayBeBilled,
  yes: () => t('It was billed.'),
};

function sentenceOf(
  { what, next, quote, billed: usual = 'no' }: Meaning,
  billed: Billed,
  said: string,
  { retryDelayMs, payloadLimit }: ErrorBody,
  status: number,
  { providerName, model }: ErrorContext,
): string {
  const values = {
    name: providerName,
    model: model ?? t('this model'),
    status,
    later:
      retryDelayMs === undefined ? t('in a minute') : t('in {time}', { time: waitingTime(retryDelayMs) }),
    limit: t('{megabytes} MB', { megabytes: formatNumber(Math.floor((payloadLimit ?? 0) / 100_000) / 10) }),
  };
  const cost = billed === usual ? (billed === 'maybe' ? mayBeBilled() : '') : billedWords[billed]();
  const filled = inARow(say(what, values), cost, say(next, values));
  const sentence = filled.charAt(0).toUpperCase() + filled.slice(1);
  return quote && said !== ''
    ? inARow(sentence, t('It said: “{words}”', { words: clean(said, 240) }))
    : sentence;
}
