import type { Uri } from 'vscode';
import { placeIn } from '../../core/markdown/document/findAgain.ts';
import { promptFor, promptForMissing, sectionAt } from '../../core/markdown/document/section.ts';
import { wordsOfName } from '../../core/markdown/document/words.ts';
import { promptSlug } from '../../core/save/fileNameTemplate.ts';
import { t } from '../../core/shared/l10n.ts';
import { folderOf, nameOf } from '../../core/uris.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import type { Panels } from '../panels.ts';
import { type DocumentTargetDeps, documentTarget, writeAtPlace } from './documents/documentTarget.ts';
import { isWithin, placeForNew } from './documents/newImages.ts';
import { linkedLocationOf, locationOf } from './documents/target.ts';

export interface GenerateDeps extends DocumentTargetDeps {
  panels: Panels;
  now(): number;
}

/** Makes the image that a document links and that is not there. */
export class GenerateLinkedImage implements Command {
  readonly #deps: GenerateDeps;

  constructor(deps: GenerateDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { panels, messages } = this.#deps;
    const location = await linkedLocationOf(given, this.#deps);
    if (location === undefined) return;
    const { document, parts, link, file, state } = location;
    const uri = file.toString();
    const name = nameOf(uri);
    if (state !== 'missing') {
      messages.tell(
        'information',
        state === 'caseDiffers'
          ? t(
              '{name} already exists; only the letter case differs. Choose Edit with Nano Banana… to change it.',
              { name },
            )
          : t('{name} already exists. Choose Edit with Nano Banana… to change it.', { name }),
      );
      return;
    }
    if (!isWithin(document.uri, file)) {
      messages.tell('warning', t('{name} would lie outside the workspace. Change the link first.', { name }));
      return;
    }
    const docName = nameOf(document.uri.toString());
    const target = documentTarget(this.#deps, {
      document: document.uri.toString(),
      fileName: name,
      note: t('Saved as {name}, where {document} looks for it.', { name, document: docName }),
      asksFirst: false,
      url: link.url,
      alt: link.alt,
    });
    const prompt = promptForMissing(link.alt, wordsOfName(name), sectionAt(parts, link.span.start));
    await panels.open({ kind: 'generate', folder: folderOf(uri), prompt, target });
  }
}

/** Makes an image for what a section says, and puts it there. */
export class GenerateForSection implements Command {
  readonly #deps: GenerateDeps;

  constructor(deps: GenerateDeps) {
    this.#deps = deps;
  }

  async execute(given?: unknown): Promise<void> {
    const { panels, linked, now } = this.#deps;
    const location = await locationOf(given, this.#deps);
    if (location === undefined) return;
    const { document, parts, offset } = location;
    const section = sectionAt(parts, offset);
    const docName = nameOf(document.uri.toString());
    const alt = section.heading?.text ?? wordsOfName(docName);
    const name = `${promptSlug(alt)}.png`;
    const file: Uri = await placeForNew(linked, document, parts, name, new Date(now()));
    const target = documentTarget(this.#deps, {
      document: document.uri.toString(),
      fileName: nameOf(file.toString()),
      note: t('{document} shows the result as soon as it is saved.', { document: docName }),
      asksFirst: false,
      url: undefined,
      alt,
      write: writeAtPlace(placeIn(parts.text, section.insertAt), alt),
    });
    const folder = folderOf(file.toString());
    await panels.open({ kind: 'generate', folder, prompt: promptFor(section), target });
  }
}
