/** Asks for the pictures of what comes into sight, once each. */
export class Sight {
  readonly #asked = new Set<string>();
  readonly #observer: IntersectionObserver;

  /** @param ask takes the ids of what is in sight and has no picture */
  constructor(ask: (ids: string[]) => void) {
    this.#observer = new IntersectionObserver((entries) => {
      const ids: string[] = [];
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        this.#observer.unobserve(target);
        const id = target.dataset.wants;
        if (id === undefined || this.#asked.has(id)) continue;
        this.#asked.add(id);
        ids.push(id);
      }
      if (ids.length > 0) ask(ids);
    });
  }

  /** Looks at what was drawn anew: what wants a picture says its id in `data-wants`. */
  follow(drawn: Element): void {
    for (const element of drawn.querySelectorAll<HTMLElement>('[data-wants]')) {
      if (!this.#asked.has(element.dataset.wants ?? '')) this.#observer.observe(element);
    }
  }

  stop(): void {
    this.#observer.disconnect();
  }
}
