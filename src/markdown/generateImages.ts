import type { Uri } from 'vscode';
import type { Command } from '../commands/command.ts';
import { placeIn } from '../docs/findAgain.ts';
import { promptFor, promptForMissing, sectionAt } from '../docs/section.ts';
import { wordsOfName } from '../docs/words.ts';
import { promptSlug } from '../editing/naming.ts';
import type { FileStore } from '../editing/ports.ts';
import { folderOf, nameOf } from '../editing/uris.ts';
import type { Panels } from '../panel/panels.ts';
import { type LinkErrandDeps, linkErrand, writeAtPlace } from './linkErrand.ts';
import { isWithin, placeForNew } from './newImages.ts';
import { linkedSpotOf, spotOf } from './target.ts';

export interface GenerateDeps extends LinkErrandDeps {
  panels: Panels;
  files: Pick<FileStore, 'exists'>;
  now(): number;
}

/** Makes the image that a document links and that is not there. */
export class GenerateLinkedImage implements Command {
  readonly id = 'nanoBanana.generateLinkedImage';
  readonly #deps: GenerateDeps;

  constructor(deps: GenerateDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { panels, messages, files } = this.#deps;
    const spot = await linkedSpotOf(given, messages);
    if (spot === undefined) return;
    const { document, parts, link, file } = spot;
    const uri = file.toString();
    const name = nameOf(uri);
    if (await files.exists(uri)) {
      messages.tell('information', `${name} is there already. Choose Edit with Nano Banana… to change it.`);
      return;
    }
    if (!isWithin(document.uri, file)) {
      messages.tell('warning', `${name} would lie outside the workspace. Change the link first.`);
      return;
    }
    const docName = nameOf(document.uri.toString());
    const errand = linkErrand(this.#deps, {
      document: document.uri.toString(),
      fileName: name,
      note: `Saved as ${name}, where ${docName} looks for it.`,
      asksFirst: false,
      url: link.url,
      alt: link.alt,
    });
    const prompt = promptForMissing(link.alt, wordsOfName(name), sectionAt(parts, link.span.start));
    await panels.open({ kind: 'generate', folder: folderOf(uri), prompt, errand });
  }
}

/** Makes an image for what a section says, and puts it there. */
export class GenerateForSection implements Command {
  readonly id = 'nanoBanana.generateForSection';
  readonly #deps: GenerateDeps;

  constructor(deps: GenerateDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { panels, messages, now } = this.#deps;
    const spot = await spotOf(given, messages);
    if (spot === undefined) return;
    const { document, parts, offset } = spot;
    const section = sectionAt(parts, offset);
    const docName = nameOf(document.uri.toString());
    const alt = section.heading?.text ?? wordsOfName(docName);
    const file: Uri = placeForNew(document, `${promptSlug(alt)}.png`, new Date(now()));
    const errand = linkErrand(this.#deps, {
      document: document.uri.toString(),
      fileName: nameOf(file.toString()),
      note: `${docName} shows the result as soon as it is saved.`,
      asksFirst: false,
      url: undefined,
      alt,
      write: writeAtPlace(placeIn(parts.text, section.insertAt), alt),
    });
    const folder = folderOf(file.toString());
    await panels.open({ kind: 'generate', folder, prompt: promptFor(section), errand });
  }
}
