import type { Code, Definition, Image, ImageReference, Nodes, Root, Text } from 'mdast';
import { behindMark, byteOrderMark } from '../document/byteOrderMark.ts';
import type { Block, DocumentParts } from '../document/documentParts.ts';
import { type ImageLink, linkWith } from '../document/imageLinks.ts';
import type { Span } from '../document/spans.ts';
import { HtmlImages, widthOf } from './htmlImages.ts';
import { indentedBodies } from './indentedBodies.ts';
import { importedImages, type JsxElement, readJsx } from './jsxImages.ts';
import { MarkdownPlaces } from './markdownPlaces.ts';
import { blanked, isFilled, maskedText, withoutFillers } from './masked.ts';
import { otherForms } from './otherForms.ts';
import { type Dialect, parseMarkdown } from './parseMarkdown.ts';

/** Reads a document. Any text gives an answer; code and comments have no images. */
export function readDocument(text: string, isMdx = false): DocumentParts {
  return text.startsWith(byteOrderMark)
    ? behindMark(readBody(text.slice(byteOrderMark.length), isMdx))
    : readBody(text, isMdx);
}

function readBody(text: string, isMdx: boolean): DocumentParts {
  const { text: masked, front, modules } = maskedText(text, isMdx);
  const reading = new Reading(text, isMdx);
  reading.read(masked, isMdx ? 'mdx' : 'markdown');
  const bodies = indentedBodies(text, reading.indented);
  // Only their places are kept, so that each offset stays what it is.
  if (bodies.length > 0) reading.read(onlyAt(masked, bodies), 'indented');
  const { tree, isSound } = reading;
  const prose = blanked(text, [front, ...modules, ...reading.silent(bodies)]);
  const others = otherForms(text, prose, front);
  const images = withoutDoubles([...reading.allImages(), ...importedImages(text, modules), ...others.images]);
  const named = others.images.map(({ span }) => span);
  const blocks = withBodies(
    tree.children.map((child) => blockOf(child, masked, named)),
    bodies,
  );
  return {
    text,
    isMdx,
    images,
    links: [...reading.allLinks(), ...others.links],
    blocks,
    labels: [...reading.definitions.values()].map(({ label, identifier }) => label ?? identifier),
    definitionsEnd: reading.definitionsEnd,
    bodyStart: bodyStartOf(tree, front, modules),
    isSound,
  };
}

/** What is found while the tree of a document is walked. */
class Reading {
  readonly #text: string;
  readonly #isMdx: boolean;
  #masked = '';
  readonly #places = new MarkdownPlaces();
  readonly #html = new HtmlImages();
  readonly #images: ImageLink[] = [];
  readonly #links: string[] = [];
  readonly #references: { node: ImageReference; inTable: boolean }[] = [];
  readonly #code: Span[] = [];
  readonly definitions = new Map<string, Definition>();
  /** Code that only its indentation makes such. */
  readonly indented: Span[] = [];
  definitionsEnd: number | undefined;
  /** False where MDX can't be compiled as it stands. */
  isSound = true;
  tree: Root = { type: 'root', children: [] };

  constructor(text: string, isMdx: boolean) {
    this.#text = text;
    this.#isMdx = isMdx;
  }

  read(masked: string, dialect: Dialect): void {
    this.#masked = masked;
    const { tree, isSound } = parseMarkdown(masked, dialect, this.#places.extension);
    if (!isSound) this.isSound = false;
    if (dialect !== 'indented') this.tree = tree;
    this.#walk(tree, false);
  }

  /** What holds no images: code and comments, but for what is no code in the dialect of the site. */
  silent(bodies: readonly Span[]): Span[] {
    const isBody = ({ start }: Span): boolean =>
      bodies.some((body) => body.start <= start && start < body.end);
    return this.#code.filter((span) => !isBody(span) || !this.indented.includes(span));
  }

  allImages(): ImageLink[] {
    const referenced = this.#references.flatMap(({ node, inTable }) => {
      const definition = this.definitions.get(node.identifier);
      return definition ? [this.#referencedImage(node, definition, inTable)] : [];
    });
    return [...this.#images, ...referenced, ...this.#html.found];
  }

  allLinks(): string[] {
    const shown = new Set(this.#references.map(({ node }) => node.identifier));
    const unshown = [...this.definitions.values()].filter(({ identifier }) => !shown.has(identifier));
    return [...this.#links, ...unshown.map(({ url }) => url), ...this.#html.others];
  }

  #walk(node: Nodes, inTable: boolean): void {
    this.#visit(node, inTable);
    const inside = inTable || node.type === 'table';
    if ('children' in node) for (const child of node.children) this.#walk(child, inside);
    if (isJsx(node) && node.name === 'picture') {
      const { end } = spanOf(node);
      this.#html.tag('/picture', { start: end, end }, new Map(), inTable);
    }
  }

  #visit(node: Nodes, inTable: boolean): void {
    const text = this.#text;
    const span = spanOf(node);
    if (node.type === 'html') {
      const piece = text.slice(span.start, span.end);
      this.#html.read(text, this.#masked, span, inTable);
      for (const { index, 0: comment } of piece.matchAll(/<!--[\s\S]*?(?:-->|$)/g)) {
        this.#code.push({ start: span.start + index, end: span.start + index + comment.length });
      }
    } else if (isJsx(node)) this.#images.push(...readJsx(this.#html, node, text, inTable));
    else if (node.type === 'image') this.#images.push(this.#inlineImage(node, inTable));
    else if (node.type === 'imageReference') this.#references.push({ node, inTable });
    else if (node.type === 'link') this.#links.push(this.#written(node.url, this.#places.targetOf(span)));
    else if (node.type === 'code') this.#codeAt(node, span);
    else if (node.type === 'inlineCode') this.#code.push(span);
    else if (node.type === 'definition') {
      if (!this.definitions.has(node.identifier)) this.definitions.set(node.identifier, node);
      this.definitionsEnd = span.end;
    }
  }

  #codeAt({ lang, meta }: Code, span: Span): void {
    this.#code.push(span);
    const written = this.#text.slice(span.start, span.end);
    if (!/^(?:`{3}|~{3})/.test(written)) this.indented.push(span);
    // A directive of MyST.
    const path = meta?.trim();
    if (path === undefined || path === '' || !/^\{(?:figure|image|thumbnail)\}$/.test(lang ?? '')) return;
    const start = span.start + written.indexOf(path);
    const target = { start, end: start + path.length };
    this.#images.push(linkWith({ kind: 'directive', span, url: path, target }));
  }

  #inlineImage(node: Image, inTable: boolean): ImageLink {
    const span = spanOf(node);
    const target = this.#places.targetOf(span);
    const altPlace = this.#places.altOf(span);
    const alt = node.alt ?? '';
    return linkWith({
      kind: 'inline',
      span,
      url: this.#written(node.url, target),
      target,
      alt: isFilled(alt) && altPlace ? this.#text.slice(altPlace.start, altPlace.end) : alt,
      altPlace,
      title: node.title ?? undefined,
      shownWidth: this.#widthBehind(span),
      inTable,
    });
  }

  #referencedImage(node: ImageReference, definition: Definition, inTable: boolean): ImageLink {
    const span = spanOf(node);
    const target = this.#places.targetOf(spanOf(definition));
    return linkWith({
      kind: 'reference',
      span,
      url: this.#written(definition.url, target),
      target,
      alt: node.alt ?? '',
      // `![alt]` alone names its definition by its text, which so can't be another one.
      altPlace: node.referenceType === 'full' ? this.#places.altOf(span) : undefined,
      title: definition.title ?? undefined,
      inTable,
    });
  }

  /** An address with a template, as it stands in the text. */
  #written(url: string, { start, end }: Span): string {
    return isFilled(url) ? this.#text.slice(start, end).replace(/^<(.*)>$/s, '$1') : url;
  }

  /** `{ width=300 }`, as Python's Markdown and others have it. */
  #widthBehind({ end }: Span): number | undefined {
    if (this.#isMdx || this.#text.charAt(end) !== '{') return undefined;
    return widthOf(
      /^\{[^}\n]*\bwidth\s*=\s*"?(\d+(?:px)?)"?[\s}]/.exec(this.#text.slice(end, end + 200))?.[1],
    );
  }
}

/**
 * The words of a node as they are read; code and HTML have none.
 * @param named images that Markdown takes for words
 */
function wordsOf(node: Nodes, masked: string, named: readonly Span[]): string {
  if (node.type === 'text') return withoutFillers(proseOf(node, masked, named));
  if (node.type === 'inlineCode') return node.value;
  if (node.type === 'break') return ' ';
  if (!('children' in node)) return '';
  const between = node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote' ? '\n' : '';
  return node.children.map((child) => wordsOf(child, masked, named)).join(between);
}

/** Where an image is cut out, the rest of a text comes as it is written, with its escapes. */
function proseOf(node: Text, masked: string, named: readonly Span[]): string {
  const { start, end } = spanOf(node);
  const cut = named.filter((span) => span.start < end && start < span.end);
  if (cut.length === 0) return node.value;
  const blanks = cut.map((span) => ({
    start: Math.max(0, span.start - start),
    end: Math.min(end, span.end) - start,
  }));
  return blanked(masked.slice(start, end), blanks);
}

function blockOf(node: Root['children'][number], masked: string, named: readonly Span[]): Block {
  const span = spanOf(node);
  const words = wordsOf(node, masked, named).trim();
  const heading = node.type === 'heading' ? { depth: node.depth, text: words, span } : undefined;
  return { span, words, heading };
}

/** An indented body is a part of the block that its marker begins: nothing can be put between them. */
function withBodies(blocks: readonly Block[], bodies: readonly Span[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    const isBody = bodies.some(({ start }) => start === block.span.start);
    if (!isBody || before === undefined) joined.push(block);
    else joined[joined.length - 1] = { ...before, span: { start: before.span.start, end: block.span.end } };
  }
  return joined;
}

const isJsx = (node: Nodes): node is JsxElement =>
  node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';

const spanOf = ({ position }: Nodes): Span => ({
  start: position?.start.offset ?? 0,
  end: position?.end.offset ?? 0,
});

/** The text with blanks everywhere but there. */
function onlyAt(text: string, kept: readonly Span[]): string {
  const gaps: Span[] = [];
  let at = 0;
  for (const { start, end } of kept) {
    gaps.push({ start: at, end: start });
    at = end;
  }
  return blanked(text, [...gaps, { start: at, end: text.length }]);
}

/** In the order of the text. Of two forms that name the same address at the same place the first counts. */
function withoutDoubles(images: readonly ImageLink[]): ImageLink[] {
  const kept: ImageLink[] = [];
  for (const image of images) {
    const isWithin = ({ target }: ImageLink): boolean =>
      image.target.start < target.end && target.start < image.target.end;
    if (image.kind === 'reference' || !kept.some((other) => other.kind !== 'reference' && isWithin(other)))
      kept.push(image);
  }
  return kept.sort((a, b) => a.span.start - b.span.start);
}

/** Behind the front matter and those modules that stand before all else. */
function bodyStartOf({ children: [first] }: Root, front: Span, modules: readonly Span[]): number {
  const begin = first ? spanOf(first).start : Number.POSITIVE_INFINITY;
  return Math.max(front.end, ...modules.filter(({ end }) => end <= begin).map(({ end }) => end));
}
