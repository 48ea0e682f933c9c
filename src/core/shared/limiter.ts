/**
 * Lets a bounded number of tasks run at once: of whoever asks, in the order in which they asked, and everybody in turn,
 * so that one who asks for hundreds leaves the others their place.
 */
export class Limiter {
  readonly #limit: () => number;
  /** Whose turn it is next comes first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #running = 0;

  /** @param limit read each time a place is given, so that a changed setting counts at once. */
  constructor(limit: () => number) {
    this.#limit = limit;
  }

  /**
   * Runs `task` when there is a place; rejects with the signal's reason when it is stopped while waiting.
   * @param asker who takes turns with the others
   */
  async run<T>(signal: AbortSignal, task: () => Promise<T>, asker = ''): Promise<T> {
    await this.#place(signal, asker);
    try {
      return await task();
    } finally {
      this.#running--;
      this.#next();
    }
  }

  #next(): void {
    while (this.#running < Math.max(1, this.#limit())) {
      const [next] = this.#waiting;
      if (next === undefined) return;
      const [asker, tasks] = next;
      const start = tasks.shift();
      this.#waiting.delete(asker);
      if (tasks.length > 0) this.#waiting.set(asker, tasks);
      if (start === undefined) continue;
      this.#running++;
      start();
    }
  }

  #place(signal: AbortSignal, asker: string): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        const tasks = this.#waiting.get(asker) ?? [];
        const index = tasks.indexOf(start);
        if (index >= 0) tasks.splice(index, 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const tasks = this.#waiting.get(asker);
      if (tasks) tasks.push(start);
      else this.#waiting.set(asker, [start]);
      this.#next();
    });
  }
}
