import type { FileStore, Settings } from '../../core/ports.ts';
import { findOriginal } from '../../core/save/findOriginal.ts';
import { t } from '../../core/shared/l10n.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import { reach } from '../../vscode/files/reach.ts';
import { nothingToEditSentence } from '../../vscode/images/imageNames.ts';
import { imageOfActiveTab, partSelection, selectedUris } from '../../vscode/images/selection.ts';
import { pickOriginal } from './pickOriginal.ts';
import type { ReplaceDialogs } from './replaceDialogs.ts';

export interface ReplaceOriginalDeps {
  files: FileStore;
  settings: Pick<Settings, 'read'>;
  originals: Pick<ReplaceDialogs, 'replace'>;
  messages: Messages;
}

/**
 * Writes an edited image over the one that it was made from. It is run on the edited image. Which one is the
 * original, its record says, also over several steps; where it says nothing, the person chooses of those that fit,
 * or another file. With two images
 * selected these are the two: the record of either says which is which, and where none does, the one that the menu
 * was opened on is the edited image. The question before it names both.
 */
export class ReplaceOriginal implements Command {
  readonly #deps: ReplaceOriginalDeps;

  constructor(deps: ReplaceOriginalDeps) {
    this.#deps = deps;
  }

  /**
   * @param clicked the edited image; without one, the image in front
   * @param selected all that is selected in the explorer
   */
  async execute(clicked?: unknown, selected?: unknown): Promise<void> {
    const { messages, originals } = this.#deps;
    const given = selectedUris(clicked, selected);
    const inFront = given.length === 0 ? imageOfActiveTab() : undefined;
    const { images, leftOut } = await partSelection(inFront ? [inFront] : given);
    const [first, second, ...others] = images;
    if (first === undefined) {
      const sentence = t('Select an edited image in the explorer, or open it, and run this again.');
      messages.tell('warning', leftOut.length > 0 ? nothingToEditSentence(leftOut) : sentence);
      return;
    }
    if (others.length > 0) {
      messages.tell('warning', t('Select only the edited image, or the edited image and its original.'));
      return;
    }
    const pair = second === undefined ? await this.#ofOne(first) : await this.#ofTwo(first, second);
    if (pair === undefined) return;
    await originals.replace({ original: pair.original, result: { kind: 'file', uri: pair.result } });
  }

  async #ofOne(result: string): Promise<{ result: string; original: string } | undefined> {
    const original = (await this.#originalOf(result)) ?? (await pickOriginal(this.#deps, result));
    return original === undefined ? undefined : { result, original };
  }

  async #ofTwo(clicked: string, other: string): Promise<{ result: string; original: string }> {
    const isTurned = (await this.#originalOf(other)) === clicked;
    return isTurned ? { result: other, original: clicked } : { result: clicked, original: other };
  }

  #originalOf(result: string): Promise<string | undefined> {
    return findOriginal(this.#deps.files, result, (uri) => reach(uri, result) !== undefined);
  }
}
