import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readDocument } from '../../../src/docs/readDocument.ts';

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

  it('ignores code, comments and front matter', () => {
    const text =
      '---\ntitle: "![no](front.png)"\nimage: x.png\n---\n\n`![no](code.png)`\n\n```md\n![no](fence.png)\n<img src="fence2.png">\n```\n\n    ![no](indented.png)\n\n<!-- <img src="comment.png"> ![no](comment2.png) -->\n\n![yes](yes.png)\n';
    assert.deepEqual(urlsOf(text), ['yes.png']);
    assert.deepEqual(urlsOf('+++\na = "![no](a.png)"\n+++\n![yes](yes.png)'), ['yes.png']);
  });

  it('reads MDX: Markdown within elements, no indented code, no comments, no expressions', () => {
    const text =
      'import X from \'./x.jsx\'\n\n<Card title="x">\n    ![in an element](j.png)\n    <img src="k.png" alt={x} />\n</Card>\n\n{/* ![no](no.png) */}\n\n<img src={logo} />\n';
    assert.deepEqual(urlsOf(text, true), ['j.png', 'k.png']);
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
