import { t } from '../src/core/shared/l10n.ts';
import type { Notice } from '../src/core/shared/protocol/panelState.ts';
import { attemptsOf, canRunAgain, soleAttempt } from './jobs.ts';
import type { View } from './view.ts';

/** What the line above Run tells. */
export interface Told extends Notice {
  /** What a person stopped is no failure. */
  tone: 'bad' | 'neutral';
}

/** Null: nothing. What went wrong with one of several jobs is told by the line of the run. */
export function toldOf({ state, problem }: Pick<View, 'state' | 'problem'>): Told | null {
  const { alert, jobs } = state;
  const isOfRun = jobs.length > 1 && attemptsOf(state).some(({ id }) => id === alert?.jobId);
  if (alert && !isOfRun) return { ...alert, tone: 'bad' };
  if (problem !== null) {
    return {
      sentence: problem,
      actions: [{ step: 'showLog', label: t('Show Log') }],
      jobId: null,
      tone: 'bad',
    };
  }
  const job = soleAttempt(state);
  if (job?.failure == null || !canRunAgain(job)) return null;
  return { ...job.failure, tone: job.phase === 'stopped' ? 'neutral' : 'bad' };
}
