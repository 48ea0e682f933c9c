import { commands, type Disposable, env } from 'vscode';
import type { Git } from '../vscode/git.ts';
import { reach } from '../vscode/reach.ts';
import { watchFile } from '../vscode/watch.ts';
import { type ComparedImage, ComparePanel, type ComparePanelDeps } from './comparePanel.ts';
import { OpenPanels } from './openPanels.ts';
import { RecordPanel, type RecordPanelDeps } from './recordPanel.ts';
import type { Review } from './review.ts';

export interface PagesDeps
  extends Omit<ComparePanelDeps, 'watch'>,
    Omit<RecordPanelDeps, 'watch' | 'reach' | 'copy' | 'redo'> {
  git: Pick<Git, 'watchHead'>;
}

/** The pages beside the panel: two images compared, and how an image was made. */
export class Pages implements Disposable {
  readonly #deps: PagesDeps;
  readonly #comparisons = new OpenPanels<ComparePanel>();
  readonly #records = new OpenPanels<RecordPanel>();

  constructor(deps: PagesDeps) {
    this.#deps = deps;
  }

  compare(left: ComparedImage, right: ComparedImage): ComparePanel {
    const key = JSON.stringify([left.uri, right.uri]);
    return this.#comparisons.open(key, () => new ComparePanel(this.#compareDeps, { left, right }));
  }

  /** Pairs of images that a person goes through to say which one stays. */
  review(review: Review): ComparePanel {
    return this.#comparisons.open(crypto.randomUUID(), () => new ComparePanel(this.#compareDeps, { review }));
  }

  get #compareDeps(): ComparePanelDeps {
    const watch: ComparePanelDeps['watch'] = ({ uri, headOf }, changed) =>
      headOf === undefined ? watchFile(uri, changed) : this.#deps.git.watchHead(headOf, changed);
    return { ...this.#deps, watch };
  }

  showRecord(uri: string): RecordPanel {
    const copy = async (text: string): Promise<void> => env.clipboard.writeText(text);
    const redo = async (image: string): Promise<void> => {
      await commands.executeCommand('nanoBanana.redoEdit', image);
    };
    const deps = { ...this.#deps, watch: watchFile, reach, copy, redo };
    return this.#records.open(uri, () => new RecordPanel(deps, uri));
  }

  dispose(): void {
    this.#comparisons.dispose();
    this.#records.dispose();
  }
}
