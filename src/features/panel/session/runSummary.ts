import type { Failure, NextStep } from '../../../core/shared/failure.ts';
import { inARow, plural, t } from '../../../core/shared/l10n.ts';
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
/** The most sentences in one alert; the list of jobs has them all. */
const mostSentences = 2;

/** @param nameOf the name under which a job's result was saved */
export function summarize(jobs: readonly SessionJob[], nameOf: (job: SessionJob) => string): RunSummary {
  const [first, ...others] = jobs;
  if (first && others.length === 0) {
    const { failure, id } = first;
    const good = first.asksToChoose
      ? t('{name} is here. Around the region it shows something else: choose what to keep.', {
          name: nameOf(first),
        })
      : first.givesDraft
        ? t('{name} is here. Keep it if you want it.', { name: nameOf(first) })
        : t('Saved {name}', { name: nameOf(first) });
    return { status: failure?.sentence ?? good, alert: failure, jobId: id };
  }
  const count = (phase: SessionJob['phase']) => jobs.filter((job) => job.phase === phase).length;
  const done = count('done');
  const isChoice = jobs.every(({ givesDraft }) => givesDraft);
  if (done === jobs.length) {
    const open = jobs.filter(({ asksToChoose }) => asksToChoose).length;
    const status = isChoice
      ? inARow(variantsHere(done), t('Keep the ones you want.'))
      : open > 0
        ? plural(
            open,
            {
              one: 'Saved {saved} of {done} images; {count} waits for your choice.',
              other: 'Saved {saved} of {done} images; {count} wait for your choice.',
            },
            { saved: done - open, done },
          )
        : t('Saved all {done} images.', { done });
    return { status, alert: undefined, jobId: null };
  }
  const rest = [
    plural(count('failed'), { one: '{count} failed', other: '{count} failed' }),
    plural(count('stopped'), { one: '{count} stopped', other: '{count} stopped' }),
    plural(count('interrupted'), { one: '{count} interrupted', other: '{count} interrupted' }),
  ]
    .filter((_, index) => count((['failed', 'stopped', 'interrupted'] as const)[index] ?? 'failed') > 0)
    .join(', ');
  return {
    status: isChoice
      ? inARow(
          t('{done} of {total} variants are here; {rest}.', { done, total: jobs.length, rest }),
          done > 0 && t('Keep the ones you want.'),
        )
      : t('Saved {done} of {total}; {rest}.', { done, total: jobs.length, rest }),
    alert: alertFor(jobs),
    jobId: null,
  };
}

function alertFor(jobs: readonly SessionJob[]): Failure | undefined {
  const failed = jobs.filter(({ phase, failure }) => phase === 'failed' && failure !== undefined);
  const failures = failed.flatMap(({ failure }) => failure ?? []);
  const [first] = failures;
  if (first === undefined) return undefined;
  const head = t('{failed} of {total} edits failed.', { failed: failed.length, total: jobs.length });
  const canRepeat = failed.some(({ resultId }) => resultId === undefined);
  const repeat = canRepeat ? (['runAgain'] as const) : [];
  if (failures.every(({ sentence }) => sentence === first.sentence)) {
    const steps = first.nextSteps.filter((step) => !ofOneJob.includes(step));
    return { ...first, sentence: inARow(head, first.sentence), nextSteps: [...repeat, ...steps] };
  }
  const told = failed
    .slice(0, mostSentences)
    .map(({ label, failure }) => `${label}: ${failure?.sentence ?? ''}`);
  const more = failed.length > mostSentences ? t('The list says why the others did.') : '';
  return {
    code: 'run.partly',
    sentence: inARow(head, ...told, more),
    nextSteps: [...repeat, 'showLog'],
    billed: failures.some(({ billed }) => billed !== 'no') ? 'maybe' : 'no',
  };
}

const variantsHere = (done: number): string =>
  plural(done, { one: '{count} variant is here.', other: '{count} variants are here.' });
