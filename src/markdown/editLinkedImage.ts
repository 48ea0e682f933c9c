import type { Command } from '../commands/command.ts';
import type { FileStore } from '../editing/ports.ts';
import { nameOf } from '../editing/uris.ts';
import type { Panels } from '../panel/panels.ts';
import { type LinkErrandDeps, linkErrand } from './linkErrand.ts';
import { linkedSpotOf } from './target.ts';

export interface EditLinkedDeps extends LinkErrandDeps {
  panels: Panels;
  files: Pick<FileStore, 'exists'>;
}

/** Edits the image that a document shows; the document can show the result in its place. */
export class EditLinkedImage implements Command {
  readonly id = 'nanoBanana.editLinkedImage';
  readonly #deps: EditLinkedDeps;

  constructor(deps: EditLinkedDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { panels, messages, files } = this.#deps;
    const spot = await linkedSpotOf(given, messages);
    if (spot === undefined) return;
    const { document, link, file } = spot;
    const uri = file.toString();
    if (!(await files.exists(uri))) {
      messages.tell('warning', `${nameOf(uri)} is not there. Choose Generate Missing Image… to make it.`);
      return;
    }
    const docName = nameOf(document.uri.toString());
    const errand = linkErrand(this.#deps, {
      document: document.uri.toString(),
      note: `${docName} shows this image. After saving you are asked whether it shall show the result.`,
      asksFirst: true,
      url: link.url,
      alt: link.alt,
    });
    await panels.open({ kind: 'edit', uris: [uri], errand });
  }
}
