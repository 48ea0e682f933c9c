import { type Disposable, env, Uri, workspace } from 'vscode';
import { folderOf } from '../editing/uris.ts';
import type { Git } from '../vscode/git.ts';
import { watchFile } from '../vscode/watch.ts';
import { type ComparedImage, ComparePanel, type ComparePanelDeps } from './comparePanel.ts';
import { OpenPanels } from './openPanels.ts';
import { RecordPanel, type RecordPanelDeps } from './recordPanel.ts';

export interface PagesDeps
  extends Omit<ComparePanelDeps, 'watch'>,
    Omit<RecordPanelDeps, 'watch' | 'reach' | 'copy'> {
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
    const watch: ComparePanelDeps['watch'] = ({ uri, headOf }, changed) =>
      headOf === undefined ? watchFile(uri, changed) : this.#deps.git.watchHead(headOf, changed);
    const key = JSON.stringify([left.uri, right.uri]);
    return this.#comparisons.open(key, () => new ComparePanel({ ...this.#deps, watch }, left, right));
  }

  showRecord(uri: string): RecordPanel {
    const copy = async (text: string): Promise<void> => env.clipboard.writeText(text);
    const deps = { ...this.#deps, watch: watchFile, reach, copy };
    return this.#records.open(uri, () => new RecordPanel(deps, uri));
  }

  dispose(): void {
    this.#comparisons.dispose();
    this.#records.dispose();
  }
}

/** A record comes with the image, from wherever that came: it leads only into the workspace or beside the image. */
function reach(uri: string, imageUri: string): string | undefined {
  const parsed = Uri.parse(uri);
  const isNear = workspace.getWorkspaceFolder(parsed) !== undefined || folderOf(uri) === folderOf(imageUri);
  return isNear ? parsed.toString() : undefined;
}
