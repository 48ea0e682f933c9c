import { window, workspace } from 'vscode';
import { formatDate, t } from '../../core/shared/l10n.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import { fileItem } from '../../vscode/images/pickImages.ts';
import { imageOfActiveTab, selectedUris } from '../../vscode/images/selection.ts';
import type { ReplaceDialogs } from './replaceDialogs.ts';

export interface RestoreOriginalDeps {
  originals: Pick<ReplaceDialogs, 'restore' | 'hasBackup' | 'restorable'>;
  messages: Messages;
}

/**
 * Brings back what an image was before a result was written over it. The menu can't know which images were
 * replaced, so it offers this on all of them, and one that was not is told as such.
 */
export class RestoreOriginal implements Command {
  readonly #deps: RestoreOriginalDeps;

  constructor(deps: RestoreOriginalDeps) {
    this.#deps = deps;
  }

  /**
   * @param clicked the replaced image; without one, the image in front, or one of those that were replaced
   * @param selected all that is selected in the explorer
   */
  async execute(clicked?: unknown, selected?: unknown): Promise<void> {
    const given = selectedUris(clicked, selected).map(String);
    const uris = given.length > 0 ? given : await this.#choose();
    for (const uri of uris) await this.#deps.originals.restore(uri);
  }

  async #choose(): Promise<string[]> {
    const { originals, messages } = this.#deps;
    const inFront = imageOfActiveTab()?.toString();
    if (inFront !== undefined && (await originals.hasBackup(inFront))) return [inFront];
    const items = (await originals.restorable()).map(({ uri, replacedAt }) => ({
      ...fileItem(uri),
      detail: t('Replaced on {date}', { date: formatDate(replacedAt) }),
    }));
    if (items.length === 0) {
      const sentence =
        workspace.workspaceFolders === undefined
          ? t('There is nothing to restore: no image was replaced.')
          : t('There is nothing to restore: no image was replaced in this workspace.');
      messages.tell('information', sentence);
      return [];
    }
    const chosen = await window.showQuickPick(items, {
      title: t('Image to Restore'),
      placeHolder: t('Choose the image to bring back as it was before it was replaced'),
      matchOnDescription: true,
    });
    return chosen ? [chosen.uri] : [];
  }
}
