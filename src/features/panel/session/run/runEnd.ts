import type { Log } from '../../../../core/ports.ts';
import { hasEnded } from '../../../../core/shared/jobPhases.ts';
import { plural, t } from '../../../../core/shared/l10n.ts';
import { phaseWords } from '../../../../core/shared/phaseWords.ts';
import type { ResultIntake } from '../results/resultIntake.ts';
import type { Jobs } from '../state/jobs.ts';
import { resultWith } from '../state/results.ts';
import { alertOf, isRunning } from '../state/sessionState.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { summarize } from './runSummary.ts';

interface RunEndDeps {
  store: SessionStore;
  log: Log;
  intake: ResultIntake;
}

/** Tells how a run ended, and asks where its results go that have no target. */
export class RunEnd {
  readonly #deps: RunEndDeps;
  /** Ids of results that have no target: they are shown before it is asked where they go. */
  readonly #withoutTarget: string[] = [];

  constructor(deps: RunEndDeps) {
    this.#deps = deps;
  }

  /** It is asked where a result goes once all jobs have ended. */
  willAsk(resultId: string): void {
    this.#withoutTarget.push(resultId);
  }

  /** All jobs have ended: one sentence for the whole run. */
  async tell(): Promise<void> {
    const { store } = this.#deps;
    const { jobs, results } = store.state;
    const { status, alert, jobId, failed } = summarize(
      jobs,
      ({ resultId = '' }) => resultWith(results, resultId)?.name ?? '',
    );
    const withoutTarget = this.#withoutTarget.splice(0);
    const sentence = withoutTarget.length === 0 ? status : waitingSentence(this.#namesOf(withoutTarget));
    // Who stopped it knows.
    const isTold = jobs.some(({ phase }) => phase !== 'stopped');
    store.update(alert ? alertOf(alert, jobId) : {}, {
      status: sentence,
      ...(isTold && { ended: { sentence, failed } }),
    });
    if (withoutTarget.length > 0) await this.#askForTargets(withoutTarget);
  }

  /** Nothing runs and nothing is about to: whoever waits is let go. */
  letGo(): void {
    this.#deps.store.update((state) => (isRunning(state) ? {} : { isBusy: false }));
  }

  /** Asks for one target after the other, until the person wants no more of it: what is left stays as it is. */
  async #askForTargets(ids: readonly string[]): Promise<void> {
    const { store, log, intake } = this.#deps;
    const left = [...ids];
    try {
      for (let id = left[0]; id !== undefined; id = left[0]) {
        if (!(await intake.save(id))) break;
        left.shift();
      }
    } catch (error) {
      log.warn(`Nobody could be asked where to save: ${String(error)}`);
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
  if (first && others.length === 0) return first.note ?? t('{phase}…', { phase: phaseWords(first.phase) });
  return t('{done} of {total} done', {
    done: jobs.filter(({ phase }) => hasEnded(phase)).length,
    total: jobs.length,
  });
}

const waitingSentence = ([first, ...others]: readonly string[]): string =>
  plural(
    others.length + 1,
    {
      one: '{first} is here. Choose where to save it.',
      other: '{count} images are here. Choose where to save them.',
    },
    { first: first ?? '' },
  );

const keptSentence = ([first, ...others]: readonly string[]): string =>
  plural(
    others.length + 1,
    {
      one: '{first} is kept and not saved yet: Save As… saves it whenever you like.',
      other: '{count} images are kept and not saved yet: Save As… saves them whenever you like.',
    },
    { first: first ?? '' },
  );
