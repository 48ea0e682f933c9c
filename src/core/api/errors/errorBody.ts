import { oneLine } from '../failures.ts';
import type { JsonValue } from '../json/jsonValue.ts';
import { gatherError } from './gather.ts';
import { withEnglish } from './otherLanguages.ts';
import { textOfPage } from './page.ts';
import { simplified } from './simplified.ts';

/** What an error says of itself, whoever wrote it and however often it was wrapped. */
export interface ErrorBody {
  /** The innermost sentence, to be quoted; may be empty. */
  message: string;
  /** All sentences, for the table of meanings to look at; Chinese in simplified characters, other languages with their English. */
  words: string;
  /** Every code, type, status and reason, in lower case: `api_key_invalid`, `insufficient_user_quota`. */
  codes: ReadonlySet<string>;
  /** The codes of its fields as words: `balance not enough` for `BALANCE_NOT_ENOUGH` or `BalanceNotEnough`. */
  codeWords: string;
  /** OpenAI: the fields of the request that it is about: `size`, `image`. */
  params: ReadonlySet<string>;
  /** Google: `INVALID_ARGUMENT`. */
  status: string;
  /** The number that the body gives, which can differ from the HTTP status. */
  statusCode: number | undefined;
  /** The status of an error that this one wraps. */
  innerStatus: number | undefined;
  quotaIds: readonly string[];
  /** Whether a violated quota has the value 0. */
  hasZeroQuota: boolean;
  /** OpenAI: whether the input or the finished output was refused. */
  moderationStage: string | undefined;
  /** The most bytes of a request, where the words name them. */
  payloadLimit: number | undefined;
  /** The id that the one-api family writes into its messages. */
  requestId: string | undefined;
  /** From RetryInfo or the words; never 0. */
  retryDelayMs: number | undefined;
  /** A web page in place of an API's answer. */
  isPage: boolean;
}

/** A deep nest of brackets is no error body, and slow to parse. */
function parsed(text: string): JsonValue | undefined {
  if (/^\s{0,100}\[\s{0,100}\[/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** UTF-16 units; what is longer is read as text. */
const mostOfBody = 300_000;
/** UTF-16 units; enough for an error in an error in an error. */
const mostWords = 6000;
const mostOfMessage = 2000;

/** Reads the body of an error answer, whatever it is: JSON of any family, text or a web page. */
export function parseErrorBody(text: string): ErrorBody {
  const root = text.length <= mostOfBody ? parsed(text) : undefined;
  if (root !== undefined) return readError(root);
  const page = textOfPage(text);
  return page === undefined ? readError(text) : { ...readError(page), isPage: true };
}

/** Reads an error that is parsed already, as it stands at `error` or around it. */
export function readError(error: JsonValue | undefined): ErrorBody {
  const found = gatherError(error);
  // No pattern sees foreign text before it is short and its white space collapsed.
  const said = oneLine(found.texts.map(({ text }) => oneLine(text, mostWords)).join(' '), mostWords);
  const words = withEnglish(simplified(said.replace(idInWords, '')));
  const deepest = Math.max(0, ...found.texts.filter(({ quotable }) => quotable).map(({ level }) => level));
  const message = found.texts.find(({ quotable, level }) => quotable && level === deepest)?.text ?? '';
  const statusInWords = Number(words.match(statusWords)?.[1] ?? Number.NaN);
  const wrapped = found.upstreamStatus ?? (deepest > 0 ? found.numbers.at(-1) : undefined);
  return {
    message: oneLine(message, mostOfMessage).replace(idInWords, '').trim(),
    words,
    codes: new Set([...found.codes, ...identifiersIn(words)].map((code) => code.toLowerCase())),
    codeWords: found.codes.map(spelled).join('; ').slice(0, mostWords),
    params: new Set(found.params),
    status: found.status,
    statusCode: found.numbers[0],
    innerStatus: [wrapped, statusInWords].find((status) => status !== undefined && isErrorStatus(status)),
    quotaIds: found.quotaIds,
    hasZeroQuota: found.hasZeroQuota,
    moderationStage: found.moderationStage ?? words.match(/moderation_stage\W{1,20}(input|output)/i)?.[1],
    payloadLimit: numberIn(words, /payload size exceeds the limit:? ?(\d{4,12})/i),
    requestId: said.match(idInWords)?.[1],
    retryDelayMs: [found.retryDelayMs, retryDelayInWords(words)].find((ms) => ms !== undefined && ms > 0),
    isPage: false,
  };
}

const idInWords = / ?\(request id: ([^\s()]{1,200})\)/i;

/** "status_code=429", "HTTP 503", "Error code: 403", "bad response status code 400". */
const statusWords =
  /\b(?:status(?:[ _]?code)?|http(?:\/1\.1| error)?|error code|code)(?:['":=,]| ){1,4}(?:http )?([45]\d\d)\b/i;

const isErrorStatus = (status: number) => status >= 400 && status < 600;

const spelled = (code: string): string =>
  code
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .replace(/[_.:/-]/g, ' ')
    .toLowerCase();

/** Codes within words, as where a gateway repeats the error of another as text. */
const identifiersIn = (words: string): string[] =>
  (words.match(/\b[a-z]\w{2,60}\b/gi) ?? []).filter((word) => word.includes('_'));

function numberIn(words: string, pattern: RegExp): number | undefined {
  const digits = words.match(pattern)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * A delay in words: "Please retry in 40.1s", "in 2m3.5s", "try again after 51.84 seconds", "resets in 3 hours",
 * "请在30秒后重试", "2 分钟后再试".
 */
export function retryDelayInWords(message: string): number | undefined {
  const chinese = message.match(/(\d{1,9}) ?(毫秒|秒|分|小时|天)钟?(?:后|之后)(?:再|重)/);
  if (chinese) return Number(chinese[1]) * (unitMs[chinese[2] ?? ''] ?? 1000);
  const from = message.search(/(?:retry|try again|resets?|replenished) (?:in|after) ~?\d/i);
  if (from < 0) return undefined;
  const time = message.slice(from, from + 120).replace(/^\D+/, '');
  const [, hours, minutes, seconds] = time.match(/^(\d{1,4}):(\d\d):(\d\d)\b/) ?? [];
  if (hours !== undefined) return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  let ms = 0;
  let rest = time;
  for (let part = rest.match(partOfTime); part; part = rest.match(partOfTime)) {
    ms += Number(part[1]) * (unitMs[(part[2] ?? '').toLowerCase()] ?? 1000);
    rest = rest.slice(part[0].length);
    // Without a unit they are seconds, and nothing belongs to them.
    if (part[2] === undefined) break;
  }
  return ms > 0 ? Math.ceil(ms) : undefined;
}

/** "3 hours and ", "2m", "51.84 seconds", "120ms". */
const partOfTime =
  /^(\d{1,9}(?:\.\d{1,9})?)(?: ?(ms|milli|s|m|h|d)[a-z]{0,10}(?![a-z])|(?![\w-]))(?:,? ?(?:and )?(?=\d))?/i;

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  milli: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  毫秒: 1,
  秒: 1000,
  分: 60_000,
  小时: 3_600_000,
  天: 86_400_000,
};

/** A Retry-After header in milliseconds, given in seconds or as a date; undefined for no time or one that is over. */
export function retryAfterHeader(value: string | undefined, now: number): number | undefined {
  const text = value?.slice(0, 100).trim();
  if (!text) return undefined;
  const delay = /^\d{1,12}(?:\.\d{1,12})?$/.test(text)
    ? Math.ceil(Number(text) * 1000)
    : Date.parse(text) - now;
  return delay > 0 ? delay : undefined;
}
