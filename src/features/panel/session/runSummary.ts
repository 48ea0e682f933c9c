import type { Failure, NextStep } from '../../../core/shared/failure.ts';
import type { SessionJob } from './state/jobs.ts';

/** How a run ended, for the status line and the alert. */
export interface RunSummary {
  status: string;
  /** Undefined when nothing went wrong. */
  alert: Failure | undefined;
  /** The job that the alert is about; null when it is about several. */
  jobId: string | null;
}

/** What only the job itself can do. */
const ofOneJob: readonly NextStep[] = [
  'runAgain',
  'saveElsewhere',
  'useSuccessor',
  'fetchPicture',
  'openLink',
];
const choose = 'Keep the ones you want.';
/** The most sentences in one alert; the list of jobs has them all. */
const mostSentences = 2;

/** @param nameOf the name under which a job's result was saved */
export function summarize(jobs: readonly SessionJob[], nameOf: (job: SessionJob) => string): RunSummary {
  const [first, ...others] = jobs;
  if (first && others.length === 0) {
    const { failure, id } = first;
    const good = first.asksToChoose
      ? `${nameOf(first)} is here. Around the region it shows something else: choose what to keep.`
      : first.givesDraft
        ? `${nameOf(first)} is here. Keep it if you want it.`
        : `Saved ${nameOf(first)}`;
    return { status: failure?.sentence ?? good, alert: failure, jobId: id };
  }
  const count = (phase: SessionJob['phase']) => jobs.filter((job) => job.phase === phase).length;
  const done = count('done');
  const isChoice = jobs.every(({ givesDraft }) => givesDraft);
  if (done === jobs.length) {
    const open = jobs.filter(({ asksToChoose }) => asksToChoose).length;
    const status = isChoice
      ? `${done} variants are here. ${choose}`
      : open > 0
        ? `Saved ${done - open} of ${done} images; ${open} ${open === 1 ? 'waits' : 'wait'} for your choice.`
        : `Saved all ${done} images.`;
    return { status, alert: undefined, jobId: null };
  }
  const rest = [
    [count('failed'), 'failed'],
    [count('stopped'), 'stopped'],
    [count('interrupted'), 'interrupted'],
  ].flatMap(([number, what]) => (number === 0 ? [] : `${number} ${what}`));
  return {
    status: isChoice
      ? `${done} of ${jobs.length} variants are here; ${rest.join(', ')}.${done > 0 ? ` ${choose}` : ''}`
      : `Saved ${done} of ${jobs.length}; ${rest.join(', ')}.`,
    alert: alertFor(jobs),
    jobId: null,
  };
}

function alertFor(jobs: readonly SessionJob[]): Failure | undefined {
  const failed = jobs.filter(({ phase, failure }) => phase === 'failed' && failure !== undefined);
  const failures = failed.flatMap(({ failure }) => failure ?? []);
  const [first] = failures;
  if (first === undefined) return undefined;
  const head = `${failed.length} of ${jobs.length} edits failed.`;
  const canRepeat = failed.some(({ resultId }) => resultId === undefined);
  const repeat = canRepeat ? (['runAgain'] as const) : [];
  if (failures.every(({ sentence }) => sentence === first.sentence)) {
    const steps = first.nextSteps.filter((step) => !ofOneJob.includes(step));
    return { ...first, sentence: `${head} ${first.sentence}`, nextSteps: [...repeat, ...steps] };
  }
  const told = failed
    .slice(0, mostSentences)
    .map(({ label, failure }) => `${label}: ${failure?.sentence ?? ''}`);
  const more = failed.length > mostSentences ? ' The list says why the others did.' : '';
  return {
    code: 'run.partly',
    sentence: `${head} ${told.join(' ')}${more}`,
    nextSteps: [...repeat, 'showLog'],
    billed: failures.some(({ billed }) => billed !== 'no') ? 'maybe' : 'no',
  };
}
