import { commands, Uri, ViewColumn } from 'vscode';
import { t } from '../../core/shared/l10n.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import { type PickDeps, pickPresent } from './pickVariant.ts';

/** Shows the image of an asset beside its manifest. */
export class PreviewAsset implements Command {
  readonly #deps: PickDeps;

  constructor(deps: PickDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const asset = await pickPresent(given, t('Preview'), this.#deps);
    if (asset) await commands.executeCommand('vscode.open', Uri.parse(asset.uri), ViewColumn.Beside);
  }
}
