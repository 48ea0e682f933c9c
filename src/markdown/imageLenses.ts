import { type CancellationToken, CodeLens, type CodeLensProvider, Range, type TextDocument } from 'vscode';
import { hasHome, partsOf } from './documents.ts';
import type { LinkedFiles } from './linkedFiles.ts';
import { type OfferDeps, offersFor } from './offers.ts';

/** A document with more images would be a list of buttons; the light bulb has them all. */
const mostImages = 200;

/** A line above each image of a document with what can be done. */
export class ImageLenses implements CodeLensProvider {
  readonly onDidChangeCodeLenses: LinkedFiles['onDidChange'];
  readonly #deps: OfferDeps;

  constructor(deps: OfferDeps & { linked: Pick<LinkedFiles, 'onDidChange'> }) {
    this.#deps = deps;
    this.onDidChangeCodeLenses = deps.linked.onDidChange;
  }

  async provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    if (!hasHome(document)) return [];
    const lenses: CodeLens[] = [];
    for (const link of partsOf(document).images.slice(0, mostImages)) {
      if (token.isCancellationRequested) return [];
      // The version may move on meanwhile; VS Code asks again then.
      const range = new Range(document.positionAt(link.span.start), document.positionAt(link.span.end));
      for (const { title, command, argument, isShown } of await offersFor(this.#deps, document, link)) {
        if (isShown) lenses.push(new CodeLens(range, { title, command, arguments: [argument] }));
      }
    }
    return lenses;
  }
}
