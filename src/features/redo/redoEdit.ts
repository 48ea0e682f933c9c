import { Uri } from 'vscode';
import { t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import { pickImage } from '../../vscode/images/pickPartner.ts';
import { imageOfActiveTab, partSelection, selectedUris } from '../../vscode/images/selection.ts';
import type { Redoing } from './redoing.ts';

export interface RedoEditDeps {
  redoing: Pick<Redoing, 'redo'>;
  messages: Messages;
}

/** Does the edit that made an image again, with its sources as they are now. */
export class RedoEdit implements Command {
  readonly #deps: RedoEditDeps;

  constructor(deps: RedoEditDeps) {
    this.#deps = deps;
  }

  /** @param clicked the image, as a URI or its text; without one, the image in front or one that is picked */
  async execute(clicked?: unknown): Promise<void> {
    const { redoing, messages } = this.#deps;
    const uri = typeof clicked === 'string' ? Uri.parse(clicked) : clicked;
    const [given] = selectedUris(uri, undefined);
    if (given === undefined) {
      const image = imageOfActiveTab()?.toString() ?? (await pickImage(t('Image to Make Again')));
      if (image !== undefined) await redoing.redo(image);
      return;
    }
    const { images, leftOut } = await partSelection([given]);
    const [image] = images;
    if (image !== undefined) await redoing.redo(image);
    else
      messages.tell(
        'warning',
        t('{leftOut} is not an image.', { leftOut: leftOut.join() || nameOf(given.toString()) }),
      );
  }
}
