import type { Prepared } from '../../images/codec.ts';

/** What was prepared from an input, as far as it is needed again. */
export interface Preparation extends Prepared {
  /** The browser that drew the input. */
  drawnBy: string | undefined;
  /** True when its bytes are the input's own. */
  untouched: boolean;
}

/** A preparation under way or done. */
interface Shared {
  preparation: Promise<Preparation>;
  controller: AbortController;
  /** Who waits for it. */
  waiting: number;
  /** Undefined while it is under way. */
  bytes: number | undefined;
}

/** Bytes that are kept, as many as a few requests have. */
const mostBytes = 32_000_000;

/**
 * What was prepared last of inputs that had to be shrunk, which takes its time: what is told before Run, several
 * variants and what is sent are the very same bytes, prepared once.
 */
export class Preparations {
  readonly #shared = new Map<string, Shared>();

  /**
   * @param key names the input as it is now and what is asked of it
   * @param prepare is called unless that was prepared already; its signal ends when nobody waits any more
   */
  async of(
    key: string,
    prepare: (signal: AbortSignal) => Promise<Preparation>,
    signal: AbortSignal,
  ): Promise<Preparation> {
    signal.throwIfAborted();
    const shared = this.#shared.get(key) ?? this.#start(key, prepare);
    shared.waiting += 1;
    let onAbort = () => {};
    const stopped = new Promise<never>((_, reject) => {
      onAbort = () => reject(signal.reason);
    });
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([shared.preparation, stopped]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      shared.waiting -= 1;
      if (shared.waiting === 0 && shared.bytes === undefined) this.#drop(key, shared);
    }
  }

  #start(key: string, prepare: (signal: AbortSignal) => Promise<Preparation>): Shared {
    const controller = new AbortController();
    const preparation = prepare(controller.signal);
    const shared: Shared = { preparation, controller, waiting: 0, bytes: undefined };
    this.#shared.set(key, shared);
    preparation.then(
      ({ bytes }) => {
        shared.bytes = bytes.length;
        this.#forgetOldest();
      },
      () => this.#drop(key, shared),
    );
    return shared;
  }

  #drop(key: string, shared: Shared): void {
    if (this.#shared.get(key) === shared) this.#shared.delete(key);
    shared.controller.abort();
  }

  #forgetOldest(): void {
    let left = mostBytes;
    for (const [key, { bytes = 0 }] of [...this.#shared].toReversed()) {
      left -= bytes;
      if (left < 0 && bytes > 0) this.#shared.delete(key);
    }
  }
}
