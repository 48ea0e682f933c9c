import { t } from '../src/core/shared/l10n.ts';
import type {
  InputView,
  JobView,
  PanelState,
  Picture,
  ResultView,
} from '../src/core/shared/protocol/panelState.ts';
import { attemptsOf, pictureOf, soleAttempt } from './jobs.ts';
import type { View } from './view.ts';

/** What the stage shows: nothing yet, the edited image, what a job works or worked on, or a result. */
export type Scene =
  | { kind: 'empty' }
  | { kind: 'picture'; picture: Picture; title: string }
  | { kind: 'attempt'; job: JobView; before: Picture | undefined; title: string }
  | { kind: 'result'; result: ResultView };

export function sceneOf(view: View): Scene {
  const { state, showsSource } = view;
  const result = state.results.find(({ id }) => id === state.selectedResultId);
  const edited = editedOf(state);
  const job = attemptShown(view);
  if (job) {
    const before = pictureOf(state, job);
    const title = before?.preview === state.source?.preview ? t('Source') : t('Before');
    return { kind: 'attempt', job, before, title };
  }
  if (state.source && showsSource) return { kind: 'picture', picture: state.source, title: t('Source') };
  if (result) return { kind: 'result', result };
  return edited ? { kind: 'picture', picture: edited, title: '' } : { kind: 'empty' };
}

/** The job that is looked at: the chosen one, or the only one of the last run, as long as it has given nothing. */
function attemptShown({ state, following, attemptId }: View): JobView | undefined {
  if (!following) return undefined;
  const chosen = attemptId === null ? undefined : attemptsOf(state).find(({ id }) => id === attemptId);
  return chosen ?? soleAttempt(state);
}

/** The result that is looked at, and whose actions are offered; undefined while something else is. */
export function resultShown(view: View): ResultView | undefined {
  const scene = sceneOf(view);
  return scene.kind === 'result' ? scene.result : undefined;
}

/** The selected result is of an earlier run than what is on its way, or failed. */
export function isOutdated({ state }: Pick<View, 'state'>): boolean {
  const { jobs, results, selectedResultId } = state;
  const selected = results.find(({ id }) => id === selectedResultId);
  if (selected === undefined || attemptsOf(state).length === 0) return false;
  return !jobs.some(({ id, runId }) => id === selected.jobId || runId === selected.runId);
}

/** The input that the result will be like. */
export const editedOf = ({ inputs }: PanelState): InputView | undefined =>
  inputs.find((input) => input.edited) ?? inputs[0];
