import type { InputView, PanelState, Picture, ResultView } from '../src/core/shared/panelState.ts';
import { soleJob } from './jobs.ts';
import type { View } from './view.ts';

/** What the stage shows: nothing yet, the edited image, a job at work, or a result. */
export type Scene =
  | { kind: 'empty' }
  | { kind: 'picture'; picture: Picture; title: string }
  | { kind: 'running'; before: Picture | undefined; title: string; partial: Picture | null }
  | { kind: 'result'; result: ResultView };

export function sceneOf({ state, following, showsSource }: View): Scene {
  const result = state.results.find(({ id }) => id === state.selectedResultId);
  const edited = editedOf(state);
  const job = soleJob(state);
  if (job && following) {
    const title = edited?.preview === state.source?.preview ? 'Source' : 'Before';
    return { kind: 'running', before: edited, title, partial: job.partial };
  }
  if (state.source && showsSource) return { kind: 'picture', picture: state.source, title: 'Source' };
  if (result) return { kind: 'result', result };
  return edited ? { kind: 'picture', picture: edited, title: '' } : { kind: 'empty' };
}

/** The input that the result will be like. */
export const editedOf = ({ inputs }: PanelState): InputView | undefined =>
  inputs.find((input) => input.edited) ?? inputs[0];
