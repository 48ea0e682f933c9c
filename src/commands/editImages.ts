import type { Panels } from '../features/panels.ts';
import type { Command } from '../vscode/dialogs/command.ts';
import type { Messages } from '../vscode/dialogs/messages.ts';
import { leftOutSentence, nothingToEditSentence } from '../vscode/images/imageNames.ts';
import { pickImages } from '../vscode/images/pickImages.ts';
import { imageOfActiveTab, partSelection, selectedUris } from '../vscode/images/selection.ts';

export class EditImages implements Command {
  readonly #panels: Panels;
  readonly #messages: Messages;

  constructor({ panels, messages }: { panels: Panels; messages: Messages }) {
    this.#panels = panels;
    this.#messages = messages;
  }

  /**
   * @param clicked the file a menu was opened on; without one, the image in front or one that is picked
   * @param selected all that is selected in the explorer
   */
  async execute(clicked?: unknown, selected?: unknown): Promise<void> {
    const uris = await this.#choose(clicked, selected);
    if (uris.length > 0) await this.#panels.open({ kind: 'edit', uris });
  }

  async #choose(clicked: unknown, selected: unknown): Promise<string[]> {
    const given = selectedUris(clicked, selected);
    if (given.length === 0) {
      const inFront = imageOfActiveTab();
      return inFront === undefined ? pickImages(this.#messages) : [inFront.toString()];
    }
    const { images, leftOut } = await partSelection(given);
    if (images.length === 0) this.#messages.tell('warning', nothingToEditSentence(leftOut));
    else if (leftOut.length > 0) this.#messages.tell('information', leftOutSentence(leftOut));
    return images;
  }
}
