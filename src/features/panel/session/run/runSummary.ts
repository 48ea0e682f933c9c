import type { Failure } from '../../../../core/shared/failure.ts';
import { inARow, inCommas, plural, t } from '../../../../core/shared/l10n.ts';
import type { SessionJob } from '../state/jobs.ts';

/** How a run ended, for the status line and the alert. */
export interface RunSummary {
  status: string;
  /** What went wrong with a single job; of several each has its own. */
  alert: Failure | undefined;
  /** The job that the alert is about. */
  jobId: string | null;
  /** Something went wrong. */
  failed: boolean;
}

/** @param nameOf the name under which a job's result was saved */
export function summarize(jobs: readonly SessionJob[], nameOf: (job: SessionJob) => string): RunSummary {
  const [first, ...others] = jobs;
  if (first && others.length === 0) return summaryOf(first, nameOf(first));
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
    return { status, alert: undefined, jobId: null, failed: false };
  }
  const rest = inCommas(
    [
      plural(count('failed'), { one: '{count} failed', other: '{count} failed' }),
      plural(count('stopped'), { one: '{count} stopped', other: '{count} stopped' }),
      plural(count('interrupted'), { one: '{count} interrupted', other: '{count} interrupted' }),
    ].filter((_, index) => count((['failed', 'stopped', 'interrupted'] as const)[index] ?? 'failed') > 0),
  );
  return {
    status: isChoice
      ? inARow(
          t('{done} of {total} variants are here; {rest}.', { done, total: jobs.length, rest }),
          done > 0 && t('Keep the ones you want.'),
        )
      : t('Saved {done} of {total}; {rest}.', { done, total: jobs.length, rest }),
    alert: undefined,
    jobId: null,
    failed: count('failed') > 0,
  };
}

function summaryOf({ id, phase, failure, givesDraft, asksToChoose }: SessionJob, name: string): RunSummary {
  const good = asksToChoose
    ? t('{name} is here. Around the region it differs from the source: choose what to keep.', { name })
    : givesDraft
      ? t('{name} is here. Keep it if you want it.', { name })
      : t('Saved {name}', { name });
  // Who stopped it knows: that is no failure.
  const alert = phase === 'stopped' ? undefined : failure;
  return { status: failure?.sentence ?? good, alert, jobId: id, failed: alert !== undefined };
}

const variantsHere = (done: number): string =>
  plural(done, { one: '{count} variant is here.', other: '{count} variants are here.' });
