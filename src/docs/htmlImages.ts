import type { ImageLink } from './imageLinks.ts';
import type { Span } from './spans.ts';

interface Attribute {
  value: string;
  /** What is written for the value, with its quotes. */
  place: Span;
}

const tags =
  /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)|<(\/?[a-z][\w.:-]*)((?:[\s/](?:"[^"]*"|'[^']*'|[^"'<>])*)?)>/gi;
const attributes = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;

/**
 * Finds the images in a document's HTML. Pieces are handed over in their order, because a `<picture>` can be
 * in several of them.
 */
export class HtmlImages {
  readonly found: ImageLink[] = [];
  /** Addresses that are no images of the page, like those of links and videos. */
  readonly others: string[] = [];
  #picture: { start: number; members: ImageLink[] } | undefined;

  /** @param start where the piece lies in the document */
  read(piece: string, start: number): void {
    for (const match of piece.matchAll(tags)) {
      const name = match[2]?.toLowerCase();
      if (name === undefined) continue;
      const at = start + match.index;
      const span = { start: at, end: at + match[0].length };
      this.#tag(name, span, attributesOf(match[3] ?? '', at + 1 + name.length));
    }
  }

  #tag(name: string, span: Span, has: Map<string, Attribute>): void {
    if (name === 'picture') this.#picture = { start: span.start, members: [] };
    if (name === '/picture') this.#endPicture(span.end);
    if (name === 'img') this.#add(imageOf(span, has));
    if (name === 'source' && this.#picture) this.#add(sourceOf(span, has));
    const other = has.get('href') ?? has.get('poster') ?? (name === 'img' ? undefined : has.get('src'));
    if (other) this.others.push(other.value);
  }

  #add(image: ImageLink | undefined): void {
    if (image === undefined) return;
    this.found.push(image);
    this.#picture?.members.push(image);
  }

  #endPicture(end: number): void {
    const { start, members } = this.#picture ?? { start: 0, members: [] };
    for (const member of members) member.picture = { start, end };
    this.#picture = undefined;
  }
}

function attributesOf(text: string, start: number): Map<string, Attribute> {
  const found = new Map<string, Attribute>();
  for (const match of text.matchAll(attributes)) {
    const [whole, name = '', written = ''] = match;
    const end = start + match.index + whole.length;
    const value = unescapeHtml(written.replace(/^(["'])(.*)\1$/s, '$2'));
    const known = found.has(name.toLowerCase());
    if (!known) found.set(name.toLowerCase(), { value, place: { start: end - written.length, end } });
  }
  return found;
}

function imageOf(span: Span, has: Map<string, Attribute>): ImageLink | undefined {
  const src = has.get('src');
  // An expression of MDX is known to who runs it.
  if (src === undefined || src.value.startsWith('{')) return undefined;
  const alt = has.get('alt');
  const width = /^\s*(\d{1,5})(?:px)?\s*$/.exec(has.get('width')?.value ?? '')?.[1];
  return {
    kind: 'html',
    span,
    url: src.value,
    target: src.place,
    alt: alt?.value ?? '',
    // Without the attribute it is put behind the address.
    altPlace: alt?.place ?? { start: src.place.end, end: src.place.end },
    title: has.get('title')?.value,
    picture: undefined,
    shownWidth: width === undefined ? undefined : Number(width),
    media: undefined,
  };
}

function sourceOf(span: Span, has: Map<string, Attribute>): ImageLink | undefined {
  const srcset = has.get('srcset');
  const url = srcset?.value.trim().split(/[\s,]/)[0];
  if (srcset === undefined || url === undefined || url === '') return undefined;
  return {
    kind: 'source',
    span,
    url,
    target: srcset.place,
    alt: '',
    altPlace: undefined,
    title: undefined,
    picture: undefined,
    shownWidth: undefined,
    media: has.get('media')?.value,
  };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, dec, hex, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
      const code = dec === undefined ? Number.parseInt(hex, 16) : Number(dec);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
