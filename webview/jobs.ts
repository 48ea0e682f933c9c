import { hasEnded } from '../src/core/shared/jobPhases.ts';
import type { JobView, Notice, PanelState, Picture } from '../src/core/shared/protocol/panelState.ts';

type Listed = Pick<PanelState, 'jobs' | 'results'>;

export const activeJobs = ({ jobs }: Pick<PanelState, 'jobs'>): JobView[] =>
  jobs.filter(({ phase }) => !hasEnded(phase));

/** Ended without a result, and worth another try. */
export const canRunAgain = ({ phase }: JobView): boolean =>
  phase === 'failed' || phase === 'stopped' || phase === 'interrupted';

/** The jobs that have given nothing: they are on their way, or failed, or were stopped. */
export function attemptsOf({ jobs, results }: Listed): JobView[] {
  const given = new Set(results.map(({ jobId, role }) => (role === 'final' ? jobId : '')));
  return jobs.filter(({ id, phase }) => phase !== 'done' && !given.has(id));
}

/** Several images are edited each. */
export const isBatch = ({ jobs }: Pick<PanelState, 'jobs'>): boolean =>
  jobs.some(({ runId }) => runId !== jobs[0]?.runId);

/** Whether the last run has a line of its own: a batch, or variants of which some gave nothing. */
export const hasRunLine = (state: Listed): boolean =>
  state.jobs.length > 1 && (isBatch(state) || attemptsOf(state).some(canRunAgain));

/** The only job of the last run, while it has given nothing. */
export function soleAttempt(state: Listed): JobView | undefined {
  return state.jobs.length === 1 ? attemptsOf(state)[0] : undefined;
}

/** The one job under way; undefined when none is or several are. */
export function soleJob(state: PanelState): JobView | undefined {
  const [job, ...others] = activeJobs(state);
  return others.length === 0 && state.jobs.length === 1 ? job : undefined;
}

type Action = Notice['actions'][number];

/** What only one job can do; all that failed are run again by one button. */
const ofOneJob: ReadonlySet<string> = new Set([
  'runAgain',
  'saveElsewhere',
  'useSuccessor',
  'fetchPicture',
  'openLink',
]);

/** What helps a failed job itself, beside running it again. */
export const ownActions = ({ failure }: JobView): Action[] =>
  failure?.actions.filter(({ step }) => step !== 'runAgain' && ofOneJob.has(step)) ?? [];

/** What helps all jobs that failed for the same reason, with the job that it is asked for; null: for all of them. */
export function actionsOf({ jobs }: FailureGroup): (Action & { jobId: string | null })[] {
  const [first, ...others] = jobs;
  if (first === undefined) return [];
  const shared = (first.failure?.actions ?? []).filter(({ step }) => !ofOneJob.has(step));
  const own = ownActions(first);
  // A page where it is put right is one for all; a link in place of a picture is each job's own.
  const isOneForAll = ({ step }: Action) =>
    step === 'openLink' && !own.some((other) => other.step === 'fetchPicture');
  const offered = others.length === 0 ? own : own.filter(isOneForAll);
  return [
    ...offered.map((action) => ({ ...action, jobId: first.id })),
    ...shared.map((action) => ({ ...action, jobId: null })),
  ];
}

/** What a job edits, also where that is not listed any more; undefined: nothing, or nobody knows. */
export const pictureOf = (
  { inputs }: Pick<PanelState, 'inputs'>,
  { inputId, before }: JobView,
): Picture | undefined => inputs.find(({ id }) => id === inputId) ?? before ?? undefined;

/** Jobs that ended without a result for the same reason. */
export interface FailureGroup {
  /** As the first of them says it. */
  sentence: string;
  jobs: JobView[];
}

/** What differs from job to job in sentences that say the same: the image's name, and ids of requests. */
const reasonOf = ({ label, failure }: JobView): string =>
  failure?.sentence
    .replaceAll(label, '…')
    .split(' ')
    .map((word) => (/\d{3}/.test(word) ? '…' : word))
    .join(' ') ?? '';

/** Failures by their reasons, each once, the most frequent first. What was stopped is none. */
export function failureGroups(jobs: readonly JobView[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const job of jobs) {
    if (job.failure === null || (job.phase !== 'failed' && job.phase !== 'interrupted')) continue;
    const reason = reasonOf(job);
    const group = groups.get(reason);
    if (group) group.jobs.push(job);
    else groups.set(reason, { sentence: job.failure.sentence, jobs: [job] });
  }
  return [...groups.values()].sort((a, b) => b.jobs.length - a.jobs.length);
}
