import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { type ImageLink, imageEnding, linkWith } from '../document/imageLinks.ts';
import type { Span } from '../document/spans.ts';
import { type Attribute, type Attributes, type HtmlImages, unescapeHtml, urlsIn } from './htmlImages.ts';

export type JsxElement = MdxJsxFlowElement | MdxJsxTextElement;

/** A string in an expression that names an image: `require("./a.png")`, `{light: '/img/a.png'}`. */
const imageString = new RegExp(
  `(["'\`])((?:(?!\\1)[^\\\\\\n$])*${imageEnding}(?:[?#][^"'\`\\n]*)?)\\1`,
  'gi',
);

/** Hands over an element's start tag, and gives the images that its expressions name. */
export function readJsx(html: HtmlImages, node: JsxElement, text: string, inTable: boolean): ImageLink[] {
  const span = { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
  const has = new Map<string, Attribute>();
  const expressions: [name: string, place: Span][] = [];
  for (const attribute of node.attributes) {
    const start = attribute.position?.start.offset;
    const end = attribute.position?.end.offset;
    if (start === undefined || end === undefined) continue;
    const name = attribute.type === 'mdxJsxAttribute' ? attribute.name : '';
    const written = text.slice(start, end);
    const value = /^[^=]*=\s*/.exec(written)?.[0].length;
    const place = { start: start + (value ?? written.length), end };
    if (text.charAt(place.start) === '{' || name === '') expressions.push([name, place]);
    else if (value !== undefined) {
      const plain = text.slice(place.start, end).replace(/^(["'])(.*)\1$/s, '$2');
      has.set(name.toLowerCase(), { value: unescapeHtml(plain), place });
    }
    // An expression tells that there is a text, and often a width.
    if (/^(?:alt|width)$/.test(name) && !has.has(name))
      has.set(name, { value: text.slice(place.start, end), place });
  }
  html.tag((node.name ?? '').toLowerCase(), span, has, inTable);
  return expressions.flatMap(([name, place]) => named(name, place, text, has, span, inTable));
}

function named(
  attribute: string,
  place: Span,
  text: string,
  has: Attributes,
  whole: Span,
  inTable: boolean,
): ImageLink[] {
  const written = text.slice(place.start, place.end);
  const alt = attribute === 'src' ? has.get('alt') : undefined;
  const links = [...written.matchAll(imageString)].map((match) => {
    const start = place.start + match.index + 1;
    const url = match[2] ?? '';
    return linkWith({
      kind: isFollowed.test(written.slice(0, match.index)) ? 'jsx' : 'prop',
      span: attribute === 'src' ? whole : { start: start - 1, end: start + url.length + 1 },
      // These helpers put the root of the site before what they are given.
      url: /(?:useBaseUrl|withBase)\(\s*$/.test(written.slice(0, match.index))
        ? url.replace(/^\/?/, '/')
        : url,
      target: { start, end: start + url.length },
      alt: alt?.value ?? '',
      altPlace: alt?.place,
      // `sources={{light: …, dark: …}}` of a component that shows one of both.
      media: attribute === 'sources' ? keyBefore(written.slice(0, match.index)) : undefined,
      inTable,
    });
  });
  return [...links, ...urlsIn(written, place, inTable)];
}

/** What is given to these is a path for the bundler or the site, and no mere string. */
const isFollowed = /(?:\brequire|\bimport|useBaseUrl|withBase)\(\s*$/;

/** The key of an object whose value begins there. */
function keyBefore(text: string): string | undefined {
  const value = text.slice(Math.max(text.lastIndexOf(','), text.lastIndexOf('{')) + 1);
  return /^\s*["']?(\w{1,60})["']?\s{0,9}:/.exec(value)?.[1];
}

/** The images that imports and exports name. */
export function importedImages(text: string, modules: readonly Span[]): ImageLink[] {
  return modules.flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(imageString)].map((match) => {
      const url = match[2] ?? '';
      const at = start + match.index + 1;
      return linkWith({
        kind: 'import',
        span: { start: at - 1, end: at + url.length + 1 },
        url: url.replace(/^.*!/, ''),
        target: { start: at, end: at + url.length },
      });
    }),
  );
}
