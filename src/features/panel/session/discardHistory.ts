import { nameOf } from '../../../core/uris.ts';
import type { Discards } from './discards.ts';
import type { KeptDiscard } from './keptDiscards.ts';
import type { ResultKeeper } from './resultKeeper.ts';
import type { SessionHost } from './sessionHost.ts';
import { resultOf } from './storedStep.ts';

export interface DiscardHistoryContext {
  readonly results: ResultKeeper;
  /** Keys of the lines of steps that are shown, and the folder of generated images. */
  shownLines(): { keys: readonly string[]; folder: string | undefined };
  /** These are results again: what was said of their being gone counts no more. */
  returned(ids: readonly string[]): Promise<void>;
  say(status: string): void;
}

/** What was discarded in this and earlier sessions and can still be restored. */
export class DiscardHistory {
  readonly #context: DiscardHistoryContext;
  readonly #discards: Discards;
  readonly #host: Pick<SessionHost, 'pickDiscarded' | 'choosePlace'>;
  #kept: readonly KeptDiscard[] = [];

  constructor(
    context: DiscardHistoryContext,
    discards: Discards,
    host: Pick<SessionHost, 'pickDiscarded' | 'choosePlace'>,
  ) {
    this.#context = context;
    this.#discards = discards;
    this.#host = host;
  }

  /** How many can be restored. */
  get count(): number {
    return this.#kept.length;
  }

  /** Looks anew at what there is. Never rejects. */
  async look(): Promise<void> {
    const { keys, folder } = this.#context.shownLines();
    this.#kept = await this.#discards.kept.of(keys, folder);
  }

  /** Asks which to restore, and puts those among the results again. */
  async restore(): Promise<void> {
    await this.look();
    const wanted = await this.#host.pickDiscarded(
      this.#kept.map(({ step, discardedAt }) => ({
        id: step.id,
        name: step.name,
        prompt: step.prompt,
        discardedAt,
        ...step.image,
      })),
    );
    const chosen = this.#kept.filter(({ step }) => wanted.includes(step.id));
    const back: string[] = [];
    let problem: string | undefined;
    for (const discard of chosen) {
      const said = await this.#restoreOne(discard);
      if (said === undefined) back.push(discard.step.id);
      else problem ??= said;
    }
    await this.look();
    if (back.length > 0) await this.#context.returned(back);
    if (chosen.length === 0) return;
    const [first] = back;
    const name = this.#context.results.list.find(first ?? '')?.name;
    const words = back.length > 1 ? `${back.length} results are back.` : name ? `${name} is back.` : '';
    this.#context.say([words, problem].filter(Boolean).join(' '));
  }

  /** @returns why it is not back, as a sentence; undefined when it is */
  async #restoreOne(discard: KeptDiscard): Promise<string | undefined> {
    const { results } = this.#context;
    const { step } = discard;
    const place = step.uri === '' ? ((await this.#host.choosePlace(step.name, undefined)) ?? '') : step.uri;
    const outcome = await this.#discards.kept.restore(discard, place);
    if (!outcome.ok) return outcome.failure.sentence;
    this.#discards.settle(step.id);
    const uri = outcome.value;
    const known = results.list.findEver(step.id);
    const now = { place: results.placeOf(uri), missing: false };
    const result = known ?? resultOf({ ...step, uri, name: nameOf(uri) }, now);
    results.place(result, uri);
    results.list.takeBack(result);
    return undefined;
  }
}
