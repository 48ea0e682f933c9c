import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sniff, sniffHead } from '../../../../src/core/images/sniff/sniff.ts';
import { svgDrawingSize } from '../../../../src/core/images/svg/svg.ts';
import { svgFeature, svgNeedsPage } from '../../../../src/core/images/svg/svgFeatures.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const svg = (attributes: string, body = '') =>
  bytes(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${body}</svg>`);
const sizeOf = (picture: Uint8Array) => {
  const { width, height } = sniff(picture) ?? {};
  return [width, height];
};

describe('SVG', () => {
  it('has the size that it asks for, in pixels', () => {
    assert.deepEqual(sizeOf(svg('width="120" height="80"')), [120, 80]);
    assert.deepEqual(sizeOf(svg("width='2in' height = '1in'")), [192, 96]);
    assert.deepEqual(sizeOf(svg('width="10mm" height="2.5cm"')), [38, 94]);
    assert.deepEqual(sizeOf(svg('viewBox="0 0 24 12"')), [24, 12]);
    assert.deepEqual(sizeOf(svg('width="100%" height="100%" viewBox="0,0,24,12"')), [24, 12]);
    assert.deepEqual(sizeOf(svg('width="48" viewBox="0 0 24 12"')), [48, 24]);
    assert.deepEqual(sizeOf(svg('height="6px" viewBox="0 0 24 12"')), [12, 6]);
    assert.deepEqual(sizeOf(svg('')), [300, 150]);
    assert.deepEqual(sizeOf(svg('width="-5" height="0" viewBox="0 0 0 x"')), [300, 150]);
  });

  it('is known behind what editors write before it', () => {
    const prologue = `\uFEFF<?xml version="1.0"?>\n<!-- made > by <svg> hand -->
      <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd" [ <!ENTITY ns "http://a>b"> ]>\n`;
    assert.deepEqual(sizeOf(bytes(`${prologue}<svg:svg width="5" height="6"/>`)), [5, 6]);
    const utf16 = new Uint8Array(Buffer.from('\uFEFF<svg width="5" height="6"/>', 'utf16le'));
    assert.deepEqual(sizeOf(utf16), [5, 6]);
  });

  it('is not every text that speaks of it', () => {
    for (const other of [
      '<html><svg width="5"/></html>',
      '<svgx/>',
      'svg',
      '{"a":"<svg/>"}',
      '<!doctype html>',
    ]) {
      assert.equal(sniff(bytes(other)), undefined, other);
    }
  });

  it('asks for more when the root element is not there yet', () => {
    const head = bytes(`<!-- ${'x'.repeat(100)}`);
    assert.equal(sniffHead(head, 100_000).state, 'needsMore');
    assert.equal(sniffHead(bytes('<svg width="5"'), 100_000).state, 'needsMore');
  });

  it('is drawn large enough to be edited, in its own shape', () => {
    assert.deepEqual(svgDrawingSize({ width: 24, height: 12 }), { width: 1024, height: 512 });
    assert.deepEqual(svgDrawingSize({ width: 1600, height: 900 }), { width: 1600, height: 900 });
    assert.deepEqual(svgDrawingSize({ width: 16384, height: 4096 }), { width: 4096, height: 1024 });
  });

  it('is left to a browser when the codec would lose text or read other files', () => {
    for (const [body, feature] of [
      ['<text x="1">Hello</text>', 'text'],
      ['<g><svg:text xmlns:svg="http://www.w3.org/2000/svg">Hello</svg:text></g>', 'text'],
      ['<foreignObject><p>Hello</p></foreignObject>', 'HTML (foreignObject)'],
      ['<image width="1" height="1" href="photo.png"/>', 'other files or addresses'],
      ['<image width="1" height="1" xlink:href = "/etc/photo.png"/>', 'other files or addresses'],
      ['<image width="1" height="1"\nhref="&#47;etc/photo.png"/>', 'other files or addresses'],
      ['<image width="1" height="1" href="https://example.org/a.png"/>', 'other files or addresses'],
      ['<image width="1" height="1" href="data:image/svg+xml;base64,AAAA"/>', 'other files or addresses'],
      ['<style>@import url("a.css");</style>', 'other files or addresses'],
      ['<rect fill="url(other.svg#a)"/>', 'other files or addresses'],
      ['<rect fill="&c;"/>', 'entities or unusual XML'],
    ] as const) {
      assert.equal(svgFeature(svg('width="9" height="9"', body)), feature, body);
    }
    assert.equal(svgNeedsPage(bytes('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')), true);
    assert.equal(svgNeedsPage(bytes('<?xml-stylesheet href="a.css"?><svg width="1" height="1"/>')), true);
  });

  it('is left to a browser for each feature that the codec draws otherwise', () => {
    const styles = [
      ...['--a:red;fill:var(--a)', 'fill:oklch(70% 0.2 140)', 'fill:color-mix(in srgb,red,blue)'],
      ...['fill:rgb(200 20 20 / 50%)', 'fill:hsl(120deg 50% 50%)', 'fill:hwb(1 1% 1%)', 'fill:lab(50% 4 5)'],
      ...['fill:light-dark(red,blue)', 'fill:rebeccapurple', 'fill:CanvasText', 'fill:unset', 'fill:initial'],
      ...['FILL:red', 'f\\69ll:red', 'fill;stroke:red', 'stroke-width:calc(1px + 2px)', 'stroke-width:1rem'],
      ...[
        'stroke-width:2vw',
        'stroke-width:4pt',
        'transform:rotate(9deg)',
        'rotate:9deg',
        'translate:1px 2px',
      ],
      ...[
        'filter:blur(2px)',
        'clip-path:circle(9px)',
        'mask-image:linear-gradient(red,blue)',
        'x:2px',
        'r:3px',
      ],
      ...['mix-blend-mode:plus-lighter', 'vector-effect:non-scaling-stroke', 'background:#f80', 'all:unset'],
      ...[
        '-webkit-mask:none',
        'animation:a 1s',
        'fill:url(#g) red',
        'offset-path:path("M0 0")',
        'd:path("M0 0")',
      ],
    ];
    for (const style of styles) {
      const escaped = style.replaceAll('"', "'");
      const drawing = svg('width="9" height="9"', `<rect id="g" style="${escaped}"/>`);
      assert.equal(svgNeedsPage(drawing), true, style);
    }
    const sheets = [
      ...['@media screen{.a{fill:red}}', '@supports (fill:red){.a{fill:red}}', '@layer a{.a{fill:red}}'],
      ...['@keyframes a{to{fill:red}}', 'svg{.a{fill:red}}', '.a:is(rect){fill:red}', '.a:not(g){fill:red}'],
      ...[
        'a:hover{fill:red}',
        '[class^=a]{fill:red}',
        'rect~g{fill:red}',
        'svg|a{fill:red}',
        ':root{fill:red}',
      ],
      ...[
        '.a\\:b{fill:red}',
        '.1a{fill:red}',
        '.a,{fill:red}',
        '.a{fill:red',
        '/* .a{fill:red}',
        '.a{x:2px}',
      ],
    ];
    for (const sheet of sheets) {
      const drawing = svg('width="9" height="9"', `<style>${sheet.replaceAll('>', '&gt;')}</style>`);
      assert.equal(svgNeedsPage(drawing), true, sheet);
    }
    const bodies = [
      ...['<switch/>', '<rect><animate/></rect>', '<rect><set/></rect>', '<marker-x/>', '<meshgradient/>'],
      ...['<filter><feTurbulence/></filter>', '<filter><feTile/></filter>', '<filter><feImage/></filter>'],
      ...[
        '<path pathLength="9"/>',
        '<g systemLanguage="en"/>',
        '<g transform="rotate(9deg)"/>',
        '<g clip="a"/>',
      ],
      ...[
        '<g transform-origin="1 1"/>',
        '<ellipse rx="3" ry="auto"/>',
        '<rect width="2em"/>',
        '<use href="#no"/>',
      ],
      ...[
        '<rect filter="url(#no)"/>',
        '<g id="a"/><g id="a"/><use href="#a"/>',
        '<mask mask="url(#a)" id="a"/>',
      ],
      ...['<g id="a"/><rect fill="url(#a)"/>', '<linearGradient color-interpolation="linearRGB"/>'],
      ...['<style media="print">a{fill:red}</style>', '<style type="text/less">a{fill:red}</style>'],
      ...['<defs><g id="a"/></defs><style>g rect{fill:red}</style><use href="#a"/>', '<image href="#a"/>'],
      ...[
        '<rect stroke="red" stroke-width="4%"/>',
        '<g fill="context-fill"/>',
        '<g mix-blend-mode="multiply"/>',
      ],
    ];
    for (const body of bodies) {
      assert.equal(svgNeedsPage(svg('width="9" height="9"', body)), true, body);
    }
    for (const root of ['', 'width="100%" height="9"', 'width="2cm" height="2cm"', 'viewBox="0 0 0 9"']) {
      assert.equal(svgNeedsPage(svg(root)), true, root);
    }
    for (const root of ['transform="scale(2)"', 'style="display:none"', 'filter="url(#a)"']) {
      assert.equal(svgNeedsPage(svg(`viewBox="0 0 9 9" ${root}`)), true, root);
    }
  });

  it('is drawn by the codec when it holds what the codec draws as browsers do', () => {
    const gradient = '<linearGradient id="a"><stop offset="50%" stop-color="#F008"/></linearGradient>';
    for (const body of [
      '<path d="M0 0"/>',
      '<g id="part"/><use href="#part"/><use xlink:href="#part" x="50%"/>',
      '<title>text</title><desc>A &amp; B</desc><metadata><text xmlns="http://example.org">x</text></metadata>',
      '<sodipodi:namedview xmlns:sodipodi="http://example.org"><text/></sodipodi:namedview>',
      `${gradient}<rect fill="url(#a)" style="stroke: url('#a') ; stroke-width:2px;"/>`,
      `${gradient}<style type="text/css"><![CDATA[/* c */ .a, g > #b.c{fill:url(#a);opacity:.5!important}]]></style>`,
      '<image width="1" height="1" href="data:image/png;base64,iVBORw0KGgo="/>',
      '<g style="-inkscape-font-specification:\'Sans\';font-size:9pt;line-height:1.25;--x:1;fill:inherit"/>',
      '<g fill="ReD" stroke="rgba(1, 2, 3, .5)" transform="translate(1,2) rotate(-9 1e1 3)" data-x="var(--a)"/>',
      '<filter id="f"><feGaussianBlur in="SourceGraphic" stdDeviation="2 1"/></filter><g filter="url(#f)"/>',
      '<!-- <text> --><script>var a = "text"</script><rect onclick="a()" aria-label="text" class="text"/>',
    ]) {
      assert.equal(svgFeature(svg('viewBox="0 0 9 9" width="1em" height="1em"', body)), undefined, body);
    }
    assert.equal(svgFeature(svg('width="9px" height="9"', '<rect/>')), undefined);
  });

  it('is looked through in time that grows with its length', () => {
    for (const run of ['<', ' ', '&', 'a ', '{', '/*', ';', 'url(', '1,', 'matrix(', '<g ', '--', '\'"']) {
      const long = run.repeat(Math.ceil(200_000 / run.length));
      for (const text of [
        long,
        `<g a="${long}`,
        `<style>${long}`,
        `<g style="${long.replaceAll('"', '')}"/>`,
      ]) {
        assert.equal(typeof svgNeedsPage(svg('viewBox="0 0 9 9"', text)), 'boolean');
      }
      svgNeedsPage(svg(`viewBox="${long.replaceAll('"', '')}" transform="${long.replaceAll('"', '')}"`));
    }
  });

  it('never throws, whatever the text', () => {
    const pieces = fc.constantFrom(
      '<svg ',
      '<!--',
      '-->',
      '<?',
      '?>',
      '<!DOCTYPE',
      '[',
      ']>',
      'width="',
      '"',
      '>',
      ' ',
      '<style>',
      '{',
      'a:b',
      '/*',
      '&',
    );
    const texts = fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 40 });
    fc.assert(
      fc.property(texts, (parts) => {
        const { state } = sniffHead(bytes(`<svg ${parts.join('')}`), 1_000_000);
        assert(['known', 'needsMore', 'broken', 'unknown'].includes(state));
        sniffHead(bytes(parts.join('')));
        svgFeature(bytes(`<svg ${parts.join('')}`));
      }),
      { numRuns: 2000 },
    );
  });
});
