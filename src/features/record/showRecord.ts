import { t } from '../../core/shared/l10n.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import { imageOfActiveTab, partSelection, selectedUris } from '../../vscode/images/selection.ts';

export interface ShowRecordDeps {
  /** Opens the page of an image. */
  show(uri: string): unknown;
  messages: Messages;
}

export class ShowRecord implements Command {
  readonly #deps: ShowRecordDeps;

  constructor(deps: ShowRecordDeps) {
    this.#deps = deps;
  }

  /** @param clicked the image a menu was opened on; without one, the image in front */
  async execute(clicked?: unknown): Promise<void> {
    const { show, messages } = this.#deps;
    const [given] = selectedUris(clicked, undefined);
    if (given === undefined) {
      const inFront = imageOfActiveTab();
      if (inFront) show(inFront.toString());
      else messages.tell('information', t('Open an image first, or right-click one in the explorer.'));
      return;
    }
    const { images, leftOut } = await partSelection([given]);
    const [image] = images;
    if (image === undefined)
      messages.tell(
        'warning',
        t('{name} is not an image, so it has no record of how it was made.', { name: leftOut.join() }),
      );
    else show(image);
  }
}
