import { Buffer } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import { pieceLimit } from '../json/jsonStream.ts';
import type { JsonValue } from '../json/jsonValue.ts';
import type { Base64Taker } from './imageReceiver.ts';

/** A text out of which the images were taken; `imageMark` stands where each one was. */
export interface ScannedText {
  text: string;
  /** What stands for each image, in order. */
  images: JsonValue[];
}

/** Stands in a text for an image that was taken out of it (OBJECT REPLACEMENT CHARACTER). */
const imageMark = '\ufffc';

export interface TextScannerDeps {
  /** Takes the base64 of one image. */
  imageTaker(): Base64Taker;
  /** Whether so many more characters may be kept. */
  mayKeep(characters: number): boolean;
}

const scheme = 'data:';
/** Of a `data:` URL before its comma; type and parameters are shorter. */
const headerLimit = 200;
/** So much base64 has to follow: people also write about such URLs. */
const leastBase64 = 16;
/** So much where no URL says that it is base64; less than a line of it. */
const leastBare = 56;
/** Base64 of the first bytes of PNG, JPEG, WebP, GIF, and AVIF or HEIC, or what may become it. */
const bareStart = /iVBORw0KGgo|[/_]9j[/_]|UklGR|R0lGOD|AAAA.GZ0eX/g;
const longestStart = 'iVBORw0KGgo'.length;
/** Characters in a line of wrapped base64 (MIME has 76, PEM 64). */
const wrapped = { least: 56, most: 128 };
const newline = 0x0a;
const carriageReturn = 0x0d;
const padding = 0x3d;

/** 1 for what base64 is made of, both alphabets and percent-encoding. */
const base64Bytes = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9+/_=%-]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/**
 * Reads a text that comes in pieces cut anywhere and takes the `data:` URLs and the base64 of pictures out of it as
 * they come, so that it never becomes a string. It ends with the first character that base64 does not have.
 */
export class TextScanner {
  readonly #deps: TextScannerDeps;
  readonly #decoder = new StringDecoder('utf8');
  #text = '';
  #images: JsonValue[] = [];
  /** What may be the start of a picture. */
  #pending = Buffer.alloc(0);
  /** What stood before `#pending`. */
  #before = 0;
  /** The image that is being read. */
  #taker: Base64Taker | undefined;
  #padded = false;
  #lineLength = 0;
  #lastByte = 0;

  constructor(deps: TextScannerDeps) {
    this.#deps = deps;
  }

  /** @returns whether what takes the images asks to wait */
  take(chunk: Buffer, start: number, end: number): boolean {
    const piece = chunk.subarray(start, end);
    const bytes = this.#pending.length > 0 ? Buffer.concat([this.#pending, piece]) : piece;
    this.#pending = Buffer.alloc(0);
    let waits = false;
    for (let at = 0; at < bytes.length; ) {
      if (this.#taker) {
        const stop = this.#endOfBase64(bytes, at);
        for (let from = at; from < stop; from += pieceLimit) {
          waits = this.#taker.take(bytes, from, Math.min(stop, from + pieceLimit)) || waits;
        }
        at = stop;
        if (at < bytes.length) this.#closeImage();
      } else {
        at = this.#readText(bytes, at);
      }
    }
    return waits;
  }

  /** What came since the last call; an image that goes on is counted where it began. */
  piece(): ScannedText {
    const piece = { text: this.#text, images: this.#images };
    this.#text = '';
    this.#images = [];
    return piece;
  }

  /** The text has ended, and with it an image that it ended in. */
  finish(): ScannedText {
    this.#closeImage();
    this.#keep(this.#decoder.write(this.#pending) + this.#decoder.end());
    this.#pending = Buffer.alloc(0);
    return this.piece();
  }

  /** Reads up to the next image, or to what may be the start of one. @returns where it goes on */
  #readText(bytes: Buffer, from: number): number {
    const text = bytes.toString('latin1', from);
    // Each is looked for again only behind the place where it was, so that no stretch is searched twice.
    let url = -1;
    let bare = -1;
    for (let at = 0; ; ) {
      if (url < at) url = indexOrEnd(text.indexOf(scheme, at), text);
      if (bare < at) bare = this.#nextBare(text, at);
      const found = Math.min(url, bare);
      if (found === text.length) {
        const rest = startOfPicture(text, at);
        this.#keepBytes(bytes.subarray(from, from + rest));
        this.#wait(bytes.subarray(from + rest));
        return bytes.length;
      }
      const image =
        url < bare ? imageOfUrl(text.slice(url, url + headerLimit + leastBase64)) : isBase64(text, bare);
      if (image === undefined) {
        this.#keepBytes(bytes.subarray(from, from + found));
        this.#wait(bytes.subarray(from + found));
        return bytes.length;
      }
      if (image < 0) {
        at = found + 1;
        continue;
      }
      this.#keepBytes(bytes.subarray(from, from + found));
      this.#keep(this.#decoder.end() + imageMark);
      this.#taker = this.#deps.imageTaker();
      this.#images.push(this.#taker.token);
      this.#padded = false;
      this.#lineLength = 0;
      return from + found + image;
    }
  }

  /** Where base64 may begin that no URL introduces: not within a longer word. */
  #nextBare(text: string, from: number): number {
    bareStart.lastIndex = from;
    for (let match = bareStart.exec(text); match; match = bareStart.exec(text)) {
      const before = match.index === 0 ? this.#before : text.charCodeAt(match.index - 1);
      if (base64Bytes[before] !== 1 || before === padding) return match.index;
      bareStart.lastIndex = match.index + 1;
    }
    return text.length;
  }

  #keepBytes(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#before = bytes.at(-1) ?? 0;
    this.#keep(this.#decoder.write(bytes));
  }

  #wait(bytes: Buffer): void {
    this.#pending = Buffer.from(bytes);
  }

  #endOfBase64(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (base64Bytes[byte] === 1 && !(this.#padded && byte !== padding)) {
        this.#padded = byte === padding;
        this.#lineLength++;
      } else if (!this.#goesOn(byte)) {
        return at;
      }
      this.#lastByte = byte;
    }
    return bytes.length;
  }

  /** Whether base64 goes on after white space, because it comes in lines. */
  #goesOn(byte: number): boolean {
    if (byte === newline && this.#lastByte === carriageReturn) return true;
    if (byte !== newline && byte !== carriageReturn) return false;
    const isLine = this.#lineLength >= wrapped.least && this.#lineLength <= wrapped.most;
    this.#lineLength = 0;
    return isLine && !this.#padded;
  }

  #closeImage(): void {
    this.#taker?.done();
    this.#taker = undefined;
  }

  #keep(text: string): void {
    if (text !== '' && this.#deps.mayKeep(text.length)) this.#text += text;
  }
}

const indexOrEnd = (index: number, { length }: string): number => (index < 0 ? length : index);

/** Where the last characters begin that may be the start of a picture. */
function startOfPicture(text: string, from: number): number {
  for (let at = Math.max(from, text.length - longestStart); at < text.length; at++) {
    const rest = text.slice(at);
    if (scheme.startsWith(rest) || starts.some((start) => start.startsWith(rest))) return at;
    if (/^AAAA?(?:.G?Z?0?e?)?$/.test(rest) || /^A{1,4}$/.test(rest)) return at;
  }
  return text.length;
}

const starts = ['iVBORw0KGgo', '/9j/', '/9j_', '_9j/', '_9j_', 'UklGR', 'R0lGOD'];

/**
 * How long the header is of the `data:` URL in base64 that a text begins with, up to and with its comma; negative
 * where it is none, undefined while more of it has to come.
 */
function imageOfUrl(text: string): number | undefined {
  const comma = text.search(/[^\w.+/;:= -]/);
  if (comma < 0) return text.length < headerLimit ? undefined : -1;
  if (text[comma] !== ',' || !/; ?base64 ?$/i.test(text.slice(0, comma))) return -1;
  const start = text.slice(comma + 1, comma + 1 + leastBase64);
  if (/[^\w+/%=-]/.test(start)) return -1;
  return start.length < leastBase64 ? undefined : comma + 1;
}

/** 0 where enough base64 stands at a place; negative where it does not, undefined while more of it has to come. */
function isBase64(text: string, at: number): number | undefined {
  const start = text.slice(at, at + leastBare);
  if (/[^A-Za-z0-9+/_-]/.test(start)) return -1;
  return start.length < leastBare ? undefined : 0;
}

/** A text without the marks, and without what Markdown, HTML and code fences put around an image. */
export function withoutImages(text: string): string {
  return text
    .replace(/(?:\bdata:[\w.+/;=: -]{0,100}|\bbase64),? {0,3}\ufffc/gi, '\ufffc')
    .replace(/```[\w+-]{0,20}\s{0,4}\ufffc\s{0,4}(?:```|$)|`\ufffc`/g, '')
    .replace(/<(\w{1,20})>\s{0,4}\ufffc\s{0,4}<\/\1>/g, '')
    .replace(/!?\[[^[\]]{0,300}\]\([ <]{0,3}\ufffc[^)\n]{0,300}\)/g, '')
    .replace(/<img\b[^<>\ufffc]{0,300}\ufffc[^<>]{0,300}>/gi, '')
    .replaceAll(imageMark, '');
}
