import type { Buffer } from 'node:buffer';

/**
 * Decodes base64 that comes in pieces cut anywhere, straight into a buffer of the caller's. Takes both
 * alphabets, with or without padding, white space between, percent-encoding and a `data:` prefix; also spaces that
 * stand for `+`, as where a gateway took it for a form.
 */
export class Base64Stream {
  /** The first characters, until it is clear whether they begin a `data:` prefix. */
  #head: string | undefined = '';
  #inPrefix = false;
  /** Characters that don't fill four yet. */
  #carry = '';
  /** The start of a percent-encoded character. */
  #percent = '';
  #padded = false;
  /** The last character was a backslash. */
  #backslash = false;
  #damaged = false;
  /** Characters of base64 that came. */
  #characters = 0;
  /** What a space stands for, once one came. */
  #space: '+' | '' | undefined;
  /** What came since a space of which that is not clear. */
  #held = '';
  #ended = false;

  /** Whether something came that is not base64, or the end is missing. */
  get damaged(): boolean {
    return this.#damaged;
  }

  /**
   * Decodes `chunk[start..end)` into `target` from `at`, which must have room for three quarters of it
   * and eight bytes more.
   * @returns the number of bytes written
   */
  write(chunk: Buffer, start: number, end: number, target: Buffer, at: number): number {
    if (this.#head !== undefined) {
      const taken = Math.min(end, start + dataPrefix.length - this.#head.length);
      this.#head += chunk.toString('latin1', start, taken);
      if (this.#head.length < dataPrefix.length) return 0;
      const head = this.#head;
      this.#head = undefined;
      this.#inPrefix = head.toLowerCase() === dataPrefix;
      const written = this.#inPrefix ? 0 : this.#slow(head, target, at);
      return written + this.write(chunk, taken, end, target, at + written);
    }
    let from = start;
    if (this.#inPrefix) {
      const comma = chunk.subarray(from, end).indexOf(0x2c);
      if (comma < 0) return 0;
      from += comma + 1;
      this.#inPrefix = false;
    }
    return from < end ? this.#fast(chunk, from, end, target, at) : 0;
  }

  /** Decodes what is left over. */
  end(target: Buffer, at: number): number {
    let written = this.#slow(this.#head ?? '', target, at);
    this.#head = undefined;
    this.#ended = true;
    written += this.#slow('', target, at + written);
    const rest = this.#carry;
    this.#carry = '';
    if (rest.length === 1 || this.#inPrefix || this.#percent !== '') this.#damaged = true;
    return written + (rest.length > 1 ? target.write(rest, at + written, 'base64') : 0);
  }

  /** Four characters are three bytes, unless there is something between them. */
  #fast(chunk: Buffer, start: number, end: number, target: Buffer, at: number): number {
    const missing = (4 - this.#carry.length) & 3;
    if (
      end - start < missing ||
      this.#padded ||
      this.#backslash ||
      this.#held !== '' ||
      this.#percent !== ''
    ) {
      return this.#slow(chunk.toString('latin1', start, end), target, at);
    }
    const first = missing === 0 ? '' : this.#carry + chunk.toString('latin1', start, start + missing);
    const from = start + missing;
    const to = end - ((end - from) & 3);
    const main = chunk.toString('latin1', from, to);
    const tail = chunk.toString('latin1', to, end);
    let written = first === '' ? 0 : target.write(first, at, 'base64');
    if (written === (first.length / 4) * 3) {
      written += main === '' ? 0 : target.write(main, at + written, 'base64');
      if (written === ((first.length + main.length) / 4) * 3) {
        this.#characters += missing + main.length;
        return written + this.#slow(tail, target, at + written, '');
      }
    }
    return this.#slow(chunk.toString('latin1', start, end), target, at);
  }

  /** Decodes the carry and what follows it, with whatever stands between. */
  #slow(encoded: string, target: Buffer, at: number, carry = this.#carry): number {
    const text = this.#percentDecoded(encoded);
    if (this.#padded) {
      if (/[^=\s]/.test(text)) this.#damaged = true;
      return 0;
    }
    let clean = this.#withoutBreaks(carry, this.#withPluses(text, this.#ended));
    this.#characters += clean.length - carry.length;
    const padding = clean.indexOf('=');
    if (padding >= 0) {
      this.#padded = true;
      if (/[^=]/.test(clean.slice(padding))) this.#damaged = true;
      clean = clean.slice(0, padding);
    }
    if (/[^A-Za-z0-9+/_-]/.test(clean)) {
      this.#damaged = true;
      clean = clean.replace(/[^A-Za-z0-9+/_-]+/g, '');
    }
    const whole = clean.length - (clean.length % 4);
    this.#carry = clean.slice(whole);
    return whole > 0 ? target.write(clean.slice(0, whole), at, 'base64') : 0;
  }

  /** A text in which spaces that stand for `+` are that again; waits where that is not clear yet. */
  #withPluses(text: string, isWhole: boolean): string {
    let whole = this.#held + text;
    this.#held = '';
    if (this.#characters === 0) whole = whole.trimStart();
    const first = whole.indexOf(' ');
    if (this.#space === undefined && first >= 0) {
      this.#space = meaningOfSpace(whole, this.#characters, isWhole);
      if (this.#space === undefined) {
        this.#held = whole.slice(first);
        return whole.slice(0, first);
      }
    }
    return this.#space === '+' ? whole.replaceAll(' ', '+') : whole;
  }

  /** White space between is none of it, nor are line breaks that were escaped once more than they were read. */
  #withoutBreaks(carry: string, text: string): string {
    if (!this.#backslash && !text.includes('\\')) return (carry + text).replace(/\s+/g, '');
    const whole = carry + (this.#backslash ? '\\' : '') + text;
    this.#backslash = whole.endsWith('\\');
    return whole.replace(/\\[nrt]|\\$|\s+/g, '');
  }

  /** Resolves `%2B`, also where it was encoded twice; the start of one waits for the rest. */
  #percentDecoded(encoded: string): string {
    if (this.#percent === '' && !encoded.includes('%')) return encoded;
    const text = (this.#percent + encoded).replace(/%(?:25)+/g, '%');
    const last = text.lastIndexOf('%');
    const whole = last >= 0 && text.length - last < 4 ? last : text.length;
    this.#percent = text.slice(whole);
    if (/^%[0-9a-f]{2}$/i.test(this.#percent) && this.#percent !== '%25') {
      this.#percent = '';
      return percentDecoded(text);
    }
    return percentDecoded(text.slice(0, whole));
  }
}

/** Characters; `+` comes once in 64, a line ends after 128 at the latest. */
const enoughToTell = 4096;
/** As many gaps alike in a row are lines: `+` comes so less than once in 200,000 times. */
const enoughAlike = 4;

/**
 * What a space stands for: lines are all as long, nearly always of whole groups of four; `+` stands anywhere, and then
 * there is no other. Undefined where more has to come to tell.
 */
function meaningOfSpace(text: string, before: number, isWhole: boolean): '+' | '' | undefined {
  if (/[+\t\r\n-]/.test(text)) return '';
  const lengths = text.split(' ').map(({ length }) => length);
  lengths[0] = (lengths[0] ?? 0) + before;
  const lines = lengths.slice(0, -1);
  const isAnywhere = lines.some((length) => length % 4 !== 0);
  const areAlike = new Set(lines).size === 1;
  if (isAnywhere && !areAlike) return '+';
  if (areAlike && lines.length >= enoughAlike) return '';
  if (text.length < enoughToTell && !isWhole) return undefined;
  return isAnywhere && lines.length === 1 ? '+' : '';
}

const percentDecoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const dataPrefix = 'data:';
