import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import { keyMeantAt } from '../../../core/assets/compile/editorHelp.ts';
import { quotedText } from '../../../core/assets/yaml/quoting.ts';
import { t } from '../../../core/shared/l10n.ts';
import { isManifest, toPosition, toRange } from '../projects/documents.ts';

/** Writes the key that was meant in the place of a misspelt one, and quotes around a text that needs them. */
export class ManifestQuickFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix];

  provideCodeActions(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    if (!isManifest(document)) return [];
    const quotable = diagnostics.filter(({ code }) => code === 'quote' || code === 'cutText');
    const quotes = quotable.flatMap((diagnostic) => quoteAction(document, diagnostic));
    const meant = keyMeantAt(document.getText(), toPosition(range.start));
    if (meant === undefined) return quotes;
    const action = new CodeAction(t('Change to "{key}"', { key: meant.key }), CodeActionKind.QuickFix);
    action.edit = new WorkspaceEdit();
    action.edit.replace(document.uri, toRange(meant.range), meant.key);
    action.diagnostics = diagnostics.filter((one) => one.range.start.line === meant.range.start.line);
    action.isPreferred = true;
    return [action, ...quotes];
  }
}

function quoteAction(document: TextDocument, diagnostic: Diagnostic): CodeAction[] {
  const { line } = diagnostic.range.start;
  const edit = quotedText(document.lineAt(line).text);
  if (edit === undefined) return [];
  const action = new CodeAction(t('Put the text in quotes'), CodeActionKind.QuickFix);
  action.edit = new WorkspaceEdit();
  action.edit.replace(document.uri, new Range(line, edit.from, line, edit.to), edit.text);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  return [action];
}
