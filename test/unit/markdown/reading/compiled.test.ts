import assert from 'node:assert/strict';
import { compile } from '@mdx-js/mdx';
import MarkdownIt from 'markdown-it';
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { sectionAt } from '../../../../src/core/markdown/document/section.ts';
import { applyEdits } from '../../../../src/core/markdown/document/spans.ts';
import { readDocument } from '../../../../src/core/markdown/reading/readDocument.ts';
import { staysUnharmed } from '../../../../src/core/markdown/reading/unharmed.ts';
import { writePair } from '../../../../src/core/markdown/writing/darkVariant.ts';
import { insertImage, linkStyleOf, writeAlt } from '../../../../src/core/markdown/writing/writeLinks.ts';
import type { WritingRules } from '../../../../src/core/markdown/writing/writingRules.ts';
import { rulesFor } from '../rules.ts';

/** Alternative texts that would break out of where they are written. */
const alts = [
  'Plain words',
  '<Tabs>',
  'Map<string, {a: number}>',
  'Mail <a@b.org> or {name}',
  'On | off',
  'A [b] \\ `c` *d* _e_ ~~f~~',
  'Cost $1 & 2 &amp; {{ x }} {% y %}',
  '![x](y.png) </picture> -->',
];

const markdown = `---
title: x
---

# Title

Words with *emphasis* and ![one](one.png) in a line.

![two](two.png "t")
*Figure: a caption*

![three](three.png)
# Next

| a | b |
| - | - |
| ![four](four.png) | y |

> ![five](five.png)

- item ![six](six.png)

  ![seven](seven.png)

[![eight](eight.png)](https://example.org)

![nine][nine]

[nine]: nine.png
`;

const mdx = `import X from './x'

# Title \`<Tabs>\`

<Card title="x">

![one](./one.png)

</Card>

Words ![two](two.png) and {1 + 1}.

| a | b |
| - | - |
| ![three](three.png) | y |

export const y = 1

<img src="/four.png" alt="four" style={{float: 'right'}} />

## Last
`;

const docusaurus = { isMdx: true, showsRawImages: false, pair: 'themedImage' } as const;

/** A document with the rules of its site. */
const documents: [name: string, text: string, rules: Partial<WritingRules>][] = [
  ['Markdown', markdown, {}],
  ['Markdown with Windows line ends', markdown.replaceAll('\n', '\r\n'), {}],
  ['Markdown behind a byte order mark', markdown.replace(/^---[\s\S]*?---\s*/, '\uFEFF'), {}],
  ['Markdown of Material for MkDocs', markdown, { pair: 'suffixes' }],
  ['Markdown of Starlight', markdown, { showsRawImages: false, pair: 'starlight' }],
  ['MDX', mdx, { isMdx: true }],
  ['MDX of Docusaurus', mdx, docusaurus],
  ['Markdown that Docusaurus reads as MDX', markdown, docusaurus],
];

const parse = (text: string): Root =>
  fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

/** What is read of a document besides its images and HTML: the words of each block, in order. */
function wordsOf(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value;
  return 'children' in node ? node.children.map(wordsOf).join(node.type === 'root' ? '\n' : '') : '';
}

const withoutFront = (text: string): string => text.replace(/^---[\s\S]*?---/, '');
const proseOf = (text: string): string =>
  wordsOf(parse(withoutFront(text).replace(/^(?:import|export) .*$/gm, '')))
    .replace(/<[^<>]{0,400}>/g, '')
    .replace(/\s+/g, '');

async function checkCompiled(before: string, after: string, isMdx: boolean, what: string): Promise<void> {
  if (isMdx) {
    await assert.doesNotReject(compile(withoutFront(after)), `${what}\n${after}`);
    return;
  }
  assert.equal(proseOf(after), proseOf(before), `${what}\n${after}`);
  // The other common reader sees the same headings, tables and images.
  const html = new MarkdownIt({ html: true }).render(withoutFront(after));
  const htmlBefore = new MarkdownIt({ html: true }).render(withoutFront(before));
  const count = (text: string, tag: string): number => text.split(`<${tag}`).length;
  for (const tag of ['h1', 'td', 'li', 'blockquote', 'em'])
    assert.equal(count(html, tag), count(htmlBefore, tag), `${tag}: ${what}\n${after}`);
  assert.ok(count(html, 'img') >= count(htmlBefore, 'img'), `${what}\n${after}`);
}

for (const [name, text, changed] of documents) {
  describe(`writing into ${name} breaks nothing`, () => {
    const rules = rulesFor(changed);
    const document = readDocument(text, rules.isMdx);

    it('when an alternative text is written, which comes back as it was typed', async () => {
      for (const [index, image] of document.images.entries()) {
        for (const alt of [alts[index % alts.length] ?? '', 'On | {off} <b>']) {
          const edit = writeAlt(image, alt, rules.isMdx);
          if (edit === undefined) continue;
          const after = applyEdits(text, [edit]);
          const read = readDocument(after, rules.isMdx);
          assert.equal(read.images.find(({ url }) => url === image.url)?.alt, alt, after);
          assert.equal(staysUnharmed(document, [edit]), true, after);
          await checkCompiled(text, after, rules.isMdx, `${image.url}: ${alt}`);
        }
      }
    });

    it('when an image is inserted at the end of any section', async () => {
      for (const [index, { span }] of document.blocks.entries()) {
        const { insertAt } = sectionAt(document, span.start);
        const alt = alts[index % alts.length] ?? '';
        const edits = insertImage(document, insertAt, { url: 'new.png', alt }, linkStyleOf(document, rules));
        const after = applyEdits(text, edits);
        const read = readDocument(after, rules.isMdx);
        assert.equal(read.images.length, document.images.length + 1, after);
        assert.equal(read.images.find(({ url }) => url === 'new.png')?.alt, alt, after);
        assert.equal(staysUnharmed(document, edits), true, after);
        await checkCompiled(text, after, rules.isMdx, `at ${insertAt}: ${alt}`);
      }
    });

    it('when an image becomes a pair', async () => {
      for (const image of document.images) {
        const edits = await writePair(document, image, rules, {
          of: async (which) => (which === 'dark' ? 'dark.png' : image.url),
          moduleOf: async (which) => `./${which}.png`,
        });
        if (edits === undefined) continue;
        const after = applyEdits(text, edits);
        const read = readDocument(after, rules.isMdx);
        assert.ok(
          read.images.some(({ url }) => url.includes('dark.png')),
          after,
        );
        assert.equal(staysUnharmed(document, edits), true, after);
        await checkCompiled(text, after, rules.isMdx, image.url);
      }
    });
  });
}

describe('what would break a document', () => {
  it('is seen before it is written', () => {
    const open = readDocument('# A\n\n```js\ncode\n');
    const inCode = insertImage(open, open.text.length, { url: 'n.png', alt: 'n' });
    assert.equal(readDocument(applyEdits(open.text, inCode)).images.length, 0);
    assert.equal(staysUnharmed(open, inCode), false);
    const mdxText = readDocument('Words.\n', true);
    assert.equal(staysUnharmed(mdxText, [{ start: 0, end: 0, text: '<Tabs> ' }]), false);
    const swallowed = readDocument('![a](a.png)\n![b](b.png)\n');
    const block = '<picture>\n<img src="a.png">\n</picture>';
    assert.equal(staysUnharmed(swallowed, [{ start: 0, end: 11, text: block }]), false);
  });
});
