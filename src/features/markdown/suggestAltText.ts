import { type Uri, window } from 'vscode';
import { suggestAlt } from '../../core/markdown/document/altText.ts';
import { writeAlt } from '../../core/markdown/writing/writeLinks.ts';
import type { FileStore } from '../../core/ports.ts';
import { findRecord } from '../../core/records/findRecord.ts';
import type { ImageRecord } from '../../core/records/record.ts';
import { inARow, t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import { linkOf, mentionOf } from './documents/documents.ts';
import { editDocument } from './documents/editDocument.ts';
import { type LocationDeps, locationOf } from './documents/target.ts';

export interface SuggestAltDeps extends LocationDeps {
  files: Pick<FileStore, 'stat' | 'readRange'>;
}

/** Offers an alternative text for an image, to be changed and confirmed. Nothing is sent and nothing costs. */
export class SuggestAltText implements Command {
  readonly #deps: SuggestAltDeps;

  constructor(deps: SuggestAltDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { messages, linked } = this.#deps;
    const location = await locationOf(given, this.#deps);
    if (location === undefined) return;
    const { document, parts, link } = location;
    if (link?.altPlace === undefined) {
      messages.tell('information', t('There is no image here that can have an alternative text.'));
      return;
    }
    const { file } = await linked.targetOf(document.uri, parts, link);
    const name = nameOf(file?.toString() ?? link.url) || 'image';
    const { alt, basis } = suggestAlt(name, file && (await this.#recordOf(file)));
    const chosen = await window.showInputBox({
      title: t('Alternative Text for {name}', { name }),
      value: link.alt.trim() || alt,
      prompt: inARow(basis, t("Say what the image shows to somebody who can't see it.")),
    });
    if (chosen === undefined || chosen.trim() === '') return;
    const mention = mentionOf(document, link);
    const current = await linked.partsOf(document);
    const now = linkOf(current, mention);
    const edit = now && writeAlt(now, chosen, current.isMdx);
    if (edit === undefined) messages.tell('warning', t('The link to {name} is no longer there.', { name }));
    else if (!(await editDocument(document, current, [edit])))
      messages.tell(
        'warning',
        t('The text for {name} could not be inserted into the document. Write it there yourself.', { name }),
      );
  }

  async #recordOf(file: Uri): Promise<ImageRecord | undefined> {
    try {
      const found = await findRecord(this.#deps.files, file.toString());
      return found.state === 'found' ? found.record : undefined;
    } catch {
      // A file that isn't there has no record.
      return undefined;
    }
  }
}
