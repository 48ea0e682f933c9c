import type { Behaviour } from './behaviours.ts';
import type { RecordedRequest } from './recording.ts';

/** A behaviour told to the stand-in, and what can be waited for. */
export class Told {
  readonly behaviour: Behaviour;
  /** The first request that got it: at the place of `hold`, or else when it arrived. */
  readonly arrived: Promise<RecordedRequest>;
  readonly #arrive: (request: RecordedRequest) => void;
  readonly #released: Promise<void>;
  readonly #release: () => void;
  #left: number;

  constructor(behaviour: Behaviour) {
    this.behaviour = behaviour;
    this.#left = behaviour.times ?? 1;
    const arrived = Promise.withResolvers<RecordedRequest>();
    this.arrived = arrived.promise;
    this.#arrive = arrived.resolve;
    const released = Promise.withResolvers<void>();
    this.#released = released.promise;
    this.#release = released.resolve;
  }

  /** Lets every request that is held go on, also those still to come. */
  release(): void {
    this.#release();
  }

  /** Counts one use. False when it is used up. */
  take(): boolean {
    this.#left -= 1;
    return this.#left >= 0;
  }

  get usedUp(): boolean {
    return this.#left <= 0;
  }

  /** Called at each place where it could hold. Waits there if it shall, until released or the connection is gone. */
  async pass(
    place: 'arrival' | NonNullable<Behaviour['hold']>,
    request: RecordedRequest,
    gone: AbortSignal,
  ): Promise<void> {
    const { hold } = this.behaviour;
    if ((hold ?? 'arrival') !== place) {
      return;
    }
    this.#arrive(request);
    if (hold !== undefined) {
      await Promise.race([this.#released, aborted(gone)]);
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
