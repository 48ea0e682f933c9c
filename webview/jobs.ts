import { hasEnded, type JobView, type PanelState } from '../src/core/shared/panelState.ts';

export const activeJobs = (state: PanelState): JobView[] =>
  state.jobs.filter(({ phase }) => !hasEnded(phase));

/** Ended without a result, and worth another try. */
export const canRunAgain = ({ phase }: JobView): boolean =>
  phase === 'failed' || phase === 'stopped' || phase === 'interrupted';

/** The one job under way; undefined when none is or several are. */
export function soleJob(state: PanelState): JobView | undefined {
  const [job, ...others] = activeJobs(state);
  return others.length === 0 && state.jobs.length === 1 ? job : undefined;
}

/** The jobs worth a list: several, or one whose failure is told nowhere else. */
export function listedJobs(state: PanelState): JobView[] {
  if (state.jobs.length > 1) return state.jobs;
  return state.jobs.filter(
    (job) => canRunAgain(job) && job.failure !== null && state.alert === null && job.phase !== 'failed',
  );
}
