import { Uri } from 'vscode';
import type { Asset } from '../../core/assets/asset.ts';
import type { FileStore } from '../../core/ports.ts';
import type { Command } from '../../vscode/command.ts';
import type { Git } from '../../vscode/git.ts';
import type { Comparing } from '../comparing.ts';
import { placeOf } from './documents.ts';
import { type PickDeps, pickPresent } from './pickVariant.ts';

export interface CompareAssetDeps extends PickDeps {
  files: Pick<FileStore, 'exists'>;
  comparisons: Comparing;
  git: Pick<Git, 'headVersionOf'>;
}

/** Shows an asset beside what it was made from; one that was made from words alone beside its last commit. */
export class CompareAsset implements Command {
  readonly #deps: CompareAssetDeps;

  constructor(deps: CompareAssetDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const asset = await pickPresent(given, 'Compare', this.#deps);
    if (asset) await this.#compare(asset);
  }

  async #compare(asset: Asset): Promise<void> {
    const { comparisons, git, files, messages } = this.#deps;
    const uri = Uri.parse(asset.uri).toString();
    const [edited] = asset.inputs;
    if (edited !== undefined && (await files.exists(edited.uri))) {
      const source = Uri.parse(edited.uri).toString();
      comparisons.compare({ uri: source, caption: placeOf(source) }, { uri, caption: placeOf(uri) });
      return;
    }
    const version = await git.headVersionOf(uri);
    if (version.state === 'found') {
      comparisons.compare(
        { uri: version.uri, caption: 'HEAD', headOf: uri },
        { uri, caption: 'Working tree' },
      );
      return;
    }
    const why =
      edited === undefined ? 'was made from no other image' : `was made from ${edited.path}, which is gone`;
    messages.tell(
      'information',
      `${asset.name} ${why}, and Git has no committed version of it, so there is nothing to compare it with.`,
    );
  }
}
