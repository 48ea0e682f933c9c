/** States of what is drawn, each a whole: what there was before, and what was taken back. */
export class History<T> {
  #now: T;
  #past: T[] = [];
  #future: T[] = [];
  #tag = '';

  constructor(now: T) {
    this.#now = now;
  }

  get now(): T {
    return this.#now;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** @param tag steps of one tag, one after the other, are taken back together; empty: alone */
  commit(next: T, tag = ''): void {
    if (tag === '' || tag !== this.#tag) this.#past = [...this.#past, this.#now].slice(-mostSteps);
    this.#tag = tag;
    this.#future = [];
    this.#now = next;
  }

  /** @returns false where there is nothing to take back */
  undo(): boolean {
    const before = this.#past.pop();
    if (before === undefined) return false;
    this.#future.push(this.#now);
    this.#now = before;
    this.#tag = '';
    return true;
  }

  redo(): boolean {
    const next = this.#future.pop();
    if (next === undefined) return false;
    this.#past.push(this.#now);
    this.#now = next;
    this.#tag = '';
    return true;
  }

  /** What is drawn is another one from now on; nothing of before can come back. */
  restart(now: T): void {
    this.#now = now;
    this.#past = [];
    this.#future = [];
    this.#tag = '';
  }
}

const mostSteps = 200;
