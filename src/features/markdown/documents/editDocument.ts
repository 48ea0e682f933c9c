import { Range, type TextDocument, WorkspaceEdit, workspace } from 'vscode';
import type { DocumentParts } from '../../../core/markdown/document/documentParts.ts';
import type { Edit } from '../../../core/markdown/document/spans.ts';

/**
 * Makes edits in a document as the editor does: one step of its undo, and not saved. Nothing is written that would
 * take a word or another image from the reader, or keep MDX from compiling.
 * @param parts what the document says now
 * @returns false when that would happen, or the editor refused
 */
export async function editDocument(
  document: TextDocument,
  parts: DocumentParts,
  edits: readonly Edit[],
): Promise<boolean> {
  const { staysUnharmed } = await import('../../../core/markdown/reading/reading.ts');
  if (parts.text !== document.getText() || !staysUnharmed(parts, edits)) return false;
  const change = new WorkspaceEdit();
  for (const { start, end, text } of edits) {
    change.replace(document.uri, new Range(document.positionAt(start), document.positionAt(end)), text);
  }
  return workspace.applyEdit(change);
}
