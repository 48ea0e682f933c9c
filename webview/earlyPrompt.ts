/** The box that stands in the page's HTML until the panel is drawn, so that a person can type at once. */
export class EarlyPrompt {
  readonly #box: HTMLTextAreaElement;
  #isComposing = false;

  private constructor(box: HTMLTextAreaElement) {
    this.#box = box;
    box.addEventListener('compositionstart', () => {
      this.#isComposing = true;
    });
    box.addEventListener('compositionend', () => {
      this.#isComposing = false;
    });
  }

  static in(root: HTMLElement): EarlyPrompt | undefined {
    const box = root.querySelector('textarea');
    return box ? new EarlyPrompt(box) : undefined;
  }

  /** Tells what was typed until now, if anything, and whatever is typed from now on. */
  follow(typed: (prompt: string) => void): void {
    const box = this.#box;
    if (box.value !== box.defaultValue) typed(box.value);
    box.addEventListener('input', () => typed(box.value));
  }

  /** A word that is being composed would be lost with its box, so it is waited for. */
  whenFree(act: () => void): void {
    if (this.#isComposing) this.#box.addEventListener('compositionend', act, { once: true });
    else act();
  }

  /** Where the cursor is; undefined when it is elsewhere. */
  get selection(): [start: number, end: number] | undefined {
    const { selectionStart, selectionEnd } = this.#box;
    return document.activeElement === this.#box ? [selectionStart, selectionEnd] : undefined;
  }
}
