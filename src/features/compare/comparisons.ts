import type { Disposable } from 'vscode';
import type { Review } from '../../core/save/review.ts';
import type { Git } from '../../vscode/files/git.ts';
import { watchFile } from '../../vscode/files/watch.ts';
import { OpenPanels } from '../../vscode/page/openPanels.ts';
import type { ComparedImage } from '../comparing.ts';
import { ComparePanel, type ComparePanelDeps } from './comparePanel.ts';

export interface ComparisonsDeps extends Omit<ComparePanelDeps, 'watch'> {
  git: Pick<Git, 'watchHead'>;
}

/** The open comparisons: one for each pair of images. */
export class Comparisons implements Disposable {
  readonly #deps: ComparePanelDeps;
  readonly #panels = new OpenPanels<ComparePanel>();

  constructor(deps: ComparisonsDeps) {
    const watch: ComparePanelDeps['watch'] = ({ uri, headOf }, changed) =>
      headOf === undefined ? watchFile(uri, changed) : deps.git.watchHead(headOf, changed);
    this.#deps = { ...deps, watch };
  }

  compare(left: ComparedImage, right: ComparedImage): ComparePanel {
    const key = JSON.stringify([left.uri, right.uri]);
    return this.#panels.open(key, () => new ComparePanel(this.#deps, { left, right }));
  }

  /** Pairs of images that a person goes through to say which one stays. */
  review(review: Review): ComparePanel {
    return this.#panels.open(crypto.randomUUID(), () => new ComparePanel(this.#deps, { review }));
  }

  dispose(): void {
    this.#panels.dispose();
  }
}
