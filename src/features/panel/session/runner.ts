import { neededSecrets } from '../../../core/api/customHeaders.ts';
import { capabilitiesOf } from '../../../core/api/models.ts';
import type { Provider } from '../../../core/api/providers.ts';
import { aboveLimitQuestion, isAboveLimit } from '../../../core/consent.ts';
import { fitOptions } from '../../../core/edit/defaultOptions.ts';
import type { EditingService } from '../../../core/edit/editingService.ts';
import { interrupted, isNotPlaced, notSavedYet, unexpected } from '../../../core/edit/jobFailures.ts';
import type { Quote } from '../../../core/edit/quote.ts';
import type { EditRequest, EditResult, Job, JobHooks } from '../../../core/editRequest.ts';
import type { Log, SettingsValues } from '../../../core/ports.ts';
import type { Failure, Outcome } from '../../../core/shared/failure.ts';
import { hasEnded } from '../../../core/shared/panelState.ts';
import { phaseWords } from '../../../core/shared/phaseWords.ts';
import type { Journal } from '../../../core/storage/journal.ts';
import type { JournalEntry } from '../../../core/storage/journalEntry.ts';
import type { Draft } from './draft.ts';
import { type InputList, lineUriOf, type SessionInput } from './inputList.ts';
import { type AskedJob, type JobList, labelOf, type SessionJob } from './jobList.ts';
import type { LineSource, ResultKeeper, SaveOutcome } from './resultKeeper.ts';
import type { SessionResult } from './resultList.ts';
import { summarize } from './runSummary.ts';
import type { SessionHost } from './sessionHost.ts';
import type { SessionStore } from './sessionStore.ts';
import type { Spending } from './spending.ts';

/** What a run needs of its session. */
export interface RunContext {
  readonly id: string;
  readonly store: SessionStore;
  readonly jobs: JobList;
  readonly results: ResultKeeper;
  readonly spending: Spending;
  readonly inputs: InputList;
  readonly draft: Pick<Draft, 'requests' | 'blocked' | 'variants'>;
  /** What these requests would cost, each with its own options. */
  quote(requests: readonly EditRequest[]): Quote;
  settings(): SettingsValues;
  /** Asks once before money is spent that a workspace asks for. */
  agreesToWish(requests: readonly EditRequest[]): Promise<boolean>;
  /** A run begins: its prompt is worth remembering. */
  began(prompt: string): void;
  /** A job gave a result. */
  added(result: SessionResult): void;
  /** Asks for a place and saves a result there; false when the person chose none. */
  saveResult(id: string): Promise<boolean>;
  refreshKey(): Promise<void>;
  /** Writes the session down, so that a reload finds it. */
  save(): Promise<void>;
  say(status: string): void;
  warn(failure: Failure | undefined, jobId?: string | null): void;
  changed(): void;
}

export interface RunnerDeps {
  editing: EditingService;
  journal: Journal;
  host: SessionHost;
  log: Log;
  newId(): string;
  now(): number;
}

/** What is done for a job. */
type Work = (job: Job, hooks: JobHooks) => Promise<Outcome<EditResult>>;

/** Runs a session's jobs: asks for what is missing, starts them, follows them and tells how they ended. */
export class Runner {
  readonly #context: RunContext;
  readonly #deps: RunnerDeps;
  readonly #watchers = new Set<{ onStatus(status: string): void; resolve(): void }>();
  /** Ids of results that have no place yet: they are shown before it is asked where they go. */
  readonly #unplaced: string[] = [];
  #starting = false;

  constructor(context: RunContext, deps: RunnerDeps) {
    this.#context = context;
    this.#deps = deps;
  }

  /** True from Run until the jobs are there, so that a second press does nothing. */
  get isStarting(): boolean {
    return this.#starting;
  }

  /** Starts what is asked for now. A second call while something runs does nothing. */
  async run(): Promise<void> {
    const { jobs } = this.#context;
    if (this.#starting || jobs.isRunning) return;
    const reason = this.#context.draft.blocked();
    if (reason !== null) {
      this.#context.say(reason);
      return;
    }
    const requests = this.#context.draft.requests();
    await this.#begin(requests, async () => {
      await this.forgetInterrupted();
      jobs.begin();
      this.#context.began(requests[0]?.prompt ?? '');
      const runIds = new Map(requests.map((request) => [request, this.#deps.newId()]));
      return requests.map((request, index) =>
        jobs.add(this.#deps.newId(), this.#asked(request, runIds.get(request) ?? '', index)),
      );
    });
  }

  /**
   * Runs one ended job again, or all that gave no result; each as it was asked. A job whose result only
   * waits to be saved is paid for, so it is repeated only when it is named.
   * @param model in place of the one that was asked
   */
  async runAgain(jobId: string | null, model?: string): Promise<void> {
    const { jobs } = this.#context;
    if (this.#starting) return;
    const old = jobs.failed.filter(({ id, resultId }) =>
      jobId === null ? resultId === undefined : id === jobId,
    );
    if (old.length === 0) {
      if (jobs.failed.length > 0 && jobId === null)
        this.#context.say('Nothing to run again: what came back only needs to be saved.');
      return;
    }
    const requests = old.map(({ request }) => (model === undefined ? request : askedOf(request, model)));
    await this.#begin(requests, async () => {
      for (const job of old) if (job.phase === 'interrupted') await this.#deps.journal.remove(job.id);
      return old.map((job, index) => jobs.replace(job, this.#deps.newId(), requestAt(requests, index)));
    });
  }

  /** Fetches the picture that a failed job's answer linked to, in that job's place. */
  fetchPicture(jobId: string, links: readonly string[]): void {
    const { jobs } = this.#context;
    const old = jobs.failed.find(({ id }) => id === jobId);
    if (old === undefined || this.#starting) return;
    this.#context.warn(undefined);
    const job = jobs.replace(old, this.#deps.newId(), { billedAs: old.billedAs });
    this.#start([job], (fetching, hooks) => this.#deps.editing.fetchLinked(fetching, links, true, hooks));
  }

  /**
   * Fetches a picture that came as a link beside a result, as a result of its own.
   * @returns false where the job of that result is not known any more
   */
  fetchFurther(jobId: string, link: string): boolean {
    const { jobs } = this.#context;
    const asked = jobs.find(jobId);
    if (asked === undefined) return false;
    const { runId, parentId, request, source, label, billedAs } = asked;
    const again = { runId, parentId, request, source, label, billedAs };
    const job = jobs.add(this.#deps.newId(), again);
    this.#start([job], (fetching, hooks) => this.#deps.editing.fetchLinked(fetching, [link], false, hooks));
    return true;
  }

  /** Stops one job, or all that run. */
  stop(jobId: string | null): void {
    for (const job of this.#context.jobs.all) {
      if (!hasEnded(job.phase) && (jobId === null || job.id === jobId)) job.controller.abort();
    }
  }

  /** Takes over a job that an earlier window did not bring to its end. */
  async adopt({ jobId, request, estimate, kept }: JournalEntry): Promise<void> {
    const { jobs, results, spending } = this.#context;
    if (jobs.find(jobId)) return;
    const asked = this.#asked(request, jobId, undefined);
    const job = jobs.add(jobId, asked, kept ? 'failed' : 'interrupted');
    if (kept) {
      job.resultId = (await results.addKept(job, kept)).id;
      job.failure = notSavedYet(kept.suggestedName);
      spending.failed(jobId, job.failure, kept.image.record?.cost ?? estimate);
    } else {
      job.failure = interrupted(job.label);
      spending.failed(jobId, job.failure, estimate);
    }
    void this.#context.save();
    this.#context.say(job.failure.sentence);
    this.#context.warn(job.failure, job.id);
  }

  /** Resolves when nothing runs any more, nor is about to; tells what a run is doing on the way. */
  whenSettled(onStatus: (status: string) => void): Promise<void> {
    if (!this.#context.jobs.isRunning && !this.#starting) return Promise.resolve();
    return new Promise((resolve) => this.#watchers.add({ onStatus, resolve }));
  }

  /** A kept result was saved, or could not be: its job ends so. */
  saved({ result: { jobId, role, name }, failure, notes }: SaveOutcome): void {
    const job = role === 'final' ? this.#context.jobs.find(jobId) : undefined;
    if (job) {
      job.failure = failure;
      job.phase = failure ? 'failed' : 'done';
    }
    this.#context.say(failure?.sentence ?? [`Saved ${name}`, ...notes].join('. '));
  }

  /** The person has seen that these were interrupted and goes on without them. */
  async forgetInterrupted(): Promise<void> {
    for (const { id, phase } of this.#context.jobs.all) {
      if (phase === 'interrupted') await this.#deps.journal.remove(id);
    }
  }

  /** Asks what is to be asked, makes the jobs and starts them. */
  async #begin(requests: readonly EditRequest[], makeJobs: () => Promise<SessionJob[]>): Promise<void> {
    this.#starting = true;
    this.#context.store.update({ isBusy: true, alert: undefined });
    let jobs: SessionJob[] = [];
    try {
      if (await this.#isReady(requests)) jobs = await makeJobs();
    } finally {
      this.#starting = false;
      if (jobs.length === 0) this.#letGo();
    }
    if (jobs.length > 0) this.#start(jobs);
  }

  /** Asks for the key and for leave to spend; false when the person does not want to go on. */
  async #isReady(requests: readonly EditRequest[]): Promise<boolean> {
    const { provider, usd } = this.#context.quote(requests);
    if (!provider.ok) {
      this.#context.warn(provider.failure);
      return false;
    }
    if (!(await this.#hasKey(provider.value))) return false;
    if (!((await this.#context.agreesToWish(requests)) && (await this.#agreesToCost(requests.length, usd)))) {
      this.#context.say('Nothing was sent.');
      return false;
    }
    await this.#context.save();
    return true;
  }

  async #agreesToCost(count: number, usd: number | undefined): Promise<boolean> {
    const limit = this.#context.settings().confirmAboveCost;
    if (usd === undefined || !isAboveLimit(usd, limit)) return true;
    return this.#deps.host.confirmCost(aboveLimitQuestion(['run', 'requests'], count, usd, limit), 'Run');
  }

  async #hasKey(provider: Provider): Promise<boolean> {
    const { host } = this.#deps;
    if (neededSecrets(provider).length === 0 || (await host.hasKey(provider))) return true;
    const given = await host.askForKey();
    await this.#context.refreshKey();
    if (given && (await host.hasKey(provider))) return true;
    this.#context.say('Nothing was sent: there is no API key yet.');
    return false;
  }

  #start(jobs: readonly SessionJob[], work: Work = (job, hooks) => this.#deps.editing.run(job, hooks)): void {
    this.#context.store.update({ isBusy: true });
    this.#context.results.list.expectMore();
    for (const job of jobs) job.estimate = this.#context.quote([job.request]).usd;
    const running = jobs.map((job) => this.#follow(job, work));
    this.#context.changed();
    void Promise.all(running).then(() => this.#settled());
  }

  /** Never rejects: a job always comes to an end that is told. */
  async #follow(job: SessionJob, work: Work): Promise<void> {
    const { log, now } = this.#deps;
    try {
      const before = this.#editedBy(job.request);
      const outcome = await work(
        { id: job.id, sessionId: this.#context.id, request: job.request },
        {
          signal: job.controller.signal,
          onProgress: ({ phase, note }) => {
            if (phase !== 'queued') job.startedAt ??= now();
            job.phase = phase;
            job.note = note;
            this.#sayProgress(job);
          },
          // It is asked when the picture is seen.
          choosePlace: async () => undefined,
          shows: true,
        },
      );
      await this.#end(job, outcome, before);
    } catch (error) {
      log.error(`Job ${job.id}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      job.failure = unexpected(error);
      job.phase = 'failed';
      this.#context.spending.failed(job.billedAs, job.failure, job.estimate);
    }
    job.note = null;
    void this.#context.save();
    this.#context.changed();
  }

  async #end(job: SessionJob, outcome: Outcome<EditResult>, edited: Edited): Promise<void> {
    if (outcome.ok) {
      const { before, madeOf } = edited;
      this.#context.spending.paid(job.billedAs, outcome.value.cost);
      const result = await this.#context.results.add(job, outcome.value, before, madeOf);
      job.resultId = result.id;
      const { unsaved } = outcome.value;
      const waits = unsaved !== undefined && isNotPlaced(unsaved);
      if (waits) this.#unplaced.push(result.id);
      job.failure = waits ? undefined : unsaved;
      job.phase = job.failure ? 'failed' : 'done';
      this.#context.added(result);
    } else {
      job.failure = outcome.failure;
      this.#context.spending.failed(job.billedAs, outcome.failure, job.estimate);
      job.phase = outcome.failure.code === 'stopped' ? 'stopped' : 'failed';
    }
  }

  /** All jobs have ended: one sentence for the whole run. */
  #settled(): void {
    const { jobs, results } = this.#context;
    if (jobs.isRunning) return;
    const { status, alert, jobId } = summarize(
      jobs.all,
      ({ resultId }) => results.list.all.find(({ id }) => id === resultId)?.name ?? '',
    );
    if (alert) this.#context.warn(alert, jobId);
    const unplaced = this.#unplaced.splice(0);
    const sentence = unplaced.length === 0 ? status : waitingSentence(this.#namesOf(unplaced));
    // Who stopped it knows.
    const isTold = jobs.all.some(({ phase }) => phase !== 'stopped');
    this.#context.store.update({
      status: sentence,
      ...(isTold && { ended: { sentence, failed: alert !== undefined } }),
    });
    if (unplaced.length === 0) {
      this.#letGo();
      return;
    }
    void this.#place(unplaced).finally(() => this.#letGo());
  }

  /** Asks for one place after the other, until the person wants no more of it: what is left stays as it is. */
  async #place(ids: readonly string[]): Promise<void> {
    const left = [...ids];
    try {
      for (let id = left[0]; id !== undefined; id = left[0]) {
        if (!(await this.#context.saveResult(id))) break;
        left.shift();
      }
    } catch (error) {
      this.#deps.log.warn(`Nobody could be asked for a place: ${String(error)}`);
    }
    if (left.length > 0) this.#context.say(keptSentence(this.#namesOf(left)));
  }

  #namesOf(ids: readonly string[]): string[] {
    return ids.flatMap((id) => this.#context.results.list.find(id)?.name ?? []);
  }

  /** Nothing runs and nothing is about to. */
  #letGo(): void {
    this.#context.changed();
    if (this.#context.jobs.isRunning) return;
    for (const { resolve } of this.#watchers) resolve();
    this.#watchers.clear();
    this.#context.store.update({ isBusy: false });
  }

  #sayProgress(job: SessionJob): void {
    const { all } = this.#context.jobs;
    const ended = all.filter(({ phase }) => hasEnded(phase)).length;
    const words =
      all.length === 1 ? (job.note ?? `${phaseWords[job.phase]}…`) : `${ended} of ${all.length} done`;
    for (const { onStatus } of this.#watchers) onStatus(words);
    if (all.length === 1) this.#context.say(words);
    else this.#context.changed();
  }

  /** A request as a job: the `index`-th of a run, or one of an earlier run. */
  #asked(request: EditRequest, runId: string, index: number | undefined): AskedJob {
    const {
      inputs,
      draft: { variants },
    } = this.#context;
    const edited = inputs.findSource(request.inputs[request.editedIndex]);
    const isVariant = index !== undefined && variants > 1;
    const label = labelOf(request, isVariant ? (index % variants) + 1 : undefined);
    const first = edited?.original ?? edited;
    const asked = request.inputs[request.editedIndex]?.source;
    const source = first
      ? sourceOf(first)
      : { uri: asked?.kind === 'file' ? asked.uri : undefined, sha256: undefined };
    return { runId, parentId: edited?.resultId, request, source, label };
  }

  /** What is edited, as it is now. */
  #editedBy({ inputs, editedIndex }: EditRequest): Edited {
    const edited = this.#context.inputs.findSource(inputs[editedIndex]);
    if (edited === undefined) return { before: null, madeOf: undefined };
    return {
      before: this.#context.inputs.pictureOf(edited),
      madeOf: { input: edited, inspection: edited.inspection },
    };
  }
}

const waitingSentence = ([first, ...others]: readonly string[]): string =>
  others.length === 0
    ? `${first} is here. Choose where to save it.`
    : `${others.length + 1} images are here. Choose where to save them.`;

const keptSentence = ([first, ...others]: readonly string[]): string =>
  others.length === 0
    ? `${first} is kept and not saved yet: Save As… saves it whenever you like.`
    : `${others.length + 1} images are kept and not saved yet: Save As… saves them whenever you like.`;

/** What a job is made from. */
type Edited = Pick<SessionResult, 'before' | 'madeOf'>;

/** What a line begins with. Its hash may come only while the job is under way: a batch is not read whole before. */
const sourceOf = (first: SessionInput): LineSource => {
  const uri = lineUriOf(first);
  const { inspection, sha256 } = first;
  return {
    uri,
    get sha256() {
      return sha256 ?? (first.inspection === inspection ? first.sha256 : undefined);
    },
  };
};

const requestAt = (requests: readonly EditRequest[], index: number) => {
  const request = requests[index];
  return request === undefined ? {} : { request };
};

/** The same request to another model, with the options that it has. */
const askedOf = (request: EditRequest, model: string): EditRequest => ({
  ...request,
  options: fitOptions({ ...request.options, model }, capabilitiesOf(model)).options,
});
