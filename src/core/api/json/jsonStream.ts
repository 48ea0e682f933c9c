import { Buffer } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
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
/**
 * Reads one JSON object or array from chunks of bytes cut anywhere. Builds the value like `JSON.parse`,
 * except for the strings that a taker wants, which never become strings.
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
  readonly #decoder = new StringDecoder('utf8');
  /** The escape that is being read, without its backslash. */
  #escape: string | undefined;
  /** The first half of a pair of escapes, until the second is there. */
  #half = '';
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
   * Reads on from `chunk[at]` and returns where it stopped: at the end of the chunk, after the value,
   * or earlier when a taker asked to wait.
   */
  push(chunk: Buffer, at: number): number {
    // Found once for each stretch of the chunk, so that many short strings don't search it again and again.
    let nextBackslash = -1;
    while (at < chunk.length && !this.#tree.complete) {
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
    if (this.#taker) {
      const wait = this.#takeText('');
      return this.#taker.take(chunk, start, end) || wait;
    }
    if (this.#text.length < this.#stringLimit) this.#keep(this.#decoder.write(chunk.subarray(start, end)));
    return false;
  }

  #keep(text: string): void {
    if (this.#tree.takesMore(text, this.#text.length)) this.#text += text;
  }

  /** Reads one byte of an escape. @returns whether it belonged to it, and whether the taker asks to wait */
  #escaped(byte: number): { taken: boolean; wait: boolean } {
    const sequence = (this.#escape ?? '') + String.fromCharCode(byte);
    let text: string;
    let taken = true;
    if (!sequence.startsWith('u')) {
      text = plainEscapes[byte] ?? String.fromCharCode(byte);
      if (!Object.hasOwn(plainEscapes, byte) && !'"\\/'.includes(text)) this.#tree.broken('a bad escape');
    } else if (!/^u[0-9a-fA-F]{0,4}$/.test(sequence)) {
      this.#tree.broken('a bad escape');
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
    if (this.#text.length < this.#stringLimit) this.#keep(this.#decoder.end() + text);
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
    if (this.#isKey) this.#tree.key(text);
    else if (taker) this.#tree.taken(taker.done());
    else this.#tree.text(text.slice(0, this.#stringLimit));
  }
}

/** Letters, digits and signs: what numbers, literals and bare keys are made of. */
function isWordByte(byte: number): boolean {
  const digit = byte >= 0x30 && byte <= 0x39;
  const letter = (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
  return digit || letter || byte === 0x2d || byte === 0x2b || byte === 0x2e || byte === 0x5f;
}
