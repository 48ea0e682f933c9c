import { t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Panels } from '../panels.ts';
import { type DocumentTargetDeps, documentTarget } from './documents/documentTarget.ts';
import { linkedLocationOf } from './documents/target.ts';

export interface EditLinkedDeps extends DocumentTargetDeps {
  panels: Panels;
}

/** Edits the image that a document shows; the document can show the result in its place. */
export class EditLinkedImage implements Command {
  readonly #deps: EditLinkedDeps;

  constructor(deps: EditLinkedDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { panels, messages } = this.#deps;
    const location = await linkedLocationOf(given, this.#deps);
    if (location === undefined) return;
    const { document, link, file, state } = location;
    const uri = file.toString();
    if (state === 'missing') {
      messages.tell(
        'warning',
        t('{name} is missing. Choose Generate Missing Image… to make it.', { name: nameOf(uri) }),
      );
      return;
    }
    const docName = nameOf(document.uri.toString());
    const target = documentTarget(this.#deps, {
      document: document.uri.toString(),
      note: t('{document} shows this image. After saving, you are asked whether it should show the result.', {
        document: docName,
      }),
      asksFirst: true,
      url: link.url,
      alt: link.alt,
    });
    await panels.open({ kind: 'edit', uris: [uri], target });
  }
}
