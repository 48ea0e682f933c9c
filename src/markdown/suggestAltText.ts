import { type Uri, window } from 'vscode';
import type { Command } from '../commands/command.ts';
import { suggestAlt } from '../docs/altText.ts';
import { writeAlt } from '../docs/writeLinks.ts';
import { findRecord } from '../editing/findRecord.ts';
import type { FileStore } from '../editing/ports.ts';
import { nameOf } from '../editing/uris.ts';
import type { ImageRecord } from '../records/record.ts';
import type { Messages } from '../vscode/messages.ts';
import { linkOf, mentionOf, partsOf, targetOf } from './documents.ts';
import { editDocument } from './editDocument.ts';
import { spotOf } from './target.ts';

export interface SuggestAltDeps {
  files: Pick<FileStore, 'stat' | 'readRange'>;
  messages: Messages;
}

/** Offers an alternative text for an image, to be changed and confirmed. Nothing is sent and nothing costs. */
export class SuggestAltText implements Command {
  readonly id = 'nanoBanana.suggestAltText';
  readonly #deps: SuggestAltDeps;

  constructor(deps: SuggestAltDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { messages } = this.#deps;
    const spot = await spotOf(given, messages);
    if (spot === undefined) return;
    const { document, link } = spot;
    if (link?.altPlace === undefined) {
      messages.tell('information', 'There is no image here that takes an alternative text.');
      return;
    }
    const file = targetOf(document.uri, link.url);
    const name = nameOf(file?.toString() ?? link.url) || 'image';
    const { alt, basis } = suggestAlt(name, file && (await this.#recordOf(file)));
    const chosen = await window.showInputBox({
      title: `Alternative Text for ${name}`,
      value: link.alt.trim() || alt,
      prompt: `${basis} Say what the image shows to somebody who can't see it.`,
    });
    if (chosen === undefined || chosen.trim() === '') return;
    const mention = mentionOf(document, link);
    const now = linkOf(partsOf(document), mention);
    const edit = now && writeAlt(now, chosen);
    if (edit === undefined) messages.tell('warning', `The link to ${name} is not there any more.`);
    else await editDocument(document, [edit]);
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
