import { posix } from 'node:path';
import { suffixOf, withoutSuffix } from '../document/addressParts.ts';
import { byteOrderMark } from '../document/byteOrderMark.ts';
import type { DocumentParts } from '../document/documentParts.ts';
import type { FormOfLink, ImageLink } from '../document/imageLinks.ts';
import { type Edit, newlineOf } from '../document/spans.ts';
import { escapeAlt, quoted, writeAddress } from './writeLinks.ts';
import type { PairForm, WritingRules } from './writingRules.ts';

/** The suffixes by which a site tells its light and dark links apart, in the pairs that are known. */
const suffixPairs = [
  { light: '#gh-light-mode-only', dark: '#gh-dark-mode-only' },
  { light: '#only-light', dark: '#only-dark' },
] as const;

type SuffixPair = (typeof suffixPairs)[number];

/** Material for MkDocs knows this one. */
const materialPair = suffixPairs[1];

/** What Starlight hides in light themes, written before an image. */
const darkOnly = /<span class(?:Name)?="light:sl-hidden">$/;

/** `logo.png` is `logo-dark.png`; what is named for the light keeps its pattern: `logo-light.png` the same. */
export function darkNameOf(name: string): string {
  const { name: base, ext } = posix.parse(name);
  const stem = base.replace(/([-_.])light$/i, '');
  const separator = /([-_.])light$/i.exec(base)?.[1] ?? '-';
  return `${stem}${separator}dark${ext}`;
}

/** The suffixes that a document tells its two links apart with; undefined: it does not. */
const suffixPairOf = ({ images }: DocumentParts): SuffixPair | undefined =>
  suffixPairs.find(({ light, dark }) => images.some(({ url }) => url.endsWith(light) || url.endsWith(dark)));

/** No further from its light one is a dark one looked for, in signs. */
const nearby = 300;

/** The dark picture that a link has already: its address in the document; undefined without one. */
export function darkOf({ images, text }: DocumentParts, link: ImageLink): ImageLink | undefined {
  const isNear = ({ span }: ImageLink): boolean => Math.abs(span.start - link.span.end) < nearby;
  if (link.picture) {
    const { start } = link.picture;
    return images.find(
      ({ kind, picture, media }) =>
        kind === 'source' && picture?.start === start && /dark/i.test(media ?? ''),
    );
  }
  if (link.kind === 'jsx' && link.media === 'light')
    return images.find((other) => other.kind === 'jsx' && other.media === 'dark' && isNear(other));
  const pair = suffixPairs.find(({ light }) => link.url.endsWith(light));
  if (pair !== undefined) return images.find((other) => other.url.endsWith(pair.dark) && isNear(other));
  if (!/<span class(?:Name)?="dark:sl-hidden">$/.test(text.slice(0, link.span.start))) return undefined;
  return images.find((other) => isNear(other) && darkOnly.test(text.slice(0, other.span.start)));
}

/** Whether a link is itself the dark one of a pair. */
export const isDark = ({ text }: DocumentParts, { kind, url, media, span }: ImageLink): boolean =>
  kind === 'source' ||
  (kind === 'jsx' && media === 'dark') ||
  suffixPairs.some(({ dark }) => url.endsWith(dark)) ||
  darkOnly.test(text.slice(Math.max(0, span.start - 40), span.start));

/** How a pair would be written; undefined where the document's site shows none, or the link is in no form for it. */
export function pairFormOf(
  document: DocumentParts,
  link: ImageLink,
  rules: WritingRules,
): PairForm | 'existing' | undefined {
  if (darkOf(document, link)) return 'existing';
  if (isDark(document, link)) return undefined;
  if (link.picture) return 'picture';
  const isMarkdown = link.kind === 'inline' || link.kind === 'reference';
  if (!isMarkdown && link.kind !== 'html') return undefined;
  if (suffixPairOf(document)) return 'suffixes';
  const isRooted = /^(?:\/|\{\{)/.test(link.url);
  if (link.kind === 'html' || rules.pair === 'picture')
    return rules.showsHtml && (rules.showsRawImages || isRooted) ? 'picture' : undefined;
  return rules.pair === 'themedImage' && !document.isMdx ? undefined : rules.pair;
}

/** The addresses of the two images of a pair, as each form of link needs them. */
export interface PairAddresses {
  of(image: 'light' | 'dark', form: FormOfLink): Promise<string>;
  /** For `require`: `./a.png`, or from the site's folder on. */
  moduleOf(image: 'light' | 'dark'): Promise<string>;
}

/** Writes the pair of a light image and its dark variant, as the site of the document shows it. */
export async function writePair(
  document: DocumentParts,
  link: ImageLink,
  rules: WritingRules,
  addresses: PairAddresses,
): Promise<Edit[] | undefined> {
  switch (pairFormOf(document, link, rules)) {
    case 'existing':
      return existing(document, link, addresses);
    case 'picture':
      return [await picture(document, link, addresses)];
    case 'suffixes':
      return [await twoLinks(document, link, addresses, suffixPairOf(document) ?? materialPair)];
    case 'themedImage':
      return themedImage(document, link, addresses);
    case 'starlight':
      return [await hiddenByTheme(document, link, addresses)];
    default:
      return undefined;
  }
}

async function existing(document: DocumentParts, link: ImageLink, addresses: PairAddresses): Promise<Edit[]> {
  const dark = darkOf(document, link);
  if (dark === undefined) return [];
  if (dark.kind === 'jsx') return [{ ...dark.target, text: await addresses.moduleOf('dark') }];
  const isHtml = dark.kind === 'html' || dark.kind === 'source';
  const suffix = dark.kind === 'source' ? '' : suffixOf(dark.url);
  return [writeAddress(dark, (await addresses.of('dark', isHtml ? 'html' : 'markdown')) + suffix)];
}

async function twoLinks(
  document: DocumentParts,
  link: ImageLink,
  addresses: PairAddresses,
  { light, dark }: SuffixPair,
): Promise<Edit> {
  const { text } = document;
  const darkUrl = await addresses.of('dark', link.kind === 'html' ? 'html' : 'markdown');
  const lightUrl = withoutSuffix(link.url);
  // What Python's Markdown has behind an image counts for both.
  const more = /^\{[^}\n]*\}/.exec(text.slice(link.span.end))?.[0] ?? '';
  const first = withAddress(document, link, lightUrl + light) + more;
  const between = isAlone(text, link, more.length) ? newlineOf(text) + indentOf(text, link) : ' ';
  return { ...link.span, text: first + between + withAddress(document, link, darkUrl + dark) };
}

async function hiddenByTheme(
  document: DocumentParts,
  link: ImageLink,
  addresses: PairAddresses,
): Promise<Edit> {
  const darkUrl = await addresses.of('dark', 'markdown');
  const light = `<span class="dark:sl-hidden">${withAddress(document, link, link.url)}</span>`;
  const dark = `<span class="light:sl-hidden">${withAddress(document, link, darkUrl)}</span>`;
  return { ...link.span, text: light + dark };
}

async function picture(document: DocumentParts, link: ImageLink, addresses: PairAddresses): Promise<Edit> {
  const { text, isMdx } = document;
  const darkUrl = await addresses.of('dark', 'html');
  const set = isMdx ? 'srcSet' : 'srcset';
  const source = `<source media="(prefers-color-scheme: dark)" ${set}=${quoted(darkUrl, link.inTable)} />`;
  if (link.picture) {
    const { start } = link.span;
    return { start, end: start, text: source + (isIndented(text, link) ? `\n${indentOf(text, link)}` : '') };
  }
  const img =
    link.kind === 'html'
      ? closed(text.slice(link.span.start, link.span.end))
      : `<img src=${quoted(await addresses.of('light', 'html'), link.inTable)} alt=${quoted(link.alt, link.inTable)}${link.title ? ` title=${quoted(link.title, link.inTable)}` : ''} />`;
  // Of several lines it is a block, which would swallow what stands beside it.
  if (!isAlone(text, link) && !beginsHtml(document, link))
    return { ...link.span, text: `<picture>${source}${img}</picture>` };
  const lines = ['<picture>', `  ${source}`, `  ${img}`, '</picture>'];
  return { ...link.span, text: lines.join(newlineOf(text) + indentOf(text, link)) };
}

/** Whether it is the first line of a block of HTML: in one line with its picture it would begin a paragraph. */
function beginsHtml({ text, isMdx, blocks }: DocumentParts, { kind, span }: ImageLink): boolean {
  if (isMdx || kind !== 'html' || /[\r\n]/.test(text.slice(span.start, span.end))) return false;
  const line = text.lastIndexOf('\n', span.start - 1) + 1;
  if (!/^[ \t]*$/.test(text.slice(line, span.start)) || !/^[ \t]*(?:\r?\n|$)/.test(text.slice(span.end)))
    return false;
  const above = text.slice(text.lastIndexOf('\n', line - 2) + 1, line);
  return above.trim() === '' || blocks.some(({ span: { start } }) => start === span.start);
}

/** The component needs its import, and images that the bundler finds. */
async function themedImage(
  document: DocumentParts,
  link: ImageLink,
  addresses: PairAddresses,
): Promise<Edit[]> {
  const required = async (image: 'light' | 'dark'): Promise<string> =>
    `require('${(await addresses.moduleOf(image)).replace(/['\\]/g, '\\$&')}').default`;
  const sources = `{{light: ${await required('light')}, dark: ${await required('dark')}}}`;
  const title = link.title ? ` title=${quoted(link.title, link.inTable)}` : '';
  const element = `<ThemedImage alt=${quoted(link.alt, link.inTable)}${title} sources=${sources} />`;
  return [...importOf(document), { ...link.span, text: element }];
}

function importOf({ text, bodyStart }: DocumentParts): Edit[] {
  if (/^import\s+ThemedImage\b/m.test(text)) return [];
  const line = "import ThemedImage from '@theme/ThemedImage';";
  const newline = newlineOf(text);
  const isFirst = text.slice(0, bodyStart).replace(byteOrderMark, '') === '';
  const isAfterModules = !isFirst && !/^(?:---|\+\+\+)[ \t]*$/.test(lastLine(text.slice(0, bodyStart)));
  const before = isFirst ? '' : isAfterModules ? newline : newline + newline;
  const after = /^[ \t]*\r?\n[ \t]*(?:\r?\n|$)|^\s*$/.test(text.slice(bodyStart))
    ? ''
    : isFirst
      ? newline + newline
      : newline;
  return [{ start: bodyStart, end: bodyStart, text: before + line + after }];
}

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1);

/** The link with another address, all else as it is written. */
function withAddress({ text, isMdx }: DocumentParts, link: ImageLink, url: string): string {
  const { span, target, kind, alt, title, inTable } = link;
  const isOwn = kind !== 'reference';
  if (isOwn) {
    const put = kind === 'html' ? quoted(url, inTable) : inAddress(url);
    const whole = text.slice(span.start, target.start) + put + text.slice(target.end, span.end);
    return kind === 'html' ? closed(whole) : whole;
  }
  const words = title === undefined ? '' : ` "${title.replace(/["\\]/g, '\\$&')}"`;
  return `![${escapeAlt(alt, { isMdx, inTable })}](${inAddress(url)}${words})`;
}

/** A void tag as both HTML and MDX read it. */
const closed = (tag: string): string => `${tag.slice(0, tag.endsWith('/>') ? -2 : -1).trimEnd()} />`;

const inAddress = (url: string): string =>
  !/^\{/.test(url) && /[\s()<>]/.test(url) ? `<${url.replace(/[<>]/g, '\\$&')}>` : url;

/**
 * Whether nothing else is in the link's line, and blank lines are around it.
 * @param more signs behind the link that belong to it
 */
function isAlone(text: string, link: ImageLink, more = 0): boolean {
  const lineStart = text.lastIndexOf('\n', link.span.start - 1) + 1;
  const lineAbove = text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, Math.max(0, lineStart - 1));
  const [own = '', below = ''] = text.slice(link.span.end + more).split('\n', 2);
  return isIndented(text, link) && [lineAbove, own, below].every((line) => line.trim() === '');
}

/** Whether only blanks stand before the link in its line. */
const isIndented = (text: string, link: ImageLink): boolean => /^[ \t]*$/.test(before(text, link));

const indentOf = (text: string, link: ImageLink): string => /^[ \t]*/.exec(before(text, link))?.[0] ?? '';

const before = (text: string, { span }: ImageLink): string =>
  text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
