import { type ImageLink, isImageAddress, linkWith } from '../document/imageLinks.ts';
import type { Span } from '../document/spans.ts';
import { isFilled } from './masked.ts';

export interface Attribute {
  value: string;
  /** What is written for the value, with its quotes. */
  place: Span;
}

export type Attributes = ReadonlyMap<string, Attribute>;

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

  /**
   * @param text the document as it stands
   * @param masked the same with each template as one word, whose quotes so end no value
   */
  read(text: string, masked: string, { start, end }: Span, inTable = false): void {
    const piece = masked.slice(start, end);
    for (const match of piece.matchAll(tags)) {
      const name = match[2]?.toLowerCase();
      if (name === undefined) continue;
      const at = start + match.index;
      const span = { start: at, end: at + match[0].length };
      this.tag(name, span, attributesOf(match[3] ?? '', at + 1 + name.length, text), inTable);
    }
  }

  /** @param name in lower case; of an end tag with its slash */
  tag(name: string, span: Span, has: Attributes, inTable: boolean): void {
    if (name === 'picture') this.#picture = { start: span.start, members: [] };
    if (name === '/picture') this.#endPicture(span.end);
    if (name === 'img' || name === 'image') this.#add(imageOf(span, has), inTable);
    if (name === 'source' && this.#picture) this.#add(sourceOf(span, has), inTable);
    this.#style(has.get('style'), inTable);
    for (const [key, { value }] of has) {
      if (key === 'srcset') this.others.push(...candidatesOf(value));
      else if (key === 'src' && (name === 'img' || name === 'image')) continue;
      else if (['href', 'poster', 'src'].includes(key) || isImageAddress(value)) this.others.push(value);
    }
  }

  #add(image: ImageLink | undefined, inTable: boolean): void {
    if (image === undefined) return;
    image.inTable = inTable;
    this.found.push(image);
    this.#picture?.members.push(image);
  }

  #style(style: Attribute | undefined, inTable: boolean): void {
    if (style) this.found.push(...urlsIn(style.value, style.place, inTable));
  }

  #endPicture(end: number): void {
    const { start, members } = this.#picture ?? { start: 0, members: [] };
    for (const member of members) member.picture = { start, end };
    this.#picture = undefined;
  }
}

const cssUrl = /url\((["']?)([^"'()]{1,500})\1\)/g;

/** The images of a style. Where entities are in it the places can't be told, and the whole style is the place. */
export function urlsIn(style: string, place: Span, inTable = false): ImageLink[] {
  const offset = place.end - place.start - style.length;
  const shift = offset === 2 ? 1 : 0;
  return [...style.matchAll(cssUrl)].flatMap((match) => {
    const url = (match[2] ?? '').trim();
    if (!isImageAddress(url) || (offset !== 0 && offset !== 2)) return [];
    const start = place.start + shift + match.index + match[0].indexOf(url);
    const target = { start, end: start + url.length };
    return [linkWith({ kind: 'css', span: target, url, target, inTable })];
  });
}

/** The addresses of a `srcset`. */
function candidatesOf(srcset: string): string[] {
  return srcset
    .split(/,\s+|,(?=\S+\s+[\d.]+[wx])/)
    .map((candidate) => candidate.trim().split(/\s+/)[0]?.replace(/,$/, '') ?? '')
    .filter((url) => url !== '');
}

function attributesOf(tag: string, start: number, text: string): Attributes {
  const found = new Map<string, Attribute>();
  for (const match of tag.matchAll(attributes)) {
    const [whole, name = '', written = ''] = match;
    const end = start + match.index + whole.length;
    const plain = isFilled(written) ? text.slice(end - written.length, end) : written;
    const value = unescapeHtml(plain.replace(/^(["'])(.*)\1$/s, '$2'));
    const known = found.has(name.toLowerCase());
    if (!known) found.set(name.toLowerCase(), { value, place: { start: end - written.length, end } });
  }
  return found;
}

function imageOf(span: Span, has: Attributes): ImageLink | undefined {
  const src = has.get('src');
  // An expression of MDX is known to who runs it.
  if (src === undefined || /^\{(?![{%])/.test(src.value)) return undefined;
  const alt = has.get('alt');
  return linkWith({
    kind: 'html',
    span,
    url: src.value,
    target: src.place,
    alt: alt?.value ?? '',
    // Without the attribute it is put behind the address.
    altPlace: alt?.place ?? { start: src.place.end, end: src.place.end },
    title: has.get('title')?.value,
    shownWidth: widthOf(has.get('width')?.value),
  });
}

/** CSS pixels: `96`, `96px`, `{96}`. */
export function widthOf(value: string | undefined): number | undefined {
  const width = /^[\s{"']*(\d{1,5})(?:px)?[\s}"']*$/.exec(value ?? '')?.[1];
  return width === undefined ? undefined : Number(width);
}

function sourceOf(span: Span, has: Attributes): ImageLink | undefined {
  const srcset = has.get('srcset');
  const [url] = candidatesOf(srcset?.value ?? '');
  if (srcset === undefined || url === undefined || /^\{(?![{%])/.test(srcset.value)) return undefined;
  return linkWith({ kind: 'source', span, url, target: srcset.place, media: has.get('media')?.value });
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function unescapeHtml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, dec, hex, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
      const code = dec === undefined ? Number.parseInt(hex, 16) : Number(dec);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
