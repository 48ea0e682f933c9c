import { DocumentLink, type DocumentLinkProvider, type TextDocument, Uri } from 'vscode';
import { entriesOf } from '../../../core/assets/compile/editorHelp.ts';
import { isManifest, toRange } from '../projects/documents.ts';
import { manifestOf, type Projects } from '../projects/projects.ts';

/** More links nobody follows, and finding their places would be felt. */
const mostEntries = 1000;

/** Lets the inputs of a manifest be opened by a click, where a path is one file. */
export class InputLinks implements DocumentLinkProvider {
  readonly #projects: Projects;

  constructor({ projects }: { projects: Projects }) {
    this.#projects = projects;
  }

  async provideDocumentLinks(document: TextDocument): Promise<DocumentLink[]> {
    if (!isManifest(document)) return [];
    const project = await this.#projects.settled(document.uri);
    const manifest = manifestOf(project, document.uri);
    if (manifest === undefined) return [];
    return entriesOf(project, manifest)
      .slice(0, mostEntries)
      .flatMap(({ index, assets: [first, ...more] }) =>
        (first?.inputs ?? []).flatMap(({ uri }, place) => {
          if (more.some(({ inputs }) => inputs[place]?.uri !== uri)) return [];
          const range = toRange(manifest.text.rangeOf(['assets', index, 'inputs', place]));
          return [new DocumentLink(range, Uri.parse(uri))];
        }),
      );
  }
}
