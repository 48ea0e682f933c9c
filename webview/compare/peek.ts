/** Where Space does nothing of its own: the page itself, the picture, and what is chosen already. */
const free = '.panes, .result[aria-current], .mode input:checked, [data-peek]';

/** Holding Space, as long as nothing else has a use for it. */
export class Peek {
  readonly #tell: (isHeld: boolean) => void;
  #isHeld = false;

  /** @param tell is told when Space goes down and when it is let go, or the window loses the keyboard */
  constructor(tell: (isHeld: boolean) => void) {
    this.#tell = tell;
  }

  start(): void {
    window.addEventListener('keydown', this.#press);
    window.addEventListener('keyup', this.#release);
    window.addEventListener('blur', this.#end);
  }

  stop(): void {
    window.removeEventListener('keydown', this.#press);
    window.removeEventListener('keyup', this.#release);
    window.removeEventListener('blur', this.#end);
    this.#end();
  }

  #press = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { target } = event;
    if (!(target instanceof Element) || !(target === document.body || target.matches(free))) return;
    event.preventDefault();
    this.#set(true);
  };

  #release = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || !this.#isHeld) return;
    event.preventDefault();
    this.#set(false);
  };

  #end = (): void => this.#set(false);

  #set(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#tell(isHeld);
  }
}
