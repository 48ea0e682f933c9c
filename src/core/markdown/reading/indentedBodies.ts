import type { Span } from '../document/spans.ts';

/** What takes an indented body in Python's Markdown and its extensions: admonitions, tabs, definitions, footnotes. */
const marker = /^[ \t]*(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+["\w]|^[ \t]*:[ \t]+\S|^[ \t]*\[\^[^\]]+\]:/;

/**
 * Those of a document's indented blocks that are no code in the site's own dialect, because what they belong to is
 * such a marker. In their order.
 */
export const indentedBodies = (text: string, indented: readonly Span[]): Span[] =>
  indented.filter(({ start }) => belongsToMarker(text, text.lastIndexOf('\n', start - 1) + 1));

/** Whether a line belongs to a marker: the nearest line above that is indented less is one, or belongs to one. */
function belongsToMarker(text: string, start: number): boolean {
  const depth = indentOf(text.slice(start, start + 1000));
  let at = start;
  while (depth > 0 && at > 0) {
    const before = text.lastIndexOf('\n', at - 2) + 1;
    const line = text.slice(before, at - 1);
    if (line.trim() !== '' && indentOf(line) < depth)
      return marker.test(line) || belongsToMarker(text, before);
    at = before;
  }
  return false;
}

const indentOf = (line: string): number => (/^[ \t]*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;
