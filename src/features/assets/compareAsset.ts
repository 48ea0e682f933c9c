import { Uri } from 'vscode';
import type { Asset } from '../../core/assets/compile/asset.ts';
import type { FileStore } from '../../core/ports.ts';
import { t } from '../../core/shared/l10n.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Git } from '../../vscode/files/git.ts';
import type { Comparing } from '../comparing.ts';
import { type PickDeps, pickPresent } from './pickVariant.ts';
import { placeOf } from './projects/documents.ts';

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
    const asset = await pickPresent(given, t('Compare'), this.#deps);
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
        { uri, caption: t('Working tree') },
      );
      return;
    }
    const { name } = asset;
    messages.tell(
      'information',
      edited === undefined
        ? t(
            '{name} was made from no other image, and Git has no committed version of it, so there is nothing to compare it with.',
            { name },
          )
        : t(
            '{name} was made from {path}, which is gone, and Git has no committed version of it, so there is nothing to compare it with.',
            { name, path: edited.path },
          ),
    );
  }
}
