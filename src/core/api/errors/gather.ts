import type { JsonValue } from '../json/jsonValue.ts';
import { numberOf, textOf } from '../json/lenient.ts';

/** A sentence of an error. */
interface Said {
  text: string;
  /** How often it was wrapped as text within text, or as the cause of another. */
  level: number;
  /** Not so for what only explains another sentence. */
  quotable: boolean;
}

/** What is found anywhere in an error. */
export interface Gathered {
  texts: Said[];
  codes: string[];
  /** OpenAI: the fields of the request that it is about, without their place in a list. */
  params: string[];
  /** Statuses, the outermost first. */
  numbers: number[];
  /** Google's word for the status. */
  status: string;
  /** One-api: of an upstream error, its HTTP status. */
  upstreamStatus: number | undefined;
  quotaIds: string[];
  hasZeroQuota: boolean;
  moderationStage: string | undefined;
  retryDelayMs: number | undefined;
}

const mostValues = 200;
/** UTF-16 units of all sentences together. */
const mostText = 60_000;
const mostLevels = 12;

/** In the order in which they are the better sentence of one object. */
const sentences = [
  'message',
  'localizedmessage',
  'msg',
  'errormessage',
  'errormsg',
  'errmsg',
  'statusmsg',
  'statusmessage',
  'retmsg',
  'errordescription',
  'description',
  'faultstring',
  'finishmessage',
  'blockreasonmessage',
  'title',
  'detail',
  'error',
  'reason',
  'body',
  'raw',
  // Some write a sentence where others have a code.
  'status',
  'code',
];
const codeKeys = new Set([
  'code',
  'type',
  'status',
  'reason',
  'errorcode',
  'errortype',
  'errcode',
  'error',
  'blockreason',
  'finishreason',
]);
const statusKeys = new Set(['code', 'status', 'statuscode', 'httpstatus', 'errorcode', 'errcode']);
/** What they hold explains the sentence beside them. */
const explanations = new Set([
  'details',
  'violations',
  'fieldviolations',
  'links',
  'metadata',
  'contentfilterresults',
]);
/** What they hold is the error that this one wraps. */
const causes = new Set(['innererror', 'raw', 'body', 'cause', 'upstreamerror', 'providererror']);

/**
 * Gathers what an error says, through every level: gateways put the error of another into a message, a
 * field of their own or an array, and spell the keys as they like.
 */
export function gatherError(error: JsonValue | undefined): Gathered {
  const gathered: Gathered = {
    texts: [],
    codes: [],
    params: [],
    numbers: [],
    status: '',
    upstreamStatus: undefined,
    quotaIds: [],
    hasZeroQuota: false,
    moderationStage: undefined,
    retryDelayMs: undefined,
  };
  let left = mostValues;
  let room = mostText;

  const keep = (text: string, level: number, quotable: boolean) => {
    if (room <= 0 || text.trim() === '') return;
    gathered.texts.push({ text: text.slice(0, room), level, quotable });
    room -= text.length;
  };

  const say = (text: string, level: number, quotable: boolean, depth: number) => {
    const inner = jsonIn(text);
    if (inner === undefined) {
      keep(text, level, quotable);
      return;
    }
    keep(inner.before, level, quotable);
    visit(inner.value, level + 1, quotable, depth + 1);
  };

  const visit = (value: JsonValue, level: number, quotable: boolean, depth: number): void => {
    if (depth > mostLevels || left-- <= 0) return;
    if (typeof value === 'string') say(value, level, quotable, depth);
    else if (Array.isArray(value)) {
      for (const one of value.slice(0, left)) visit(one, level, quotable, depth + 1);
    } else if (value !== null && typeof value === 'object') object(value, level, quotable, depth);
  };

  const object = (value: { [key: string]: JsonValue }, level: number, quotable: boolean, depth: number) => {
    const entries = Object.entries(value)
      .slice(0, left)
      .map(([key, one]) => [key.slice(0, 60).replaceAll('_', '').toLowerCase(), one] as const);
    for (const [key, one] of entries) readField(gathered, key, one);
    const upstream = entries.some(([, one]) => one === 'bad_response_status_code');
    if (upstream) gathered.upstreamStatus ??= numberOf(entries.find(([key]) => key === 'param')?.[1]);
    for (const sentence of sentences) {
      const text = textOf(entries.find(([key]) => key === sentence)?.[1]);
      if (text === undefined || (codeKeys.has(sentence) && isCode(text))) continue;
      const isCause = causes.has(sentence);
      say(text, isCause ? level + 1 : level, quotable || isCause, depth);
    }
    for (const [key, one] of entries) {
      if (typeof one !== 'object' || one === null) continue;
      const isCause = causes.has(key);
      const isQuotable = isCause || (quotable && !explanations.has(key));
      visit(one, isCause ? level + 1 : level, isQuotable, depth + 1);
    }
  };

  if (error !== undefined) visit(error, 0, true, 0);
  return gathered;
}

/** What stands at one key, apart from sentences. */
function readField(gathered: Gathered, key: string, value: JsonValue): void {
  const text = textOf(value);
  const number = numberOf(value);
  if (codeKeys.has(key) && text !== undefined && number === undefined && isCode(text)) {
    gathered.codes.push(text);
    if (key === 'status' && /^[A-Z_]+$/.test(text)) gathered.status ||= text;
  }
  if (key === 'param' && text !== undefined && /^[a-z_]/i.test(text)) {
    gathered.params.push(text.slice(0, 60).replace(/\[\d{0,3}\]/g, ''));
  }
  if (statusKeys.has(key) && number !== undefined) gathered.numbers.push(number);
  if ((key === 'quotaid' || key === 'quotalimit') && text !== undefined)
    gathered.quotaIds.push(text.slice(0, 200));
  if ((key === 'quotavalue' || key === 'quotalimitvalue') && number === 0) gathered.hasZeroQuota = true;
  if (key === 'moderationstage') gathered.moderationStage ??= text;
  if (key === 'retrydelay' || key === 'retryafter' || key === 'retryafterseconds') {
    gathered.retryDelayMs ??= duration(value);
  }
  if (key === 'retryafterms' && number !== undefined) gathered.retryDelayMs ??= Math.ceil(number);
}

/** "45.83s", 45.83 or `{"seconds": 45, "nanos": 830000000}` in milliseconds, rounded up. */
function duration(value: JsonValue): number | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const seconds = numberOf(value.seconds);
    return seconds === undefined ? undefined : Math.ceil(seconds * 1000 + (numberOf(value.nanos) ?? 0) / 1e6);
  }
  const seconds = String(textOf(value) ?? numberOf(value)).match(/^(\d{1,9}(?:\.\d{1,9})?)s?$/)?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}

const isCode = (text: string) => /^[\w.:/-]{1,100}$/.test(text);

/** The JSON that ends a text, and what stands before it. */
function jsonIn(text: string): { before: string; value: JsonValue } | undefined {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start || text.length > 200_000) return undefined;
  try {
    const value = JSON.parse(text.slice(start, end + 1)) as JsonValue;
    return { before: `${text.slice(0, start)} ${text.slice(end + 1)}`, value };
  } catch {
    return undefined;
  }
}
