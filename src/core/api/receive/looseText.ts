import type { Buffer } from 'node:buffer';
import type { AnswerDocument } from '../answer/answerDocuments.ts';
import { linksIn } from '../answer/links.ts';
import type { ScannedText } from '../answer/textScanner.ts';
import type { StringTaker } from '../json/jsonStream.ts';
import type { JsonValue } from '../json/jsonValue.ts';

/** What stands in a body outside of its values: a text, a web page, what a gateway puts around JSON. */
export class LooseText implements StringTaker {
  readonly #text: StringTaker;
  readonly #scannedOf: (token: JsonValue) => ScannedText | undefined;
  #value: JsonValue | undefined;

  /**
   * @param text takes a text and the pictures out of it
   * @param scannedOf what stands for a text with pictures in it leads to both
   */
  constructor(text: StringTaker, scannedOf: (token: JsonValue) => ScannedText | undefined) {
    this.#text = text;
    this.#scannedOf = scannedOf;
  }

  take(chunk: Buffer, start: number, end: number): boolean {
    return this.#text.take(chunk, start, end);
  }

  done(): JsonValue {
    this.#value ??= this.#text.done();
    return this.#value;
  }

  /** The text as a value of the answer, where it has a picture in it or leads to one. After `done`. */
  document(isPage: boolean): AnswerDocument | undefined {
    const value = this.done();
    const scanned = this.#scannedOf(value);
    if (scanned) {
      // Where somebody shall sign in or prove to be human, the picture is a logo.
      if (isPage && /<(?:form|input)\b/i.test(scanned.text)) return undefined;
      // Of a page nothing is said but its pictures.
      if (isPage) scanned.text = '';
      return { value: { text: value }, event: '' };
    }
    const text = typeof value === 'string' ? value : '';
    return !isPage && linksIn(text).some(({ isPicture }) => isPicture)
      ? { value: { text }, event: '' }
      : undefined;
  }

  /** Where the pictures of a page are that are not in it. After `done`. */
  get pictureLinks(): string[] {
    const value = this.done();
    const text = this.#scannedOf(value)?.text ?? (typeof value === 'string' ? value : '');
    const tags = text.match(/<img\b[^<>]{1,4000}>/gi) ?? [];
    return linksIn(tags.slice(0, 20).join('\n')).map(({ link }) => link);
  }
}
