import { posix } from 'node:path';
import { byteOrderMark } from '../document/byteOrderMark.ts';
import type { DocumentParts } from '../document/documentParts.ts';
import type { formOf, ImageLink } from '../document/imageLinks.ts';
import { type Edit, newlineOf } from '../document/spans.ts';
import type { WritingRules } from './writingRules.ts';

/** The style that most of a document's images are written in. */
export type LinkStyle = 'inline' | 'reference' | 'html';

const most = <T>(all: readonly T[], is: (one: T) => boolean): boolean =>
  all.filter(is).length * 2 > all.length;

/** Raw HTML only where the site shows what is written in it. */
export function linkStyleOf(
  { images }: DocumentParts,
  rules: Pick<WritingRules, 'showsRawImages' | 'showsHtml'>,
): LinkStyle {
  const known = images.filter(({ kind }) => kind === 'inline' || kind === 'reference' || kind === 'html');
  const html = known.filter(({ kind }) => kind === 'html');
  const canBeHtml = rules.showsHtml && (rules.showsRawImages || html.every(({ url }) => url.startsWith('/')));
  if (known.length > 0 && canBeHtml && most(known, ({ kind }) => kind === 'html')) return 'html';
  return known.length > 0 && most(known, ({ kind }) => kind === 'reference') ? 'reference' : 'inline';
}

/** Writes another address into a link; for a reference into its definition. */
export function writeAddress(link: ImageLink, url: string): Edit {
  const isQuoted = link.kind === 'html' || link.kind === 'source';
  const isPath = link.kind === 'import' || link.kind === 'jsx';
  const text = isQuoted ? quoted(url, link.inTable) : isPath && !url.startsWith('/') ? asModule(url) : url;
  return { ...link.target, text };
}

/** A bundler takes paths as they are, and what begins with no dot for a package. */
function asModule(url: string): string {
  const path = decodeURIComponent(url).replace(/["'`\\$]/g, '\\$&');
  return /^[.~@#$]/.test(path) ? path : `./${path}`;
}

/** Writes the alternative text of a link; undefined where it has no place of its own. */
export function writeAlt(link: ImageLink, alt: string, isMdx: boolean): Edit | undefined {
  const { kind, altPlace, inTable } = link;
  if (altPlace === undefined) return undefined;
  if (kind === 'inline' || kind === 'reference')
    return { ...altPlace, text: escapeAlt(alt, { isMdx, inTable }) };
  if (kind === 'shortcode' || kind === 'directive') return { ...altPlace, text: quotedForTemplate(alt) };
  return altPlace.start === altPlace.end
    ? { ...altPlace, text: ` alt=${quoted(alt, inTable)}` }
    : { ...altPlace, text: quoted(alt, inTable) };
}

export interface NewImage {
  url: string;
  alt: string;
}

/**
 * Puts an image in a paragraph of its own, in the document's style.
 * @param offset where a block ends
 */
export function insertImage(
  document: DocumentParts,
  offset: number,
  { url, alt }: NewImage,
  style: LinkStyle = 'inline',
): Edit[] {
  const { text, isMdx } = document;
  const newline = newlineOf(text);
  const rest = text.slice(offset);
  const gap = rest.match(/^\s*/)?.[0].split('\n').length ?? 1;
  const after = rest === '' ? newline : rest.trim() === '' ? '' : newline.repeat(Math.max(0, 3 - gap));
  const isFirst = text.slice(0, offset).replace(byteOrderMark, '') === '';
  const before = isFirst ? '' : newline + newline;
  const own = (link: string): Edit => ({ start: offset, end: offset, text: before + link + after });
  if (style === 'html') return [own(`<img src=${quoted(url)} alt=${quoted(alt)} />`)];
  const shown = escapeAlt(alt, { isMdx, inTable: false });
  if (style === 'inline') return [own(`![${shown}](${url})`)];
  const label = freeLabel(document, url);
  const definition = `[${label}]: ${url}`;
  const at = document.definitionsEnd;
  const image = `![${shown}][${label}]`;
  if (at === undefined) return [own(`${image}${newline}${newline}${definition}`)];
  const added = newline + definition;
  if (at === offset) return [{ ...own(image), text: added + own(image).text }];
  return [own(image), { start: at, end: at, text: added }];
}

/**
 * An alternative text of Markdown, so that it comes back as it is: what would end it, begin a tag, code, emphasis,
 * an entity, a template or an expression of MDX is escaped.
 */
export function escapeAlt(alt: string, { isMdx, inTable }: { isMdx: boolean; inTable: boolean }): string {
  const text = oneLine(alt)
    .replace(/[[\]\\<`*]/g, '\\$&')
    .replace(/~~|\$(?=.*\$)/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    // For Liquid a backslash before a tag is nothing, and not every Markdown has one before a percent sign.
    .replaceAll('{%', isMdx ? '{%' : '{&#37;')
    .replace(isMdx ? /[{}]/g : /[{}](?=[{}%])|(?<=[{}%])[{}]/g, '\\$&');
  return inTable ? text.replaceAll('|', '\\|') : text;
}

/**
 * A value of an HTML or JSX attribute: both decode the entities. A template stays what it is, because it is filled in
 * before the HTML is read.
 */
export function quoted(value: string, inTable = false): string {
  if (/^\{[{%].*[%}]\}/.test(value))
    return value.includes('"') ? `'${value.replaceAll("'", '"')}'` : `"${value}"`;
  const text = oneLine(value)
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replace(/\{(?=[{%])/g, '&#123;');
  return `"${inTable ? text.replaceAll('|', '&#124;') : text}"`;
}

/**
 * A value of a shortcode or a directive. Hugo knows double quotes only, and no way to write a backslash before a quote
 * or a backtick: there a space parts them. What would end the shortcode is left out.
 */
function quotedForTemplate(value: string): string {
  const text = oneLine(value.replace(/\{\{|\}\}|\{%|%\}|:::/g, ' '));
  return `"${text.replaceAll('"', "'").replace(/\\(?=`|$)/g, '\\ ')}"`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A label that no definition has: the file's name, with a number where that is taken. */
function freeLabel({ labels }: DocumentParts, url: string): string {
  const name = decodeURIComponent(posix.basename(url)).replace(/\.[^.]*$/, '');
  const base = name.replace(/[[\]\\<>{}|^`*_$&]/g, '') || 'image';
  const taken = new Set(labels.map((label) => label.toLowerCase()));
  for (let number = 1; ; number++) {
    const label = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(label.toLowerCase())) return label;
  }
}

export const formOfStyle = (style: LinkStyle): ReturnType<typeof formOf> =>
  style === 'html' ? 'html' : 'markdown';
