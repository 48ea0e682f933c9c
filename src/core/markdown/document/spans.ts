/** A part of a text, by offsets in UTF-16 units; the end is not part of it. */
export interface Span {
  start: number;
  end: number;
}

/** A replacement of a part of a text. */
export interface Edit extends Span {
  text: string;
}

/** The text with all edits made; they must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((changed, { start, end, text: put }) => changed.slice(0, start) + put + changed.slice(end), text);
}

export const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
