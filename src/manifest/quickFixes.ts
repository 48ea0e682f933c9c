import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  type Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import { keyMeantAt } from '../assets/editorHelp.ts';
import { isManifest, toPosition, toRange } from './documents.ts';

/** Writes the key that was meant in the place of a misspelt one. */
export class ManifestQuickFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix];

  provideCodeActions(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    if (!isManifest(document)) return [];
    const meant = keyMeantAt(document.getText(), toPosition(range.start));
    if (meant === undefined) return [];
    const action = new CodeAction(`Change to "${meant.key}"`, CodeActionKind.QuickFix);
    action.edit = new WorkspaceEdit();
    action.edit.replace(document.uri, toRange(meant.range), meant.key);
    action.diagnostics = diagnostics.filter((one) => one.range.start.line === meant.range.start.line);
    action.isPreferred = true;
    return [action];
  }
}
