/** A shortcode of Hugo or a tag of Liquid in a document. */
export interface Shortcode {
  start: number;
  end: number;
  /** Its name, the names of its parameters and the values, each with its place. */
  parts: { text: string; start: number; end: number }[];
}

const word = /[\p{L}\p{N}_.\-/]+/uy;
const space = /[\s=]+/y;

/**
 * The shortcodes as Hugo's own reader takes them (parser/pageparser/pagelexer_shortcode.go): within double quotes a
 * backslash before a quote keeps it, and nothing else does; a line break ends none; backticks hold what stands in them.
 * Single quotes are no quotes. One that Hugo could not read is none.
 */
export function shortcodesOf(text: string): Shortcode[] {
  const found: Shortcode[] = [];
  let from = 0;
  for (;;) {
    const start = text.slice(from).search(/\{\{[<%](?!\/\*)/) + from;
    if (start < from) return found;
    const shortcode = shortcodeAt(text, start);
    if (shortcode) found.push(shortcode);
    from = shortcode?.end ?? start + 3;
  }
}

/** The tags and outputs of Liquid, which Jekyll fills in before it reads Markdown. */
export const liquidOf = (text: string): Shortcode[] =>
  [...text.matchAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g)].map(({ index, 0: tag }) => ({
    start: index,
    end: index + tag.length,
    parts: [...tag.matchAll(/"[^"]*"|'[^']*'|[^\s"']+/g)].map((part) => ({
      text: part[0],
      start: index + part.index,
      end: index + part.index + part[0].length,
    })),
  }));

function shortcodeAt(text: string, start: number): Shortcode | undefined {
  const close = text.charAt(start + 2) === '<' ? '>}}' : '%}}';
  const parts: Shortcode['parts'] = [];
  for (let at = start + 3; at < text.length; ) {
    if (text.startsWith(close, at)) return { start, end: at + close.length, parts };
    const gap = matchAt(space, text, at);
    if (gap !== '') {
      at += gap.length;
      continue;
    }
    const sign = text.charAt(at);
    const end = sign === '"' ? quoteEnd(text, at + 1) : sign === '`' ? text.indexOf('`', at + 1) : undefined;
    if (end === undefined) {
      const own = matchAt(word, text, at);
      if (own === '') return undefined;
      parts.push({ text: own, start: at, end: at + own.length });
      at += own.length;
    } else {
      if (end < 0) return undefined;
      parts.push({ text: text.slice(at + 1, end), start: at, end: end + 1 });
      at = end + 1;
    }
  }
  return undefined;
}

/** Where the closing quote is; -1 without one. */
function quoteEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '\n') return -1;
    if (sign === '"') return at;
    if (sign !== '\\') continue;
    if (text.charAt(at + 1) === '`') return -1;
    if (text.charAt(at + 1) === '"') at++;
  }
  return -1;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
