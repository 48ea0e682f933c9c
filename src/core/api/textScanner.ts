import { Buffer } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import type { Base64Taker } from './imageReceiver.ts';
import { pieceLimit } from './jsonStream.ts';
import type { JsonValue } from './jsonValue.ts';

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
 * Reads a text that comes in pieces cut anywhere and takes the `data:` URLs out of it as they come, so
 * that their base64 never becomes a string. A URL ends with the first character that base64 does not have.
 */
export class TextScanner {
  readonly #deps: TextScannerDeps;
  readonly #decoder = new StringDecoder('utf8');
  #text = '';
  #images: JsonValue[] = [];
  /** What may be the start of a `data:` URL. */
  #pending = Buffer.alloc(0);
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
    const found = bytes.indexOf(scheme, from, 'latin1');
    if (found < 0) {
      const rest = this.#startOfScheme(bytes, from);
      this.#keep(this.#decoder.write(bytes.subarray(from, rest)));
      this.#pending = Buffer.from(bytes.subarray(rest));
      return bytes.length;
    }
    this.#keep(this.#decoder.write(bytes.subarray(from, found)));
    const header = bytes.toString('latin1', found, found + headerLimit + leastBase64);
    const isUrl = isDataUrl(header);
    if (isUrl === undefined) {
      this.#pending = Buffer.from(bytes.subarray(found));
      return bytes.length;
    }
    if (!isUrl) {
      this.#keep(scheme);
      return found + scheme.length;
    }
    this.#keep(this.#decoder.end() + imageMark);
    this.#taker = this.#deps.imageTaker();
    this.#images.push(this.#taker.token);
    this.#padded = false;
    this.#lineLength = 0;
    return found + header.indexOf(',') + 1;
  }

  /** Where the last bytes begin that may be the start of `data:`. */
  #startOfScheme(bytes: Buffer, from: number): number {
    for (let length = Math.min(scheme.length - 1, bytes.length - from); length > 0; length--) {
      if (bytes.toString('latin1', bytes.length - length) === scheme.slice(0, length)) {
        return bytes.length - length;
      }
    }
    return bytes.length;
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

/** Whether a text begins with a `data:` URL in base64; undefined while more of it has to come. */
function isDataUrl(text: string): boolean | undefined {
  const comma = text.search(/[^\w.+/;:= -]/);
  if (comma < 0) return text.length < headerLimit ? undefined : false;
  if (text[comma] !== ',' || !/; ?base64 ?$/i.test(text.slice(0, comma))) return false;
  const start = text.slice(comma + 1, comma + 1 + leastBase64);
  if (/[^\w+/%=-]/.test(start)) return false;
  return start.length < leastBase64 ? undefined : true;
}

/** A text without the marks, and without what Markdown and HTML put around an image. */
export function withoutImages(text: string): string {
  return text
    .replace(/!?\[[^[\]]{0,300}\]\([ <]{0,3}\ufffc[^)\n]{0,300}\)/g, '')
    .replace(/<img\b[^<>\ufffc]{0,300}\ufffc[^<>]{0,300}>/gi, '')
    .replaceAll(imageMark, '');
}
