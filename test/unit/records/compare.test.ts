import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Sharp } from 'sharp';
import {
  changedInputs,
  PixelHasher,
  pixelHash,
  pixelHashOfPieces,
  pixelsUnchanged,
  sha256Of,
  sha256OfPieces,
} from '../../../src/core/records/compare.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { madeRecord, recordWith, type Sample, samples, sha } from './samples.ts';

async function* piecesOf(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe('telling whether an image is still the one that was made', () => {
  let all: Sample[];
  before(async () => {
    all = await samples();
  });

  it('does not depend on metadata', async () => {
    const picture = marked(50, 30);
    const rich = picture
      .clone()
      .withIccProfile('p3')
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .withExif({ IFD0: { Artist: 'Somebody' } });
    // The profile converts the colours, so only what does not touch them is compared.
    const tagged = picture
      .clone()
      .withXmp('<x/>')
      .withExif({ IFD0: { Artist: 'Somebody' } });
    for (const encode of [
      (one: Sharp) => one.clone().png(),
      (one: Sharp) => one.clone().jpeg(),
      (one: Sharp) => one.clone().webp(),
    ]) {
      const plain = pixelHash(await bytesOf(encode(picture)));
      assert.equal(pixelHash(await bytesOf(encode(tagged))), plain);
      assert.notEqual(pixelHash(await bytesOf(encode(rich))), plain);
    }
  });

  it('sees every changed byte of the picture', () => {
    for (const { bytes, name } of all) {
      const changed = bytes.slice();
      const at = placeInPicture(changed);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      assert.notEqual(pixelHash(changed), pixelHash(bytes), name);
    }
  });

  it('sees a changed palette and changed transparency', () => {
    for (const mark of ['PLTE', 'tRNS', 'ALPH']) {
      const { bytes } = all.find((sample) => Buffer.from(sample.bytes).includes(mark)) ?? assert.fail(mark);
      const changed = Buffer.from(bytes);
      const at = changed.indexOf(mark) + (mark === 'ALPH' ? 12 : 4);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.notEqual(pixelHash(changed), pixelHash(bytes), mark);
    }
  });

  it('sees another picture of the same size', async () => {
    const pictures = [marked(40, 40), marked(40, 40).negate(), marked(40, 40).flip(), marked(40, 41)];
    for (const type of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
      const files = await Promise.all(pictures.map((one) => bytesOf(one.clone().toFormat(type))));
      assert.equal(new Set(files.map(pixelHash)).size, pictures.length, type);
    }
  });

  it('does not depend on how a PNG cuts its pixels into chunks', async () => {
    const bytes = Buffer.from(await bytesOf(marked(50, 30).png()));
    const at = bytes.indexOf('IDAT') - 4;
    const length = bytes.readUInt32BE(at);
    const data = bytes.subarray(at + 8, at + 8 + length);
    const chunk = (part: Buffer) => {
      const size = Buffer.alloc(4);
      size.writeUInt32BE(part.length);
      return Buffer.concat([size, Buffer.from('IDAT'), part, Buffer.alloc(4)]);
    };
    const cut = [chunk(data.subarray(0, 7)), chunk(data.subarray(7, 7)), chunk(data.subarray(7))];
    const other = Buffer.concat([bytes.subarray(0, at), ...cut, bytes.subarray(at + 12 + length)]);
    assert.equal(pixelHash(other), pixelHash(bytes));
  });

  it('is of the whole file for other types', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        fc.pre(!(bytes[0] === 0xff && bytes[1] === 0xd8));
        assert.equal(pixelHash(bytes), createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });

  it('is the same in pieces of any length, also of broken files', () => {
    const cutAt = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(fc.nat(all.length - 1), cutAt, fc.nat(4000), (index, lengths, end) => {
        const bytes = (all[index]?.bytes ?? assert.fail()).subarray(0, end);
        const hasher = new PixelHasher();
        let at = 0;
        for (const length of lengths) {
          hasher.update(bytes.subarray(at, at + length));
          at = Math.min(bytes.length, at + length);
        }
        hasher.update(bytes.subarray(at));
        assert.equal(hasher.digest(), pixelHash(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('walks through a bounded number of parts, and takes the rest as it is', () => {
    const empty = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(12 * 100_010)]);
    const changed = Buffer.from(empty);
    changed[changed.length - 30] = 1;
    assert.notEqual(pixelHash(changed), pixelHash(empty));
    changed[changed.length - 30] = 0;
    // Within the walk a checksum does not count.
    changed[8 + 11] = 1;
    assert.equal(pixelHash(changed), pixelHash(empty));
  });

  it('works on a file in pieces', async () => {
    const { bytes } = all[2] ?? assert.fail();
    const record = madeRecord(bytes, 'Prompt');
    assert.equal(await pixelHashOfPieces(piecesOf(bytes, 5)), record.pixelHash);
    assert.equal(await pixelsUnchanged(record, piecesOf(bytes, 100)), true);
    assert.equal(await pixelsUnchanged(record, piecesOf(all[0]?.bytes ?? bytes, 100)), false);
    assert.equal(await sha256OfPieces(piecesOf(bytes, 7)), sha256Of(bytes));
  });

  it('names the inputs that changed or are gone', async () => {
    const now = new Map([['images/photo one.png', sha('a')]]);
    const record = recordWith();
    const [first, second] = record.inputs;
    assert.deepEqual(await changedInputs(record, async (path) => now.get(path)), [
      { input: second, change: 'missing' },
    ]);
    now.set('images/photo one.png', sha('0')).set('../brand/logo.svg', sha('b'));
    assert.deepEqual(await changedInputs(record, async (path) => now.get(path)), [
      { input: first, change: 'changed' },
    ]);
  });
});

/** A place well within the coded pixels. */
function placeInPicture(bytes: Uint8Array): number {
  const file = Buffer.from(bytes);
  const marks = ['IDAT', '\xff\xda\0\x0c\x03', 'VP8 ', 'VP8L', 'ANMF'].map((mark) =>
    file.indexOf(mark, 12, 'latin1'),
  );
  return (marks.find((at) => at > 0) ?? assert.fail()) + 22;
}
