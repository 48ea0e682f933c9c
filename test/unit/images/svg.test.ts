import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sniff, sniffHead } from '../../../src/images/sniff.ts';
import { svgDrawingSize, svgNeedsPage } from '../../../src/images/svg.ts';

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

  it('is left to the page when the codec would lose text or read other files', () => {
    for (const body of [
      '<text x="1">Hello</text>',
      '<g><svg:text>Hello</svg:text></g>',
      '<foreignObject><p>Hello</p></foreignObject>',
      '<image href="photo.png"/>',
      '<image xlink:href = "/etc/photo.png"/>',
      '<image\nhref="&#47;etc/photo.png"/>',
      '<image href="https://example.org/a.png"/>',
      '<image href="data:image/svg+xml;base64,AAAA"/>',
      '<style>@import url("a.css");</style>',
      '<rect fill="url(other.svg#a)"/>',
    ]) {
      assert.equal(svgNeedsPage(svg('', body)), true, body);
    }
    assert.equal(svgNeedsPage(bytes('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')), true);
  });

  it('is drawn by the codec when it holds shapes only', () => {
    for (const body of [
      '<path d="M0 0"/>',
      '<use href="#part"/>',
      '<textPath/><title>text</title>',
      '<rect fill="url(#a)" style="stroke:url(\'#b\')"/>',
      '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    ]) {
      assert.equal(svgNeedsPage(svg('', body)), false, body);
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
    );
    const texts = fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 40 });
    fc.assert(
      fc.property(texts, (parts) => {
        const { state } = sniffHead(bytes(`<svg ${parts.join('')}`), 1_000_000);
        assert(['known', 'needsMore', 'broken', 'unknown'].includes(state));
        sniffHead(bytes(parts.join('')));
      }),
      { numRuns: 2000 },
    );
  });
});
