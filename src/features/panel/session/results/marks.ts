import type { Markup, Region } from '../../../../core/shared/region/region.ts';
import { fillIn } from '../state/form.ts';
import { editedInput } from '../state/inputs.ts';
import { fitMarks } from '../state/marks.ts';
import type { SessionStore } from '../state/sessionStore.ts';
import type { Steps } from './steps.ts';

interface MarksDeps {
  store: SessionStore;
  steps: Pick<Steps, 'useResult'>;
}

/** What the person draws on the edited image: a region and markup, which follow it. */
export class Marks {
  readonly #deps: MarksDeps;

  constructor(deps: MarksDeps) {
    this.#deps = deps;
    const { store } = deps;
    store.subscribe((now, before) => {
      if (now.inputs === before.inputs && now.form === before.form) return;
      // Who hears of a change must not make another one before all have heard.
      if (fitMarks(now).form !== undefined) queueMicrotask(() => store.update(fitMarks));
    });
  }

  /** @param resultId the result that it is drawn on, which becomes the edited image; null: on the edited image */
  async setRegion(region: Region | undefined, resultId: string | null): Promise<void> {
    await this.#edit(resultId);
    this.#deps.store.update(fillIn({ region }));
  }

  async setMarkup(markup: Markup | undefined, resultId: string | null): Promise<void> {
    await this.#edit(resultId);
    this.#deps.store.update(fillIn({ markup }));
  }

  async #edit(resultId: string | null): Promise<void> {
    const { store, steps } = this.#deps;
    if (resultId === null || editedInput(store.state.inputs)?.resultId === resultId) return;
    // What was drawn on the image before it is not meant for this one.
    store.update(fillIn({ region: undefined, markup: undefined }));
    await steps.useResult(resultId);
  }
}
