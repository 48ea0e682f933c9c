import type { EditingService } from '../../../../core/edit/editingService.ts';
import { interrupted, notSavedYet } from '../../../../core/edit/jobFailures.ts';
import { fitOptions } from '../../../../core/edit/plan/defaultOptions.ts';
import { capabilitiesFor } from '../../../../core/edit/plan/providerOf.ts';
import { type EditRequest, scopeOf } from '../../../../core/editRequest.ts';
import type { Settings } from '../../../../core/ports.ts';
import { t } from '../../../../core/shared/l10n.ts';
import type { Journal } from '../../../../core/storage/journal.ts';
import type { JournalEntry } from '../../../../core/storage/journalEntry.ts';
import type { PromptBook } from '../form/promptBook.ts';
import type { SessionSettings } from '../form/sessionSettings.ts';
import type { ResultIntake } from '../results/resultIntake.ts';
import { inputWithSource, lineUriOf, originalBehind } from '../state/inputs.ts';
import {
  type AskedJob,
  addJob,
  anyJobRuns,
  askedBy,
  beginJobs,
  failedJobs,
  forgetEnded,
  jobWith,
  labelOf,
  newJob,
  patchJob,
  replaceJobs,
  type SessionJob,
} from '../state/jobs.ts';
import { requestsOf, whyBlocked } from '../state/requests.ts';
import { listedResults } from '../state/results.ts';
import { alertOf, isRunning } from '../state/sessionState.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import { withFailed, withPaid } from '../state/spending.ts';
import type { SessionWriter } from '../stored/sessionWriter.ts';
import type { JobFollower } from './jobFollower.ts';
import type { RunConsent } from './runConsent.ts';
import { progressWords, type RunEnd } from './runEnd.ts';

interface RunnerDeps {
  store: SessionStore;
  editing: EditingService;
  journal: Journal;
  settings: Pick<Settings, 'read'>;
  inForce: Pick<SessionSettings, 'capabilities'>;
  newId(): string;
  consent: RunConsent;
  prompts: PromptBook;
  intake: ResultIntake;
  end: RunEnd;
  follower: JobFollower;
  writer: SessionWriter;
}

/** Makes a session's jobs and starts them, after asking what is to be asked. */
export class Runner {
  readonly #deps: RunnerDeps;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
  }

  /** Starts what is asked for now. A second call while something runs does nothing. */
  async run(): Promise<void> {
    const { store, newId, prompts, settings, inForce } = this.#deps;
    if (isRunning(store.state)) return;
    const capabilities = inForce.capabilities();
    const reason = whyBlocked(store.state, capabilities);
    if (reason !== null) {
      store.update({ status: reason });
      return;
    }
    const requests = requestsOf(store.state, capabilities);
    await this.#begin(requests, async () => {
      await this.forgetInterrupted();
      store.update(({ target }) => ({ runTarget: target }));
      void prompts.remember(requests[0]?.prompt ?? '');
      const runIds = new Map(requests.map((request) => [request, newId()]));
      const { variants } = store.state.form;
      const jobs = requests.map((request, index) => {
        const variant = variants > 1 ? (index % variants) + 1 : undefined;
        const waits = settings.read(scopeOf(request)).outputVariants === 'choose';
        const asked = this.#asked(request, runIds.get(request) ?? '', variant, waits);
        return newJob(newId(), asked);
      });
      store.update(beginJobs(jobs));
      return jobs;
    });
  }

  /**
   * Runs ended jobs again, or all that gave no result; each as it was asked. A job whose result only
   * waits to be saved is paid for, so it is repeated only when it is named.
   * @param jobIds null: all
   * @param model in place of the one that was asked
   */
  async runAgain(jobIds: readonly string[] | null, model?: string): Promise<void> {
    const { store, journal, newId, settings } = this.#deps;
    if (store.state.isStarting) return;
    const failed = failedJobs(store.state.jobs);
    const old = failed.filter(({ id, resultId }) =>
      jobIds === null ? resultId === undefined : jobIds.includes(id),
    );
    if (old.length === 0) {
      if (failed.length > 0 && jobIds === null)
        store.update({ status: t('Nothing to run again: the result only needs to be saved.') });
      return;
    }
    const asked = old.map((job) => askedBy(model === undefined ? job : withModel(job, model, settings)));
    await this.#begin(
      asked.map(({ request }) => request),
      async () => {
        for (const { id, phase } of old) if (phase === 'interrupted') await journal.remove(id);
        const jobs = asked.map((one) => newJob(newId(), one));
        store.update(replaceJobs(new Map(old.flatMap(({ id }, at) => (jobs[at] ? [[id, jobs[at]]] : [])))));
        return jobs;
      },
    );
  }

  /** Fetches the picture that a failed job's answer linked to, in that job's place. */
  fetchPicture(jobId: string, links: readonly string[]): void {
    const { store, editing, newId } = this.#deps;
    const old = failedJobs(store.state.jobs).find(({ id }) => id === jobId);
    if (old === undefined || store.state.isStarting) return;
    const job = newJob(newId(), { ...askedBy(old), billedAs: old.billedAs });
    store.update({ alert: undefined }, replaceJobs(new Map([[jobId, job]])));
    this.#deps.follower.start([job], (fetching, hooks) => editing.fetchLinked(fetching, links, true, hooks));
  }

  /**
   * Fetches a picture that came as a link beside a result, as a result of its own.
   * @param index of the link
   */
  fetchFurther(resultId: string, index: number): void {
    const { store, editing, newId } = this.#deps;
    const { jobId = '', made } = store.state.results.known.get(resultId) ?? {};
    const link = made?.links[index];
    if (link === undefined) return;
    const asked = jobWith(store.state.jobs, jobId);
    if (asked === undefined) {
      store.update({ status: t('The run that returned this link is over. Open the link instead.') });
      return;
    }
    const job = newJob(newId(), { ...askedBy(asked), billedAs: asked.billedAs });
    store.update(addJob(job));
    this.#deps.follower.start([job], (fetching, hooks) =>
      editing.fetchLinked(fetching, [link], false, hooks),
    );
  }

  /** Stops one job, or all that run. */
  stop(jobId: string | null): void {
    this.#deps.follower.stop(jobId);
  }

  /** Takes over a job that an earlier window did not bring to its end. */
  async adopt({ jobId, request, estimate, variant, kept }: JournalEntry): Promise<void> {
    const { store, journal, intake, writer } = this.#deps;
    if (jobWith(store.state.jobs, jobId)) return;
    if (listedResults(store.state.results).some(({ draft }) => draft?.step.jobId === jobId)) {
      // It was written down as a draft in the moment in which the window went.
      await journal.remove(jobId);
      return;
    }
    const asked = this.#asked(request, variant?.runId ?? jobId, variant?.number, variant !== undefined);
    const isDraft = kept !== undefined && (variant !== undefined || kept.wholes !== undefined);
    const job = newJob(jobId, asked, isDraft ? 'done' : kept ? 'failed' : 'interrupted');
    store.update(addJob(job));
    const resultId = kept && (await intake.addKept(job, kept)).id;
    if (isDraft) {
      const usd = kept.image.record?.cost ?? estimate;
      store.update(
        patchJob(jobId, { resultId }),
        ({ spending }) => ({ spending: withPaid(spending, jobId, usd) }),
        { status: t('{name} came back and is waiting to be kept.', { name: kept.suggestedName }) },
      );
      void writer.save();
      return;
    }
    const failure = kept ? notSavedYet(kept.suggestedName) : interrupted(job.label);
    const cost = kept ? (kept.image.record?.cost ?? estimate) : estimate;
    store.update(
      patchJob(jobId, { resultId, failure }),
      ({ spending }) => ({ spending: withFailed(spending, jobId, failure, cost) }),
      { status: failure.sentence },
      alertOf(failure, jobId),
    );
    void writer.save();
  }

  /** Resolves when nothing runs any more, nor is about to; tells what a run is doing on the way. */
  whenSettled(onStatus: (status: string) => void): Promise<void> {
    const { store } = this.#deps;
    if (!isRunning(store.state)) return Promise.resolve();
    return new Promise((resolve) => {
      let told = '';
      const following = store.subscribe(({ jobs, isBusy }) => {
        const words = progressWords(jobs);
        if (anyJobRuns(jobs) && words !== told) {
          told = words;
          onStatus(words);
        }
        if (isBusy) return;
        following.dispose();
        resolve();
      });
    });
  }

  /** What has ended is put away: its cards and its line go. Results stay, and what waits to be saved. */
  async forgetEnded(): Promise<void> {
    if (isRunning(this.#deps.store.state)) return;
    await this.forgetInterrupted();
    this.#deps.store.update(forgetEnded, ({ jobs, alert }) =>
      alert?.jobId != null && jobWith(jobs, alert.jobId) === undefined ? { alert: undefined } : {},
    );
  }

  /** The person has seen that these were interrupted and goes on without them. */
  async forgetInterrupted(): Promise<void> {
    const { store, journal } = this.#deps;
    for (const { id, phase } of store.state.jobs) if (phase === 'interrupted') await journal.remove(id);
  }

  /** Asks what is to be asked, makes the jobs and starts them. */
  async #begin(requests: readonly EditRequest[], makeJobs: () => Promise<SessionJob[]>): Promise<void> {
    const { store, consent, writer, end } = this.#deps;
    store.update({ isStarting: true, isBusy: true, alert: undefined });
    let jobs: SessionJob[] = [];
    try {
      if (await consent.isGiven(requests)) {
        await writer.save();
        jobs = await makeJobs();
      }
    } finally {
      store.update({ isStarting: false });
      if (jobs.length === 0) end.letGo();
    }
    if (jobs.length > 0) this.#deps.follower.start(jobs);
  }

  /**
   * A request as a job.
   * @param variant its number among several results of one request; undefined for a single one
   * @param waits variants are not saved before the person keeps them
   */
  #asked(request: EditRequest, runId: string, variant: number | undefined, waits: boolean): AskedJob {
    const { inputs } = this.#deps.store.state;
    const asked = request.inputs[request.editedIndex];
    const edited = inputWithSource(inputs, asked);
    const label = labelOf(request, variant);
    const first = originalBehind(inputs, edited) ?? edited;
    const uri = asked?.source.kind === 'file' ? asked.source.uri : undefined;
    const source = first
      ? { uri: lineUriOf(first), sha256: first.sha256, input: { id: first.id, inspection: first.inspection } }
      : { uri, sha256: undefined, input: undefined };
    const givesDraft = waits && variant !== undefined;
    const [parentId, inputId] = [edited?.resultId, edited?.id];
    return { runId, variant, givesDraft, parentId, request, source, inputId, label };
  }
}

/** The same job for another model, with the options that it has. */
function withModel(job: SessionJob, model: string, settings: Pick<Settings, 'read'>): SessionJob {
  const { request } = job;
  const capabilities = capabilitiesFor(settings.read(scopeOf(request)), model);
  const { options } = fitOptions({ ...request.options, model }, capabilities);
  return { ...job, request: { ...request, options } };
}
