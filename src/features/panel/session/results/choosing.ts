import { formatList, plural, t } from '../../../../core/shared/l10n.ts';
import type { ResultPictures } from '../pictures/resultPictures.ts';
import { removeJob } from '../state/jobs.ts';
import { selectResult } from '../state/resultChanges.ts';
import { listedResults, resultWith, type SessionResult } from '../state/results.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { backSentence } from './backSentence.ts';
import type { Discards } from './discards.ts';
import type { ResultIntake } from './resultIntake.ts';
import type { StepMemory } from './stepMemory.ts';
import type { Steps } from './steps.ts';

interface ChoosingDeps {
  store: SessionStore;
  steps: Pick<Steps, 'stepBackFrom'>;
  discards: Discards;
  memory: StepMemory;
  resultPictures: ResultPictures;
  intake: Pick<ResultIntake, 'keep'>;
}

/** Which results stay: what is kept, what is discarded, and what of that is taken back. */
export class Choosing {
  readonly #deps: ChoosingDeps;

  constructor(deps: ChoosingDeps) {
    this.#deps = deps;
  }

  /** Moves the files of results to the session's trash; Undo brings them back together. */
  async discard(ids: readonly string[]): Promise<void> {
    const results = ids.flatMap((id) => this.#listed(id) ?? []);
    if (results.length === 0) return;
    await this.#discard(results, ([first, ...others]) =>
      first && others.length === 0
        ? t('Discarded {name}', { name: first.name })
        : plural(others.length + 1, { one: 'Discarded {count} result', other: 'Discarded {count} results' }),
    );
  }

  /** Saves drafts, one after the other. */
  async keep(ids: readonly string[]): Promise<void> {
    let kept = 0;
    for (const id of ids) if (await this.#deps.intake.keep(id)) kept++;
    if (kept > 1) this.#say(plural(kept, { one: 'Saved {count} image.', other: 'Saved {count} images.' }));
  }

  /** Keeps one of the variants and discards the others. */
  async keepOnly(id: string): Promise<void> {
    const { store } = this.#deps;
    const kept = this.#listed(id);
    const others = listedResults(store.state.results).filter(
      (other) => other.runId === kept?.runId && other.id !== id,
    );
    if (kept === undefined) return;
    if (kept.draft && !(await this.#deps.intake.keep(id))) return;
    if (others.length === 0) return;
    const name = this.#listed(id)?.name ?? kept.name;
    await this.#discard(
      others,
      ({ length }) =>
        plural(
          length,
          { one: 'Kept {name} and discarded {count} more', other: 'Kept {name} and discarded {count} more' },
          { name },
        ),
      id,
    );
    store.update(selectResult(id));
  }

  /**
   * Keeps an answer that shows something else around its region in one of two ways, or in none; what was not chosen can
   * be restored.
   */
  async chooseAnswer(id: string, choice: 'setIn' | 'whole' | 'none'): Promise<void> {
    const { store, intake } = this.#deps;
    const jobId = this.#listed(id)?.jobId;
    const open = listedResults(store.state.results).filter(
      (other) => other.jobId === jobId && other.draft !== undefined && other.choice !== null,
    );
    const chosen = open.filter((other) => other.choice === choice);
    for (const kept of chosen) if (!(await intake.keep(kept.id))) return;
    const names = formatList(chosen.map((kept) => this.#listed(kept.id)?.name ?? kept.name));
    const others = open.filter((other) => !chosen.includes(other));
    const [first] = chosen;
    const name = others.find((other) => other.choice === 'setIn')?.name ?? t('the answer');
    const words = () =>
      first ? t('Kept {names} and discarded the other', { names }) : t('Discarded {name}', { name });
    await this.#discard(others, words, first?.id);
    if (first) store.update(selectResult(first.id));
  }

  /** Takes the last discarding back, whatever was replaced since. */
  async undo(): Promise<void> {
    const { store, discards, memory, resultPictures } = this.#deps;
    const { back, problem, keptId } = await discards.undo();
    const [first, ...others] = back;
    // Who kept one goes on looking at it.
    const isAlone = first !== undefined && others.length === 0 && keptId === undefined;
    if (isAlone) store.update(selectResult(first));
    await memory.returned(back);
    const name = first === undefined ? '' : store.state.results.known.get(first)?.name;
    const words = backSentence(back.length, name ?? '');
    if (problem ?? first) this.#say(problem ?? words);
    resultPictures.showSelected();
  }

  async #discard(
    results: readonly SessionResult[],
    wordsFor: (gone: readonly SessionResult[]) => string,
    keptId?: string,
  ): Promise<void> {
    const { discards, memory, resultPictures } = this.#deps;
    const { gone, problem } = await discards.discard(results, wordsFor, keptId);
    memory.left(gone.map(({ id }) => id));
    for (const { uri, role, jobId } of gone)
      if (uri === undefined && role === 'final') this.#forgetJob(jobId);
    await this.#deps.steps.stepBackFrom(gone);
    await discards.look();
    const words = gone.length > 0 ? `${wordsFor(gone)}.` : '';
    this.#say([words, problem].filter(Boolean).join(' '));
    await memory.remember();
    resultPictures.showSelected();
  }

  /** What a job gave was discarded: nothing is to be done about it any more. */
  #forgetJob(id: string): void {
    this.#deps.store.update(removeJob(id), ({ alert }) => (alert?.jobId === id ? { alert: undefined } : {}));
  }

  #listed(id: string): SessionResult | undefined {
    return resultWith(this.#deps.store.state.results, id);
  }

  #say(status: string): void {
    this.#deps.store.update({ status });
  }
}
