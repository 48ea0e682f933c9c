import { setImmediate } from 'node:timers/promises';

/** Milliseconds; half of what a frame lasts, because others work in the same turn too. */
const longestMs = 5;

/**
 * Long work in short turns, so that who types is never kept waiting. All that work at the same time share one: each
 * then gets a turn of its own.
 */
export class Turns {
  #since = performance.now();
  #next: Promise<void> = Promise.resolve();

  /** Comes back at once, or in a later turn when this one has lasted. */
  async rest(): Promise<void> {
    if (performance.now() - this.#since < longestMs) return;
    this.#next = this.#next.then(() => setImmediate());
    await this.#next;
    this.#since = performance.now();
  }
}
