import { madeOnce } from '../../core/shared/madeOnce.ts';
import type {
  InputView,
  JobView,
  PanelState,
  Picture,
  ResultView,
} from '../../core/shared/protocol/panelState.ts';

/** The address under which one window's page loads a file of its preview folder, by the file's name. */
export type AddressOf = (name: string) => string;

/** A picture as one window's page loads it: names of files in the preview folder become addresses. */
export function addressedPicture<P extends Picture>(picture: P, addressOf: AddressOf): P {
  const { preview, thumbnail } = picture;
  return {
    ...picture,
    preview: preview === null ? null : addressOf(preview),
    thumbnail: thumbnail === null ? null : addressOf(thumbnail),
  };
}

/**
 * Makes of states what one window's page shows. A session outlives its windows, and each has addresses of its own.
 * What did not change is not made anew.
 */
export function addressing(addressOf: AddressOf): (state: PanelState) => PanelState {
  const addressed = <P extends Picture>(picture: P): P => addressedPicture(picture, addressOf);
  const input = madeOnce<InputView, [], InputView>(addressed);
  const job = madeOnce<JobView, [], JobView>((view) => ({
    ...view,
    before: view.before && addressed(view.before),
    partial: view.partial && addressed(view.partial),
  }));
  const result = madeOnce<ResultView, [], ResultView>((view) => ({
    ...addressed(view),
    before: view.before && addressed(view.before),
    thoughts: { ...view.thoughts, pictures: view.thoughts.pictures.map(addressed) },
  }));
  return (state) => ({
    ...state,
    inputs: state.inputs.map((view) => input(view)),
    jobs: state.jobs.map((view) => job(view)),
    source: state.source && addressed(state.source),
    results: state.results.map((view) => result(view)),
  });
}
