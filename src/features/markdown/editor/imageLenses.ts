import {
  type CancellationToken,
  CodeLens,
  type CodeLensProvider,
  Disposable,
  EventEmitter,
  Range,
  type TextDocument,
} from 'vscode';
import { withoutSuffix } from '../../../core/markdown/document/addressParts.ts';
import type { Settings } from '../../../core/ports.ts';
import { nameOf } from '../../../core/uris.ts';
import { hasHome, pausedTyping } from '../documents/documents.ts';
import type { LinkedFiles } from '../documents/linkedFiles.ts';
import { type OfferDeps, offersFor } from './offers.ts';

/** A document with more images would be a list of buttons; the light bulb has them all. */
const mostImages = 200;

export interface LensDeps extends OfferDeps {
  linked: OfferDeps['linked'] & Pick<LinkedFiles, 'onDidChange'>;
  settings: Pick<Settings, 'read'> & { onDidChange(listener: () => void): Disposable };
}

/** A line above the images of a document with what can be done: by default above those that are not there. */
export class ImageLenses implements CodeLensProvider, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #deps: LensDeps;
  readonly #subscriptions: Disposable;

  constructor(deps: LensDeps) {
    this.#deps = deps;
    this.#subscriptions = Disposable.from(
      this.#changed,
      deps.linked.onDidChange(() => this.#changed.fire()),
      deps.settings.onDidChange(() => this.#changed.fire()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    const { linked, settings } = this.#deps;
    const wanted = settings.read(document.uri.toString()).markdownCodeLens;
    if (wanted === 'off' || !hasHome(document) || !(await pausedTyping(document, token))) return [];
    const parts = await linked.imagesOf(document);
    const lenses: CodeLens[] = [];
    const lines = parts.images.map(({ span }) => document.positionAt(span.start).line);
    for (const [index, link] of parts.images.slice(0, mostImages).entries()) {
      // VS Code asks again for a later version.
      if (token.isCancellationRequested) return [];
      const range = new Range(document.positionAt(link.span.start), document.positionAt(link.span.end));
      const isAlone = lines.indexOf(lines[index] ?? 0) === lines.lastIndexOf(lines[index] ?? 0);
      const name = isAlone ? '' : ` (${nameOf(withoutSuffix(link.url))})`;
      for (const { title, command, argument, lens } of await offersFor(this.#deps, document, parts, link)) {
        if (lens !== 'missing' && (lens === 'never' || wanted === 'missing')) continue;
        lenses.push(new CodeLens(range, { title: title + name, command, arguments: [argument] }));
      }
    }
    return lenses;
  }
}
