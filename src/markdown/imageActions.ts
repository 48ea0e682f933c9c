import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  CodeActionTriggerKind,
  type Range,
  type TextDocument,
} from 'vscode';
import { hasHome, linkAt, type Mention, partsOf } from './documents.ts';
import { type OfferDeps, offersFor } from './offers.ts';

/** What can be done with the image at the cursor, or for the section around it, as the light bulb's actions. */
export class ImageActions implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix, CodeActionKind.Refactor];
  readonly #deps: OfferDeps;

  constructor(deps: OfferDeps) {
    this.#deps = deps;
  }

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    { triggerKind }: CodeActionContext,
  ): Promise<CodeAction[]> {
    if (!hasHome(document)) return [];
    const parts = partsOf(document);
    const offset = document.offsetAt(range.start);
    const link = linkAt(parts, offset);
    const actions = link
      ? (await offersFor(this.#deps, document, link)).map(({ title, command, argument, mends }) =>
          action(title, command, argument, mends ? CodeActionKind.QuickFix : CodeActionKind.Refactor),
        )
      : [];
    // Any place is in a section: without being asked, only a heading says so.
    const isHeading = parts.blocks.some(
      ({ heading, span }) => heading && span.start <= offset && offset <= span.end,
    );
    if (isHeading || triggerKind === CodeActionTriggerKind.Invoke) {
      const place = { document: document.uri.toString(), offset };
      const title = 'Generate Image for This Section…';
      actions.push(action(title, 'nanoBanana.generateForSection', place, CodeActionKind.Refactor));
    }
    return actions;
  }
}

function action(
  title: string,
  command: string,
  argument: Mention | string,
  kind: CodeActionKind,
): CodeAction {
  const made = new CodeAction(title, kind);
  made.command = { title, command, arguments: [argument] };
  return made;
}
