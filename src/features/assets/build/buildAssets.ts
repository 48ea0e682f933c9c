import { window } from 'vscode';
import { needsBuild } from '../../../core/assets/states/states.ts';
import { t } from '../../../core/shared/l10n.ts';
import { countedImages } from '../../../core/shared/text.ts';
import type { Command } from '../../../vscode/dialogs/command.ts';
import type { Messages } from '../../../vscode/dialogs/messages.ts';
import type { AssetStates } from '../projects/assetStates.ts';
import type { Projects } from '../projects/projects.ts';
import { isInScope, scopeOf } from '../projects/scope.ts';
import type { BuildDialog } from './buildDialog.ts';

export interface BuildAssetsDeps {
  projects: Projects;
  states: AssetStates;
  dialog: BuildDialog;
  messages: Messages;
}

/** Makes the images of manifests that are missing or stale, or all of them, after showing what that costs. */
export class BuildAssets implements Command {
  readonly #deps: BuildAssetsDeps;

  constructor(deps: BuildAssetsDeps) {
    this.#deps = deps;
  }

  /** @param given the manifest that a menu was opened on */
  async execute(given?: unknown): Promise<void> {
    const { projects, dialog, messages } = this.#deps;
    if (!(await dialog.isOpen())) return;
    const scope = await scopeOf(given, projects, messages, t('Build Docs Assets'));
    if (scope === undefined) return;
    const only = isInScope(scope);
    if ((await dialog.savedProject(scope.root, only)) === undefined) return;
    const all = await this.#askWhich(scope.project.assets.filter(only));
    if (all === undefined) return;
    await dialog.build({ root: scope.root, only, all, shownPrice: undefined });
  }

  /** True for all, false for what is missing or stale; undefined when nothing is to be built. */
  async #askWhich(assets: Parameters<AssetStates['of']>[0]): Promise<boolean | undefined> {
    const { states, messages } = this.#deps;
    if (assets.length === 0) {
      messages.tell('information', t('There are no images to build: the manifest lists none.'));
      return undefined;
    }
    const unmade = (await states.of(assets)).filter(needsBuild).length;
    const choices = [
      {
        label: t('Missing and Stale'),
        description: unmade === 0 ? t('none right now') : countedImages(unmade),
        detail: t('Images that are missing, or were made with a different prompt, options or inputs'),
        all: false,
      },
      {
        label: t('All'),
        description: countedImages(assets.length),
        detail: t('Includes images that are up to date, which are made again'),
        all: true,
      },
    ];
    const options = { title: t('Build Docs Assets'), placeHolder: t('Which images? Prices come next') };
    return (await window.showQuickPick(choices, options))?.all;
  }
}
