import { suffixOf } from '../../core/markdown/document/addressParts.ts';
import { formOf } from '../../core/markdown/document/imageLinks.ts';
import { writeAddress } from '../../core/markdown/writing/writeLinks.ts';
import { t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import { editDocument } from './documents/editDocument.ts';
import type { LinkedFiles } from './documents/linkedFiles.ts';
import { type LocationDeps, linkedLocationOf } from './documents/target.ts';

export interface CorrectCaseDeps extends LocationDeps {
  linked: Pick<LinkedFiles, 'partsOf' | 'targetOf' | 'addressFor'>;
}

/** Writes a link as its file is spelled: servers tell cases apart where a computer may not. */
export class CorrectCase implements Command {
  readonly #deps: CorrectCaseDeps;

  constructor(deps: CorrectCaseDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { linked, messages } = this.#deps;
    const location = await linkedLocationOf(given, this.#deps);
    if (location === undefined) return;
    const { document, parts, link, file, state } = location;
    const name = nameOf(file.toString());
    if (state !== 'caseDiffers') {
      messages.tell(
        'information',
        t('The link already matches the file {name}, or the file is missing.', { name }),
      );
      return;
    }
    const url = await linked.addressFor(document.uri, parts, file, formOf(link), link);
    if (!(await editDocument(document, parts, [writeAddress(link, url + suffixOf(link.url))])))
      messages.tell(
        'warning',
        t('The link to {name} could not be changed. Change it in the text.', { name }),
      );
  }
}
