import { env, Uri } from 'vscode';
import { darkVariantPrompt } from '../../core/edit/choices/builtInPresets.ts';
import type { ImageLink } from '../../core/markdown/document/imageLinks.ts';
import { wordsOfName } from '../../core/markdown/document/words.ts';
import {
  darkNameOf,
  darkOf,
  isDark,
  pairFormOf,
  writePair,
} from '../../core/markdown/writing/darkVariant.ts';
import { quoted } from '../../core/markdown/writing/writeLinks.ts';
import type { FileStore } from '../../core/ports.ts';
import { t } from '../../core/shared/l10n.ts';
import { nameOf } from '../../core/uris.ts';
import type { Command } from '../../vscode/dialogs/command.ts';
import { imageOfActiveTab } from '../../vscode/images/selection.ts';
import type { Panels } from '../panels.ts';
import type { ResultTarget } from '../resultTarget.ts';
import { linkOf, type Mention, mentionOf } from './documents/documents.ts';
import { type DocumentTargetDeps, documentTarget } from './documents/documentTarget.ts';
import { linkedLocationOf } from './documents/target.ts';

export interface DarkVariantDeps extends DocumentTargetDeps {
  panels: Panels;
  files: Pick<FileStore, 'exists'>;
}

/** Makes the dark one of a pair from an image; a document that shows it then shows the pair. */
export class MakeDarkVariant implements Command {
  readonly #deps: DarkVariantDeps;

  constructor(deps: DarkVariantDeps) {
    this.#deps = deps;
  }

  /** @param given an image of the explorer, or a link of a document; else the image in front or at the cursor */
  async execute(given?: unknown): Promise<void> {
    const { messages, linked } = this.#deps;
    const file = given instanceof Uri ? given : given === undefined ? imageOfActiveTab() : undefined;
    if (file) return this.#open(file, this.#targetOfCopy(file));
    const location = await linkedLocationOf(given, this.#deps);
    if (location === undefined) return;
    const { document, parts, link } = location;
    if (pairFormOf(parts, link, await linked.rulesOf(document.uri)) === undefined) {
      messages.tell('information', noPair(isDark(parts, link)));
      return;
    }
    const mention = mentionOf(document, link);
    const known = darkOf(parts, link);
    const shown = known && (await linked.targetOf(document.uri, parts, known)).file;
    await this.#open(location.file, this.#documentTarget(document.uri, location.file, mention, link, shown));
  }

  async #open(file: Uri, target: ResultTarget): Promise<void> {
    const uri = file.toString();
    if (!(await this.#deps.files.exists(uri))) {
      this.#deps.messages.tell('warning', t('{name} is missing.', { name: nameOf(uri) }));
      return;
    }
    await this.#deps.panels.open({ kind: 'edit', uris: [uri], prompt: darkVariantPrompt(), target });
  }

  #documentTarget(
    document: Uri,
    file: Uri,
    mention: Mention,
    { alt }: ImageLink,
    shown: Uri | undefined,
  ): ResultTarget {
    const { linked } = this.#deps;
    const docName = nameOf(mention.document);
    return documentTarget(this.#deps, {
      document: mention.document,
      fileName: shown ? nameOf(shown.toString()) : darkNameOf(nameOf(file.toString())),
      note: t('{document} shows the result in dark themes as soon as it is saved.', { document: docName }),
      asksFirst: false,
      url: undefined,
      alt,
      write: async (parts, result) => {
        const link = linkOf(parts, mention);
        if (link === undefined) return undefined;
        const fileOf = { light: file, dark: result.file };
        return writePair(parts, link, result.rules, {
          of: (image, form) => linked.addressFor(document, parts, fileOf[image], form, link),
          moduleOf: (image) => linked.moduleFor(document, fileOf[image]),
        });
      },
    });
  }

  /** Without a document the pair is given to be put into one. */
  #targetOfCopy(file: Uri): ResultTarget {
    const name = nameOf(file.toString());
    return {
      fileName: darkNameOf(name),
      note: t('Saved beside {name} as its dark variant.', { name }),
      saved: (uri) =>
        void this.#offerPair(name, nameOf(uri)).catch((error) => this.#deps.log.warn(String(error))),
    };
  }

  async #offerPair(light: string, dark: string): Promise<void> {
    const copy = t('Copy Picture Element');
    const sentence = t(
      'Saved {dark}. A <picture> element shows {light} in light themes and {dark} in dark ones.',
      { dark, light },
    );
    if ((await this.#deps.messages.ask('information', sentence, copy)) !== copy) return;
    const [lightUrl, darkUrl] = [light, dark].map((file) => quoted(encodeURIComponent(file)));
    const source = `<source media="(prefers-color-scheme: dark)" srcset=${darkUrl} />`;
    const img = `<img src=${lightUrl} alt=${quoted(wordsOfName(light))} />`;
    await env.clipboard.writeText(`<picture>\n  ${source}\n  ${img}\n</picture>\n`);
  }
}

const noPair = (isDarkAlready: boolean): string =>
  isDarkAlready
    ? t('This is already the dark variant of a pair.')
    : t(
        'The site of this document shows no pair of a light and a dark image in this form of link. Make the dark variant from the file in the explorer, and put it where your site looks for it.',
      );
