/**
 * Makes the pictures that a page asks for, one at a time and the last asked for first: what was scrolled past
 * waits for what is in sight.
 */
export class PictureQueue {
  readonly #waiting = new Map<string, () => Promise<void>>();
  #running: Promise<void> | undefined;

  /** @param make must not reject: what can't be shown has no picture */
  want(key: string, make: () => Promise<void>): void {
    this.#waiting.delete(key);
    this.#waiting.set(key, make);
    this.#running ??= this.#run();
  }

  /** Resolves when all that was asked for is made. */
  async whenIdle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // What is asked for in one go is made in the order of its importance, not of its arrival.
    await Promise.resolve();
    for (let last = [...this.#waiting].at(-1); last; last = [...this.#waiting].at(-1)) {
      const [key, make] = last;
      this.#waiting.delete(key);
      await make();
    }
    this.#running = undefined;
  }
}
