import type { Disposable, WebviewPanel } from 'vscode';
import type { Review } from '../../core/save/review.ts';
import { shownBefore, shownComparison } from '../../core/shared/protocol/shown.ts';
import type { Git } from '../../vscode/files/git.ts';
import { watchFile } from '../../vscode/files/watch.ts';
import { OpenPanels } from '../../vscode/page/openPanels.ts';
import type { ComparedImage } from '../comparing.ts';
import { ComparePanel, type ComparePanelDeps, type Comparison } from './comparePanel.ts';

export interface ComparisonsDeps extends Omit<ComparePanelDeps, 'watch'> {
  git: Pick<Git, 'headVersionOf' | 'watchHead'>;
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
    return this.#panels.open(keyOf({ left, right }), () => new ComparePanel(this.#deps, { left, right }));
  }

  /** Shows two images in the panel that VS Code made after a reload of the window, also where a choice about them was open. */
  bringBack(panel: WebviewPanel, kept: unknown): void {
    const shows = shownBefore(shownComparison, kept);
    if (shows === undefined) panel.dispose();
    else this.#panels.bringBack(keyOf(shows), panel, () => new ComparePanel(this.#deps, shows, panel));
  }

  /** Pairs of images that a person goes through to say which one stays. */
  review(review: Review): ComparePanel {
    return this.#panels.open(crypto.randomUUID(), () => new ComparePanel(this.#deps, { review }));
  }

  dispose(): void {
    this.#panels.dispose();
  }
}

const keyOf = ({ left, right }: Comparison): string => JSON.stringify([left.uri, right.uri]);
