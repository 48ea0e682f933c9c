import { Buffer } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
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

export interface JsonStreamOptions {
  /**
   * Who takes the string at `key` of an object that stands at `parentKey` of another; undefined: collect
   * it. An entry of an array has the array's key.
   */
  takerFor(key: string, parentKey: string | undefined): StringTaker | undefined;
  /** Characters kept of one collected string; the rest is dropped. */
  stringLimit?: number;
  /** Characters and values kept in all; beyond it only what is short or was taken is. */
  totalLimit?: number;
  /** Containers in containers; what lies deeper is read and dropped. */
  depthLimit?: number;
}

interface Container {
  value: JsonValue[] | { [key: string]: JsonValue };
  /** The key that is being filled; an array has none. */
  key: string | undefined;
  /** The key at which this container stands; inside an array, the array's own. */
  ownKey: string | undefined;
}

/** What may come next. */
type Expect = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing';

const quote = 0x22;
const singleQuote = 0x27;
const backslash = 0x5c;
const plainEscapes: Record<number, string> = {
  98: '\b',
  102: '\f',
  110: '\n',
  114: '\r',
  116: '\t',
};
/** The most bytes that a taker gets at once. */
export const pieceLimit = 64 * 1024;
/** Of one number, literal or bare key. */
const wordLimit = 400;
/** What is kept beyond the total limit: keys, names and types, as they stand beside an image. */
const shortText = 256;
const numberGrammar = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const literals: Record<string, JsonValue> = { true: true, false: false, null: null };
/** As Python and JavaScript write them where nobody looked. */
const foreignLiterals: Record<string, JsonValue> = { True: true, False: false };

/**
 * Reads one JSON object or array from chunks of bytes cut anywhere. Builds the value like `JSON.parse`,
 * except for the strings that a taker wants, which never become strings.
 *
 * An image must not be lost for what stands before it, so nothing is refused: what is no JSON is read as
 * what it most likely stands for (NaN as null, a comma too many as none), what is too much is dropped, and
 * `damage` says so.
 */
export class JsonStream {
  readonly #options: Required<JsonStreamOptions>;
  readonly #stack: Container[] = [];
  readonly #unclosed = { arrays: 0, objects: 0 };
  #expect: Expect = 'value';
  #root: JsonValue | undefined;
  #budget: number;
  #damage: string | undefined;
  #tooLarge = false;

  /** The string that is being read, if any. */
  #inString = false;
  #quote = quote;
  #isKey = false;
  #taker: StringTaker | undefined;
  #text = '';
  readonly #decoder = new StringDecoder('utf8');
  /** The escape that is being read, without its backslash. */
  #escape: string | undefined;
  /** The first half of a pair of escapes, until the second is there. */
  #half = '';
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

  /** The first thing that was no JSON; undefined: there was none. */
  get damage(): string | undefined {
    return this.#damage;
  }

  /** Whether values were dropped because there were too many. */
  get tooLarge(): boolean {
    return this.#tooLarge;
  }

  /**
   * Reads on from `chunk[at]` and returns where it stopped: at the end of the chunk, after the value,
   * or earlier when a taker asked to wait.
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
        const { taken, wait } = this.#escaped(chunk[at] ?? 0);
        if (taken) at++;
        if (wait) return at;
        continue;
      }
      let end = chunk.indexOf(this.#quote, at);
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

  #structure(chunk: Buffer, at: number): number {
    const byte = chunk[at] ?? 0;
    if (this.#word !== '') {
      if (isWordByte(byte)) {
        if (this.#word.length < wordLimit) this.#word += String.fromCharCode(byte);
        return at + 1;
      }
      this.#closeWord();
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
        if (this.#expect === 'colon') this.#expect = 'value';
        else this.#broken('a colon out of place');
        break;
      case 0x2c: // ,
        this.#comma();
        break;
      default:
        if (isWordByte(byte)) this.#word = String.fromCharCode(byte);
        else this.#broken('an unexpected character');
    }
    return at + 1;
  }

  #broken(what: string): void {
    this.#damage ??= what;
  }

  #comma(): void {
    if (this.#expect !== 'commaOrEnd') {
      this.#broken('a comma out of place');
      const top = this.#stack.at(-1);
      // A key without a value.
      if (top?.key !== undefined && (this.#expect === 'colon' || this.#expect === 'value')) this.#add(null);
    }
    this.#expect = Array.isArray(this.#stack.at(-1)?.value) ? 'value' : 'key';
  }

  /** Makes the next value one that may stand here. */
  #wantValue(): void {
    if (this.#expect === 'value' || this.#expect === 'valueOrEnd') return;
    this.#broken('a value out of place');
    const top = this.#stack.at(-1);
    if (top && !Array.isArray(top.value) && this.#expect !== 'colon') top.key = '';
  }

  #open(value: Container['value']): void {
    this.#wantValue();
    const parent = this.#stack.at(-1);
    const array = Array.isArray(value);
    if (this.#stack.length < this.#options.depthLimit) {
      this.#add(value, true);
      this.#stack.push({ value, key: undefined, ownKey: parent?.key ?? parent?.ownKey });
    } else {
      this.#broken('nested too deeply');
      this.#stack.push(array ? deepArray : deepObject);
    }
    this.#unclosed[array ? 'arrays' : 'objects']++;
    this.#expect = array ? 'valueOrEnd' : 'keyOrEnd';
  }

  #close(array: boolean): void {
    const kind = array ? 'valueOrEnd' : 'keyOrEnd';
    if (this.#expect !== 'commaOrEnd' && this.#expect !== kind) this.#broken('a bracket out of place');
    if (this.#unclosed[array ? 'arrays' : 'objects'] === 0) {
      this.#broken('a bracket out of place');
      return;
    }
    for (let found = false; !found; ) {
      found = Array.isArray(this.#stack.pop()?.value) === array;
      this.#unclosed[found === array ? 'arrays' : 'objects']--;
      // One that was never closed ends with the one around it.
      if (!found) this.#broken('a bracket out of place');
    }
    this.#expect = this.#stack.length > 0 ? 'commaOrEnd' : 'nothing';
  }

  /**
   * Puts a value where it belongs, if there is room.
   * @param short it is kept also where other values aren't any more
   */
  #add(value: JsonValue, short = false): void {
    const top = this.#stack.at(-1);
    this.#expect = top ? 'commaOrEnd' : 'nothing';
    if (top === deepArray || top === deepObject) return;
    if (this.#budget < (short ? -this.#options.totalLimit / 2 : 0)) {
      this.#tooLarge = true;
      return;
    }
    this.#budget -= 16;
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
  }

  #closeWord(): void {
    const word = this.#word;
    this.#word = '';
    const top = this.#stack.at(-1);
    if (this.#expect === 'key' || this.#expect === 'keyOrEnd') {
      this.#broken('a key without quotes');
      if (top && top !== deepObject) top.key = word;
      this.#expect = 'colon';
      return;
    }
    this.#wantValue();
    if (numberGrammar.test(word)) this.#add(Number(word));
    else if (Object.hasOwn(literals, word)) this.#add(literals[word] ?? null, true);
    else {
      this.#broken('an unknown word');
      const number = Number(word);
      this.#add(foreignLiterals[word] ?? (Number.isFinite(number) ? number : null));
    }
  }

  #openString(mark: number): void {
    if (mark !== quote) this.#broken('single quotes');
    const top = this.#stack.at(-1);
    const inObject = top !== undefined && !Array.isArray(top.value);
    if (inObject && this.#expect === 'commaOrEnd') {
      this.#broken('a missing comma');
      this.#expect = 'key';
    }
    this.#isKey = this.#expect === 'key' || this.#expect === 'keyOrEnd';
    if (!this.#isKey) this.#wantValue();
    this.#quote = mark;
    this.#inString = true;
    this.#text = '';
    const key = inObject ? top.key : top?.ownKey;
    this.#taker =
      this.#isKey || key === undefined ? undefined : this.#options.takerFor(key, this.#parentKey(inObject));
  }

  /** The key above that of the value that begins. */
  #parentKey(inObject: boolean): string | undefined {
    return inObject ? this.#stack.at(-1)?.ownKey : this.#stack.at(-2)?.ownKey;
  }

  /** @returns whether the taker asks to wait */
  #bytes(chunk: Buffer, start: number, end: number): boolean {
    if (this.#taker) {
      const wait = this.#takeText('');
      return this.#taker.take(chunk, start, end) || wait;
    }
    if (this.#text.length < this.#options.stringLimit)
      this.#keep(this.#decoder.write(chunk.subarray(start, end)));
    return false;
  }

  #keep(text: string): void {
    if (this.#budget < 0 && this.#text.length >= shortText) {
      this.#tooLarge = true;
      return;
    }
    this.#budget -= text.length;
    this.#text += text;
  }

  /** Reads one byte of an escape. @returns whether it belonged to it, and whether the taker asks to wait */
  #escaped(byte: number): { taken: boolean; wait: boolean } {
    const sequence = (this.#escape ?? '') + String.fromCharCode(byte);
    let text: string;
    let taken = true;
    if (!sequence.startsWith('u')) {
      text = plainEscapes[byte] ?? String.fromCharCode(byte);
      if (!Object.hasOwn(plainEscapes, byte) && !'"\\/'.includes(text)) this.#broken('a bad escape');
    } else if (!/^u[0-9a-fA-F]{0,4}$/.test(sequence)) {
      this.#broken('a bad escape');
      text = '\ufffd';
      taken = false;
    } else if (sequence.length === 5) {
      text = String.fromCharCode(Number.parseInt(sequence.slice(1), 16));
    } else {
      this.#escape = sequence;
      return { taken: true, wait: false };
    }
    this.#escape = undefined;
    if (this.#taker) return { taken, wait: this.#takeText(text) };
    // Kept as a code unit, because the halves of a pair come as two escapes.
    if (this.#text.length < this.#options.stringLimit) this.#keep(this.#decoder.end() + text);
    return { taken, wait: false };
  }

  /** Gives an escaped character to the taker; the halves of a pair come as two escapes. */
  #takeText(text: string): boolean {
    const whole = this.#half + text;
    const waits = text !== '' && /^[\ud800-\udbff]$/.test(whole);
    this.#half = waits ? whole : '';
    if (waits || whole === '' || !this.#taker) return false;
    const bytes = Buffer.from(whole);
    return this.#taker.take(bytes, 0, bytes.length);
  }

  #closeString(): void {
    this.#inString = false;
    if (this.#taker) this.#takeText('');
    const text = this.#text + this.#decoder.end();
    this.#text = '';
    const taker = this.#taker;
    this.#taker = undefined;
    if (!this.#isKey) {
      if (taker) this.#add(taker.done(), true);
      else this.#add(text.slice(0, this.#options.stringLimit), text.length <= shortText);
    } else {
      const top = this.#stack.at(-1);
      if (top && top !== deepObject) top.key = text;
      this.#expect = 'colon';
    }
  }
}

/** They stand for all containers that lie too deep to be kept. */
const deepArray: Container = { value: [], key: undefined, ownKey: undefined };
const deepObject: Container = { value: {}, key: undefined, ownKey: undefined };

/** Letters, digits and signs: what numbers, literals and bare keys are made of. */
function isWordByte(byte: number): boolean {
  const digit = byte >= 0x30 && byte <= 0x39;
  const letter = (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
  return digit || letter || byte === 0x2d || byte === 0x2b || byte === 0x2e || byte === 0x5f;
}
