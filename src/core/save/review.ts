import { plural, t } from '../shared/l10n.ts';
import type { ReviewAction, ReviewView } from '../shared/protocol/compareProtocol.ts';
import { nameOf } from '../uris.ts';

/** An image as it is, and the one that was made to take its place. */
export interface ReviewedPair {
  present: string;
  redone: string;
  /** What the new one is, as a sentence: "Made again from shot.png as it is now, for $0.04." */
  sentence: string;
}

/** What became of the pairs. */
export interface ReviewCounts {
  replaced: ReviewedPair[];
  kept: ReviewedPair[];
  discarded: ReviewedPair[];
}

export interface ReviewDeps {
  /** Asks, and puts the new images in the place of the present ones; gives those that were replaced. */
  replace(pairs: readonly ReviewedPair[]): Promise<readonly ReviewedPair[]>;
  /** Takes the new image away; false when that did not work, which was told. */
  discard(pair: ReviewedPair): Promise<boolean>;
  /** The last one was chosen, or nobody goes on choosing: those without a choice stay as they are. */
  ended(counts: ReviewCounts): void;
}

/**
 * Pairs of images that a person goes through to say which one stays. A pair that was decided on leaves the
 * list; without any left the review is over. Nothing is lost by leaving early: both images are there.
 */
export class Review {
  readonly #deps: ReviewDeps;
  readonly #pairs: ReviewedPair[];
  readonly #ids: ReadonlyMap<ReviewedPair, string>;
  readonly #counts: ReviewCounts = { replaced: [], kept: [], discarded: [] };
  #at = 0;
  #status = '';
  /** The action that is on its way. */
  #running: Promise<void> | undefined;
  #hasEnded = false;
  #changed = (): void => {};

  constructor(pairs: readonly ReviewedPair[], deps: ReviewDeps) {
    this.#pairs = [...pairs];
    this.#ids = new Map(pairs.map((pair, index) => [pair, String(index)]));
    this.#deps = deps;
  }

  /** What is to be chosen about now; undefined when all is decided. */
  get pair(): ReviewedPair | undefined {
    return this.#pairs[this.#at];
  }

  get view(): ReviewView | null {
    const { pair } = this;
    if (pair === undefined) return null;
    const count = this.#pairs.length;
    return {
      pair: this.#ids.get(pair) ?? '',
      sentence: pair.sentence,
      position: count > 1 ? t('{number} of {all}', { number: this.#at + 1, all: count }) : null,
      count,
      status: this.#status,
    };
  }

  /** @param changed called when another pair, or something else of the view is to be shown */
  follow(changed: () => void): void {
    this.#changed = changed;
  }

  has(present: string): boolean {
    return this.#pairs.some((pair) => pair.present === present);
  }

  /** Shows the pair of an image, where it is still to be chosen about. */
  show(present: string): boolean {
    const at = this.#pairs.findIndex((pair) => pair.present === present);
    if (at >= 0) this.#go(at);
    return at >= 0;
  }

  /**
   * One action at a time: what comes in meanwhile, as by a double click, does nothing.
   * @param id the pair that the person sees
   */
  async take(action: ReviewAction, id: string): Promise<void> {
    const { pair } = this;
    if (this.#running || pair === undefined || this.#ids.get(pair) !== id) return;
    this.#running = this.#take(action, pair);
    try {
      await this.#running;
    } finally {
      this.#running = undefined;
    }
    if (this.pair === undefined) await this.end();
    this.#changed();
  }

  /** Nobody goes on choosing. What was chosen just before still counts. */
  async end(): Promise<void> {
    if (this.#hasEnded) return;
    // Whoever asked for it is told what went wrong.
    await this.#running?.catch(() => {});
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#deps.ended(this.#counts);
  }

  async #take(action: ReviewAction, pair: ReviewedPair): Promise<void> {
    switch (action) {
      case 'previous':
      case 'next':
        this.#go(this.#at + (action === 'next' ? 1 : -1));
        return;
      case 'replace':
        this.#replaced(await this.#deps.replace([pair]));
        return;
      case 'replaceAll':
        this.#replaced(await this.#deps.replace([...this.#pairs]));
        return;
      case 'keepBoth':
        this.#decided(
          [pair],
          this.#counts.kept,
          t('Kept {name} beside {present}.', { name: nameOf(pair.redone), present: nameOf(pair.present) }),
        );
        return;
      case 'discard':
        if (await this.#deps.discard(pair)) {
          this.#decided(
            [pair],
            this.#counts.discarded,
            t('Discarded {name}.', { name: nameOf(pair.redone) }),
          );
        }
    }
  }

  /** After the last one comes the first. */
  #go(at: number): void {
    const { length } = this.#pairs;
    this.#at = (at + length) % length;
    this.#status = '';
    this.#changed();
  }

  #replaced(pairs: readonly ReviewedPair[]): void {
    const [first] = pairs;
    if (first === undefined) return;
    const status = plural(
      pairs.length,
      { one: 'Replaced {name}. A backup is kept.', other: 'Replaced {count} images. A backup is kept.' },
      { name: nameOf(first.present) },
    );
    this.#decided(pairs, this.#counts.replaced, status);
  }

  #decided(pairs: readonly ReviewedPair[], as: ReviewedPair[], status: string): void {
    for (const pair of pairs) {
      const at = this.#pairs.indexOf(pair);
      if (at < 0) continue;
      this.#pairs.splice(at, 1);
      if (at < this.#at) this.#at--;
      as.push(pair);
    }
    this.#at = Math.max(0, Math.min(this.#at, this.#pairs.length - 1));
    this.#status = status;
  }
}
