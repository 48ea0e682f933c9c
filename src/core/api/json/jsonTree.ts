import type { JsonValue } from './jsonValue.ts';

export interface JsonLimits {
  /** Characters and values kept in all; beyond it only what is short or was taken is. */
  totalLimit: number;
  /** Containers in containers; what lies deeper is read and dropped. */
  depthLimit: number;
}

/** Where a string stands that begins. */
export interface StringPlace {
  isKey: boolean;
  /** Of a value; an entry of an array has the array's key. */
  key: string | undefined;
  /** The key above that one. */
  parentKey: string | undefined;
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

/** What is kept beyond the total limit: keys, names and types, as they stand beside an image. */
const shortText = 256;
/** What one value takes besides its text: memory for an object of the engine. */
const valueCharacters = 64;
const numberGrammar = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const literals: Record<string, JsonValue> = { true: true, false: false, null: null };
/** As Python and JavaScript write them where nobody looked. */
const foreignLiterals: Record<string, JsonValue> = { True: true, False: false };

/**
 * Builds one JSON value from its tokens in their order. Refuses nothing: a token out of place is read as what it
 * most likely stands for, what is too much is dropped, and `damage` and `tooLarge` say so.
 */
export class JsonTree {
  readonly #limits: JsonLimits;
  readonly #stack: Container[] = [];
  readonly #unclosed = { arrays: 0, objects: 0 };
  #expect: Expect = 'value';
  #root: JsonValue | undefined;
  #budget: number;
  #damage: string | undefined;
  #tooLarge = false;

  constructor(limits: JsonLimits) {
    this.#limits = limits;
    this.#budget = limits.totalLimit;
  }

  /** Whether the value is closed. */
  get complete(): boolean {
    return this.#expect === 'nothing';
  }

  /** The value as far as it is built: containers that are still open hold what they have. */
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

  broken(what: string): void {
    this.#damage ??= what;
  }

  colon(): void {
    if (this.#expect === 'colon') this.#expect = 'value';
    else this.broken('a colon out of place');
  }

  comma(): void {
    if (this.#expect !== 'commaOrEnd') {
      this.broken('a comma out of place');
      const top = this.#stack.at(-1);
      // A key without a value.
      if (top?.key !== undefined && (this.#expect === 'colon' || this.#expect === 'value')) this.#add(null);
    }
    this.#expect = Array.isArray(this.#stack.at(-1)?.value) ? 'value' : 'key';
  }

  /** Begins a container, an empty one. */
  open(value: Container['value']): void {
    this.#wantValue();
    const parent = this.#stack.at(-1);
    const array = Array.isArray(value);
    if (this.#stack.length < this.#limits.depthLimit) {
      this.#add(value, true);
      this.#stack.push({ value, key: undefined, ownKey: parent?.key ?? parent?.ownKey });
    } else {
      this.broken('nested too deeply');
      this.#stack.push(array ? deepArray : deepObject);
    }
    this.#unclosed[array ? 'arrays' : 'objects']++;
    this.#expect = array ? 'valueOrEnd' : 'keyOrEnd';
  }

  close(array: boolean): void {
    const kind = array ? 'valueOrEnd' : 'keyOrEnd';
    if (this.#expect !== 'commaOrEnd' && this.#expect !== kind) this.broken('a bracket out of place');
    if (this.#unclosed[array ? 'arrays' : 'objects'] === 0) {
      this.broken('a bracket out of place');
      return;
    }
    for (let found = false; !found; ) {
      found = Array.isArray(this.#stack.pop()?.value) === array;
      this.#unclosed[found === array ? 'arrays' : 'objects']--;
      // One that was never closed ends with the one around it.
      if (!found) this.broken('a bracket out of place');
    }
    this.#expect = this.#stack.length > 0 ? 'commaOrEnd' : 'nothing';
  }

  /** A number, a literal or a key without quotes. */
  word(word: string): void {
    const top = this.#stack.at(-1);
    if (this.#expect === 'key' || this.#expect === 'keyOrEnd') {
      this.broken('a key without quotes');
      if (top && top !== deepObject) top.key = word;
      this.#expect = 'colon';
      return;
    }
    this.#wantValue();
    if (numberGrammar.test(word)) this.#add(Number(word));
    else if (Object.hasOwn(literals, word)) this.#add(literals[word] ?? null, true);
    else {
      this.broken('an unknown word');
      const number = Number(word);
      this.#add(foreignLiterals[word] ?? (Number.isFinite(number) ? number : null));
    }
  }

  /** A string begins; it ends with `key`, `text` or `taken`. */
  beginString(): StringPlace {
    const top = this.#stack.at(-1);
    const inObject = top !== undefined && !Array.isArray(top.value);
    if (inObject && this.#expect === 'commaOrEnd') {
      this.broken('a missing comma');
      this.#expect = 'key';
    }
    const isKey = this.#expect === 'key' || this.#expect === 'keyOrEnd';
    if (!isKey) this.#wantValue();
    return {
      isKey,
      key: inObject ? top.key : top?.ownKey,
      parentKey: inObject ? top.ownKey : this.#stack.at(-2)?.ownKey,
    };
  }

  key(text: string): void {
    const top = this.#stack.at(-1);
    if (top && top !== deepObject) top.key = text;
    this.#expect = 'colon';
  }

  text(text: string): void {
    this.#add(text, text.length <= shortText);
  }

  /** What stands for a string that was taken elsewhere; kept also where other values aren't any more. */
  taken(value: JsonValue): void {
    this.#add(value, true);
  }

  /** Whether there is room for more text of a string that has `length` characters by now. */
  takesMore(text: string, length: number): boolean {
    if (this.#budget < 0 && length >= shortText) {
      this.#tooLarge = true;
      return false;
    }
    this.#budget -= text.length;
    return true;
  }

  /** Makes the next value one that may stand here. */
  #wantValue(): void {
    if (this.#expect === 'value' || this.#expect === 'valueOrEnd') return;
    this.broken('a value out of place');
    const top = this.#stack.at(-1);
    if (top && !Array.isArray(top.value) && this.#expect !== 'colon') top.key = '';
  }

  /**
   * Puts a value where it belongs, if there is room.
   * @param short it is kept also where other values aren't any more
   */
  #add(value: JsonValue, short = false): void {
    const top = this.#stack.at(-1);
    this.#expect = top ? 'commaOrEnd' : 'nothing';
    if (top === deepArray || top === deepObject) return;
    if (this.#budget < (short ? -this.#limits.totalLimit / 2 : 0)) {
      this.#tooLarge = true;
      return;
    }
    this.#budget -= valueCharacters;
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
}

/** They stand for all containers that lie too deep to be kept. */
const deepArray: Container = { value: [], key: undefined, ownKey: undefined };
const deepObject: Container = { value: {}, key: undefined, ownKey: undefined };
