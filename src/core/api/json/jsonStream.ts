import type { Buffer } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import { JsonEscapes } from './jsonEscapes.ts';
import type { JsonLimits } from './jsonTree.ts';
import { JsonTree } from './jsonTree.ts';
import type { JsonValue } from './jsonValue.ts';

/** Takes the bytes of one string as they come, instead of having it collected. */
export interface StringTaker {
  /**
   * The next bytes of the string, escapes resolved, in `chunk` from `start` to `end`. The bytes are
   * valid during the call only. Answering true makes `push` return at once, so that the caller can wait
   * before anything else is asked of the taker.
   */
  take(chunk: Buffer, start: number, end: number): boolean;
  /** The string is complete; what stands for it in the value. */
  done(): JsonValue;
}

export interface JsonStreamOptions extends Partial<JsonLimits> {
  /**
   * Who takes the string at `key` of an object that stands at `parentKey` of another; undefined: collect
   * it. An entry of an array has the array's key.
   */
  takerFor(key: string, parentKey: string | undefined): StringTaker | undefined;
  /** Characters kept of one collected string; the rest is dropped. */
  stringLimit?: number;
}

const quote = 0x22;
const singleQuote = 0x27;
const backslash = 0x5c;
/** The most bytes that a taker gets at once. */
export const pieceLimit = 64 * 1024;
/** Of a string that is made at once; most keys are shorter. */
const shortText = 256;
const nearBytes = 32;
/** Of one number, literal or bare key. */
const wordLimit = 400;
/**
 * Reads one JSON object or array from chunks of bytes cut anywhere. Builds the value like `JSON.parse`,
 * except for the strings that a taker wants, which never become strings, and for half a pair of escapes.
 *
 * An image must not be lost for what stands before it, so nothing is refused: what is no JSON is read as
 * what it most likely stands for (NaN as null, a comma too many as none), what is too much is dropped, and
 * `damage` says so.
 */
export class JsonStream {
  readonly #options: JsonStreamOptions;
  readonly #stringLimit: number;
  readonly #tree: JsonTree;

  /** The string that is being read, if any. */
  #inString = false;
  #quote = quote;
  #isKey = false;
  #taker: StringTaker | undefined;
  #text = '';
  /** Of a string that comes in several stretches. */
  #decoder: StringDecoder | undefined;
  readonly #escapes = new JsonEscapes();
  /** The number or literal that is being read. */
  #word = '';

  constructor(options: JsonStreamOptions) {
    const { stringLimit = 256 * 1024, totalLimit = 8 * 1024 * 1024, depthLimit = 64 } = options;
    this.#options = options;
    this.#stringLimit = stringLimit;
    this.#tree = new JsonTree({ totalLimit, depthLimit });
  }

  /** Whether the value is closed; what follows it is not read. */
  get complete(): boolean {
    return this.#tree.complete;
  }

  /** The value as far as it is read: containers that are still open hold what they have. */
  get value(): JsonValue | undefined {
    return this.#tree.value;
  }

  /** The first thing that was no JSON; undefined: there was none. */
  get damage(): string | undefined {
    return this.#tree.damage;
  }

  /** Whether values were dropped because there were too many. */
  get tooLarge(): boolean {
    return this.#tree.tooLarge;
  }

  /**
   * Reads on from `chunk[at]` and returns where it stopped: at the end of the chunk, after the value, or earlier when
   * a taker asked to wait.
   */
  push(chunk: Buffer, at: number): number {
    const end = chunk.length;
    // Found once for each stretch of the chunk, so that many short strings don't search it again and again.
    const next = { quote: -1, backslash: -1 };
    while (at < end && !this.#tree.complete) {
      if (!this.#inString) {
        at = this.#structure(chunk, at);
        next.quote = -1;
        continue;
      }
      if (this.#escapes.open || chunk[at] === backslash) {
        at = this.#escapes.read(chunk, at, this.#quote);
        if (this.#escapes.broken) this.#tree.broken('a bad escape');
        const { resolved } = this.#escapes;
        if (resolved.length > 0 && this.#bytes(resolved, 0, resolved.length)) return at;
        continue;
      }
      const stop = this.#endOfStretch(chunk, at, next);
      const isWhole = stop < end && chunk[stop] === this.#quote;
      if (isWhole && !this.#taker && !this.#decoder && stop - at <= shortText) {
        this.#keep(chunk.toString('utf8', at, stop));
        at = stop;
      }
      const wait = stop > at && this.#bytes(chunk, at, stop);
      at = stop;
      if (wait) return at;
      if (isWhole) {
        this.#closeString();
        at++;
      }
    }
    return at;
  }

  /** Where the mark stands that ends the string, or an escape; earlier where a taker has enough. */
  #endOfStretch(chunk: Buffer, at: number, next: { quote: number; backslash: number }): number {
    // Most strings are short, and a search takes longer than to look at a few bytes.
    const near = Math.min(at + nearBytes, chunk.length);
    for (let to = at; to < near; to++) if (chunk[to] === this.#quote || chunk[to] === backslash) return to;
    if (next.quote < near) next.quote = indexOrEnd(chunk, this.#quote, near);
    if (next.backslash < near) next.backslash = indexOrEnd(chunk, backslash, near);
    return Math.min(next.quote, next.backslash, at + pieceLimit);
  }

  #structure(chunk: Buffer, at: number): number {
    const byte = chunk[at] ?? 0;
    if (this.#word !== '') {
      if (isWordByte(byte)) {
        if (this.#word.length < wordLimit) this.#word += String.fromCharCode(byte);
        return at + 1;
      }
      this.#tree.word(this.#word);
      this.#word = '';
      return at;
    }
    switch (byte) {
      case 0x20:
      case 0x0a:
      case 0x0d:
      case 0x09:
        break;
      case quote:
      case singleQuote:
        this.#openString(byte);
        break;
      case 0x7b: // {
        this.#tree.open({});
        break;
      case 0x5b: // [
        this.#tree.open([]);
        break;
      case 0x7d: // }
        this.#tree.close(false);
        break;
      case 0x5d: // ]
        this.#tree.close(true);
        break;
      case 0x3a: // :
        this.#tree.colon();
        break;
      case 0x2c: // ,
        this.#tree.comma();
        break;
      default:
        if (isWordByte(byte)) this.#word = String.fromCharCode(byte);
        else this.#tree.broken('an unexpected character');
    }
    return at + 1;
  }

  #openString(mark: number): void {
    if (mark !== quote) this.#tree.broken('single quotes');
    const { isKey, key, parentKey } = this.#tree.beginString();
    this.#isKey = isKey;
    this.#quote = mark;
    this.#inString = true;
    this.#text = '';
    this.#taker = isKey || key === undefined ? undefined : this.#options.takerFor(key, parentKey);
  }

  /** @returns whether the taker asks to wait */
  #bytes(chunk: Buffer, start: number, end: number): boolean {
    if (this.#taker) return this.#taker.take(chunk, start, end);
    if (this.#text.length < this.#stringLimit) {
      this.#decoder ??= new StringDecoder('utf8');
      this.#keep(this.#decoder.write(chunk.subarray(start, end)));
    }
    return false;
  }

  #keep(text: string): void {
    if (this.#tree.takesMore(text, this.#text.length)) this.#text += text;
  }

  #closeString(): void {
    this.#inString = false;
    const text = this.#decoder ? this.#text + this.#decoder.end() : this.#text;
    this.#decoder = undefined;
    this.#text = '';
    const taker = this.#taker;
    this.#taker = undefined;
    if (this.#isKey) this.#tree.key(text);
    else if (taker) this.#tree.taken(taker.done());
    else this.#tree.text(text.slice(0, this.#stringLimit));
  }
}

/** Where a byte is; the end of the chunk where it is not. */
function indexOrEnd(chunk: Buffer, byte: number, from: number): number {
  const found = chunk.indexOf(byte, from);
  return found < 0 ? chunk.length : found;
}

/** Letters, digits and signs: what numbers, literals and bare keys are made of. */
function isWordByte(byte: number): boolean {
  const digit = byte >= 0x30 && byte <= 0x39;
  const letter = (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
  return digit || letter || byte === 0x2d || byte === 0x2b || byte === 0x2e || byte === 0x5f;
}
