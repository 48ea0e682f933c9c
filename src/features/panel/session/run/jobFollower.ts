import type { EditingService } from '../../../../core/edit/editingService.ts';
import { isNotPlaced, unexpected } from '../../../../core/edit/jobFailures.ts';
import type { EditRequest, EditResult, Job, JobHooks, JobProgress } from '../../../../core/editRequest.ts';
import type { Log } from '../../../../core/ports.ts';
import type { Failure, Outcome } from '../../../../core/shared/failure.ts';
import type { SessionSettings } from '../form/sessionSettings.ts';
import type { ResultPictures } from '../pictures/resultPictures.ts';
import type { ResultIntake } from '../results/resultIntake.ts';
import { inputWithSource, pictureOfInput } from '../state/inputs.ts';
import { anyJobRuns, estimateJobs, jobWith, patchJob, type SessionJob, variantOf } from '../state/jobs.ts';
import { expectResults } from '../state/resultChanges.ts';
import type { SessionResult } from '../state/results.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { withFailed, withPaid } from '../state/spending.ts';
import type { SessionWriter } from '../stored/sessionWriter.ts';
import { progressWords, type RunEnd } from './runEnd.ts';

interface JobFollowerDeps {
  store: SessionStore;
  editing: EditingService;
  log: Log;
  now(): number;
  settings: SessionSettings;
  intake: ResultIntake;
  resultPictures: Pick<ResultPictures, 'partial'>;
  end: RunEnd;
  writer: SessionWriter;
}

/** What each job will probably cost, in USD. Those with the same options are reckoned at once: a batch has hundreds. */
function estimatesOf(
  jobs: readonly SessionJob[],
  settings: Pick<SessionSettings, 'quote'>,
): ReadonlyMap<string, number | undefined> {
  const alike = new Map<string, SessionJob[]>();
  for (const job of jobs) {
    const { options, prompt } = job.request;
    const key = JSON.stringify([options, prompt.length]);
    const group = alike.get(key);
    if (group) group.push(job);
    else alike.set(key, [job]);
  }
  return new Map(
    [...alike.values()].flatMap((group) => {
      const { each } = settings.quote(group.map(({ request }) => request));
      return group.map(({ id }, index) => [id, each[index]] as const);
    }),
  );
}

/** What is done for a job. */
type Work = (job: Job, hooks: JobHooks) => Promise<Outcome<EditResult>>;

/** Follows jobs from their start to their end, and takes in what they give. */
export class JobFollower {
  readonly #deps: JobFollowerDeps;
  /** What stops the jobs that run, by their ids. */
  readonly #stops = new Map<string, AbortController>();

  constructor(deps: JobFollowerDeps) {
    this.#deps = deps;
  }

  /**
   * Starts jobs and follows them to their ends; when the last one has ended, that is told of all.
   * @param edited what they are made from, where that is not what is edited now
   */
  start(jobs: readonly SessionJob[], work?: Work, edited?: Edited): void {
    const { store, settings, end, editing } = this.#deps;
    const together = work ? [] : editing.together(jobs.map(({ request }) => request));
    const estimates = estimatesOf(jobs, settings);
    store.update({ isBusy: true }, expectResults, estimateJobs(estimates));
    const running = jobs.map(({ id }, index) =>
      this.#follow(id, work ?? ((job, hooks) => editing.run(job, hooks, together[index])), edited),
    );
    void Promise.all(running).then(async () => {
      if (anyJobRuns(store.state.jobs)) return;
      await end.tell().finally(() => end.letGo());
    });
  }

  /** Stops one job, or all that run. */
  stop(jobId: string | null): void {
    for (const [id, stop] of [...this.#stops]) if (jobId === null || id === jobId) stop.abort();
  }

  /** Never rejects: a job always comes to an end that is told. */
  async #follow(id: string, work: Work, edited: Edited | undefined): Promise<void> {
    const { store, log, writer } = this.#deps;
    const job = jobWith(store.state.jobs, id);
    if (job === undefined) return;
    const stop = new AbortController();
    this.#stops.set(id, stop);
    try {
      const before = edited ?? this.#editedBy(job.request);
      const outcome = await work(
        { id, sessionId: store.state.id, request: job.request, variant: variantOf(job) },
        {
          signal: stop.signal,
          onProgress: (progress) => this.#progress(id, progress),
          onPartial: (stored, count) => this.#showPartial(id, stored, count),
          // It is asked when the picture is seen.
          chooseTarget: async () => undefined,
          shows: true,
        },
      );
      await this.#end(job, outcome, before);
    } catch (error) {
      log.error(`Job ${id}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      this.#fail(job, unexpected(error), 'failed');
    }
    this.#stops.delete(id);
    void writer.save();
  }

  #progress(id: string, { phase, note }: JobProgress): void {
    const { store, now } = this.#deps;
    const job = jobWith(store.state.jobs, id);
    // As it began; hundreds of jobs say so at once.
    if (phase === 'queued' && job?.phase === phase && job.note === note) return;
    const startedAt = job?.startedAt ?? (phase === 'queued' ? undefined : now());
    store.update(patchJob(id, { phase, note, startedAt }), ({ jobs }) =>
      jobs.length === 1 ? { status: progressWords(jobs) } : {},
    );
  }

  async #showPartial(id: string, stored: string, count: number): Promise<void> {
    const { store, resultPictures } = this.#deps;
    const partial = await resultPictures.partial(stored, count);
    if (partial) store.update(patchJob(id, { partial }));
  }

  async #end(job: SessionJob, outcome: Outcome<EditResult>, edited: Edited): Promise<void> {
    const { store, intake, end } = this.#deps;
    if (!outcome.ok) {
      this.#fail(job, outcome.failure, outcome.failure.code === 'stopped' ? 'stopped' : 'failed');
      return;
    }
    const { cost, unsaved, isDraft, wholes } = outcome.value;
    store.update(({ spending }) => ({ spending: withPaid(spending, job.billedAs, cost) }));
    const { id } = await intake.add(job, outcome.value, edited);
    const waits = unsaved !== undefined && isNotPlaced(unsaved);
    if (waits) end.willAsk(id);
    const failure = waits ? undefined : unsaved;
    const asksToChoose = isDraft === true && wholes !== undefined;
    const phase = failure ? 'failed' : 'done';
    store.update(patchJob(job.id, { resultId: id, failure, phase, asksToChoose, ...over }));
    intake.arrived(id);
  }

  #fail({ id, billedAs }: SessionJob, failure: Failure, phase: 'failed' | 'stopped'): void {
    const { store } = this.#deps;
    const estimate = jobWith(store.state.jobs, id)?.estimate;
    store.update(patchJob(id, { failure, phase, ...over }), ({ spending }) => ({
      spending: withFailed(spending, billedAs, failure, estimate),
    }));
  }

  /** What is edited, as it is now. */
  #editedBy({ inputs: asked, editedIndex }: EditRequest): Edited {
    const edited = inputWithSource(this.#deps.store.state.inputs, asked[editedIndex]);
    if (edited === undefined) return { before: null, madeOf: undefined };
    const { id: inputId, inspection } = edited;
    return { before: pictureOfInput(edited), madeOf: { inputId, inspection } };
  }
}

/** What of a job is shown only while it runs. */
const over = { note: null, partial: undefined } as const;

/** What a job is made from. */
type Edited = Pick<SessionResult, 'before' | 'madeOf'>;
