import type { InputLoader } from '../inputs/inputLoader.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { PictureQueue } from './pictureQueue.ts';
import type { ResultPictures } from './resultPictures.ts';

interface PicturesInSightDeps {
  store: SessionStore;
  queue: PictureQueue;
  loader: InputLoader;
  resultPictures: ResultPictures;
}

/** Makes the pictures of what the page shows, and of each image that becomes the edited one. */
export class PicturesInSight {
  readonly #deps: PicturesInSightDeps;

  constructor(deps: PicturesInSightDeps) {
    this.#deps = deps;
    deps.store.subscribe((now, before) => {
      const { editedId } = now.inputs;
      if (editedId !== undefined && editedId !== before.inputs.editedId) this.#showInput(editedId);
    });
  }

  /** The page shows these, or is about to: inputs and results, by their ids. */
  show(small: readonly string[], large: readonly string[]): void {
    const { resultPictures } = this.#deps;
    // The last asked for is made first.
    for (const id of small.toReversed()) {
      resultPictures.showSmall(id);
      this.#showInput(id);
    }
    for (const id of large.toReversed()) {
      resultPictures.showLarge(id);
      this.#showInput(id);
    }
  }

  #showInput(id: string): void {
    const { store, queue, loader } = this.#deps;
    const { inputs } = store.state;
    const input = inputs.ids.includes(id) ? inputs.known.get(id) : undefined;
    if (input === undefined || input.preview !== undefined || input.inspection === undefined) return;
    queue.want(`input ${id}`, () => loader.show(id));
  }
}
