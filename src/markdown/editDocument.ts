import { Range, type TextDocument, WorkspaceEdit, workspace } from 'vscode';
import type { Edit } from '../docs/spans.ts';

/**
 * Makes edits in a document as the editor does: one step of its undo, and not saved.
 * @returns false when the editor refused
 */
export async function editDocument(document: TextDocument, edits: readonly Edit[]): Promise<boolean> {
  const change = new WorkspaceEdit();
  for (const { start, end, text } of edits) {
    change.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), text);
  }
  return workspace.applyEdit(change);
}
