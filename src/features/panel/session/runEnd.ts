import type { Log } from '../../../core/ports.ts';
import { hasEnded } from '../../../core/shared/panelState.ts';
import { phaseWords } from '../../../core/shared/phaseWords.ts';
import type { ResultIntake } from './resultIntake.ts';
import { summarize } from './runSummary.ts';
import { alertOf } from './sessionState.ts';
import type { SessionStore } from './sessionStore.ts';
import { anyJobRuns, type Jobs } from './state/jobs.ts';
import { resultWith } from './state/results.ts';

export interface RunEndDeps {
  store: SessionStore;
  log: Log;
  intake: ResultIntake;
}

/** Tells how a run ended, and asks where its results go that have no place yet. */
export class RunEnd {
  readonly #deps: RunEndDeps;
  /** Ids of results that have no place yet: they are shown before it is asked where they go. */
  readonly #unplaced: string[] = [];

  constructor(deps: RunEndDeps) {
    this.#deps = deps;
  }

  /** It is asked where a result goes once all jobs have ended. */
  willPlace(resultId: string): void {
    this.#unplaced.push(resultId);
  }

  /** All jobs have ended: one sentence for the whole run. */
  async tell(): Promise<void> {
    const { store } = this.#deps;
    const { jobs, results } = store.state;
    const { status, alert, jobId } = summarize(
      jobs,
      ({ resultId = '' }) => resultWith(results, resultId)?.name ?? '',
    );
    const unplaced = this.#unplaced.splice(0);
    const sentence = unplaced.length === 0 ? status : waitingSentence(this.#namesOf(unplaced));
    // Who stopped it knows.
    const isTold = jobs.some(({ phase }) => phase !== 'stopped');
    store.update(alert ? alertOf(alert, jobId) : {}, {
      status: sentence,
      ...(isTold && { ended: { sentence, failed: alert !== undefined } }),
    });
    if (unplaced.length > 0) await this.#place(unplaced);
  }

  /** Nothing runs and nothing is about to: whoever waits is let go. */
  letGo(): void {
    this.#deps.store.update(({ jobs }) => (anyJobRuns(jobs) ? {} : { isBusy: false }));
  }

  /** Asks for one place after the other, until the person wants no more of it: what is left stays as it is. */
  async #place(ids: readonly string[]): Promise<void> {
    const { store, log, intake } = this.#deps;
    const left = [...ids];
    try {
      for (let id = left[0]; id !== undefined; id = left[0]) {
        if (!(await intake.save(id))) break;
        left.shift();
      }
    } catch (error) {
      log.warn(`Nobody could be asked for a place: ${String(error)}`);
    }
    if (left.length > 0) store.update({ status: keptSentence(this.#namesOf(left)) });
  }

  #namesOf(ids: readonly string[]): string[] {
    const { results } = this.#deps.store.state;
    return ids.flatMap((id) => resultWith(results, id)?.name ?? []);
  }
}

/** What the jobs of a run are doing, in words. */
export function progressWords(jobs: Jobs): string {
  const [first, ...others] = jobs;
  if (first && others.length === 0) return first.note ?? `${phaseWords[first.phase]}…`;
  return `${jobs.filter(({ phase }) => hasEnded(phase)).length} of ${jobs.length} done`;
}

const waitingSentence = ([first, ...others]: readonly string[]): string =>
  others.length === 0
    ? `${first} is here. Choose where to save it.`
    : `${others.length + 1} images are here. Choose where to save them.`;

const keptSentence = ([first, ...others]: readonly string[]): string =>
  others.length === 0
    ? `${first} is kept and not saved yet: Save As… saves it whenever you like.`
    : `${others.length + 1} images are kept and not saved yet: Save As… saves them whenever you like.`;
