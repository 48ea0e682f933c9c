import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import ExifReader from 'exifreader';
import fc from 'fast-check';
import sharp from 'sharp';
import { sniff } from '../../../src/core/images/sniff/sniff.ts';
import { pixelHash } from '../../../src/core/records/compare.ts';
import { sidecarBytes, sidecarName, sidecarUri, writeRecord } from '../../../src/core/records/embed.ts';
import { readEmbedded } from '../../../src/core/records/readRecord.ts';
import { type ImageRecord, parseRecordJson } from '../../../src/core/records/record.ts';
import { bytesOf, marked, withChunk, withSegment } from '../images/pictures.ts';
import { checksumsHold, foreignParts } from './parts.ts';
import { anyPrompt, foreignXmp, madeRecord, recordWith, type Sample, samples } from './samples.ts';

/** The parser that vsce brings along: not ours, and strict. */
interface XmlParser {
  parseStringPromise(xml: string): Promise<Record<string, unknown>>;
}
const { Parser }: { Parser: new (options: { strict: boolean; xmlns: boolean }) => XmlParser } = createRequire(
  import.meta.url,
)('xml2js');

function embed(bytes: Uint8Array, record: ImageRecord): Uint8Array {
  const written = writeRecord({ bytes, info: sniff(bytes), record, mode: 'embedded' });
  assert.equal(written.place, 'embedded', written.reason);
  assert.equal(written.sidecar, undefined);
  return written.bytes;
}

function readBack(bytes: Uint8Array): ImageRecord {
  const found = readEmbedded(bytes);
  assert.equal(found.state, 'found');
  return found.record;
}

/** The packet as libvips sees it. */
async function packetOf(bytes: Uint8Array): Promise<string> {
  const { xmp } = await sharp(bytes).metadata();
  assert(xmp, 'there is a packet');
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(xmp);
}

/** Every text and attribute of a packet by namespace and name, as an XML parser that is not ours sees them. */
async function propertiesOf(packet: string): Promise<Map<string, string>> {
  const properties = new Map<string, string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { $ns, _ } = node as { $ns?: { uri: string; local: string }; _?: string };
    if ($ns && typeof _ === 'string') properties.set(`${$ns.uri}${$ns.local}`, _);
    Object.values(node).forEach(visit);
  };
  visit(await new Parser({ strict: true, xmlns: true }).parseStringPromise(packet));
  return properties;
}

const rawPixels = async (bytes: Uint8Array) => sharp(bytes, { animated: true }).raw().toBuffer();

describe('a record in the image itself', () => {
  let all: Sample[];
  before(async () => {
    all = await samples();
  });

  it('survives writing, reading and writing again, with prompts in all scripts', () => {
    fc.assert(
      fc.property(anyPrompt, anyPrompt, (first, second) => {
        for (const { bytes, name } of all) {
          const once = madeRecord(bytes, first);
          const twice = madeRecord(bytes, second);
          const written = embed(bytes, once);
          assert.deepEqual(readBack(written), once, name);
          const again = embed(written, twice);
          assert.deepEqual(readBack(again), twice, name);
          assert.deepEqual(embed(again, once), written, `${name}: nothing of the other record stays`);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is seen by another reader, in XML that another parser takes, with prompts in all scripts', async () => {
    await fc.assert(
      fc.asyncProperty(anyPrompt, fc.nat(all.length - 1), async (prompt, index) => {
        const bytes = all[index]?.bytes ?? assert.fail();
        const record = madeRecord(bytes, prompt);
        const properties = await propertiesOf(await packetOf(embed(bytes, record)));
        const json = properties.get('urn:x-nano-banana:record/1.0/record') ?? assert.fail('no record');
        assert.deepEqual(parseRecordJson(json), record);
        assert.equal(
          properties.get('http://iptc.org/std/Iptc4xmpExt/2008-02-29/DigitalSourceType'),
          'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
        );
      }),
      { numRuns: 40 },
    );
  });

  it('is told by an independent metadata reader, with prompts in all scripts', async () => {
    // That reader knows RDF by its usual prefix only.
    const xmp = foreignXmp.replaceAll(/\br:|:r\b/g, (prefix) => prefix.replace('r', 'rdf'));
    const theirs = await Promise.all(
      (['png', 'jpeg', 'webp'] as const).map(async (type) => ({
        name: `${type} with XMP`,
        bytes: await bytesOf(marked(37, 21).withXmp(xmp).toFormat(type)),
      })),
    );
    const pictures = [...all.filter(({ name }) => !name.includes('XMP')), ...theirs];
    fc.assert(
      fc.property(anyPrompt, anyPrompt, (first, second) => {
        for (const { bytes, name } of pictures) {
          const record = madeRecord(bytes, second);
          const written = embed(embed(bytes, madeRecord(bytes, first)), record);
          const tags = ExifReader.load(Buffer.from(written), { expanded: true }).xmp;
          assert.deepEqual(parseRecordJson(String(tags?.record?.value)), record, name);
          assert.match(String(tags?.DigitalSourceType?.value), /compositeWithTrainedAlgorithmicMedia$/, name);
          assert.equal(tags?.CreatorTool?.value, 'Nano Banana for VS Code 0.1.0', name);
          if (name.includes('XMP')) assert.equal(tags?.City?.value, 'Zürich', name);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('says in words what was asked for, and of new media that a model made them', async () => {
    const bytes = all[0]?.bytes ?? assert.fail();
    const record = recordWith({
      kind: 'generated',
      inputs: [],
      prompt: 'A <cat> & "dog"\u0007\r\nat night 🌙',
    });
    const properties = await propertiesOf(await packetOf(embed(bytes, record)));
    assert.deepEqual(
      [
        'http://www.w3.org/1999/02/22-rdf-syntax-ns#li',
        'http://ns.adobe.com/xap/1.0/CreatorTool',
        'http://iptc.org/std/Iptc4xmpExt/2008-02-29/DigitalSourceType',
      ].map((name) => properties.get(name)),
      [
        'A <cat> & "dog" \nat night 🌙',
        'Nano Banana for VS Code 0.1.0',
        'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
      ],
    );
  });

  it('leaves every byte outside the metadata as it is', async () => {
    for (const { bytes, name, type } of await samples()) {
      const record = madeRecord(bytes, 'A longer prompt, so that the length is odd or even. '.repeat(3));
      const given = Buffer.from(bytes);
      const written = embed(given, record);
      assert.deepEqual(Uint8Array.from(given), bytes, `${name}: what was given is not changed`);
      assert.deepEqual(foreignParts(embed(written, record), type), foreignParts(bytes, type), name);
      assert.deepEqual(foreignParts(written, type), foreignParts(bytes, type), name);
      assert.equal(pixelHash(written), record.pixelHash, name);
      if (type === 'png') assert(checksumsHold(written), name);
    }
  });

  it('leaves pixels, profile, EXIF, size and orientation as they are', async () => {
    for (const { bytes, name } of all) {
      const written = embed(bytes, madeRecord(bytes, 'Odd prompt'));
      assert.deepEqual(await rawPixels(written), await rawPixels(bytes), name);
      const { xmp: _before, xmpAsString: _textBefore, size: _, ...before } = await sharp(bytes).metadata();
      const { xmp: _after, xmpAsString: _textAfter, size: __, ...after } = await sharp(written).metadata();
      assert.deepEqual(after, before, name);
      assert.deepEqual(sniff(written), sniff(bytes), name);
    }
  });

  it('keeps what another program wrote', async () => {
    const theirs = all.filter(({ name }) => name.includes('XMP'));
    assert.equal(theirs.length, 4);
    const block = foreignXmp.slice(foreignXmp.indexOf('<r:Description'), foreignXmp.indexOf('</r:RDF>'));
    for (const { bytes, name } of theirs) {
      const once = embed(bytes, madeRecord(bytes, 'One'));
      const packet = await packetOf(embed(once, madeRecord(bytes, 'Two')));
      assert(packet.includes(block), name);
      assert.equal(packet.split('urn:x-nano-banana:record/1.0/').length, 2, 'one record');
    }
  });

  it('turns upright and sideways photos neither way', async () => {
    for (const orientation of [1, 6]) {
      const bytes = await bytesOf(marked(40, 20).withMetadata({ orientation }).jpeg());
      const written = embed(bytes, madeRecord(bytes, 'Turn'));
      assert.equal((await sharp(written).metadata()).orientation, orientation);
      const file = Buffer.from(written);
      assert(file.indexOf('http://ns.adobe.com') > file.indexOf('Exif\0'));
    }
  });
});

describe('a record beside the image', () => {
  const record = recordWith();

  it('is where the bytes are signed, which stay untouched', async () => {
    const png = withChunk(await bytesOf(marked(20, 20).png()), 'caBX', [1, 2, 3]);
    const box = Buffer.from('JP\0\x01\0\0\0\x01\0\0\0\0jumb\0\0\0\0jumdc2pa', 'latin1');
    const jpeg = withSegment(await bytesOf(marked(20, 20).jpeg()), 0xeb, new Uint8Array(box));
    for (const bytes of [png, jpeg]) {
      const written = writeRecord({ bytes, info: sniff(bytes), record, mode: 'embedded' });
      assert.equal(written.place, 'sidecar');
      assert.equal(written.bytes, bytes);
      assert.match(written.reason ?? '', /signed/);
      assert.deepEqual(parseRecordJson(new TextDecoder().decode(written.sidecar)), record);
    }
  });

  it('is where the type carries none, or is not known', async () => {
    const pictures = [marked(20, 20).avif({ effort: 0 }), marked(20, 20).tiff(), marked(20, 20).gif()];
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>');
    for (const bytes of [...(await Promise.all(pictures.map(bytesOf))), svg, Uint8Array.of(1, 2, 3)]) {
      const written = writeRecord({ bytes, info: sniff(bytes), record, mode: 'embedded' });
      assert.equal(written.place, 'sidecar');
      assert.equal(written.bytes, bytes);
      assert.match(written.reason ?? '', /this type/);
    }
  });

  it('is where the prompt is too long for the file, and whole', async () => {
    const long = recordWith({ prompt: '長い'.repeat(20_000) });
    for (const picture of [marked(20, 20).png(), marked(20, 20).jpeg(), marked(20, 20).webp()]) {
      const bytes = await bytesOf(picture);
      const written = writeRecord({ bytes, info: sniff(bytes), record: long, mode: 'embedded' });
      assert.equal(written.place, 'sidecar');
      assert.match(written.reason ?? '', /too long/);
      assert.deepEqual(parseRecordJson(new TextDecoder().decode(written.sidecar)), long);
    }
  });

  it('is where there is metadata that can not be kept', async () => {
    const bytes = await bytesOf(marked(20, 20).withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><broken>').png());
    const written = writeRecord({ bytes, info: sniff(bytes), record, mode: 'embedded' });
    assert.equal(written.place, 'sidecar');
    assert.equal(written.bytes, bytes);
    assert.match(written.reason ?? '', /safely/);
  });

  it('takes an earlier record out of the file, so that the two never disagree', async () => {
    for (const { bytes, name, type } of await samples()) {
      const embedded = embed(bytes, madeRecord(bytes, 'Earlier'));
      for (const mode of ['sidecar', 'none'] as const) {
        const info = sniff(embedded);
        const written = writeRecord({ bytes: embedded, info, record, mode });
        assert.equal(written.place, mode);
        assert.equal(written.sidecar !== undefined, mode === 'sidecar');
        assert.equal(readEmbedded(written.bytes).state, 'none', name);
        assert.deepEqual(foreignParts(written.bytes, type), foreignParts(bytes, type), name);
        assert.equal(
          writeRecord({ bytes, info, record, mode }).bytes,
          bytes,
          'without one nothing is touched',
        );
      }
    }
  });

  it('is readable, and named after the image', () => {
    assert.equal(sidecarName('photo.edited.png'), 'photo.edited.png.nano-banana.json');
    assert.equal(sidecarUri('mem:/a/b%20c.gif?x=/y'), 'mem:/a/b%20c.gif.nano-banana.json?x=/y');
    assert.match(new TextDecoder().decode(sidecarBytes(record)), /^\{\n {2}"version": 1,\n[\s\S]*\}\n$/);
  });
});
