import { Uri } from 'vscode';
import { needsBuild } from '../../core/assets/states/states.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import type { BuildDialog } from './build/buildDialog.ts';
import type { AssetStates } from './projects/assetStates.ts';
import { rootOf } from './projects/documents.ts';
import { locationOf } from './projects/location.ts';
import type { Projects } from './projects/projects.ts';

export interface GenerateAssetDeps {
  projects: Projects;
  states: AssetStates;
  dialog: BuildDialog;
  messages: Messages;
}

/** Makes the images of one entry: those that are not up to date, or all again when they are. */
export class GenerateAsset implements Command {
  readonly #deps: GenerateAssetDeps;

  constructor(deps: GenerateAssetDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { projects, states, dialog, messages } = this.#deps;
    if (!(await dialog.isOpen())) return;
    const location = await locationOf(given, projects, messages);
    if (location === undefined) return;
    const { shownPrice, entry } = location;
    const { assets } = entry;
    const unmade = (await states.of(assets)).filter(needsBuild);
    const isAgain = unmade.length === 0;
    const wanted = new Set((isAgain ? assets : unmade.map(({ asset }) => asset)).map(({ uri }) => uri));
    const root = rootOf(Uri.parse(assets[0]?.manifest.uri ?? ''));
    await dialog.build({ root, only: ({ uri }) => wanted.has(uri), all: isAgain, shownPrice });
  }
}
