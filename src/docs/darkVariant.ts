import { posix } from 'node:path';
import type { ImageLink } from './imageLinks.ts';
import type { DocumentParts } from './readDocument.ts';
import type { Edit } from './spans.ts';
import { escapeAlt, quoted } from './writeLinks.ts';

/** The suffixes by which a site tells its light and dark links apart, in the pairs that are known. */
const suffixPairs = [
  { light: '#gh-light-mode-only', dark: '#gh-dark-mode-only' },
  { light: '#only-light', dark: '#only-dark' },
] as const;

type SuffixPair = (typeof suffixPairs)[number];

/** `logo.png` is `logo-dark.png`; what is named for the light keeps its pattern: `logo-light.png` the same. */
export function darkNameOf(name: string): string {
  const { name: base, ext } = posix.parse(name);
  const stem = base.replace(/([-_.])light$/i, '');
  const separator = /([-_.])light$/i.exec(base)?.[1] ?? '-';
  return `${stem}${separator}dark${ext}`;
}

/** The suffixes that a document tells its two links apart with; undefined: it does not. */
export const suffixPairOf = ({ images }: DocumentParts): SuffixPair | undefined =>
  suffixPairs.find(({ light, dark }) => images.some(({ url }) => url.endsWith(light) || url.endsWith(dark)));

/** The dark picture that a link has already: its address in the document; undefined without one. */
export function darkOf(document: DocumentParts, link: ImageLink): ImageLink | undefined {
  if (link.picture) {
    const { start } = link.picture;
    return document.images.find(
      ({ kind, picture, media }) =>
        kind === 'source' && picture?.start === start && /dark/i.test(media ?? ''),
    );
  }
  const pair = suffixPairs.find(({ light }) => link.url.endsWith(light));
  if (pair === undefined) return undefined;
  return document.images.find(
    ({ url, span }) => url.endsWith(pair.dark) && Math.abs(span.start - link.span.end) < 200,
  );
}

/** Whether a link is itself the dark one of a pair. */
export const isDark = ({ kind, url }: ImageLink): boolean =>
  kind === 'source' || suffixPairs.some(({ dark }) => url.endsWith(dark));

/**
 * Writes the pair of a light image and its dark variant: as two links where the document tells them apart by
 * suffixes, else as a `<picture>`.
 * @param darkUrl the dark one's address, without a suffix
 */
export function writePair(document: DocumentParts, link: ImageLink, darkUrl: string): Edit[] {
  const existing = darkOf(document, link);
  const pair = suffixPairOf(document);
  if (existing) {
    const suffix = /#.*/s.exec(existing.url)?.[0] ?? '';
    const isHtml = existing.kind === 'html' || existing.kind === 'source';
    const url = existing.kind === 'source' ? darkUrl : darkUrl + suffix;
    return [{ ...existing.target, text: isHtml ? quoted(url) : url }];
  }
  if (link.picture)
    return [
      {
        start: link.span.start,
        end: link.span.start,
        text: sourceTag(document, darkUrl) + between(document.text, link),
      },
    ];
  return pair ? [twoLinks(document, link, darkUrl, pair)] : [picture(document, link, darkUrl)];
}

function twoLinks(
  { isMdx }: DocumentParts,
  link: ImageLink,
  darkUrl: string,
  { light, dark }: SuffixPair,
): Edit {
  const lightUrl = link.url.replace(/#.*/s, '');
  const write = (url: string): string =>
    link.kind === 'html'
      ? `<img src=${quoted(url)} alt=${quoted(link.alt)}${isMdx ? ' />' : '>'}`
      : `![${escapeAlt(link.alt)}](${inAddress(url)}${title(link)})`;
  return { ...link.span, text: `${write(lightUrl + light)}\n${write(darkUrl + dark)}` };
}

function picture(document: DocumentParts, link: ImageLink, darkUrl: string): Edit {
  const { text, isMdx } = document;
  const img =
    link.kind === 'html'
      ? text.slice(link.span.start, link.span.end)
      : `<img src=${quoted(link.url)} alt=${quoted(link.alt)}${link.title ? ` title=${quoted(link.title)}` : ''}${isMdx ? ' />' : '>'}`;
  const source = sourceTag(document, darkUrl);
  if (!isAlone(text, link)) return { ...link.span, text: `<picture>${source}${img}</picture>` };
  const indent = indentOf(text, link);
  const lines = ['<picture>', `  ${source}`, `  ${img}`, '</picture>'];
  return { ...link.span, text: lines.join(`\n${indent}`) };
}

const sourceTag = ({ isMdx }: DocumentParts, url: string): string =>
  `<source media="(prefers-color-scheme: dark)" ${isMdx ? 'srcSet' : 'srcset'}=${quoted(url)}${isMdx ? ' />' : '>'}`;

const inAddress = (url: string): string => (/[\s()<>]/.test(url) ? `<${url.replace(/[<>]/g, '\\$&')}>` : url);

const title = ({ title: words }: ImageLink): string =>
  words === undefined ? '' : ` "${words.replace(/["\\]/g, '\\$&')}"`;

/** What stands between the dark source and the image: as the image stands in its line. */
const between = (text: string, link: ImageLink): string =>
  indentOf(text, link) === undefined ? '' : `\n${indentOf(text, link)}`;

/** Whether nothing else is in the link's line: a `<picture>` of several lines would else break a paragraph. */
const isAlone = (text: string, link: ImageLink): boolean =>
  indentOf(text, link) !== undefined && /^[ \t]*(\r?\n|$)/.test(text.slice(link.span.end));

/** What stands before the link in its line, where that is blank. */
function indentOf(text: string, { span }: ImageLink): string | undefined {
  const line = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  return /^[ \t]*$/.test(line) ? line : undefined;
}
