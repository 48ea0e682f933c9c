import assert from 'node:assert/strict';
import ExifReader from 'exifreader';
import sharp from 'sharp';
import { bareBytes, bareImage, lengthOf, streamPieces } from '../../../src/core/records/bareImage.ts';
import { walkBytes } from '../../../src/core/records/containers/ranges.ts';
import { bytesOf, marked, withChunk, withSegment } from '../images/pictures.ts';

const types = ['png', 'jpeg', 'webp'] as const;
const secret = 'Secret Street 7';
const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** Everything that a file of this type can say besides its picture. */
async function talkative(type: (typeof types)[number]): Promise<Uint8Array> {
  const picture = marked(40, 30)
    .withIccProfile('p3')
    .withExif({ IFD0: { Artist: secret }, IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- ${secret} --></x:xmpmeta>`);
  const bytes = await bytesOf(type === 'jpeg' ? picture.jpeg({ progressive: true }) : picture[type]());
  if (type === 'jpeg') {
    const segments = withSegment(bytes, 0xed, latin1(`Photoshop 3.0\0${secret}`));
    const jumbf = withSegment(segments, 0xeb, latin1(`JP\0\x01${secret}`));
    return Buffer.concat([withSegment(jumbf, 0xfe, latin1(secret)), latin1(`trailer ${secret}`)]);
  }
  if (type === 'png') {
    const text = withChunk(bytes, 'tEXt', [...latin1(`Author\0${secret}`)]);
    return Buffer.concat([
      withChunk(withChunk(text, 'caBX', [...latin1(secret)]), 'prVt', [...latin1(secret)]),
      latin1(secret),
    ]);
  }
  const unknown = Buffer.concat([
    latin1('C2PA'),
    Buffer.from([secret.length + 1, 0, 0, 0]),
    latin1(`${secret}.`),
  ]);
  const all = Buffer.concat([bytes, unknown]);
  all.writeUInt32LE(all.length - 8, 4);
  return all;
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function* cutInto(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe('an image without its metadata', () => {
  for (const type of types) {
    it(`has the same pixels and colour profile, and says nothing else (${type})`, async () => {
      const full = await talkative(type);
      assert.ok(Buffer.from(full).includes(secret));
      const bare = bareBytes(type, full);
      assert.ok(bare);
      assert.ok(!Buffer.from(bare).includes('Secret'));
      const told = await sharp(bare).metadata();
      assert.deepEqual(
        [told.exif, told.xmp, told.iptc, told.comments],
        [undefined, undefined, undefined, undefined],
      );
      assert.deepEqual(told.icc, (await sharp(full).metadata()).icc);
      assert.ok(told.icc);
      assert.deepEqual(await sharp(bare).raw().toBuffer(), await sharp(full).raw().toBuffer());
      const groups = Object.keys(ExifReader.load(Buffer.from(bare), { expanded: true }));
      assert.deepEqual(
        groups.filter((group) => ['exif', 'gps', 'xmp', 'iptc', 'Thumbnail'].includes(group)),
        [],
      );
      assert.equal(bareBytes(type, bare), bare, 'what is bare already stays the very bytes');
    });

    it(`is streamed from the file in whatever pieces it comes, in the length that was announced (${type})`, async () => {
      const full = await talkative(type);
      const pieces = walkBytes(bareImage(type, full.length), full);
      assert.ok(pieces);
      const bare = Buffer.from(bareBytes(type, full) ?? []);
      assert.equal(lengthOf(pieces), bare.length);
      for (const length of [1, 7, 100, full.length]) {
        assert.ok((await collect(streamPieces(cutInto(full, length), pieces))).equals(bare), `${length}`);
      }
    });

    it(`is none where the structure breaks off (${type})`, async () => {
      const bare = bareBytes(type, await talkative(type));
      assert.ok(bare);
      for (const share of [0.1, 0.5, 0.9]) {
        assert.equal(bareBytes(type, bare.subarray(0, Math.floor(bare.length * share))), undefined);
      }
    });
  }

  it('keeps what JPEG colours depend on, without a thumbnail in its JFIF', async () => {
    const cmyk = await bytesOf(marked(20, 20).toColourspace('cmyk').jpeg());
    const bare = bareBytes('jpeg', cmyk);
    assert.ok(bare);
    assert.deepEqual(await sharp(bare).raw().toBuffer(), await sharp(cmyk).raw().toBuffer());
    const plain = await bytesOf(marked(20, 20).jpeg());
    const jfif = Buffer.concat([latin1('JFIF\0\x01\x02\x01\0\x48\0\x48\x01\x01'), latin1('RGB')]);
    const start = plain.indexOf(0xdb, 3) - 1;
    const thumbed = Buffer.concat([
      ...[latin1('\xff\xd8\xff\xe0'), Buffer.from([0, jfif.length + 2]), jfif],
      plain.subarray(start),
    ]);
    const without = Buffer.from(bareBytes('jpeg', thumbed) ?? []);
    assert.ok(!without.includes('RGB'));
    assert.equal((await sharp(without).metadata()).density, 72);
  });
});
