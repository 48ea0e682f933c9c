import { Buffer } from 'node:buffer';
import { JsonStream, type JsonStreamOptions, pieceLimit, type StringTaker } from '../json/jsonStream.ts';
import type { JsonValue } from '../json/jsonValue.ts';

/** One JSON object or array of an answer. */
export interface AnswerDocument {
  value: JsonValue;
  /** The name of the event that it came in; empty without one. */
  event: string;
}

/** How a line goes on, once that is known. */
interface Line {
  kind: 'value' | 'eventName' | 'skipped' | 'loose';
  /** What of its start belongs to the value. */
  start: string;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const openBrace = 0x7b;
const comma = 0x2c;
const eventNameLimit = 64;
/** A body of a hundred values is a stream of words; the first and the last ones say enough. */
const documentLimit = 20_000;
const fields = ['data:', 'event:', 'id:', 'retry:', ':'];
/** What may become the name of a field. */
const fieldStarts = new Set(
  fields.flatMap((field) => Array.from({ length: field.length - 1 }, (_, end) => field.slice(0, end + 1))),
);

export interface AnswerDocumentsOptions extends JsonStreamOptions {
  /** Takes what stands outside of values: a page, a text, what a gateway puts around JSON. */
  loose: StringTaker;
}

/**
 * Finds the JSON values in a body that comes in pieces cut anywhere: one value, several one after the
 * other (NDJSON, or with commas between), or a stream of server-sent events (WHATWG HTML, section 9.2),
 * whatever was asked for. What is none of them goes to somebody who may find a picture in it.
 */
export class AnswerDocuments {
  readonly #options: AnswerDocumentsOptions;
  readonly #closed: AnswerDocument[] = [];
  /** Reads the value that is open. */
  #json: JsonStream | undefined;
  #isEventStream = false;
  #event = '';
  #ended = false;
  /** What stands outside of values in the chunk that is being read, a character for each byte. */
  #loose = '';
  /** The start of a line, until it is known how it goes on. */
  #start = '';
  #line: Line['kind'] | undefined;
  /** The last line ended with a carriage return, to which a line feed may belong. */
  #afterReturn = false;
  /** Where the next line ends in the chunk that is being read: what is not there is looked for once. */
  readonly #next = { feed: -1, return: -1 };
  #damaged = false;
  #emptyBytes = 0;
  #tooLarge = false;

  constructor(options: AnswerDocumentsOptions) {
    this.#options = options;
  }

  /** Every value that came; of the one that is still open what is there. */
  get all(): AnswerDocument[] {
    const value = this.#json?.value;
    return value === undefined ? this.#closed : [...this.#closed, { value, event: this.#event }];
  }

  /** Every value that came whole. */
  get closed(): readonly AnswerDocument[] {
    return this.#closed;
  }

  /** Whether there is a value, and none is open. */
  get complete(): boolean {
    return this.#json === undefined && this.#closed.length > 0 && !this.#damaged;
  }

  /** Whether events come, of which there may be more at any time. */
  get isEventStream(): boolean {
    return this.#isEventStream;
  }

  /** The stream of events said that it has ended. */
  get ended(): boolean {
    return this.#ended;
  }

  /** How much came since the last value or text that says nothing: white space, comments, the names of events. */
  get emptyBytes(): number {
    return this.#emptyBytes;
  }

  /** Whether values were dropped because there were too many. */
  get tooLarge(): boolean {
    return this.#tooLarge || (this.#json?.tooLarge ?? false);
  }

  /** Reads on from `chunk[at]`; returns where it stopped: at the end, or earlier where a taker asked to wait. */
  push(chunk: Buffer, at: number): number {
    const end = this.#read(chunk, at);
    this.#flushLoose();
    return end;
  }

  #read(chunk: Buffer, at: number): number {
    this.#next.feed = -1;
    this.#next.return = -1;
    while (at < chunk.length) {
      if (this.#line === undefined) {
        const start = at;
        at = this.#readStart(chunk, at);
        this.#emptyBytes += at - start;
        if (this.#line === 'value' || this.#line === 'loose') this.#emptyBytes = 0;
        continue;
      }
      const end = this.#line === 'value' && !this.#isEventStream ? chunk.length : this.#endOfLine(chunk, at);
      if (this.#line === 'value' && this.#json) {
        at = this.#json.push(end === chunk.length ? chunk : chunk.subarray(0, end), at);
        if (this.#json.complete) {
          this.#close();
          continue;
        }
        if (at < end) return at;
      } else {
        if (this.#line === 'eventName') this.#nameEvent(chunk.toString('utf8', at, end));
        if (this.#line === 'loose') this.#loose += chunk.toString('latin1', at, end);
        else this.#emptyBytes += end - at;
        at = end;
      }
      if (at < chunk.length) {
        if (this.#line === 'loose') this.#loose += '\n';
        else this.#emptyBytes++;
        this.#line = undefined;
        this.#afterReturn = chunk[at] === carriageReturn;
        at++;
      }
    }
    return at;
  }

  #endOfLine(chunk: Buffer, from: number): number {
    const next = this.#next;
    if (next.feed < from) next.feed = indexOrEnd(chunk, lineFeed, from);
    if (next.return < from) next.return = indexOrEnd(chunk, carriageReturn, from);
    return Math.min(next.feed, next.return);
  }

  /** Reads the start of a line, as far as it takes to know how it goes on. */
  #readStart(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      const afterReturn = this.#afterReturn;
      this.#afterReturn = byte === carriageReturn;
      if (byte === lineFeed && afterReturn) continue;
      if (byte === lineFeed || byte === carriageReturn) {
        if (this.#start === '') this.#endEvent();
        else if (this.#json) this.#open(this.#start);
        else this.#loose += `${this.#start}\n`;
        this.#start = '';
        continue;
      }
      // Servers send white space to keep a connection open, and some a comma between values.
      if ((isBlank(byte) || (byte === comma && !this.#json)) && this.#start.trim() === '') {
        this.#start = ' ';
        continue;
      }
      if (byte === openBrace && !this.#json && this.#start.trim() === '') {
        this.#start = '';
        this.#line = 'value';
        this.#open('{');
        return at + 1;
      }
      const isText = !this.#json && mayBegin[byte] === 0 && this.#start.trim() === '';
      this.#start += String.fromCharCode(byte);
      if (fieldStarts.has(this.#start)) continue;
      const line = isText
        ? looseLine(this.#start)
        : this.#json
          ? this.#furtherLine(this.#start)
          : this.#firstLine(this.#start);
      if (line === undefined) continue;
      this.#start = '';
      this.#line = line.kind;
      if (line.kind === 'value') this.#open(line.start);
      else if (line.kind === 'loose') this.#loose += line.start;
      return at + 1;
    }
    return chunk.length;
  }

  /** A line outside of values. */
  #firstLine(start: string): Line | undefined {
    const text = start.replace(/^[\s,\xef\xbb\xbf]+/, '');
    if (text === '') {
      this.#start = ' ';
      return undefined;
    }
    // Some gateways write the field name twice.
    const value = text.replace(/^(?:data:\s*)+/, '');
    const isData = value !== text;
    if (isData) this.#isEventStream = true;
    if (value.startsWith('{')) return { kind: 'value', start: value };
    if (value.startsWith('[')) {
      if (!this.#isEventStream) {
        // A list of Markdown begins so too: `[1]: data:image/png;base64,…`
        if (value === '[') return undefined;
        return /^\[[\s{["'\]tfn-]/.test(value) ? { kind: 'value', start: value } : looseLine(value);
      }
      if (value === '[') return undefined;
      if (value !== '[D') return { kind: 'value', start: value };
      this.#ended = true;
      return skipped;
    }
    if (isData && 'data:'.startsWith(value)) {
      // However often the name is repeated, the start stays short.
      this.#start = `data:${value}`;
      return undefined;
    }
    if (text.startsWith('event:')) return { kind: 'eventName', start: '' };
    if (!isData && fields.includes(text)) return skipped;
    return fields.some((field) => field.startsWith(text)) ? undefined : looseLine(value);
  }

  /** A line of events while a value is open, which goes on there, with or without a field name. */
  #furtherLine(text: string): Line | undefined {
    if (text === 'data:') return { kind: 'value', start: '' };
    if (fields.includes(text)) return skipped;
    return fields.some((field) => field.startsWith(text)) ? undefined : { kind: 'value', start: text };
  }

  /** Begins a value, or goes on with the one that is open. */
  #open(start: string): void {
    this.#json ??= new JsonStream(this.#options);
    this.#json.push(start === '{' ? brace : Buffer.from(start, 'latin1'), 0);
    if (this.#json.complete) this.#close();
  }

  /** Hands on what stood outside of values in this chunk, all at once: lines can be short and many. */
  #flushLoose(): void {
    if (this.#loose === '') return;
    const bytes = Buffer.from(this.#loose, 'latin1');
    this.#loose = '';
    for (let at = 0; at < bytes.length; at += pieceLimit) {
      this.#options.loose.take(bytes, at, Math.min(at + pieceLimit, bytes.length));
    }
  }

  #nameEvent(text: string): void {
    this.#event = (this.#event + text).trim().slice(0, eventNameLimit);
  }

  #endEvent(): void {
    if (this.#json) this.#close();
    this.#event = '';
  }

  #close(): void {
    const json = this.#json;
    this.#json = undefined;
    this.#line = undefined;
    if (json?.value === undefined) return;
    if (this.#closed.length < documentLimit) this.#closed.push({ value: json.value, event: this.#event });
    this.#damaged ||= !json.complete;
    this.#tooLarge ||= json.tooLarge || this.#closed.length >= documentLimit;
  }
}

/** How nearly every value begins. */
const brace = Buffer.from('{');
const skipped: Line = { kind: 'skipped', start: '' };
const looseLine = (start: string): Line => ({ kind: 'loose', start });

/** 1 for what a value, the name of a field, a comma between values or a byte order mark can begin with. */
const mayBegin = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[{[:deir,\xef\xbb\xbf]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09;

function indexOrEnd(chunk: Buffer, byte: number, from: number): number {
  const found = chunk.indexOf(byte, from);
  return found < 0 ? chunk.length : found;
}
