import assert from 'node:assert/strict';
import ExifReader from 'exifreader';
import sharp from 'sharp';
import { withResolution } from '../../../../src/core/records/metadata/resolution.ts';
import {
  fileTellsPlace,
  sourceMetadata,
  tellsPlace,
  withSourceMetadata,
} from '../../../../src/core/records/metadata/sourceMetadata.ts';
import { bytesOf, marked, withSegment } from '../../images/pictures.ts';

const size = { width: 60, height: 80 };
const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" tiff:Orientation="6" dc:source="Roll 12"/></rdf:RDF></x:xmpmeta>`;
const iptc = Buffer.from('\x1c\x02\x50\0\x03Ada\x1c\x02\x69\0\x07Harbour', 'latin1');
const results = ['jpeg', 'png', 'webp', 'tiff'] as const;

type Values = number[] | string | Uint8Array;
interface Put {
  tag: number;
  type: number;
  values: Values | Put[];
}

/** A TIFF of 2 x 2 grey pixels whose directory holds these entries too, in either byte order, or as a BigTIFF. */
function tiffWith(entries: readonly Put[], little: boolean, big = false): Buffer {
  const number = (value: number, length: number) => {
    const bytes = Buffer.alloc(8);
    if (little) bytes.writeBigUInt64LE(BigInt(value));
    else bytes.writeBigUInt64BE(BigInt(value));
    return little ? bytes.subarray(0, length) : bytes.subarray(8 - length);
  };
  const word = big ? 8 : 4;
  const widths: Record<number, number> = { 3: 2, 4: 4, 5: 4 };
  const directory = (puts: readonly Put[], at: number): Buffer => {
    const sorted = [...puts].sort((one, other) => one.tag - other.tag);
    const headers: Buffer[] = [number(sorted.length, big ? 8 : 2)];
    const bodies: Buffer[] = [];
    let end = at + (big ? 8 + 20 * sorted.length + 8 : 2 + 12 * sorted.length + 4);
    for (const { tag, type, values } of sorted) {
      const isDirectory = Array.isArray(values) && typeof values[0] === 'object';
      const body = isDirectory
        ? directory(values as Put[], end)
        : Array.isArray(values)
          ? Buffer.concat((values as number[]).map((value) => number(value, widths[type] ?? 1)))
          : Buffer.from(values as string);
      const count = isDirectory ? 1 : body.length / ((widths[type] ?? 1) * (type === 5 ? 2 : 1));
      headers.push(number(tag, 2), number(type, 2), number(count, word));
      if (body.length <= word && !isDirectory) headers.push(Buffer.concat([body, Buffer.alloc(word)], word));
      else {
        headers.push(number(end, word));
        bodies.push(body, Buffer.alloc(body.length % 2));
        end += body.length + (body.length % 2);
      }
    }
    return Buffer.concat([...headers, number(0, word), ...bodies]);
  };
  const mark = Buffer.from(little ? 'II' : 'MM');
  const header = big
    ? Buffer.concat([mark, number(43, 2), number(8, 2), number(0, 2), number(20, 8)])
    : Buffer.concat([mark, number(42, 2), number(12, 4)]);
  const pixels = Buffer.from([0, 80, 160, 240]);
  const image: Put[] = [
    { tag: 256, type: 3, values: [2] },
    { tag: 257, type: 3, values: [2] },
    { tag: 258, type: 3, values: [8] },
    { tag: 259, type: 3, values: [1] },
    { tag: 262, type: 3, values: [1] },
    { tag: 273, type: 4, values: [header.length] },
    { tag: 277, type: 3, values: [1] },
    { tag: 278, type: 3, values: [2] },
    { tag: 279, type: 4, values: [4] },
  ];
  return Buffer.concat([header, pixels, directory([...image, ...entries], header.length + 4)]);
}

const photo: readonly Put[] = [
  { tag: 0x010f, type: 2, values: 'Ada & Co\0' },
  { tag: 0x0112, type: 3, values: [6] },
  { tag: 0x011a, type: 5, values: [300, 1] },
  { tag: 0x011b, type: 5, values: [300, 1] },
  { tag: 0x0128, type: 3, values: [2] },
  { tag: 0x013b, type: 2, values: 'Ada Lovelace\0' },
  { tag: 700, type: 1, values: packet },
  { tag: 0x83bb, type: 7, values: iptc },
  {
    tag: 0x8769,
    type: 4,
    values: [
      { tag: 0x829a, type: 5, values: [1, 250] },
      { tag: 0x9003, type: 2, values: '2026:11:01 10:11:12\0' },
      { tag: 0xa002, type: 4, values: [2] },
      { tag: 0xa003, type: 4, values: [2] },
    ],
  },
  {
    tag: 0x8825,
    type: 4,
    values: [
      { tag: 1, type: 2, values: 'N\0' },
      { tag: 2, type: 5, values: [52, 1, 31, 1, 0, 1] },
    ],
  },
];

const read = (bytes: Uint8Array) => ExifReader.load(Buffer.from(bytes), { expanded: true });

describe('the metadata of a TIFF on its result', () => {
  const sources = [
    ['little-endian', true, false],
    ['big-endian', false, false],
    ['a little-endian BigTIFF', true, true],
    ['a big-endian BigTIFF', false, true],
  ] as const;
  for (const [name, little, big] of sources) {
    for (const to of results) {
      it(`is the source’s, as it is true of the result (${name} to ${to})`, async () => {
        const source = tiffWith(photo, little, big);
        assert.equal((await sharp(source).metadata()).format, 'tiff');
        const found = sourceMetadata('tiff', source);
        assert.ok(found && tellsPlace(found));
        const plain = await bytesOf(marked(60, 80)[to]());
        const made = withSourceMetadata(to, plain, found, size);
        assert.ok(made);
        const told = await sharp(made).metadata();
        assert.deepEqual([told.format, told.width, told.height], [to, 60, 80]);
        assert.ok((told.orientation ?? 1) === 1);
        if (to !== 'webp') assert.equal(told.density, 300);
        assert.deepEqual(await sharp(made).raw().toBuffer(), await sharp(plain).raw().toBuffer());
        const { exif, gps, xmp, iptc: properties } = read(made);
        assert.equal(exif?.Artist?.description, 'Ada Lovelace');
        assert.equal(exif?.Make?.description, 'Ada & Co');
        assert.equal(exif?.DateTimeOriginal?.description, '2026:11:01 10:11:12');
        assert.equal(exif?.ExposureTime?.description, '1/250');
        assert.deepEqual([exif?.PixelXDimension?.value, exif?.PixelYDimension?.value], [60, 80]);
        assert.equal(exif?.XResolution?.description, '300');
        assert.ok(Math.abs((gps?.Latitude ?? 0) - 52.5167) < 0.001);
        assert.match(xmp?._raw ?? JSON.stringify(xmp), /Roll 12/);
        if (to === 'jpeg' || to === 'tiff') {
          assert.match(JSON.stringify(properties?.['By-line']), /Ada/);
          assert.match(JSON.stringify(properties?.Headline), /Harbour/);
        }
        assert.equal(fileTellsPlace(to, made), true);
        assert.equal(withSourceMetadata(to, made, found, size), undefined, 'nothing is said twice');
      });
    }
  }

  it('is carried from a JPEG into a TIFF, IPTC too', async () => {
    const jpeg = await bytesOf(
      marked(40, 30)
        .withExif({ IFD0: { Artist: 'Ada' }, IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } })
        .withXmp(packet)
        .jpeg(),
    );
    const resource = Buffer.concat([
      Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0', 'latin1'),
      Buffer.from([iptc.length]),
      iptc,
    ]);
    const found = sourceMetadata('jpeg', withSegment(jpeg, 0xed, resource));
    assert.ok(found);
    const plain = await bytesOf(marked(60, 80).tiff());
    const made = withSourceMetadata('tiff', plain, found, size);
    assert.ok(made);
    const told = read(made);
    assert.equal(told.exif?.Artist?.description, 'Ada');
    assert.equal(Math.round(told.gps?.Latitude ?? 0), 53);
    assert.match(JSON.stringify(told.iptc?.['By-line']), /Ada/);
    assert.deepEqual(await sharp(made).raw().toBuffer(), await sharp(plain).raw().toBuffer());
  });

  it('takes IPTC from Photoshop’s resources, and from 32-bit numbers in the byte order of the file', () => {
    const words = Buffer.concat([iptc, Buffer.alloc((4 - (iptc.length % 4)) % 4)]);
    const numbers = Array.from({ length: words.length / 4 }, (_, index) => words.readUInt32BE(index * 4));
    const resources = Buffer.concat([
      Buffer.from('8BIM\x03\xed\0\0\0\0\0\x02\0\x01', 'latin1'),
      Buffer.from('8BIM\x04\x04\0\0\0\0\0', 'latin1'),
      Buffer.from([iptc.length]),
      iptc,
    ]);
    for (const put of [
      { tag: 0x8649, type: 1, values: resources },
      { tag: 0x83bb, type: 4, values: numbers },
    ]) {
      const found = sourceMetadata('tiff', tiffWith([put], true));
      const told = Buffer.from(found?.iptc ?? []).toString('latin1');
      assert.ok(told.startsWith('Photoshop 3.0\0' + '8BIM\x04\x04'));
      assert.match(told, /Ada.+Harbour/s);
    }
  });

  it('is nothing where a TIFF says nothing but how its pixels lie, and never stops at broken bytes', async () => {
    assert.equal(sourceMetadata('tiff', await bytesOf(marked(9, 9).tiff())), undefined);
    assert.equal(sourceMetadata('tiff', tiffWith([], false)), undefined);
    const whole = tiffWith(photo, true);
    const plain = await bytesOf(marked(60, 80).jpeg());
    for (let end = 0; end < whole.length; end++) {
      const found = sourceMetadata('tiff', whole.subarray(0, end));
      if (found) withSourceMetadata('jpeg', plain, found, size);
    }
    // A directory that points to itself.
    const circle = tiffWith(
      [{ tag: 0x8769, type: 4, values: [{ tag: 0xa005, type: 4, values: [1] }] }],
      true,
    );
    sourceMetadata('tiff', circle);
  });
});

describe('the resolution of a source on its result', () => {
  for (const from of ['jpeg', 'png', 'tiff'] as const) {
    for (const to of results) {
      it(`is the source’s (${from} to ${to})`, async () => {
        const source = await bytesOf(marked(40, 30).withMetadata({ density: 144 })[from]());
        const found = sourceMetadata(from, source);
        assert.ok(found);
        const plain = await bytesOf(marked(60, 80)[to]());
        const made = withSourceMetadata(to, plain, found, size);
        assert.ok(made);
        if (to === 'webp') assert.equal(read(made).exif?.XResolution?.description, '144');
        else assert.equal((await sharp(made).metadata()).density, 144);
        assert.deepEqual(await sharp(made).raw().toBuffer(), await sharp(plain).raw().toBuffer());
      });
    }
  }

  it('stays where the result states one', async () => {
    const own = await bytesOf(marked(9, 9).withMetadata({ density: 96 }).png());
    assert.equal(withResolution('png', own, { x: 300, y: 300 }), own);
  });
});
