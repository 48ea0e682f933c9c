import { env, Uri } from 'vscode';
import type { Command } from '../commands/command.ts';
import { imageOfActiveTab } from '../commands/selection.ts';
import { darkNameOf, darkOf, writePair } from '../docs/darkVariant.ts';
import type { ImageLink } from '../docs/imageLinks.ts';
import { readDocument } from '../docs/readDocument.ts';
import { applyEdits } from '../docs/spans.ts';
import { wordsOfName } from '../docs/words.ts';
import type { FileStore } from '../editing/ports.ts';
import { nameOf } from '../editing/uris.ts';
import type { Panels } from '../panel/panels.ts';
import type { Errand } from '../session/errand.ts';
import { darkVariantPrompt } from '../session/presets.ts';
import { linkOf, type Mention, mentionOf, targetOf } from './documents.ts';
import { type LinkErrandDeps, linkErrand } from './linkErrand.ts';
import { linkedSpotOf } from './target.ts';

export interface DarkVariantDeps extends LinkErrandDeps {
  panels: Panels;
  files: Pick<FileStore, 'exists'>;
}

/** Makes the dark one of a pair from an image; a document that shows it then shows the pair. */
export class MakeDarkVariant implements Command {
  readonly id = 'nanoBanana.makeDarkVariant';
  readonly #deps: DarkVariantDeps;

  constructor(deps: DarkVariantDeps) {
    this.#deps = deps;
  }

  /** @param given an image of the explorer, or a link of a document; else the image in front or at the cursor */
  async execute(given?: unknown): Promise<void> {
    const { messages } = this.#deps;
    const file = given instanceof Uri ? given : given === undefined ? imageOfActiveTab() : undefined;
    if (file) return this.#open(file, this.#copyErrand(file));
    const spot = await linkedSpotOf(given, messages);
    if (spot === undefined) return;
    const mention = mentionOf(spot.document, spot.link);
    const known = darkOf(spot.parts, spot.link);
    const shown = known && targetOf(spot.document.uri, known.url);
    await this.#open(spot.file, this.#linkErrand(spot.file, mention, spot.link, shown));
  }

  async #open(file: Uri, errand: Errand): Promise<void> {
    const uri = file.toString();
    if (!(await this.#deps.files.exists(uri))) {
      this.#deps.messages.tell('warning', `${nameOf(uri)} is not there.`);
      return;
    }
    await this.#deps.panels.open({ kind: 'edit', uris: [uri], prompt: darkVariantPrompt, errand });
  }

  #linkErrand(file: Uri, mention: Mention, { alt }: ImageLink, shown: Uri | undefined): Errand {
    const docName = nameOf(mention.document);
    return linkErrand(this.#deps, {
      document: mention.document,
      fileName: shown ? nameOf(shown.toString()) : darkNameOf(nameOf(file.toString())),
      note: `${docName} shows the result in dark themes as soon as it is saved.`,
      asksFirst: false,
      url: undefined,
      alt,
      write: (parts, url) => {
        const link = linkOf(parts, mention);
        return link && writePair(parts, link, url);
      },
    });
  }

  /** Without a document the pair is given to be put into one. */
  #copyErrand(file: Uri): Errand {
    const name = nameOf(file.toString());
    return {
      fileName: darkNameOf(name),
      note: `Saved beside ${name} as its dark variant.`,
      saved: (uri) =>
        void this.#offerPair(name, nameOf(uri)).catch((error) => this.#deps.log.warn(String(error))),
    };
  }

  async #offerPair(light: string, dark: string): Promise<void> {
    const copy = 'Copy Picture Element';
    const sentence = `Saved ${dark}. A <picture> element shows ${light} in light themes and ${dark} in dark ones.`;
    if ((await this.#deps.messages.ask('information', sentence, copy)) !== copy) return;
    const text = `<img src="${encodeURIComponent(light)}" alt="${wordsOfName(light).replaceAll('"', '&quot;')}">\n`;
    const document = readDocument(text);
    const [link] = document.images;
    if (link)
      await env.clipboard.writeText(applyEdits(text, writePair(document, link, encodeURIComponent(dark))));
  }
}
