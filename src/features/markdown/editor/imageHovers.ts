import {
  type CancellationToken,
  Hover,
  type HoverProvider,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
  type Uri,
} from 'vscode';
import { inspectInput } from '../../../core/inspect.ts';
import { factsOfImage, storyOf } from '../../../core/markdown/document/describeImage.ts';
import type { DocumentParts } from '../../../core/markdown/document/documentParts.ts';
import type { ImageLink } from '../../../core/markdown/document/imageLinks.ts';
import type { FileStore } from '../../../core/ports.ts';
import { t } from '../../../core/shared/l10n.ts';
import type { ShownPictures } from '../../../core/storage/shownPictures.ts';
import { nameOf } from '../../../core/uris.ts';
import { isImageName } from '../../../vscode/images/imageNames.ts';
import { hasHome, linkAt } from '../documents/documents.ts';
import type { LinkedFiles, LinkTarget } from '../documents/linkedFiles.ts';
import { changedSentence, type Sources } from '../documents/sources.ts';
import { type OfferDeps, offersFor } from './offers.ts';

export interface HoverDeps extends OfferDeps {
  files: FileStore;
  linked: OfferDeps['linked'] & Pick<LinkedFiles, 'targetNow' | 'imagesOf'>;
  sources: Pick<Sources, 'recordOf' | 'sourceOf'>;
  pictures: Pick<ShownPictures, 'addressOf'>;
  now(): number;
}

/** Shows an image where a document links it, with what is known of it and what can be done. */
export class ImageHovers implements HoverProvider {
  readonly #deps: HoverDeps;

  constructor(deps: HoverDeps) {
    this.#deps = deps;
  }

  async provideHover(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<Hover | undefined> {
    if (!hasHome(document)) return undefined;
    const { linked } = this.#deps;
    const parts = await linked.imagesOf(document);
    const link = linkAt(parts, document.offsetAt(position));
    if (link === undefined || token.isCancellationRequested) return undefined;
    const target = await linked.targetNow(document.uri, parts, link);
    const range = new Range(document.positionAt(link.span.start), document.positionAt(link.span.end));
    const shown = await this.#contents(target, link);
    if (shown === undefined) return undefined;
    const actions = await this.#actions(document, parts, link);
    return new Hover(actions ? [...shown, actions] : shown, range);
  }

  async #contents({ state, file }: LinkTarget, link: ImageLink): Promise<MarkdownString[] | undefined> {
    if (state === 'unknown') return [text(t('Which image this is is decided when the site is built.'))];
    if (state === 'missing' && file === undefined)
      return [
        text(
          t("{name} can't be found, and only the site knows where it belongs.", {
            name: nameOf(link.url),
          }),
        ),
      ];
    if (file === undefined || !isImageName(nameOf(file.toString()))) return undefined;
    const name = nameOf(file.toString());
    if (state === 'missing') return [text(t('{name} does not exist yet.', { name }))];
    const described = await this.#describe(file);
    if (state !== 'caseDiffers') return described;
    return [
      text(
        t(
          'Only the letter case differs: the file is {name}. Most servers are case-sensitive and would show nothing.',
          { name },
        ),
      ),
      ...described,
    ];
  }

  /** Names, prompts and models come from files: they are text, and never Markdown or HTML. */
  async #describe(file: Uri): Promise<MarkdownString[]> {
    const { files, sources, pictures, now } = this.#deps;
    const uri = file.toString();
    const inspected = await inspectInput(files, { name: nameOf(uri), source: { kind: 'file', uri } });
    if (!inspected.ok) return [text(inspected.problem)];
    const { info, byteLength } = inspected.value;
    const address = (await pictures.addressOf(uri)).replace(/[()|]/g, encodeURIComponent);
    const shown = [new MarkdownString(`![](${address}|height=160)`)];
    shown.push(text(factsOfImage(info, byteLength)));
    const record = await sources.recordOf(uri);
    if (record) shown.push(...storyOf(record, now()).map(text));
    const source = await sources.sourceOf(uri);
    if (source?.changed) shown.push(text(`${changedSentence(source.uri, uri)}.`));
    return shown;
  }

  async #actions(
    document: TextDocument,
    parts: DocumentParts,
    link: ImageLink,
  ): Promise<MarkdownString | undefined> {
    const offers = await offersFor(this.#deps, document, parts, link);
    if (offers.length === 0) return undefined;
    const shown = new MarkdownString();
    shown.isTrusted = { enabledCommands: offers.map(({ command }) => command) };
    for (const [index, { title, command, argument }] of offers.entries()) {
      if (index > 0) shown.appendMarkdown(' · ');
      shown.appendMarkdown('[');
      shown.appendText(title);
      const given = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (sign) =>
        sign === '(' ? '%28' : '%29',
      );
      shown.appendMarkdown(`](command:${command}?${given})`);
    }
    return shown;
  }
}

const text = (line: string): MarkdownString => new MarkdownString().appendText(line);
