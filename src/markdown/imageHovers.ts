import {
  Hover,
  type HoverProvider,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
  type Uri,
} from 'vscode';
import { isImageName } from '../commands/imageNames.ts';
import { factsOfImage, storyOf } from '../docs/describeImage.ts';
import { inspectInput } from '../editing/inspect.ts';
import type { FileStore } from '../editing/ports.ts';
import { nameOf } from '../editing/uris.ts';
import { hasHome, linkAt, partsOf, targetOf } from './documents.ts';
import { changedSentence, type Sources } from './sources.ts';

export interface HoverDeps {
  files: FileStore;
  sources: Pick<Sources, 'recordOf' | 'sourceOf'>;
  now(): number;
}

/** Shows an image where a document links it, with what is known of it. */
export class ImageHovers implements HoverProvider {
  readonly #deps: HoverDeps;

  constructor(deps: HoverDeps) {
    this.#deps = deps;
  }

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    if (!hasHome(document)) return undefined;
    const link = linkAt(partsOf(document), document.offsetAt(position));
    const file = link && targetOf(document.uri, link.url);
    if (link === undefined || file === undefined || !isImageName(nameOf(file.toString()))) return undefined;
    const range = new Range(document.positionAt(link.span.start), document.positionAt(link.span.end));
    if (!(await this.#deps.files.exists(file.toString()))) {
      return new Hover(
        new MarkdownString().appendText(`${nameOf(file.toString())} is not there yet.`),
        range,
      );
    }
    return new Hover(await this.#describe(file), range);
  }

  /** Names, prompts and models come from files: they are text, and never Markdown or HTML. */
  async #describe(file: Uri): Promise<MarkdownString[]> {
    const { files, sources, now } = this.#deps;
    const uri = file.toString();
    const text = (line: string): MarkdownString => new MarkdownString().appendText(line);
    const inspected = await inspectInput(files, { name: nameOf(uri), source: { kind: 'file', uri } });
    if (!inspected.ok) return [text(inspected.problem)];
    const { info, byteLength } = inspected.value;
    const shown = [new MarkdownString(`![](${uri.replace(/[()|]/g, encodeURIComponent)}|height=160)`)];
    shown.push(text(factsOfImage(info, byteLength)));
    const record = await sources.recordOf(uri);
    if (record) shown.push(...storyOf(record, now()).map(text));
    const source = await sources.sourceOf(uri);
    if (source?.changed) shown.push(text(`${changedSentence(source.uri, uri)}.`));
    return shown;
  }
}
