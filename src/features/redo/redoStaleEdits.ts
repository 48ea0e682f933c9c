import { FileType, Uri, workspace } from 'vscode';
import { t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import { findImages, mostFound } from '../../vscode/images/pickImages.ts';
import type { Redoing } from './redoing.ts';

export interface RedoStaleEditsDeps {
  redoing: Pick<Redoing, 'redoStale'>;
  messages: Messages;
}

/** Lists the images whose source changed since they were made from it, and makes the chosen ones again. */
export class RedoStaleEdits implements Command {
  readonly #deps: RedoStaleEditsDeps;

  constructor(deps: RedoStaleEditsDeps) {
    this.#deps = deps;
  }

  /** @param clicked a folder; without one, the whole workspace */
  async execute(clicked?: unknown): Promise<void> {
    const { redoing, messages } = this.#deps;
    const folder = clicked instanceof Uri ? clicked : undefined;
    if (folder === undefined && workspace.workspaceFolders === undefined) {
      messages.tell('information', t('Open a folder first: stale edits are looked for in it.'));
      return;
    }
    if (folder && ((await workspace.fs.stat(folder)).type & FileType.Directory) === 0) {
      messages.tell('warning', t('{name} is not a folder.', { name: nameOf(folder.toString()) }));
      return;
    }
    const found = await findImages(folder);
    if (found.length >= mostFound) {
      messages.tell(
        'information',
        t('Only the first {mostFound} images were searched. Choose a folder to see the others.', {
          mostFound,
        }),
      );
    }
    const uris = found.map((uri) => uri.toString()).sort();
    await redoing.redoStale(uris, folder ? nameOf(folder.toString()) : t('this workspace'));
  }
}
