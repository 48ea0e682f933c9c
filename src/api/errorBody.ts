import { oneLine } from './failures.ts';
import type { JsonValue } from './jsonValue.ts';
import { field, listOf, numberOf, textOf } from './lenient.ts';
import { errorIn } from './response.ts';

/** An error as both families of providers tell it: Google's, and the one-api family's that APIYI is of. */
export interface ErrorBody {
  /** May be empty. */
  message: string;
  /** Google: `INVALID_ARGUMENT`. */
  status: string;
  /** The number that the body gives, which can differ from the HTTP status. */
  statusCode: number | undefined;
  /** One-api: `insufficient_user_quota`. */
  code: string;
  /** One-api: of an upstream error, its HTTP status. */
  param: string;
  /** Google's ErrorInfo: `API_KEY_INVALID`. */
  reasons: string[];
  quotaIds: string[];
  /** Whether a violated quota has the value 0. */
  zeroQuota: boolean;
  /** The id that the one-api family writes into its messages. */
  requestId: string | undefined;
  /** From RetryInfo. */
  retryDelayMs: number | undefined;
}

/** Reads the body of an error answer, whatever it is: JSON of either family, text or a web page. */
export function parseErrorBody(text: string): ErrorBody {
  let root: JsonValue | undefined;
  try {
    root = JSON.parse(text) as JsonValue;
  } catch {
    return readError(undefined, textOfPage(text.slice(0, mostOfPage)));
  }
  const error = errorIn(root);
  if (error === undefined) return readError(Array.isArray(root) ? root[0] : root);
  return readError(error);
}

/** Reads an error object, as it stands at `error`; some gateways put a bare string there. */
export function readError(error: JsonValue | undefined, fallback = ''): ErrorBody {
  const details = listOf(field(error, 'details'));
  const code = field(error, 'code');
  const violations = details.flatMap((detail) => listOf(field(detail, 'violations')));
  const message =
    textOf(error) ??
    [
      textOf(field(error, 'message')),
      textOf(field(error, 'localizedMessage')),
      textOf(field(error, 'detail')),
    ].find((text) => text !== undefined && text.trim() !== '') ??
    fallback;
  // No pattern sees foreign text before it is short and its white space collapsed.
  const words = oneLine(message, mostWords);
  const present = (texts: (string | undefined)[]) => texts.filter((text) => text !== undefined);
  return {
    message: words.replace(idInWords, '').trim(),
    status: textOf(field(error, 'status')) ?? '',
    statusCode: numberOf(code),
    code: typeof code === 'string' && numberOf(code) === undefined ? code : '',
    param: String(field(error, 'param') ?? ''),
    reasons: present(details.map((detail) => textOf(field(detail, 'reason')))),
    quotaIds: present(violations.map((violation) => textOf(field(violation, 'quotaId')))),
    zeroQuota: violations.some((violation) => numberOf(field(violation, 'quotaValue')) === 0),
    requestId: words.match(idInWords)?.[1],
    retryDelayMs: details
      .map((detail) => seconds(textOf(field(detail, 'retryDelay'))))
      .find((ms) => ms !== undefined),
  };
}

const mostWords = 4000;

const idInWords = / ?\(request id: ([^\s()]{1,200})\)/i;

/** "45.83s" in milliseconds, rounded up. */
function seconds(text: string | undefined): number | undefined {
  const match = text?.match(/^(\d+(?:\.\d+)?)s$/);
  return match ? Math.ceil(Number(match[1]) * 1000) : undefined;
}

/** A delay that stands in the words of an error: "Please retry in 40.1s", "in 2m3.5s", "in 800ms". */
export function retryDelayInWords(message: string): number | undefined {
  const match = message.match(/retry in (?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)(ms|s))?/i);
  if (!match || match.slice(1).every((part) => part === undefined)) return undefined;
  const [, hours = '0', minutes = '0', rest = '0', unit] = match;
  return Math.ceil(
    Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(rest) * (unit === 'ms' ? 1 : 1000),
  );
}

/** A Retry-After header in milliseconds, given in seconds or as a date. */
export function retryAfterHeader(value: string | undefined, now: number): number | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Math.ceil(Number(value) * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** UTF-16 units; what a page says stands near its beginning. */
const mostOfPage = 100_000;

/** The title of a web page, or its words; plain text as it is. Takes time in step with the length, whatever comes. */
function textOfPage(text: string): string {
  if (!/<[a-z!/]/i.test(text)) return text;
  const title = text.match(/<title\b[^<>]*>([^<]*)/i)?.[1]?.trim();
  return title || withoutTags(withoutScripts(text));
}

/** Each piece follows the start or the end of an element, or nothing; those after a start are code. */
function withoutScripts(page: string): string {
  const pieces = page.split(/<(\/?)(?:script|style)\b/i);
  return pieces.filter((_, at) => at % 2 === 0 && pieces[at - 1] !== '').join(' <');
}

const withoutTags = (page: string): string => page.replace(/<[^<>]*>/g, ' ');
