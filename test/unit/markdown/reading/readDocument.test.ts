import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mayHaveImages } from '../../../../src/core/markdown/document/imageLinks.ts';
import { readDocument } from '../../../../src/core/markdown/reading/readDocument.ts';

/** The images of a text: what is written for the address and the alternative text, as the places say. */
function imagesOf(text: string, isMdx = false) {
  return readDocument(text, isMdx).images.map(({ kind, url, target, alt, altPlace }) => ({
    kind,
    url,
    target: text.slice(target.start, target.end),
    alt,
    altText: altPlace && text.slice(altPlace.start, altPlace.end),
  }));
}
const urlsOf = (text: string, isMdx = false) => readDocument(text, isMdx).images.map(({ url }) => url);

describe('reading the images of a document', () => {
  it('finds addresses and alternative texts at their exact places', () => {
    assert.deepEqual(imagesOf('![a [b] \\]c](img%20x.png "t") and ![](<a b.png>)'), [
      { kind: 'inline', url: 'img%20x.png', target: 'img%20x.png', alt: 'a [b] ]c', altText: 'a [b] \\]c' },
      { kind: 'inline', url: 'a b.png', target: '<a b.png>', alt: '', altText: '' },
    ]);
  });

  it('finds images in links, quotes and lists, with parentheses, escapes and non-Latin names', () => {
    const text = '[![in](q.png)](l.png)\n\n> > - ![e\\_s](../a(1)/хафен_灯台.png)\n>   ![x](e\\_s.png)\n';
    assert.deepEqual(imagesOf(text), [
      { kind: 'inline', url: 'q.png', target: 'q.png', alt: 'in', altText: 'in' },
      {
        kind: 'inline',
        url: '../a(1)/хафен_灯台.png',
        target: '../a(1)/хафен_灯台.png',
        alt: 'e_s',
        altText: 'e\\_s',
      },
      { kind: 'inline', url: 'e_s.png', target: 'e\\_s.png', alt: 'x', altText: 'x' },
    ]);
    assert.deepEqual(readDocument(text).links, ['l.png']);
  });

  it('finds a reference’s address in its definition', () => {
    const text = '![The logo][old] ![old]\n\n[old]: <images/OLD LOGO.PNG> "2009"\n[file]: other.png\n';
    const { images, links, labels } = readDocument(text);
    assert.deepEqual(
      images.map(({ kind, url, title, altPlace }) => [kind, url, title, altPlace !== undefined]),
      [
        ['reference', 'images/OLD LOGO.PNG', '2009', true],
        ['reference', 'images/OLD LOGO.PNG', '2009', false],
      ],
    );
    for (const { target } of images)
      assert.equal(text.slice(target.start, target.end), '<images/OLD LOGO.PNG>');
    assert.deepEqual([links, labels], [['other.png'], ['old', 'file']]);
  });

  it('finds HTML images, in a block and in a line, with and without quotes', () => {
    const text = `<p><img src="a%20b.png" width="96" alt="A &amp; B"></p>\n\nText <IMG src=b.png> and <img alt='x' src='c.png'/>\n`;
    assert.deepEqual(imagesOf(text), [
      { kind: 'html', url: 'a%20b.png', target: '"a%20b.png"', alt: 'A & B', altText: '"A &amp; B"' },
      { kind: 'html', url: 'b.png', target: 'b.png', alt: '', altText: '' },
      { kind: 'html', url: 'c.png', target: "'c.png'", alt: 'x', altText: "'x'" },
    ]);
    assert.equal(readDocument(text).images[0]?.shownWidth, 96);
  });

  it('knows both images of a picture', () => {
    const text =
      '<picture>\n  <source media="(prefers-color-scheme: dark)" srcset="d.png 2x, e.png">\n  <img src="l.png">\n</picture>\n';
    const { images } = readDocument(text);
    assert.deepEqual(
      images.map(({ kind, url, picture }) => [kind, url, text.slice(picture?.start, picture?.end)]),
      [
        ['source', 'd.png', text.trim()],
        ['html', 'l.png', text.trim()],
      ],
    );
  });

  it('ignores code, comments and the words of front matter', () => {
    const text =
      '---\ntitle: "![no](front.png)"\nimages: some\n---\n\n`![no](code.png)`\n\n```md\n![no](fence.png)\n<img src="fence2.png">\n```\n\n    ![no](indented.png)\n\n<!-- <img src="comment.png"> ![no](comment2.png) -->\n\n![yes](yes.png)\n';
    assert.deepEqual(urlsOf(text), ['yes.png']);
    assert.deepEqual(urlsOf('+++\na = "![no](a.png)"\n+++\n![yes](yes.png)'), ['yes.png']);
  });

  it('reads MDX: Markdown within elements, no indented code, no comments, no expressions', () => {
    const text =
      'import X from \'./x.jsx\'\n\n<Card title="x">\n    ![in an element](j.png)\n    <img src="k.png" alt={x} />\n</Card>\n\n{/* ![no](no.png) */}\n\n<img src={logo} />\n';
    assert.deepEqual(urlsOf(text, true), ['j.png', 'k.png']);
  });

  it('reads what MDX imports, requires and gives to components, but not what its code shows', () => {
    const text = `import hero from "./hero.png"
import './style.css'

<img src="/img/a.png" width={283} style={{float: 'right'}} />

<img src={require("./b.png").default} alt="B" />

<Image src={hero} alt="Hero" />

<ThemedImage sources={{light: useBaseUrl('/img/l.png'), dark: require('./d.png')}} />

<div style={{backgroundImage: 'url(/img/bg.png)'}} />

\`\`\`js
import no from './no.png'
\`\`\`
`;
    const { images } = readDocument(text, true);
    assert.deepEqual(
      images.map(({ kind, url, shownWidth, media }) => [kind, url, shownWidth ?? media]),
      [
        ['import', './hero.png', undefined],
        ['html', '/img/a.png', 283],
        ['jsx', './b.png', undefined],
        ['jsx', '/img/l.png', 'light'],
        ['jsx', './d.png', 'dark'],
        ['css', '/img/bg.png', undefined],
      ],
    );
    for (const { url, target } of images)
      assert.ok([url, `"${url}"`].includes(text.slice(target.start, target.end)), url);
  });

  it('takes what begins a line like an import for words within a paragraph', () => {
    const { blocks } = readDocument('They often\nexport a project\nhere.\n', true);
    assert.deepEqual(
      blocks.map(({ words }) => words),
      ['They often\nexport a project\nhere.'],
    );
  });

  it('takes an expression of MDX for an alternative text', () => {
    const [image] = readDocument('<img src="a.png" alt={words} />\n', true).images;
    assert.equal(image?.alt, '{words}');
  });

  it('reads MDX that is being typed as far as it goes, and says that it can’t be compiled', () => {
    const { images, isSound } = readDocument('<Card\n\n![a](a.png)\n', true);
    assert.deepEqual([images.map(({ url }) => url), isSound], [['a.png'], false]);
    assert.equal(readDocument('## A {#id}\n\n<!-- c -->\n\n<Card>![a](a.png)</Card>\n', true).isSound, true);
  });

  it('reads shortcodes, includes and front matter', () => {
    const text = `---
cover: /img/cover.png
images: ["one.jpg"]
list:
  - 'two.webp'
title: see x.png for more
---

{{< figure src="/img/a.png" alt="A" width="300" >}}
{{% image "b.png" %}}
{% include figure.html image_path="/c.png" alt="C" %}
{{ '/no.png' | relative_url }}
`;
    assert.deepEqual(
      readDocument(text).images.map(({ kind, url, target, alt }) => {
        assert.equal(text.slice(target.start, target.end), url);
        return [kind, url, alt];
      }),
      [
        ['frontMatter', '/img/cover.png', ''],
        ['frontMatter', 'one.jpg', ''],
        ['frontMatter', 'two.webp', ''],
        ['shortcode', '/img/a.png', 'A'],
        ['shortcode', 'b.png', ''],
        ['shortcode', '/c.png', 'C'],
      ],
    );
  });

  it('reads embeds of vaults and wikis with their sizes', () => {
    const text =
      '![[My cat.png|300]] [[a.png]] [[/img/b.png|alt=B]]\n\n| ![[c.png\\|40x30]] |\n| - |\n\n`![[no.png]]`\n';
    const { images, links } = readDocument(text);
    assert.deepEqual(
      images.map(({ kind, url, shownWidth }) => [kind, url, shownWidth]),
      [
        ['wiki', 'My cat.png', 300],
        ['wiki', '/img/b.png', undefined],
        ['wiki', 'c.png', 40],
      ],
    );
    assert.deepEqual(links, ['a.png']);
  });

  it('reads the image blocks of Microsoft’s documents and of MyST', () => {
    const text =
      ':::image type="content" source="./media/a.png" alt-text="A":::\n\n```{figure} b.png\n:alt: B\n```\n\n:::{image} c.png\n:::\n';
    assert.deepEqual(
      readDocument(text).images.map(({ kind, url, target, alt }) => [
        kind,
        url,
        text.slice(target.start, target.end) === url,
        alt,
      ]),
      [
        ['directive', './media/a.png', true, 'A'],
        ['directive', 'b.png', true, ''],
        ['directive', 'c.png', true, ''],
      ],
    );
  });

  it('reads what stands in admonitions, tabs and definitions, and no other indented code', () => {
    const text = `!!! note "x"

    ![in a note](a.png){ width="300" }

    === "Tab"

        ![in a tab](b.png)

??? tip

    <img src="c.png">

A list of code:

    ![no](no.png)
`;
    const { images, blocks } = readDocument(text);
    assert.deepEqual(
      images.map(({ url, shownWidth }) => [url, shownWidth]),
      [
        ['a.png', 300],
        ['b.png', undefined],
        ['c.png', undefined],
      ],
    );
    // Nothing can be put between a marker and its body.
    assert.equal(text.slice(blocks[0]?.span.end).startsWith('\n\n??? tip'), true);
  });

  it('reads addresses with templates, sizes behind them, and sets of sources', () => {
    const text =
      '![a]({{ site.baseurl }}/a.png) ![b]({% link b.png %}) <img src="{{ "/c.png" | relative_url }}">\n\n![d](d.png =300x200) <img srcset="e.png 1x, f.png 2x" src="g.png">\n\n<div style="background: url(\'h.png\')"></div>\n';
    const { images, links } = readDocument(text);
    assert.deepEqual(
      images.map(({ url }) => url),
      [
        '{{ site.baseurl }}/a.png',
        '{% link b.png %}',
        '{{ "/c.png" | relative_url }}',
        'd.png',
        'g.png',
        'h.png',
      ],
    );
    assert.deepEqual(links, ['e.png', 'f.png']);
  });

  it('tells of images in tables, whose cells a sign can end', () => {
    const text = '| a | b |\n| - | - |\n| ![x \\| y](a.png) | <img src="b.png"> |\n\n![](c.png)\n';
    assert.deepEqual(
      readDocument(text).images.map(({ url, alt, inTable }) => [url, alt, inTable]),
      [
        ['a.png', 'x | y', true],
        ['b.png', '', true],
        ['c.png', '', false],
      ],
    );
  });

  it('is not needed where nothing hints at an image', () => {
    const log = '* **part-1:** mend the thing ([#1](https://example.org/issues/1))\n';
    assert.equal(mayHaveImages(log.repeat(100)), false);
    for (const text of ['![a](b)', '<img src=x>', '[[a.png]]', ':::image', 'cover: x.webp', 'A.PNG'])
      assert.equal(mayHaveImages(text), true, text);
  });

  it('says where blocks end, and what their headings and words are', () => {
    const { blocks } = readDocument('# A *title*\r\n\r\nSome `code` here.\r\n\r\n- one\r\n- two\r\n');
    assert.deepEqual(
      blocks.map(({ words, heading }) => [words, heading?.depth]),
      [
        ['A title', 1],
        ['Some code here.', undefined],
        ['one\ntwo', undefined],
      ],
    );
  });

  it('gives an answer to any text, with places within it', () => {
    const piece = fc.constantFrom(
      '![',
      ']',
      '(',
      ')',
      '<img src="',
      '">',
      '[a]: ',
      '\n',
      ' ',
      '`',
      '> ',
      '- ',
      '<picture>',
      'x.png',
      '---\n',
      '{/*',
      '\\',
      '😀',
    );
    void fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, isMdx) => {
        const text = pieces.join('');
        for (const { target, span } of readDocument(text, isMdx).images) {
          assert.ok(0 <= target.start && target.start <= target.end && target.end <= text.length);
          assert.ok(span.start < span.end && span.end <= text.length);
        }
      }),
    );
  });
});
