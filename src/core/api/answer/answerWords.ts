/** Of all words, in characters; nobody reads more. */
const wordsLimit = 512 * 1024;

/** The words of an answer: parts of one value stand below each other, those of several go on. */
export class AnswerWords {
  /** Without the white space around it; only ever added to, so that many short pieces cost no more than one long one. */
  #text = '';
  /** The white space behind it. */
  #blanks = '';
  #document: number | undefined;

  get all(): string {
    return this.#text;
  }

  add(text: string, document: number): void {
    const words = text.trim();
    const isPart = this.#document === document;
    this.#document = document;
    if (this.#text.length > wordsLimit) return;
    if (words === '') {
      if (!isPart && this.#text !== '') this.#blanks += text;
    } else if (isPart) {
      this.#text += this.#text === '' ? words : `\n\n${words}`;
      this.#blanks = '';
    } else {
      // The last event often repeats the whole.
      const repeatsAll = words.length >= this.#text.length && words.startsWith(this.#text);
      const end = text.trimEnd().length;
      this.#text = repeatsAll ? words : this.#text + this.#blanks + text.slice(0, end);
      this.#blanks = text.slice(end);
    }
  }
}
