import type { Definition, Image, ImageReference, Nodes, Root } from 'mdast';
import { type Extension, fromMarkdown } from 'mdast-util-from-markdown';
import { HtmlImages } from './htmlImages.ts';
import type { ImageLink } from './imageLinks.ts';
import type { Span } from './spans.ts';

export interface Heading {
  depth: number;
  text: string;
  span: Span;
}

/** A block of the document's top level, with its words as far as they are prose. */
export interface Block {
  span: Span;
  words: string;
  heading: Heading | undefined;
}

/** What a Markdown or MDX document says, as far as its images are concerned. */
export interface DocumentParts {
  text: string;
  isMdx: boolean;
  images: ImageLink[];
  /** Addresses of links, which may lead to images too. */
  links: string[];
  blocks: Block[];
  /** The labels of all definitions, as written. */
  labels: string[];
  /** Where the last definition ends; undefined without any. */
  definitionsEnd: number | undefined;
}

/** Reads a document. Any text gives an answer; code, comments and front matter have no images. */
export function readDocument(text: string, isMdx = false): DocumentParts {
  const places = new Places();
  const tree = fromMarkdown(masked(text, isMdx), {
    extensions: isMdx ? [{ disable: { null: ['htmlFlow', 'codeIndented', 'autolink'] } }] : [],
    mdastExtensions: [places.extension],
  });
  const html = new HtmlImages();
  const images: ImageLink[] = [];
  const links: string[] = [];
  const definitions = new Map<string, Definition>();
  const references: ImageReference[] = [];
  let definitionsEnd: number | undefined;
  walk(tree, (node) => {
    const span = spanOf(node);
    if (node.type === 'html') html.read(text.slice(span.start, span.end), span.start);
    else if (node.type === 'image') images.push(inlineImage(node, places));
    else if (node.type === 'imageReference') references.push(node);
    else if (node.type === 'link') links.push(node.url);
    else if (node.type === 'definition') {
      if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
      definitionsEnd = span.end;
    }
  });
  const shown = new Set<string>();
  for (const reference of references) {
    const definition = definitions.get(reference.identifier);
    if (definition === undefined) continue;
    shown.add(definition.identifier);
    images.push(referencedImage(reference, definition, places));
  }
  for (const { identifier, url } of definitions.values()) if (!shown.has(identifier)) links.push(url);
  images.push(...html.found);
  images.sort((a, b) => a.span.start - b.span.start);
  return {
    text,
    isMdx,
    images,
    links: [...links, ...html.others],
    blocks: tree.children.map(blockOf),
    labels: [...definitions.values()].map(({ label, identifier }) => label ?? identifier),
    definitionsEnd,
  };
}

/** The words of a node as they are read; code and HTML have none. */
export function wordsOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'inlineCode') return node.value;
  if (node.type === 'break') return ' ';
  if (!('children' in node)) return '';
  const between = node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote' ? '\n' : '';
  return node.children.map(wordsOf).join(between);
}

/** Where in the text the addresses and alternative texts are: the tree itself knows whole nodes only. */
class Places {
  readonly #targets = new Map<number, Span>();
  readonly #alts = new Map<number, Span>();

  readonly extension: Extension = this.#extension();

  #extension(): Extension {
    const places = this;
    return {
      enter: {
        labelText({ start, end }) {
          places.#alts.set(start.offset, { start: start.offset, end: end.offset });
        },
      },
      exit: {
        resourceMarker({ end }) {
          const at = this.stack.at(-1)?.position?.start.offset;
          if (at !== undefined && !places.#targets.has(at))
            places.#targets.set(at, { start: end.offset, end: end.offset });
        },
        resourceDestination({ start, end }) {
          const at = this.stack.at(-1)?.position?.start.offset;
          if (at !== undefined) places.#targets.set(at, { start: start.offset, end: end.offset });
        },
        definitionDestination({ start, end }) {
          const at = this.stack.at(-1)?.position?.start.offset;
          if (at !== undefined) places.#targets.set(at, { start: start.offset, end: end.offset });
        },
      },
    };
  }

  targetOf(node: Image | Definition): Span {
    const { start, end } = spanOf(node);
    return this.#targets.get(start) ?? { start: end, end };
  }

  altOf(node: Image | ImageReference): Span | undefined {
    // Behind `![`.
    return this.#alts.get(spanOf(node).start + 2);
  }
}

const inlineImage = (node: Image, places: Places): ImageLink => ({
  kind: 'inline',
  span: spanOf(node),
  url: node.url,
  target: places.targetOf(node),
  alt: node.alt ?? '',
  altPlace: places.altOf(node),
  title: node.title ?? undefined,
  picture: undefined,
  shownWidth: undefined,
  media: undefined,
});

const referencedImage = (node: ImageReference, definition: Definition, places: Places): ImageLink => ({
  kind: 'reference',
  span: spanOf(node),
  url: definition.url,
  target: places.targetOf(definition),
  alt: node.alt ?? '',
  // `![alt]` alone names its definition by its text, which so can't be another one.
  altPlace: node.referenceType === 'full' ? places.altOf(node) : undefined,
  title: definition.title ?? undefined,
  picture: undefined,
  shownWidth: undefined,
  media: undefined,
});

function blockOf(node: Root['children'][number]): Block {
  const span = spanOf(node);
  const words = wordsOf(node).trim();
  const heading = node.type === 'heading' ? { depth: node.depth, text: words, span } : undefined;
  return { span, words, heading };
}

function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) walk(child, visit);
}

const spanOf = ({ position }: Nodes): Span => ({
  start: position?.start.offset ?? 0,
  end: position?.end.offset ?? 0,
});

/** Front matter and the comments of MDX become blanks: they are no text, and all else keeps its place. */
function masked(text: string, isMdx: boolean): string {
  const front = /^\uFEFF?(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\1[ \t]*(?=\r?\n|$)/.exec(text)?.[0] ?? '';
  const rest = text.slice(front.length);
  return blank(front) + (isMdx ? withoutComments(rest) : rest);
}

/** Each comment of MDX as blanks; one without an end is none. */
function withoutComments(text: string): string {
  const begin = /\{\s*\/\*/g;
  const end = /\*\/\s*\}/g;
  let done = '';
  for (let open = begin.exec(text); open !== null; open = begin.exec(text)) {
    end.lastIndex = begin.lastIndex;
    if (end.exec(text) === null) break;
    done += text.slice(done.length, open.index) + blank(text.slice(open.index, end.lastIndex));
    begin.lastIndex = end.lastIndex;
  }
  return done + text.slice(done.length);
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');
