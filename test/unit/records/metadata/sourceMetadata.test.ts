import assert from 'node:assert/strict';
import ExifReader from 'exifreader';
import sharp from 'sharp';
import { exifFor } from '../../../../src/core/records/metadata/exif.ts';
import {
  fileTellsPlace,
  sourceMetadata,
  tellsPlace,
  withSourceMetadata,
} from '../../../../src/core/records/metadata/sourceMetadata.ts';
import { bytesOf, halfTransparent, marked, withChunk, withSegment } from '../../images/pictures.ts';

const types = ['png', 'jpeg', 'webp'] as const;
const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" tiff:Orientation="6" tiff:ImageWidth="40" dc:source="Roll 12"/></rdf:RDF></x:xmpmeta>`;

/** A photo that lies on its side, taken in Berlin by Ada. */
const photo = (type: (typeof types)[number]) =>
  bytesOf(
    marked(40, 30)
      .withExif({
        IFD0: { Artist: 'Ada' },
        IFD2: { PixelXDimension: '40', PixelYDimension: '30' },
        IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' },
      })
      .withMetadata({ orientation: 6 })
      .withXmp(packet)
      [type](),
  );

/** A little-endian TIFF whose directory is written again at its end, with a directory of GPS. */
function withPlace(tiff: Uint8Array): Uint8Array {
  const source = Buffer.from(tiff);
  const directory = source.readUInt32LE(4);
  const count = source.readUInt16LE(directory);
  const entries = source.subarray(directory + 2, directory + 2 + 12 * count);
  const made = Buffer.concat([source, Buffer.alloc(entries.length + 18 + 18)]);
  made.writeUInt32LE(source.length, 4);
  const end = source.length + 2 + entries.copy(made, source.length + 2);
  made.writeUInt16LE(count + 1, source.length);
  made.set([0x25, 0x88, 4, 0, 1, 0, 0, 0], end);
  made.writeUInt32LE(end + 16, end + 8);
  made.set([1, 0, 1, 0, 2, 0, 2, 0, 0, 0, 0x4e], end + 16);
  return made;
}

describe('the metadata of a source on its result', () => {
  for (const shape of ['opaque', 'transparent'] as const) {
    it(`is the source’s in an AVIF too, with the very same pixels (${shape})`, async () => {
      const found = sourceMetadata('jpeg', await photo('jpeg'));
      assert.ok(found);
      const picture = shape === 'opaque' ? marked(60, 80) : halfTransparent(60, 80);
      const plain = await bytesOf(picture.withIccProfile('p3').avif({ effort: 0 }));
      const made = withSourceMetadata('avif', plain, found, { width: 60, height: 80 });
      assert.ok(made);
      const [told, before] = await Promise.all([sharp(made).metadata(), sharp(plain).metadata()]);
      assert.deepEqual([told.width, told.height, told.orientation ?? 1], [60, 80, 1]);
      assert.ok(told.icc && before.icc?.equals(told.icc));
      assert.match(String(told.exif), /Ada/);
      assert.match(String(told.xmp), /Roll 12/);
      assert.deepEqual(await sharp(made).raw().toBuffer(), await sharp(plain).raw().toBuffer());
      const { exif } = ExifReader.load(Buffer.from(made), { expanded: true });
      assert.equal(exif?.Artist?.description, 'Ada');
      const again = sourceMetadata('avif', made);
      assert.ok(again?.exif && again.xmp && tellsPlace(again));
      assert.equal(withSourceMetadata('avif', made, found, { width: 60, height: 80 }), undefined);
    });
  }

  it('is left out of an AVIF that is cut or laid out in another way', async () => {
    const found = sourceMetadata('jpeg', await photo('jpeg'));
    assert.ok(found);
    const plain = await bytesOf(marked(60, 80).avif({ effort: 0 }));
    for (let end = 0; end < plain.length; end += 3)
      assert.equal(
        withSourceMetadata('avif', plain.subarray(0, end), found, { width: 60, height: 80 }),
        undefined,
      );
  });

  for (const from of types) {
    for (const to of types) {
      it(`is the source’s, as it is true of the result (${from} to ${to})`, async () => {
        const found = sourceMetadata(from, await photo(from));
        assert.ok(found);
        assert.ok(tellsPlace(found));
        const plain = await bytesOf(marked(60, 80)[to]());
        const made = withSourceMetadata(to, plain, found, { width: 60, height: 80 });
        assert.ok(made);
        const told = await sharp(made).metadata();
        assert.deepEqual([told.format, told.width, told.height], [to, 60, 80]);
        assert.ok((told.orientation ?? 1) === 1);
        assert.deepEqual(await sharp(made).raw().toBuffer(), await sharp(plain).raw().toBuffer());
        const { exif, gps, xmp } = ExifReader.load(Buffer.from(made), { expanded: true });
        assert.equal(exif?.Artist?.description, 'Ada');
        assert.deepEqual([exif?.PixelXDimension?.value, exif?.PixelYDimension?.value], [60, 80]);
        assert.ok(Math.abs((gps?.Latitude ?? 0) - 52.5167) < 0.001);
        assert.match(xmp?._raw ?? '', /Roll 12/);
        assert.doesNotMatch(xmp?._raw ?? '', /Orientation="6"|ImageWidth/);
      });
    }
  }

  it('keeps IPTC between JPEGs', async () => {
    const iptc = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x08\x1c\x02\x50\0\x03Ada', 'latin1');
    const found = sourceMetadata('jpeg', withSegment(await bytesOf(marked(9, 9).jpeg()), 0xed, iptc));
    assert.ok(found);
    const made = withSourceMetadata('jpeg', await bytesOf(marked(9, 9).jpeg()), found, {
      width: 9,
      height: 9,
    });
    const { iptc: told } = ExifReader.load(Buffer.from(made ?? []), { expanded: true });
    assert.match(JSON.stringify(told?.['By-line']), /Ada/);
  });

  it('keeps the texts of a PNG in a PNG, but those that it says itself, and old profiles as text', async () => {
    const text = (words: string) => [...Buffer.from(words, 'latin1')];
    const put = (png: Uint8Array, name: string, words: string) => withChunk(png, name, text(words));
    let source = put(await bytesOf(marked(9, 9).png()), 'tEXt', 'Author\0Ada');
    source = put(source, 'iTXt', 'Title\0\0\0de\0Titel\0Der Hafen');
    source = put(source, 'tEXt', 'Software\0Old one');
    source = put(source, 'tEXt', 'Raw profile type exif\0exif 4 4d4d002a');
    const found = sourceMetadata('png', source) ?? assert.fail('it says nothing');
    const plain = put(await bytesOf(marked(12, 9).png()), 'tEXt', 'Software\0New one');
    const made = withSourceMetadata('png', plain, found, { width: 12, height: 9 });
    const { comments } = await sharp(made).metadata();
    assert.deepEqual(
      Object.fromEntries((comments ?? []).map(({ keyword, text: words }) => [keyword, words])),
      { Software: 'New one', Author: 'Ada', Title: 'Der Hafen' },
    );
    assert.deepEqual(await sharp(made).raw().toBuffer(), await sharp(plain).raw().toBuffer());
    assert.equal(
      withSourceMetadata('webp', await bytesOf(marked(9, 9).webp()), found, { width: 9, height: 9 }),
      undefined,
    );
  });

  it('keeps the comments of a JPEG in a JPEG, behind its EXIF', async () => {
    const comment = Buffer.from('Roll 12, in the rain');
    const found = sourceMetadata('jpeg', withSegment(await photo('jpeg'), 0xfe, comment));
    assert.ok(found);
    const plain = await bytesOf(marked(60, 80).jpeg());
    const made = Buffer.from(withSourceMetadata('jpeg', plain, found, { width: 60, height: 80 }) ?? []);
    assert.ok(made.indexOf('Exif') < made.indexOf(comment));
    assert.deepEqual(await sharp(made).raw().toBuffer(), await sharp(plain).raw().toBuffer());
    const again = withSourceMetadata('jpeg', made, found, { width: 60, height: 80 });
    assert.equal(again, undefined, 'nothing is said twice');
  });

  it('comes out of a HEIC or AVIF, whose results are of other types', async () => {
    const source = await bytesOf(
      marked(40, 30)
        .withExif({ IFD0: { Artist: 'Ada' }, IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } })
        .withXmp(packet)
        .avif({ effort: 0 }),
    );
    for (const type of ['heic', 'avif']) {
      const found = sourceMetadata(type, source);
      assert.ok(found && tellsPlace(found));
      const made = withSourceMetadata('jpeg', await bytesOf(marked(60, 80).jpeg()), found, {
        width: 60,
        height: 80,
      });
      assert.ok(made);
      const told = ExifReader.load(Buffer.from(made), { expanded: true });
      assert.equal(told.exif?.Artist?.description, 'Ada');
      assert.equal(Math.round(told.gps?.Latitude ?? 0), 53);
      assert.equal(told.xmp?.source?.description, 'Roll 12');
    }
    // Wherever it is cut, what is left of it is read or nothing is.
    for (let end = 0; end < source.length; end += 7) sourceMetadata('avif', source.subarray(0, end));
  });

  it('is known to say a place in TIFF, AVIF and HEIC too', async () => {
    const place = { IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } };
    const avif = (exif: object) => bytesOf(marked(40, 30).withExif(exif).avif({ effort: 0 }));
    assert.ok(fileTellsPlace('avif', await avif(place)));
    assert.ok(!fileTellsPlace('avif', await avif({ IFD0: { Artist: 'Ada' } })));
    const tiff = await bytesOf(marked(40, 30).tiff());
    assert.ok(!fileTellsPlace('tiff', tiff));
    assert.ok(fileTellsPlace('tiff', withPlace(tiff)));
    const heic = await bytesOf(marked(40, 30).withExif(place).avif({ effort: 0 }));
    assert.ok(fileTellsPlace('heic', heic));
    const told = packet.replace(
      'dc:source=',
      'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,31N" dc:source=',
    );
    assert.ok(fileTellsPlace('avif', await bytesOf(marked(40, 30).withXmp(told).avif({ effort: 0 }))));
    assert.ok(!fileTellsPlace('svg', Buffer.from('<svg/>')));
  });

  it('has no thumbnail of the old picture', () => {
    const entry = (tag: number, type: number, value: number) => [
      tag & 255,
      tag >> 8,
      type,
      0,
      1,
      0,
      0,
      0,
      value,
      0,
      0,
      0,
    ];
    const head = [0x49, 0x49, 42, 0, 8, 0, 0, 0];
    const main = [1, 0, ...entry(0x112, 3, 8), 26, 0, 0, 0];
    const second = [2, 0, ...entry(0x201, 4, 56), ...entry(0x202, 4, 5), 0, 0, 0, 0];
    const exif = Uint8Array.from([...head, ...main, ...second, ...Buffer.from('small')]);
    const made = exifFor(exif, { width: 5, height: 6 });
    assert.deepEqual(
      [...(made ?? [])],
      [...head, 1, 0, ...entry(0x112, 3, 1), 0, 0, 0, 0, ...Array(30).fill(0)],
    );
  });

  it('is none where nothing is said, or the file is broken', async () => {
    for (const type of types) {
      assert.equal(sourceMetadata(type, await bytesOf(marked(9, 9)[type]())), undefined);
      assert.equal(sourceMetadata(type, (await photo(type)).subarray(0, 200)), undefined);
    }
    assert.equal(sourceMetadata('avif', new Uint8Array(9)), undefined);
    assert.equal(exifFor(Buffer.from('no EXIF'), { width: 1, height: 1 }), undefined);
  });
});
