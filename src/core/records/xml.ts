/** An attribute with its place in the text, the white space before it included. */
export interface XmlAttribute {
  namespace: string;
  name: string;
  value: string;
  start: number;
  end: number;
}

/** An element with its places in the text, so that a document can be changed without rewriting the rest. */
export interface XmlElement {
  namespace: string;
  name: string;
  /** As written, with its prefix. */
  tag: string;
  start: number;
  end: number;
  /** Behind the start tag. */
  openEnd: number;
  /** Before the end tag; equals `openEnd` in an element written as `<a/>`. */
  closeStart: number;
  attributes: XmlAttribute[];
  children: XmlElement[];
}

type Scope = { prefixes: ReadonlyMap<string, string>; outer: Scope | undefined };
interface Open {
  element: XmlElement;
  scope: Scope;
}

const maxDepth = 100;
const attributePattern = /\s+([^\s=/>"'<]+)\s*=\s*("[^"<]*"|'[^'<]*')/y;
const namePattern = /[^\s/>"'<=]+/y;
const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

/**
 * The elements of a small XML document, with namespaces resolved. Undefined when tags don't match, when it is
 * nested absurdly deep, or when it declares a document type: metadata has none, and entities can explode.
 * Takes time linear to the length, and checks no more than it needs.
 */
export function parseXml(xml: string): XmlElement[] | undefined {
  const roots: XmlElement[] = [];
  const open: Open[] = [];
  let at = xml.indexOf('<');
  while (at >= 0) {
    const skipped = skipSpecial(xml, at);
    if (skipped === 'broken') return undefined;
    if (skipped !== undefined) {
      at = xml.indexOf('<', skipped);
      continue;
    }
    if (xml.startsWith('</', at)) {
      const end = xml.indexOf('>', at);
      const current = open.pop()?.element;
      if (end < 0 || !current || xml.slice(at + 2, end).trimEnd() !== current.tag) return undefined;
      current.closeStart = at;
      current.end = end + 1;
      at = xml.indexOf('<', current.end);
      continue;
    }
    const started = startTag(xml, at, open.at(-1)?.scope);
    if (!started || open.length >= maxDepth) return undefined;
    (open.at(-1)?.element.children ?? roots).push(started.element);
    if (!started.empty) open.push(started);
    at = xml.indexOf('<', started.element.openEnd);
  }
  return open.length === 0 ? roots : undefined;
}

/** Text as it stands in an element or attribute, with its five entities and numbered characters. */
export const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The end of a comment, instruction or CDATA section that begins here; undefined when a tag does. */
function skipSpecial(xml: string, at: number): number | 'broken' | undefined {
  const after = (mark: string, from: number) => {
    const found = xml.indexOf(mark, from);
    return found < 0 ? 'broken' : found + mark.length;
  };
  if (xml.startsWith('<?', at)) return after('?>', at + 2);
  if (xml.startsWith('<!--', at)) return after('-->', at + 4);
  if (xml.startsWith('<![CDATA[', at)) return after(']]>', at + 9);
  return xml.startsWith('<!', at) ? 'broken' : undefined;
}

function startTag(
  xml: string,
  start: number,
  outer: Scope | undefined,
): (Open & { empty: boolean }) | undefined {
  namePattern.lastIndex = start + 1;
  const tag = namePattern.exec(xml)?.[0];
  if (tag === undefined) return undefined;
  let at = start + 1 + tag.length;
  const written: { name: string; value: string; start: number; end: number }[] = [];
  for (;;) {
    attributePattern.lastIndex = at;
    const [whole = '', name = '', quoted = ''] = attributePattern.exec(xml) ?? [];
    if (whole === '') break;
    written.push({ name, value: unescapeXml(quoted.slice(1, -1)), start: at, end: at + whole.length });
    at += whole.length;
  }
  while (/\s/.test(xml.charAt(at))) at += 1;
  const empty = xml.startsWith('/>', at);
  if (!empty && xml.charAt(at) !== '>') return undefined;
  const openEnd = at + (empty ? 2 : 1);

  const scope = scopeOf(written, outer);
  const attributes = written.map((one) => ({ ...one, ...resolve(one.name, scope, '') }));
  const places = { start, openEnd, closeStart: openEnd, end: openEnd };
  const element = { ...resolve(tag, scope, lookUp('', scope)), tag, ...places, attributes, children: [] };
  return { element, scope, empty };
}

function scopeOf(written: { name: string; value: string }[], outer: Scope | undefined): Scope {
  const prefixes = new Map<string, string>();
  for (const { name, value } of written) {
    if (name === 'xmlns') prefixes.set('', value);
    if (name.startsWith('xmlns:')) prefixes.set(name.slice(6), value);
  }
  return prefixes.size === 0 && outer ? outer : { prefixes, outer };
}

function resolve(tag: string, scope: Scope, unprefixed: string): { namespace: string; name: string } {
  const colon = tag.indexOf(':');
  if (colon < 0) return { namespace: unprefixed, name: tag };
  return { namespace: lookUp(tag.slice(0, colon), scope), name: tag.slice(colon + 1) };
}

function lookUp(prefix: string, scope: Scope): string {
  if (prefix === 'xml') return xmlNamespace;
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const found = at.prefixes.get(prefix);
    if (found !== undefined) return found;
  }
  return '';
}
