import type { Root } from 'mdast';
import { type Extension, fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { mdxExpressionFromMarkdown } from 'mdast-util-mdx-expression';
import { mdxJsxFromMarkdown } from 'mdast-util-mdx-jsx';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import { mdxExpression } from 'micromark-extension-mdx-expression';
import { mdxJsx } from 'micromark-extension-mdx-jsx';

/** `indented`: Markdown in which an indentation makes no code, as within the admonitions of MkDocs. */
export type Dialect = 'markdown' | 'mdx' | 'indented';

/** The constructs that do not count in a dialect. */
const disabled = {
  mdx: ['autolink', 'codeIndented', 'htmlFlow', 'htmlText'],
  lenientMdx: ['autolink', 'codeIndented', 'htmlFlow'],
  indented: ['codeIndented'],
  markdown: [],
} as const;

/**
 * The tree of a text, with tables and footnotes as GitHub has them.
 * @param places hears where the parts of a node stand
 * @returns `isSound` is false where MDX can't be compiled as it stands; what can be read still is
 */
export function parseMarkdown(
  text: string,
  dialect: Dialect,
  places: Extension,
): { tree: Root; isSound: boolean } {
  const parse = (without: keyof typeof disabled): Root => {
    const isMdx = without === 'mdx';
    return fromMarkdown(text, {
      extensions: [
        gfmTable(),
        gfmFootnote(),
        ...(isMdx ? [mdxJsx(), mdxExpression()] : []),
        { disable: { null: [...disabled[without]] } },
      ],
      mdastExtensions: [
        places,
        gfmTableFromMarkdown(),
        gfmFootnoteFromMarkdown(),
        ...(isMdx ? [mdxJsxFromMarkdown(), mdxExpressionFromMarkdown()] : []),
      ],
    });
  };
  if (dialect !== 'mdx') return { tree: parse(dialect), isSound: true };
  try {
    return { tree: parse('mdx'), isSound: true };
  } catch {
    // It is being typed.
    return { tree: parse('lenientMdx'), isSound: false };
  }
}
