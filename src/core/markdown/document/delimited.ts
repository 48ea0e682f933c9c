/** A piece of a text between two delimiters, with them. */
export interface Delimited {
  start: number;
  end: number;
  /** What stands between them. */
  inside: string;
}

/**
 * The pieces between two delimiters, in their order; one without an end is none.
 * @param withinLine whether a line break ends the search
 */
export function delimited(text: string, open: string, close: string, withinLine = false): Delimited[] {
  const found: Delimited[] = [];
  let start = text.indexOf(open);
  let end = -1;
  while (start >= 0) {
    const inner = start + open.length;
    if (end < inner) end = text.indexOf(close, inner);
    if (end < 0) break;
    const lineEnd = withinLine ? text.indexOf('\n', inner) : -1;
    if (lineEnd >= 0 && lineEnd < end) start = text.indexOf(open, lineEnd);
    else {
      found.push({ start, end: end + close.length, inside: text.slice(inner, end) });
      start = text.indexOf(open, end + close.length);
    }
  }
  return found;
}

/** The text with each of these pieces changed to what has the same length. */
export function replaced(
  text: string,
  pieces: readonly Delimited[],
  change: (piece: string) => string,
): string {
  let result = '';
  let at = 0;
  for (const { start, end } of [...pieces].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    result += text.slice(at, start) + change(text.slice(start, end));
    at = end;
  }
  return result + text.slice(at);
}

/** The lines of a text with where each begins, without their breaks. */
export function linesOf(text: string): { line: string; start: number }[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const one = { line: line.endsWith('\r') ? line.slice(0, -1) : line, start };
    start += line.length + 1;
    return one;
  });
}
