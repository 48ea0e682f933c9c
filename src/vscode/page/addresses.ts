import type { PanelState, Picture } from '../../core/shared/protocol/panelState.ts';

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

/** The state as one window's page shows it. A session outlives its windows, and each has addresses of its own. */
export function addressedState(state: PanelState, addressOf: AddressOf): PanelState {
  const addressed = <P extends Picture>(picture: P): P => addressedPicture(picture, addressOf);
  return {
    ...state,
    inputs: state.inputs.map(addressed),
    jobs: state.jobs.map((job) => ({
      ...job,
      before: job.before && addressed(job.before),
      partial: job.partial && addressed(job.partial),
    })),
    source: state.source && addressed(state.source),
    results: state.results.map((result) => ({
      ...addressed(result),
      before: result.before && addressed(result.before),
      thoughts: { ...result.thoughts, pictures: result.thoughts.pictures.map(addressed) },
    })),
  };
}
