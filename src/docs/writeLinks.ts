import { posix } from 'node:path';
import { most } from './addresses.ts';
import type { ImageLink } from './imageLinks.ts';
import type { DocumentParts } from './readDocument.ts';
import type { Edit } from './spans.ts';

/** The style that most of a document's images are written in. */
export type LinkStyle = 'inline' | 'reference' | 'html';

export function linkStyleOf({ images }: DocumentParts): LinkStyle {
  const known = images.filter(({ kind }) => kind !== 'source');
  if (known.length > 0 && most(known, ({ kind }) => kind === 'html')) return 'html';
  return known.length > 0 && most(known, ({ kind }) => kind === 'reference') ? 'reference' : 'inline';
}

/** Writes another address into a link; for a reference into its definition. */
export function writeAddress(link: ImageLink, url: string): Edit {
  const isHtml = link.kind === 'html' || link.kind === 'source';
  return { ...link.target, text: isHtml ? quoted(url) : url };
}

/** Writes the alternative text of a link; undefined where it has no place of its own. */
export function writeAlt({ kind, altPlace }: ImageLink, alt: string): Edit | undefined {
  if (altPlace === undefined) return undefined;
  if (kind !== 'html') return { ...altPlace, text: escapeAlt(alt) };
  return altPlace.start === altPlace.end
    ? { ...altPlace, text: ` alt=${quoted(alt)}` }
    : { ...altPlace, text: quoted(alt) };
}

export interface NewImage {
  url: string;
  alt: string;
}

/**
 * Puts an image in a paragraph of its own, in the document's style.
 * @param offset where a block ends
 */
export function insertImage(document: DocumentParts, offset: number, { url, alt }: NewImage): Edit[] {
  const { text, isMdx } = document;
  const newline = newlineOf(text);
  const rest = text.slice(offset);
  const gap = rest.match(/^\s*/)?.[0].split('\n').length ?? 1;
  const after = rest === '' ? newline : rest.trim() === '' ? '' : newline.repeat(Math.max(0, 3 - gap));
  const before = offset === 0 ? '' : newline + newline;
  const own = (link: string): Edit => ({ start: offset, end: offset, text: before + link + after });
  const style = linkStyleOf(document);
  if (style === 'html') return [own(`<img src=${quoted(url)} alt=${quoted(alt)}${isMdx ? ' />' : '>'}`)];
  if (style === 'inline') return [own(`![${escapeAlt(alt)}](${url})`)];
  const label = freeLabel(document, url);
  const definition = `[${label}]: ${url}`;
  const at = document.definitionsEnd;
  const image = `![${escapeAlt(alt)}][${label}]`;
  if (at === undefined) return [own(`${image}${newline}${newline}${definition}`)];
  const added = newline + definition;
  if (at === offset) return [{ ...own(image), text: added + own(image).text }];
  return [own(image), { start: at, end: at, text: added }];
}

export const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Brackets and backslashes would end the text, a line break could end the block. */
export const escapeAlt = (alt: string): string => oneLine(alt).replace(/[[\]\\]/g, '\\$&');

/** A value of an HTML attribute. */
export const quoted = (value: string): string =>
  `"${oneLine(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A label that no definition has: the file's name, with a number where that is taken. */
function freeLabel({ labels }: DocumentParts, url: string): string {
  const name = decodeURIComponent(posix.basename(url)).replace(/\.[^.]*$/, '');
  const base = name.replace(/[[\]\\]/g, '') || 'image';
  const taken = new Set(labels.map((label) => label.toLowerCase()));
  for (let number = 1; ; number++) {
    const label = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(label.toLowerCase())) return label;
  }
}
