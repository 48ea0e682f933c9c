/** An SVG as text: UTF-16 by its byte order mark, else UTF-8 (a strange byte is no reason to fail). */
export function svgText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** A piece of markup, in the order of the text. */
export type SvgPiece =
  | { kind: 'open'; name: string; attributes: ReadonlyMap<string, string>; isEmpty: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string }
  | { kind: 'instruction'; text: string }
  | { kind: 'doctype'; text: string };

const attribute = /\s+([^\s=>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;

/**
 * Cuts XML into pieces, in time linear to its length. Ends with `undefined` where the text is not well formed, or
 * uses entities that it would have to declare.
 */
export function* svgPieces(text: string): Generator<SvgPiece | undefined> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    const plain = unescaped(text.slice(at, open < 0 ? text.length : open));
    if (plain === undefined) return yield undefined;
    if (plain !== '') yield { kind: 'text', text: plain };
    if (open < 0) return;
    const found = pieceAt(text, open);
    yield found?.piece;
    if (found === undefined) return;
    at = found.end;
  }
}

function pieceAt(text: string, open: number): { piece: SvgPiece; end: number } | undefined {
  const until = (closing: string, from: number) => {
    const end = text.indexOf(closing, from);
    return end < 0 ? undefined : { inner: text.slice(from, end), end: end + closing.length };
  };
  const made = (found: ReturnType<typeof until>, piece: (inner: string) => SvgPiece) =>
    found && { piece: piece(found.inner), end: found.end };
  if (text.startsWith('<!--', open)) {
    return made(until('-->', open + 4), () => ({ kind: 'text', text: '' }));
  }
  if (text.startsWith('<![CDATA[', open)) {
    return made(until(']]>', open + 9), (inner) => ({ kind: 'text', text: inner }));
  }
  if (text.startsWith('<?', open)) {
    return made(until('?>', open + 2), (inner) => ({ kind: 'instruction', text: inner }));
  }
  if (text.startsWith('<!', open)) {
    return made(until('>', open + 2), (inner) => ({ kind: 'doctype', text: inner }));
  }
  if (text.startsWith('</', open))
    return made(until('>', open + 2), (inner) => ({ kind: 'close', name: inner.trimEnd() }));
  return openingTag(text, open);
}

function openingTag(text: string, open: number): { piece: SvgPiece; end: number } | undefined {
  const name = /[^\s/>]{1,200}/y;
  name.lastIndex = open + 1;
  const tag = name.exec(text)?.[0];
  if (tag === undefined) return undefined;
  const attributes = new Map<string, string>();
  let end = open + 1 + tag.length;
  attribute.lastIndex = end;
  for (let match = attribute.exec(text); match !== null; match = attribute.exec(text)) {
    const [, key = '', double, single] = match;
    const value = unescaped(double ?? single ?? '');
    if (value === undefined || attributes.has(key)) return undefined;
    attributes.set(key, value);
    end = attribute.lastIndex;
  }
  while (/\s/.test(text.charAt(end))) end += 1;
  const isEmpty = text.startsWith('/>', end);
  if (!isEmpty && text.charAt(end) !== '>') return undefined;
  return { piece: { kind: 'open', name: tag, attributes, isEmpty }, end: end + (isEmpty ? 2 : 1) };
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Undefined for an entity that is not XML's own. */
function unescaped(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let plain = '';
  let at = 0;
  for (let start = text.indexOf('&'); start >= 0; start = text.indexOf('&', at)) {
    const end = text.indexOf(';', start);
    const reference = end < 0 || end > start + 12 ? '' : text.slice(start + 1, end);
    const code = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(reference);
    const point = code && (code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16));
    const character = point && point <= 0x10ffff ? String.fromCodePoint(point) : named[reference];
    if (character === undefined) return undefined;
    plain += text.slice(at, start) + character;
    at = end + 1;
  }
  return plain + text.slice(at);
}
