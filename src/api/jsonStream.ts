import { Buffer } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import { JsonStreamError, type JsonValue } from './jsonValue.ts';

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

export interface JsonStreamOptions {
  /** Who takes the string at `key` of an object that stands at `parentKey` of another; undefined: collect it. */
  takerFor(key: string, parentKey: string | undefined): StringTaker | undefined;
  /** Characters kept of one collected string; the rest is dropped. */
  stringLimit?: number;
  /** Characters and values kept in all. */
  totalLimit?: number;
  depthLimit?: number;
}

interface Container {
  value: JsonValue[] | { [key: string]: JsonValue };
  /** The key that is being filled; an array has none. */
  key: string | undefined;
  /** The key at which this container stands; none inside an array. */
  ownKey: string | undefined;
}

/** What may come next. */
type Expect = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing';

const quote = 0x22;
const backslash = 0x5c;
const plainEscapes: Record<number, string> = {
  34: '"',
  92: '\\',
  47: '/',
  98: '\b',
  102: '\f',
  110: '\n',
  114: '\r',
  116: '\t',
};
/** The most bytes that a taker gets at once. */
export const pieceLimit = 64 * 1024;
const numberGrammar = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const literals: Record<string, JsonValue> = { true: true, false: false, null: null };

/**
 * Reads one JSON value from chunks of bytes cut anywhere. Builds the value like `JSON.parse`, except
 * for the strings that a taker wants, which never become strings. Raw control characters inside
 * strings are let through, because a caption must not cost an image.
 */
export class JsonStream {
  readonly #options: Required<JsonStreamOptions>;
  readonly #stack: Container[] = [];
  #expect: Expect = 'value';
  #root: JsonValue | undefined;
  #budget: number;
  #atStart = true;

  /** The string that is being read, if any. */
  #inString = false;
  #isKey = false;
  #taker: StringTaker | undefined;
  #text = '';
  readonly #decoder = new StringDecoder('utf8');
  /** The escape that is being read, without its backslash. */
  #escape: string | undefined;
  /** The number or literal that is being read. */
  #word = '';

  constructor(options: JsonStreamOptions) {
    this.#options = { stringLimit: 256 * 1024, totalLimit: 8 * 1024 * 1024, depthLimit: 64, ...options };
    this.#budget = this.#options.totalLimit;
  }

  /** Whether the value is closed; what follows it is not read. */
  get complete(): boolean {
    return this.#expect === 'nothing';
  }

  /** The value as far as it is read: containers that are still open hold what they have. */
  get value(): JsonValue | undefined {
    return this.#root;
  }

  /**
   * Reads on from `chunk[at]` and returns where it stopped: at the end of the chunk, after the value,
   * or earlier when a taker asked to wait.
   * @throws JsonStreamError
   */
  push(chunk: Buffer, at: number): number {
    // Found once for each stretch of the chunk, so that many short strings don't search it again and again.
    let nextBackslash = -1;
    while (at < chunk.length && this.#expect !== 'nothing') {
      if (!this.#inString) {
        at = this.#structure(chunk, at);
        continue;
      }
      if (this.#escape !== undefined) {
        if (this.#escaped(chunk[at++] ?? 0)) return at;
        continue;
      }
      let end = chunk.indexOf(quote, at);
      if (end < 0) end = chunk.length;
      if (nextBackslash < at) {
        nextBackslash = chunk.indexOf(backslash, at);
        if (nextBackslash < 0) nextBackslash = chunk.length;
      }
      const stop = Math.min(end, nextBackslash, at + pieceLimit);
      const wait = stop > at && this.#bytes(chunk, at, stop);
      at = stop;
      if (wait) return at;
      if (stop === end && stop < chunk.length) {
        this.#closeString();
        at++;
      } else if (stop === nextBackslash && stop < chunk.length) {
        this.#escape = '';
        at++;
      }
    }
    return at;
  }

  /** Closes a top-level number, which ends only with the input. */
  end(): void {
    if (this.#word !== '') this.#closeWord();
  }

  #structure(chunk: Buffer, at: number): number {
    const byte = chunk[at] ?? 0;
    if (this.#atStart) {
      // A byte order mark, as fetch drops it too.
      if (byte === 0xef || byte === 0xbb || byte === 0xbf) return at + 1;
    }
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      if (this.#word !== '') this.#closeWord();
      return at + 1;
    }
    this.#atStart = false;
    if (this.#word !== '') {
      if (isWordByte(byte)) {
        this.#word += String.fromCharCode(byte);
        if (this.#word.length > 400) throw syntax('an endless number');
        return at + 1;
      }
      this.#closeWord();
      return at;
    }
    switch (byte) {
      case quote:
        this.#openString();
        break;
      case 0x7b: // {
        this.#open({});
        break;
      case 0x5b: // [
        this.#open([]);
        break;
      case 0x7d: // }
        this.#close(false);
        break;
      case 0x5d: // ]
        this.#close(true);
        break;
      case 0x3a: // :
        if (this.#expect !== 'colon') throw syntax('a colon out of place');
        this.#expect = 'value';
        break;
      case 0x2c: // ,
        if (this.#expect !== 'commaOrEnd') throw syntax('a comma out of place');
        this.#expect = Array.isArray(this.#stack.at(-1)?.value) ? 'value' : 'key';
        break;
      default:
        if (!isWordByte(byte) || !this.#wantsValue()) throw syntax('an unexpected character');
        this.#word = String.fromCharCode(byte);
    }
    return at + 1;
  }

  #wantsValue(): boolean {
    return this.#expect === 'value' || this.#expect === 'valueOrEnd';
  }

  #open(value: Container['value']): void {
    if (!this.#wantsValue()) throw syntax('a container out of place');
    if (this.#stack.length >= this.#options.depthLimit) throw tooLarge('nested too deeply');
    const parent = this.#stack.at(-1);
    this.#add(value);
    this.#stack.push({ value, key: undefined, ownKey: parent?.key });
    this.#expect = Array.isArray(value) ? 'valueOrEnd' : 'keyOrEnd';
  }

  #close(array: boolean): void {
    const top = this.#stack.pop();
    const ends = this.#expect === 'commaOrEnd' || this.#expect === (array ? 'valueOrEnd' : 'keyOrEnd');
    if (!top || Array.isArray(top.value) !== array || !ends) throw syntax('a bracket out of place');
    this.#expect = this.#stack.length > 0 ? 'commaOrEnd' : 'nothing';
  }

  /** Puts a value where it belongs. */
  #add(value: JsonValue): void {
    this.#spend(16);
    const top = this.#stack.at(-1);
    if (!top) this.#root = value;
    else if (Array.isArray(top.value)) top.value.push(value);
    else if (top.key === '__proto__') {
      Object.defineProperty(top.value, top.key, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    } else if (top.key !== undefined) top.value[top.key] = value;
    this.#expect = top ? 'commaOrEnd' : 'nothing';
  }

  #closeWord(): void {
    const word = this.#word;
    this.#word = '';
    if (numberGrammar.test(word)) this.#add(Number(word));
    else if (Object.hasOwn(literals, word)) this.#add(literals[word] ?? null);
    else throw syntax('an unknown word');
  }

  #openString(): void {
    this.#isKey = this.#expect === 'key' || this.#expect === 'keyOrEnd';
    if (!this.#isKey && !this.#wantsValue()) throw syntax('a string out of place');
    this.#inString = true;
    this.#text = '';
    const top = this.#stack.at(-1);
    this.#taker =
      !this.#isKey && top?.key !== undefined ? this.#options.takerFor(top.key, top.ownKey) : undefined;
  }

  /** @returns whether the taker asks to wait */
  #bytes(chunk: Buffer, start: number, end: number): boolean {
    if (this.#taker) return this.#taker.take(chunk, start, end);
    if (this.#text.length < this.#options.stringLimit)
      this.#keep(this.#decoder.write(chunk.subarray(start, end)));
    return false;
  }

  #keep(text: string): void {
    this.#spend(text.length);
    this.#text += text;
  }

  #spend(characters: number): void {
    this.#budget -= characters;
    if (this.#budget < 0) throw tooLarge('more text than can be kept');
  }

  /** @returns whether the taker asks to wait */
  #escaped(byte: number): boolean {
    const sequence = (this.#escape ?? '') + String.fromCharCode(byte);
    let text: string | undefined;
    if (!sequence.startsWith('u')) text = plainEscapes[byte];
    else if (!/^u[0-9a-fA-F]{0,4}$/.test(sequence)) throw syntax('a bad escape');
    else if (sequence.length === 5) text = String.fromCharCode(Number.parseInt(sequence.slice(1), 16));
    else {
      this.#escape = sequence;
      return false;
    }
    if (text === undefined) throw syntax('a bad escape');
    this.#escape = undefined;
    if (this.#taker) {
      const bytes = Buffer.from(text);
      return this.#taker.take(bytes, 0, bytes.length);
    }
    // Kept as a code unit, because the halves of a pair come as two escapes.
    if (this.#text.length < this.#options.stringLimit) this.#keep(this.#decoder.end() + text);
    return false;
  }

  #closeString(): void {
    this.#inString = false;
    const text = this.#text + this.#decoder.end();
    this.#text = '';
    const taker = this.#taker;
    this.#taker = undefined;
    if (!this.#isKey) this.#add(taker ? taker.done() : text.slice(0, this.#options.stringLimit));
    else {
      const top = this.#stack.at(-1);
      if (top) top.key = text;
      this.#expect = 'colon';
    }
  }
}

/** Digits, letters and the signs of numbers: what numbers and literals are made of. */
function isWordByte(byte: number): boolean {
  const digit = byte >= 0x30 && byte <= 0x39;
  const letter = (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
  return digit || letter || byte === 0x2d || byte === 0x2b || byte === 0x2e;
}

const syntax = (what: string) => new JsonStreamError('syntax', what);
const tooLarge = (what: string) => new JsonStreamError('tooLarge', what);
