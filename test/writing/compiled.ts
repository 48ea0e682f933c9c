import { compile } from '@mdx-js/mdx';
import MarkdownIt from 'markdown-it';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Span } from '../../src/core/markdown/document/spans.ts';
import { liquidOf, type Shortcode, shortcodesOf } from './shortcodes.ts';

/** What the real readers make of a document, without what stands in some of its places. */
interface Compiled {
  /** The tree of MDX, or of GitHub's Markdown. */
  tree: string;
  /** The HTML of markdown-it without images; empty for MDX. */
  html: string;
  /** The shortcodes of Hugo, or the tags of Liquid. */
  shortcodes: string;
}

/** A document after it was read. */
export type Reading = (left: readonly Span[]) => Compiled;
export interface SiteReads {
  isMdx: boolean;
  /** Whether shortcodes are filled in before the Markdown is read. */
  isHugo: boolean;
  /** Whether tags of Liquid are. */
  isJekyll: boolean;
  /** Whether Markdown stands in indented bodies, which is code for markdown-it. */
  isMkDocs: boolean;
}

const markdownIt = new MarkdownIt({ html: true });

/**
 * Compiles a document as its site does. Rejects where MDX can't be compiled. What comes back gives what was read
 * without some places: what is written, or what it takes the place of.
 */
export async function compiled(text: string, site: SiteReads): Promise<Reading> {
  if (!text.startsWith('\uFEFF')) return compiledBody(text, site);
  const reading = await compiledBody(text.slice(1), site);
  return (left) => reading(left.map(({ start, end }) => ({ start: start - 1, end: end - 1 })));
}

async function compiledBody(
  text: string,
  { isMdx, isHugo, isJekyll, isMkDocs }: SiteReads,
): Promise<Reading> {
  const shortcodes = isHugo ? shortcodesOf(text) : isJekyll ? liquidOf(text) : [];
  // For the Markdown each is one word.
  const filled = (wordOf: (shortcode: Shortcode) => string): string =>
    shortcodes.reduceRight((all, one) => all.slice(0, one.start) + wordOf(one) + all.slice(one.end), text);
  const plain = filled(({ start, end }) => 'h'.repeat(end - start));
  const body = isMdx ? asDocusaurusReadsIt(plain) : withoutFront(plain);
  const tree = isMdx ? await mdxTree(body) : githubTree(body);
  const html = isMdx ? '' : withoutImages(markdownIt.render(withoutFront(filled(() => 'HUGOSHORTCODE'))));
  return (left) => ({
    tree: JSON.stringify(shapeOf(tree, body, left)),
    html: isMkDocs && left.some((span) => isInIndentedCode(tree, body, span)) ? '' : html,
    shortcodes: JSON.stringify(
      shortcodes
        // A template that was the whole value goes with it.
        .filter(({ start, end }) => !left.some((span) => span.start <= start && end <= span.end))
        .map(({ parts }) => partsWithout(parts, left)),
    ),
  });
}

function isInIndentedCode(node: Nodes, text: string, span: Span): boolean {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  if (node.type !== 'root' && (span.start < start || span.end > end)) return false;
  if (node.type === 'code') return !/^(?:`{3}|~{3})/.test(text.slice(start));
  return 'children' in node && node.children.some((child) => isInIndentedCode(child, text, span));
}

const partsWithout = (parts: Shortcode['parts'], left: readonly Span[]): string[] =>
  parts.map(({ text, start, end }) =>
    left.some((span) => span.start < end && start < span.end) ? '' : text,
  );

async function mdxTree(body: string): Promise<Root> {
  let tree: Root | undefined;
  const github = function (this: { data(): object }): void {
    const add = (key: string, extension: unknown): void => {
      const known: unknown = Reflect.get(this.data(), key);
      Reflect.set(this.data(), key, [...(Array.isArray(known) ? known : []), extension]);
    };
    add('micromarkExtensions', gfm());
    add('fromMarkdownExtensions', gfmFromMarkdown());
  };
  const keep = () => (root: Root) => {
    tree = structuredClone(root);
  };
  await compile(body, { remarkPlugins: [github, keep] });
  if (tree === undefined) throw new Error('MDX gave no tree.');
  return tree;
}

const githubTree = (body: string): Root =>
  fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

type Shape = (string | Shape)[];

/** A tree without places; undefined where nothing is left of it. */
function shapeOf(node: Nodes, text: string, left: readonly Span[]): Shape | undefined {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  if (node.type !== 'root' && left.some((span) => start >= span.start && end <= span.end)) return undefined;
  const own: Shape = [node.type];
  // What is written into a piece of HTML or an expression is left out of it, too.
  if ('value' in node) own.push(oneSpace(cutOut(text, { start, end }, left)));
  if ('attributes' in node) own.push(...attributesOf(node, text, left));
  for (const key of ['url', 'title', 'alt', 'depth', 'ordered', 'checked', 'identifier', 'lang'] as const) {
    const value: unknown = key in node ? Reflect.get(node, key) : undefined;
    const isWritten =
      (key === 'alt' || key === 'url') && left.some((span) => span.start < end && start < span.end);
    if (value !== undefined && value !== null && !isWritten) own.push(`${key}=${String(value)}`);
  }
  if (!('children' in node)) return own;
  const children = node.children.flatMap((child) => {
    const shape = shapeOf(child, text, left);
    return shape === undefined ? [] : [shape];
  });
  const joined = withoutEmpty(children);
  if (node.type === 'paragraph' && joined.length === 0) return undefined;
  return [...own, ...joined];
}

function attributesOf(node: Nodes, text: string, left: readonly Span[]): Shape {
  if (!('attributes' in node) || !Array.isArray(node.attributes)) return [];
  const all = node.attributes.map(({ position }) => {
    const span = { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
    return oneSpace(cutOut(text, span, left));
  });
  // One that is written whole is none of the others.
  return all.filter((attribute) => attribute !== '');
}

/** Texts beside each other as one; those without a word are nothing. */
function withoutEmpty(children: readonly Shape[]): Shape[] {
  const found: Shape[] = [];
  for (const child of children) {
    const last = found.at(-1);
    if (child[0] === 'text' && last?.[0] === 'text')
      last[1] = oneSpace(`${String(last[1])} ${String(child[1])}`);
    else found.push([...child]);
  }
  return found.filter(([type, value]) => !(type === 'text' && String(value).trim() === ''));
}

function cutOut(text: string, span: Span, left: readonly Span[]): string {
  let result = '';
  let at = span.start;
  for (const { start, end } of [...left].sort((a, b) => a.start - b.start)) {
    if (end <= at || start >= span.end) continue;
    result += `${text.slice(at, Math.max(at, start))} `;
    at = Math.min(span.end, end);
  }
  return result + text.slice(at, span.end);
}

const oneSpace = (text: string): string => text.replace(/\s+/g, ' ').trim();
const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');
const withoutFront = (text: string): string =>
  text.replace(/^\uFEFF?(---|\+\+\+)[ \t]*\r?\n(?:[\s\S]*?\r?\n)?\1[ \t]*(?=\r?\n|$)/, blank);

/** Docusaurus takes comments of HTML and the ids of headings out before MDX sees them. */
const asDocusaurusReadsIt = (text: string): string =>
  withoutFront(text)
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/\{#[\w-]+\}[ \t]*$/gm, blank);

const imageTags =
  /<(?:img|source)\b(?:"[^"]*"|'[^']*'|[^"'>])*>|<\/?picture>|<span class="(?:light|dark):sl-hidden">|(?<=>)\s*<\/span>|<p>\s*<\/p>/g;
const withoutImages = (html: string): string =>
  html
    .replace(imageTags, '')
    .replace(/<p>\s*<\/p>/g, '')
    .replace(/\s+/g, '');
