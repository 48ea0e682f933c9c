import { Uri, workspace } from 'vscode';
import { inARow, plural, t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Messages } from '../../vscode/dialogs/messages.ts';
import type { Git, HeadVersion } from '../../vscode/files/git.ts';
import { leftOutSentence, originalFirst } from '../../vscode/images/imageNames.ts';
import { pickImage, pickPartner } from '../../vscode/images/pickPartner.ts';
import { changedUris, imageOfActiveTab, partSelection, selectedUris } from '../../vscode/images/selection.ts';
import type { ComparedImage, Comparing } from '../comparing.ts';
import { noHeadSentence } from './noHeadSentence.ts';

export interface CompareImagesDeps {
  comparisons: Comparing;
  git: Pick<Git, 'headVersionOf'>;
  messages: Messages;
}

/** More panels at once would be no help to anybody. */
const mostChanged = 5;

export class CompareImages implements Command {
  readonly #deps: CompareImagesDeps;

  constructor(deps: CompareImagesDeps) {
    this.#deps = deps;
  }

  /**
   * @param given from the explorer the clicked file and all that are selected; from source control each selected
   * change; without any, the image in front or one that is picked
   */
  async execute(...given: unknown[]): Promise<void> {
    const changed = changedUris(given);
    if (changed.length > 0) return this.#compareChanged(changed);
    const [clicked, selected] = given;
    // As they were selected, whichever of them was clicked.
    const isMany = Array.isArray(selected) && selected.length > 1;
    const uris = selectedUris(isMany ? undefined : clicked, selected);
    if (uris.length > 0) return this.#compareSelected(uris);
    const image = imageOfActiveTab()?.toString() ?? (await pickImage());
    if (image !== undefined) await this.#compareWithPicked(image);
  }

  async #compareSelected(uris: readonly Uri[]): Promise<void> {
    const { images, leftOut } = await partSelection(uris);
    const [first, second, ...more] = images;
    if (first !== undefined && uris.length === 1) return this.#compareWithPicked(first);
    if (first === undefined || second === undefined || more.length > 0) {
      const found = more.length > 0 ? selectedSentence(images.length) : leftOutSentence(leftOut);
      this.#deps.messages.tell('warning', inARow(found, t('Select two images to compare.')));
      return;
    }
    this.#tellLeftOut(leftOut);
    const [left, right] = originalFirst(first, second);
    this.#compare(imageAt(left), imageAt(right));
  }

  async #compareChanged(uris: readonly Uri[]): Promise<void> {
    const { git, messages } = this.#deps;
    const { images, leftOut } = await partSelection(uris);
    this.#tellLeftOut(leftOut);
    if (images.length > mostChanged) {
      messages.tell(
        'warning',
        inARow(
          selectedSentence(images.length),
          t('Select at most {most} to compare.', { most: mostChanged }),
        ),
      );
      return;
    }
    for (const uri of images) this.#compareWithHead(uri, await git.headVersionOf(uri));
  }

  async #compareWithPicked(uri: string): Promise<void> {
    const { git } = this.#deps;
    const partner = await pickPartner(uri, async () => (await git.headVersionOf(uri)).state === 'found');
    if (partner === undefined) return;
    if (partner.kind === 'head') return this.#compareWithHead(uri, await git.headVersionOf(uri));
    const [left, right] = originalFirst(uri, partner.uri);
    this.#compare(imageAt(left), imageAt(right));
  }

  #compareWithHead(uri: string, version: HeadVersion): void {
    if (version.state !== 'found') {
      this.#deps.messages.tell('warning', noHeadSentence(nameOf(uri), version.state));
      return;
    }
    this.#compare({ uri: version.uri, caption: 'HEAD', headOf: uri }, { uri, caption: t('Working tree') });
  }

  #compare(left: ComparedImage, right: ComparedImage): void {
    this.#deps.comparisons.compare(left, right);
  }

  #tellLeftOut(names: readonly string[]): void {
    if (names.length > 0) this.#deps.messages.tell('information', leftOutSentence(names));
  }
}

const selectedSentence = (count: number): string =>
  plural(count, { one: '{count} image is selected.', other: '{count} images are selected.' });

const imageAt = (uri: string): ComparedImage => ({ uri, caption: workspace.asRelativePath(Uri.parse(uri)) });
