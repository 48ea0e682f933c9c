import type { Side } from '../components/compare/compareLayers.ts';

const fadeMs = 350;
/** How long a picture without an address is waited for: the host may still be making its preview. */
const patienceMs = 4000;

/**
 * How the upper picture comes into sight: what was seen before stays beneath it until it is loaded, so that nothing
 * flashes. One that comes over what it was made from fades in, where motion is wanted.
 */
export class Arrival {
  readonly #changed: () => void;
  #top: Side | null = null;
  #under: Side | null = null;
  #phase: 'loading' | 'fading' | 'shown' = 'shown';
  #fades = false;
  #timer = 0;

  /** @param changed what is seen is to be drawn anew */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** @param first what the upper one lies over; null: nothing */
  follow(first: Side | null, top: Side | null): void {
    const before = this.#top;
    this.#top = top;
    const address = addressOf(top);
    if (address === addressOf(before)) return;
    clearTimeout(this.#timer);
    // An upper one without an address was never seen.
    if (this.#phase === 'shown') this.#under = before;
    const from = addressOf(this.#under);
    if (from === null || top === null) {
      this.#phase = 'shown';
      return;
    }
    if (address === null) this.#timer = window.setTimeout(() => this.#end(), patienceMs);
    this.#fades = from === addressOf(first) && !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#phase = 'loading';
  }

  /** The upper picture is loaded, or can't be. */
  loaded(address: string): void {
    if (this.#phase !== 'loading' || address !== addressOf(this.#top)) return;
    this.#phase = this.#fades ? 'fading' : 'shown';
    if (this.#fades) this.#timer = window.setTimeout(() => this.#end(), fadeMs);
    this.#changed();
  }

  /** What is still seen beneath the upper one. */
  get under(): Side | null {
    return this.#phase === 'shown' ? null : this.#under;
  }

  /** CSS of the upper one. */
  get look(): string {
    const fade = this.#fades && this.#phase !== 'shown' ? `;transition:opacity ${fadeMs}ms ease-out` : '';
    return this.#phase === 'loading' ? `opacity:0${fade}` : fade.slice(1);
  }

  #end(): void {
    this.#phase = 'shown';
    this.#changed();
  }
}

const addressOf = (side: Side | null): string | null => side?.picture.preview ?? null;
