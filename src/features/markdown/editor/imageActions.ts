import {
  type CancellationToken,
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  CodeActionTriggerKind,
  type Range,
  type TextDocument,
} from 'vscode';
import { t } from '../../../core/shared/l10n.ts';
import { hasHome, linkAt, type Mention, pausedTyping } from '../documents/documents.ts';
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
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    if (!hasHome(document)) return [];
    const isAsked = triggerKind === CodeActionTriggerKind.Invoke;
    if (!isAsked && !(await pausedTyping(document, token))) return [];
    const parts = await this.#deps.linked.imagesOf(document);
    const offset = document.offsetAt(range.start);
    const link = linkAt(parts, offset);
    const actions = link
      ? (await offersFor(this.#deps, document, parts, link)).map(({ title, command, argument, mends }) =>
          action(title, command, argument, mends ? CodeActionKind.QuickFix : CodeActionKind.Refactor),
        )
      : [];
    // Any place is in a section: without being asked, only an empty one says so.
    if (isAsked || isEmptySection(document, range.start.line)) {
      const place = { document: document.uri.toString(), offset };
      const title = t('Generate Image for This Section…');
      actions.push(action(title, 'nanoBanana.generateForSection', place, CodeActionKind.Refactor));
    }
    return actions;
  }
}

const heading = /^ {0,3}#{1,6}\s/;

/** Whether a line is a heading with nothing below it. Told by the lines alone, so that nothing is read for it. */
function isEmptySection(document: TextDocument, line: number): boolean {
  if (!heading.test(document.lineAt(line).text)) return false;
  for (let next = line + 1; next < document.lineCount; next++) {
    const { text, isEmptyOrWhitespace } = document.lineAt(next);
    if (!isEmptyOrWhitespace) return heading.test(text);
  }
  return true;
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
