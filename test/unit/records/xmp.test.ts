import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseXml } from '../../../src/core/records/xml.ts';
import { readPacket, recordNamespace, stripPacket, writePacket } from '../../../src/core/records/xmp.ts';
import { foreignXmp, recordWith } from './samples.ts';

const record = recordWith();

function written(existing: string | undefined, made = record): string {
  return writePacket(existing, made) ?? assert.fail('the packet can be written');
}

/** A packet with one block of properties, as other programs write them. */
const packetWith = (attributes: string, properties: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
  `<rdf:Description rdf:about="" xmlns:a="http://purl.org/dc/elements/1.1/" xmlns:b="http://ns.adobe.com/xap/1.0/"` +
  ` xmlns:c="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:n="${recordNamespace}"${attributes}>${properties}` +
  `</rdf:Description></rdf:RDF></x:xmpmeta>`;

const count = (packet: string, part: string): number => packet.split(part).length - 1;

describe('XMP packets', () => {
  it('come back as they were when the record goes', () => {
    for (const packet of [foreignXmp, packetWith(' b:Rating="5"', '<a:title>T</a:title>')]) {
      assert.equal(stripPacket(written(packet)), packet);
      assert.equal(stripPacket(packet), packet);
    }
  });

  it('keep the description and the creator tool of another program', () => {
    const theirs = packetWith(' b:CreatorTool="GIMP"', '<a:description>A lake</a:description>');
    const packet = written(written(theirs), recordWith({ prompt: 'Another' }));
    assert(packet.includes(' b:CreatorTool="GIMP"'));
    assert(packet.includes('<a:description>A lake</a:description>'));
    assert.equal(count(packet, 'description>'), 2);
    assert.equal(count(packet, 'CreatorTool'), 1);
  });

  it('have one source type, and it is ours', () => {
    const value = 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture';
    const forms = [
      packetWith(` c:DigitalSourceType="${value}"`, ''),
      packetWith('', `<c:DigitalSourceType>${value}</c:DigitalSourceType>`),
    ];
    for (const theirs of forms) {
      const packet = written(theirs);
      assert(!packet.includes('digitalCapture'));
      assert(packet.includes('compositeWithTrainedAlgorithmicMedia'));
    }
  });

  it('are understood when another program has rewritten them', () => {
    const json = JSON.stringify(record).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const asElement = packetWith(
      ' b:Rating="5"',
      `<n:record>${json}</n:record><a:description>D</a:description>`,
    );
    const asAttribute = packetWith(` b:Rating="5" n:record="${json.replaceAll('"', '&#34;')}"`, '');
    for (const packet of [asElement, asAttribute]) {
      assert.deepEqual(readPacket(packet), record);
      const again = written(packet, recordWith({ prompt: 'Again' }));
      assert.deepEqual(readPacket(again), recordWith({ prompt: 'Again' }));
      assert(again.includes('b:Rating="5"'));
      assert(!again.includes('make the sky'));
      assert.equal(readPacket(stripPacket(again)), 'absent');
    }
  });

  it('may be empty', () => {
    for (const packet of [undefined, '', ' \n']) assert.deepEqual(readPacket(written(packet)), record);
    const closed = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>';
    assert.deepEqual(readPacket(written(closed)), record);
  });

  it('are left alone when they can not be read', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa">]>${foreignXmp}`;
    const deep = '<a>'.repeat(5000) + '</a>'.repeat(5000);
    for (const packet of [bomb, deep, '<a>', '<a></b>', '<a b=c/>', 'text', '<a/>', '<!-- <a>']) {
      assert.equal(writePacket(packet, record), undefined, packet.slice(0, 20));
      assert.equal(readPacket(packet), 'absent');
    }
    assert.equal(parseXml(deep), undefined);
    const newer = written(undefined).replace('&quot;version&quot;:1', '&quot;version&quot;:2');
    assert.equal(readPacket(newer), 'unreadable');
    assert.equal(readPacket(newer.slice(0, -60)), 'unreadable');
  });

  it('are read whatever happened to them', () => {
    const whole = written(foreignXmp);
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(whole.length),
        fc.string({ maxLength: 5 }),
        (from, to, more) => {
          const broken = whole.slice(0, from) + more + whole.slice(to);
          parseXml(broken);
          readPacket(broken);
          stripPacket(broken);
          writePacket(broken, record);
        },
      ),
      { numRuns: 500 },
    );
  });
});
