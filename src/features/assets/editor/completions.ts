import {
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  MarkdownString,
  type Position,
  type TextDocument,
} from 'vscode';
import { completionsAt } from '../../../core/assets/compile/editorHelp.ts';
import { isManifest, toPosition, toRange } from '../projects/documents.ts';
import { isHelpedElsewhere } from './otherHelp.ts';

/** What can be written in a manifest: keys with what they are for, and the values of those that have a set. */
export class ManifestCompletions implements CompletionItemProvider {
  static readonly triggers = [' ', '\n', '"'];

  provideCompletionItems(document: TextDocument, position: Position): CompletionItem[] {
    if (!isManifest(document) || isHelpedElsewhere()) return [];
    const { range, items } = completionsAt(document.getText(), toPosition(position));
    return items.map(({ label, kind, detail }, order) => {
      const isKey = kind === 'key';
      const item = new CompletionItem(label, isKey ? CompletionItemKind.Property : CompletionItemKind.Value);
      item.range = toRange(range);
      item.insertText = isKey ? `${label}: ` : quoted(label, document.lineAt(position).text, position);
      // In the order of the schema, which is the order of a manifest.
      item.sortText = String(order).padStart(3, '0');
      if (detail !== undefined) item.documentation = new MarkdownString(detail);
      return item;
    });
  }
}

/** YAML would read `16:9` as something else, unless a quote stands there already. */
function quoted(value: string, line: string, { character }: Position): string {
  const word = line.slice(0, character).split(/\s/).at(-1) ?? '';
  const isQuoted = /["']/.test(word);
  return value.includes(':') && !isQuoted ? `"${value}"` : value;
}
