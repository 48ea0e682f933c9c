import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import { removedFromSvg, safeSvg } from '../../../../src/core/images/svg/svgSafe.ts';
import { documentOf, hostileSvgs } from './hostileSvgs.ts';

const made = (text: string) => {
  const { bytes, removed } = safeSvg(Buffer.from(text));
  return { text: Buffer.from(bytes).toString(), removed };
};
const inSvg = (inner: string) => documentOf({ text: inner });

describe('an SVG from elsewhere', () => {
  for (const svg of hostileSvgs) {
    it(`loses ${svg.what}`, () => {
      const { text, removed } = made(documentOf(svg));
      assert.ok(removed.includes(svg.removed), removed.join());
      assert.doesNotMatch(text, /hostile|javascript|<script|\son\w+=/i);
      assert.equal(sniff(Buffer.from(text))?.type, 'svg');
      if (documentOf(svg).includes('<path')) assert.match(text, /<path d="M0 0h64v64z"><\/path>/);
      assert.deepEqual(made(text), { text, removed: [] });
    });
  }

  const harmless: [string, string][] = [
    ['shapes and text', '<g fill="#fff"><circle r="4"/><text x="1">a &lt; b &amp; c</text></g>'],
    ['gradients', '<linearGradient id="a"/><rect fill="url(#a)" style="stroke:url(#a);filter: none"/>'],
    [
      'a sheet',
      '<style>.a > .b { fill: url(#a) } @media print { .a { fill: red } }</style><rect class="a"/>',
    ],
    ['parts used again', '<symbol id="s"/><use href="#s"/><use xlink:href="#s"/>'],
    [
      'an animation',
      '<rect><animate attributeName="x" values="0;4" dur="2s" repeatCount="indefinite"/></rect>',
    ],
    ['a picture within', '<image width="1" height="1" href="data:image/png;base64,iVBORw0KGgo="/>'],
    ['a link without an aim', '<a><rect/></a>'],
    ['comments and a title', '<!-- hello --><title>A "b"</title><desc>c</desc>'],
    ['words for assistive technology', '<g role="img" aria-label="a" data-name="b"/>'],
  ];
  for (const [what, inner] of harmless) {
    it(`keeps ${what} byte for byte`, () => {
      assert.deepEqual(made(inSvg(inner)), { text: inSvg(inner), removed: [] });
    });
  }

  it('keeps what is harmless beside what is not, and draws as before', async () => {
    const drawn = [
      '<style>.a &gt; .b { fill: url(#a) } @media screen { .a { opacity: .5 } }</style>',
      '<linearGradient id="a"><stop stop-color="#f00"/></linearGradient>',
      '<g class="a"><rect class="b" width="40" height="40"/></g>',
      '<a href="https://hostile.example/"><circle cx="50" cy="50" r="9" style="fill:#00f"/></a>',
      '<path d="" fill="none"/>',
    ].join('');
    const before = inSvg(drawn);
    const after = made(before);
    assert.deepEqual(after.removed, ['links']);
    const pixels = (text: string) => sharp(Buffer.from(text)).raw().toBuffer();
    assert.deepEqual(await pixels(after.text), await pixels(before));
  });

  it('is read in its own encoding, and written in UTF-8', () => {
    const text = `<?xml version="1.0" encoding="UTF-16"?>${inSvg('<title>Größe</title>')}`;
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const safe = Buffer.from(safeSvg(bytes).bytes).toString();
    assert.match(safe, /^<svg [^>]*><path[^>]*><\/path><title>Größe<\/title><\/svg>\n$/);
  });

  it('in an encoding that is not read here is written anew', () => {
    const { text, removed } = made(
      `<?xml version="1.0" encoding="ISO-2022-JP"?>${inSvg('<title>a</title>')}`,
    );
    assert.deepEqual(removed, []);
    assert.match(text, /^<svg/);
  });

  it('that is broken comes out whole, without signs that XML forbids', () => {
    const { text } = made(inSvg('<g><text>&#1;a\u0008b</g><rect width=4 onload=hostile()>'));
    assert.doesNotMatch(text, /hostile/);
    assert.ok([...text].every((sign) => sign >= ' ' || sign === '\n'));
    assert.equal(text.match(/<g>/g)?.length, text.match(/<\/g>/g)?.length);
  });

  it('in which elements end that were not begun is written anew, without what hides between them', () => {
    for (const inner of [
      '<style></g><script>hostile()</script>',
      '<style></g><script>hostile()</script></style>',
      '<g></style><script>hostile()</script>',
      '<g><style></g><script>hostile()</script></g>',
    ]) {
      const { text, removed } = made(inSvg(inner));
      assert.doesNotMatch(text, /script|hostile/, inner);
      assert.ok(removed.includes('scripts'), inner);
    }
  });

  it('with a prefix for all its elements is an SVG afterwards too', () => {
    const { text } = made(
      '<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="9" height="9" onload="hostile()"><svg:rect width="4"/></svg:svg>',
    );
    assert.match(text, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*><rect width="4"><\/rect><\/svg>/);
  });

  it('of which nothing is left is refused', () => {
    assert.throws(() => safeSvg(Buffer.from('<html><svg/></html>')), /nothing of this SVG/);
    assert.throws(() => safeSvg(Buffer.from('not XML at all')), /nothing of this SVG/);
  });

  it('is safe the second time whatever it was', () => {
    const pieces = [
      ...hostileSvgs.map(({ text }) => text).filter((text) => !/^<(?:\?|!DOCTYPE|svg)/.test(text)),
      ...harmless.map(([, inner]) => inner),
      '<g>',
      '</g>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&lt;script&gt;',
      '"',
      "'",
      '<style>',
      '</style>',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const { text } = made(inSvg(parts.join('')));
        assert.doesNotMatch(
          text.replace(/<!--.*?-->|<!\[CDATA\[.*?\]\]>/gs, '').replace(/>[^<]*</g, '><'),
          /<script|<foreignObject|\son\w+=|javascript:|hostile\.example/i,
        );
        assert.deepEqual(made(text), { text, removed: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('is done with in time in step with its length', () => {
    const long = inSvg(
      `<path d="${'M0 0h1'.repeat(400_000)}"/>${'<g>'.repeat(3000)}<rect onload="hostile()"/>`,
    );
    const start = performance.now();
    assert.ok(made(long).removed.includes('event handlers'));
    assert.ok(performance.now() - start < 20_000);
  });

  it("is told of in a person's words", () => {
    assert.equal(
      removedFromSvg(['scripts', 'links', 'metadata']),
      'The SVG contained scripts, links and metadata; removed before saving.',
    );
    assert.equal(removedFromSvg([]), undefined);
  });

  it('of this product itself needs nothing taken out', async () => {
    const icon = await readFile(join(import.meta.dirname, '../../../../media/nano-banana.svg')).catch(
      () => undefined,
    );
    if (icon) assert.deepEqual(safeSvg(icon).removed, []);
  });
});
