import type { EditRequest, Variant } from '../../../../core/editRequest.ts';
import type { Inspection } from '../../../../core/inspect.ts';
import type { Failure } from '../../../../core/shared/failure.ts';
import { hasEnded, type JobPhase } from '../../../../core/shared/jobPhases.ts';
import { t } from '../../../../core/shared/l10n.ts';
import { madeOnce } from '../../../../core/shared/madeOnce.ts';
import type { JobView, Picture } from '../../../../core/shared/protocol/panelState.ts';
import { type Inputs, pictureOfInput, type SessionInput } from './inputs.ts';
import { noticeOf } from './notice.ts';
import { paidWords, type Spending } from './spending.ts';

/** A change to a state that has jobs. */
type JobsChange = (state: { readonly jobs: Jobs }) => { jobs: Jobs };

/** What a line of steps began with. */
interface LineSource {
  /** Its file, also where that holds a result since; undefined where it has none. */
  readonly uri: string | undefined;
  /** Of its bytes; undefined while they are not read: a batch is not read whole before it runs. */
  readonly sha256: string | undefined;
  /** The input that it is, as it was found then. */
  readonly input: { readonly id: string; readonly inspection: Inspection | undefined } | undefined;
}

/** One job of a session, from Run to its end. */
export interface SessionJob {
  readonly id: string;
  /** The variants of one image in one press of Run have the same. */
  readonly runId: string;
  /** Its number among several results of one request; undefined for a single one. */
  readonly variant: number | undefined;
  /** What it gives is a draft until the person keeps it. */
  readonly givesDraft: boolean;
  /** The result that it goes on from. */
  readonly parentId: string | undefined;
  readonly request: EditRequest;
  readonly source: LineSource;
  /** The input that it edits; undefined where it has none. */
  readonly inputId: string | undefined;
  readonly label: string;
  /** The job whose answer it goes on from, or itself: what was paid counts once. */
  readonly billedAs: string;
  /** USD that it will probably cost; undefined when unknown. */
  readonly estimate: number | undefined;
  readonly phase: JobPhase;
  readonly startedAt: number | undefined;
  /** What it has drawn so far, where the model shows it. */
  readonly partial: Picture | undefined;
  readonly note: string | null;
  readonly failure: Failure | undefined;
  readonly resultId: string | undefined;
  /** Its answer shows something else around the region: the person has to choose how to keep it. */
  readonly asksToChoose: boolean;
}

/** Which of several results a job gives, where the person has to keep it. */
export const variantOf = ({ runId, variant = 1, givesDraft }: SessionJob): Variant | undefined =>
  givesDraft ? { runId, number: variant } : undefined;

/** What is asked of a job. */
export type AskedJob = Pick<
  SessionJob,
  'runId' | 'variant' | 'givesDraft' | 'parentId' | 'request' | 'source' | 'inputId' | 'label'
> &
  Partial<Pick<SessionJob, 'billedAs'>>;

/** The jobs of the last run, in the order of their inputs. */
export type Jobs = readonly SessionJob[];

export const newJob = (id: string, asked: AskedJob, phase: JobPhase = 'queued'): SessionJob => ({
  id,
  billedAs: id,
  ...asked,
  estimate: undefined,
  phase,
  startedAt: undefined,
  partial: undefined,
  note: null,
  failure: undefined,
  resultId: undefined,
  asksToChoose: false,
});

/** What a job asks, for another that asks it again. */
export const askedBy = ({
  runId,
  variant,
  givesDraft,
  parentId,
  request,
  source,
  inputId,
  label,
}: SessionJob): AskedJob => ({
  runId,
  variant,
  givesDraft,
  parentId,
  request,
  source,
  inputId,
  label,
});

/** The edited image's name, or the start of the prompt; with several variants its number. */
export function labelOf({ inputs, editedIndex, prompt }: EditRequest, variant?: number): string {
  const name = inputs[editedIndex]?.name ?? prompt.slice(0, 60);
  return variant === undefined ? name : t('{name} · variant {variant}', { name, variant });
}

/** What a job's line began with: the hash may have come only while the job was under way. */
export function sourceHashOf({ sha256, input }: LineSource, inputs: Inputs): string | undefined {
  const now = input && inputs.known.get(input.id);
  return sha256 ?? (now?.inspection === input?.inspection ? now?.sha256 : undefined);
}

export const anyJobRuns = (jobs: Jobs): boolean => jobs.some(({ phase }) => !hasEnded(phase));

export const jobWith = (jobs: Jobs, id: string): SessionJob | undefined => jobs.find((job) => job.id === id);

/** Jobs that did not give a result and can be run again. */
export const failedJobs = (jobs: Jobs): SessionJob[] =>
  jobs.filter(({ phase }) => phase === 'failed' || phase === 'stopped' || phase === 'interrupted');

/** A change to the jobs alone. */
const toJobs =
  (change: (jobs: Jobs) => Jobs): JobsChange =>
  ({ jobs }) => ({ jobs: change(jobs) });

/** Starts a new run: what has ended is forgotten. */
export const beginJobs = (added: readonly SessionJob[]): JobsChange =>
  toJobs((jobs) => [...jobs.filter(({ phase }) => !hasEnded(phase)), ...added]);

export const addJob = (job: SessionJob): JobsChange => toJobs((jobs) => [...jobs, job]);

/** Puts jobs where others stood, by the ids of those, so that the list keeps its order. */
export const replaceJobs = (by: ReadonlyMap<string, SessionJob>): JobsChange =>
  toJobs((jobs) => jobs.map((job) => by.get(job.id) ?? job));

/** Takes a job off the list: what it gave was discarded. */
export const removeJob = (id: string): JobsChange => toJobs((jobs) => jobs.filter((job) => job.id !== id));

export const patchJob = (id: string, changes: Partial<Omit<SessionJob, 'id'>>): JobsChange =>
  toJobs((jobs) => jobs.map((job) => (job.id === id ? { ...job, ...changes } : job)));

/** Says what each of a run's jobs will probably cost, by their ids. */
export const estimateJobs = (estimates: ReadonlyMap<string, number | undefined>): JobsChange =>
  toJobs((jobs) =>
    jobs.map((job) => (estimates.has(job.id) ? { ...job, estimate: estimates.get(job.id) } : job)),
  );

/** Takes what ended without a result off the list, and a batch whole, but for what waits to be saved. */
export const forgetEnded: JobsChange = toJobs((jobs) => {
  const isBatch = jobs.some(({ runId }) => runId !== jobs[0]?.runId);
  return jobs.filter(({ phase, failure, resultId }) => {
    const waits = failure !== undefined && resultId !== undefined;
    return !hasEnded(phase) || waits || (phase === 'done' && !isBatch);
  });
});

/** So much of a prompt fits on a card. */
const mostOfPrompt = 80;

/** What the page shows of the jobs. */
export function jobViews(jobs: Jobs, spending: Spending, { known, ids }: Inputs): JobView[] {
  const paid = new Map(spending.map((one) => [one.jobId, one]));
  const listed = new Set(ids);
  return jobs.map((job) => {
    const { inputId = '', billedAs } = job;
    const gone = listed.has(inputId) ? undefined : known.get(inputId);
    return jobView(job, paid.get(billedAs), listed.has(inputId), gone);
  });
}

const jobView = madeOnce<
  SessionJob,
  [paid: Spending[number] | undefined, isListed: boolean, gone: SessionInput | undefined],
  JobView
>((job, paid, isListed, gone) => ({
  id: job.id,
  runId: job.runId,
  variant: job.variant ?? null,
  label: job.label,
  inputId: isListed ? (job.inputId ?? null) : null,
  before: gone ? pictureOfInput(gone) : null,
  prompt: job.request.prompt.slice(0, mostOfPrompt).trim().replaceAll(/\s+/g, ' '),
  phase: job.phase,
  startedAt: job.startedAt ?? null,
  partial: (hasEnded(job.phase) ? undefined : job.partial) ?? null,
  note: job.note,
  failure: job.failure ? noticeOf(job.failure, job.id) : null,
  resultId: job.resultId ?? null,
  cost: paidWords(paid),
}));
