import { commands, Uri, ViewColumn } from 'vscode';
import type { Command } from '../commands/command.ts';
import type { Messages } from '../vscode/messages.ts';
import type { AssetStates } from './assetStates.ts';
import { pickVariant } from './pickVariant.ts';
import type { Projects } from './projects.ts';
import { spotOf } from './spot.ts';

export interface PreviewAssetDeps {
  projects: Projects;
  states: AssetStates;
  messages: Messages;
}

/** Shows the image of an asset beside its manifest. */
export class PreviewAsset implements Command {
  readonly id = 'nanoBanana.previewAsset';
  readonly #deps: PreviewAssetDeps;

  constructor(deps: PreviewAssetDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { projects, states, messages } = this.#deps;
    const spot = await spotOf(given, projects, messages);
    if (spot === undefined) return;
    const statuses = await states.of(spot.entry.assets);
    const present = statuses.filter(({ state }) => state !== 'missing');
    if (present.length === 0) {
      messages.tell('information', `${statuses[0]?.asset.name} is not there yet. Generate it first.`);
      return;
    }
    const picked = await pickVariant(present, 'Preview');
    if (picked === undefined) return;
    await commands.executeCommand('vscode.open', Uri.parse(picked.asset.uri), ViewColumn.Beside);
  }
}
