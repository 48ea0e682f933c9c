import assert from 'node:assert/strict';
import fc from 'fast-check';
import sharp from 'sharp';
import { chunk } from '../../../../src/core/images/codec/read/plainPng.ts';
import type { ImageInfo } from '../../../../src/core/images/imageTypes.ts';
import { headBytes, infoOf, sniff, sniffHead } from '../../../../src/core/images/sniff/sniff.ts';
import { exifOfOrientation } from '../../../../src/core/records/metadata/exif.ts';
import { isobmffOf, u32 } from '../heics.ts';
import { beforeEnd, bytesOf, halfTransparent, marked, withChunk, withSegment } from '../pictures.ts';
import { tiffOf } from '../tiffs.ts';

const text = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'));

function info(bytes: Uint8Array): ImageInfo {
  const found = sniff(bytes);
  assert(found, 'is known');
  return found;
}

describe('reading what an image is from its bytes', () => {
  const opaque = () => marked(60, 40);
  const clear = () => halfTransparent(60, 40);
  const samples: [name: string, make: () => Promise<Uint8Array>, expected: Partial<ImageInfo>][] = [
    [
      'PNG',
      () => bytesOf(opaque().png()),
      { type: 'png', mimeType: 'image/png', hasAlpha: false, bitDepth: 8 },
    ],
    ['PNG with alpha', () => bytesOf(clear().png()), { type: 'png', hasAlpha: true }],
    [
      'palette PNG with alpha',
      () => bytesOf(clear().png({ palette: true })),
      { type: 'png', hasAlpha: true },
    ],
    ['16-bit PNG', () => bytesOf(opaque().toColourspace('rgb16').png()), { type: 'png', bitDepth: 16 }],
    ['JPEG', () => bytesOf(opaque().jpeg()), { type: 'jpeg', mimeType: 'image/jpeg', hasAlpha: false }],
    ['progressive JPEG', () => bytesOf(opaque().jpeg({ progressive: true })), { type: 'jpeg' }],
    ['CMYK JPEG', () => bytesOf(opaque().toColourspace('cmyk').jpeg()), { type: 'jpeg', cmyk: true }],
    ['lossy WebP', () => bytesOf(opaque().webp()), { type: 'webp', hasAlpha: false }],
    ['lossless WebP', () => bytesOf(opaque().webp({ lossless: true })), { type: 'webp', hasAlpha: false }],
    [
      'lossless WebP with alpha',
      () => bytesOf(clear().webp({ lossless: true })),
      { type: 'webp', hasAlpha: true },
    ],
    ['lossy WebP with alpha', () => bytesOf(clear().webp()), { type: 'webp', hasAlpha: true }],
    ['GIF', () => bytesOf(opaque().gif()), { type: 'gif', animated: false }],
    ['AVIF', () => bytesOf(opaque().avif({ effort: 0 })), { type: 'avif', hasAlpha: false, bitDepth: 8 }],
    ['AVIF with alpha', () => bytesOf(clear().avif({ effort: 0 })), { type: 'avif', hasAlpha: true }],
    ['TIFF', () => bytesOf(opaque().tiff()), { type: 'tiff', hasAlpha: false }],
    [
      'TIFF with alpha',
      () => bytesOf(clear().tiff({ compression: 'lzw' })),
      { type: 'tiff', hasAlpha: true },
    ],
    ['CMYK TIFF', () => bytesOf(opaque().toColourspace('cmyk').tiff()), { type: 'tiff', cmyk: true }],
    ['big-endian TIFF', async () => bigEndianTiff(60, 40), { type: 'tiff' }],
    ['BMP', async () => bitmap(60, -40), { type: 'bmp' }],
  ];
  for (const [name, make, expected] of samples) {
    it(`knows ${name}`, async () => {
      const found = info(await make());
      for (const [key, value] of Object.entries({ width: 60, height: 40, orientation: 1, ...expected })) {
        assert.equal(found[key as keyof ImageInfo], value, key);
      }
    });
  }

  it('knows an icon by what its largest picture says, not by its directory', async () => {
    const png = await bytesOf(opaque().png());
    // The directory says 16 by 16.
    const icon = iconOf([16, png], [16, bitmap(32, 64).subarray(14)]);
    const found = info(icon);
    assert.deepEqual([found.width, found.height], [60, 40]);
    const sniffed = sniffHead(icon.subarray(0, 40), icon.length);
    assert(sniffed.state === 'needsMore' && sniffed.bytes > 40);
  });

  it('knows HEIC, with the size of the turned primary picture', () => {
    const heic = heicOf(4000, 3000, 3);
    const found = info(heic);
    assert.deepEqual([found.type, found.width, found.height, found.orientation], ['heic', 3000, 4000, 6]);
  });

  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`turns the size for orientation ${orientation}`, async () => {
      const kinds = [
        marked(60, 40).jpeg(),
        marked(60, 40).png(),
        marked(60, 40).webp(),
        marked(60, 40).tiff(),
      ];
      for (const picture of kinds) {
        const found = info(await bytesOf(picture.withMetadata({ orientation })));
        const expected = orientation >= 5 ? [40, 60] : [60, 40];
        assert.deepEqual([found.width, found.height], expected, found.type);
        assert.equal(found.orientation, orientation, found.type);
      }
    });
  }

  it('tells animated pictures from still ones', async () => {
    const frames = sharp(await bytesOf(marked(60, 80).png()));
    const raw = await frames.raw().toBuffer();
    const pages = () => sharp(raw, { raw: { width: 60, height: 80, channels: 3, pageHeight: 40 } });
    assert.equal(info(await bytesOf(pages().gif())).animated, true);
    assert.equal(info(await bytesOf(pages().webp())).animated, true);
    const png = await bytesOf(marked(60, 40).png());
    const frame = withChunk(png, 'fcTL', Array<number>(26).fill(0));
    assert.equal(info(withChunk(frame, 'acTL', [0, 0, 0, 7, 0, 0, 0, 0])).animated, true);
    assert.equal(info(withChunk(frame, 'acTL', [0, 0, 0, 1, 0, 0, 0, 0])).animated, false);
  });

  it('sees a signed statement of origin', async () => {
    const png = await bytesOf(marked(60, 40).png());
    const jpeg = await bytesOf(marked(60, 40).jpeg());
    assert.equal(info(png).signed, false);
    assert.equal(info(withChunk(png, 'caBX', [1, 2, 3])).signed, true);
    const box = text('JP\0\x01\0\0\0\x01\0\0\0\x40jumb\0\0\0\x20jumdc2pa\0\x11\0\x10');
    assert.equal(info(withSegment(jpeg, 0xeb, box)).signed, true);
    assert.equal(info(withSegment(jpeg, 0xeb, text('JP something else'))).signed, false);
  });

  it('sees a signature wherever it stands', async () => {
    const png = await bytesOf(marked(60, 40).png());
    const behind = beforeEnd(png, chunk('caBX', text('jumb')));
    assert.equal(info(behind).signed, true, 'behind the pixels of a PNG');
    for (const lossless of [true, false]) {
      const webp = Buffer.from(await bytesOf(marked(60, 40).webp({ lossless })));
      const signed = Buffer.concat([webp, Buffer.from('C2PA\x04\0\0\0jumb', 'latin1')]);
      signed.writeUInt32LE(signed.length - 8, 4);
      assert.equal(info(signed).signed, true, 'in a WebP that is not extended');
    }
    const tiff = { width: 1, height: 1, strips: [Uint8Array.of(1, 2, 3)] };
    assert.equal(info(tiffOf(tiff)).signed, false);
    assert.equal(info(tiffOf({ ...tiff, more: [[0xcd41, 1, 2, 3, 4, 5]] })).signed, true, 'in a TIFF');
  });

  it('reads on where metadata before transparency, turn and frames are longer than the first bytes', async () => {
    let png = await bytesOf(marked(60, 40).png());
    const exif = [...text('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0')];
    for (const [name, body] of [
      ['tRNS', [0, 1, 0, 2, 0, 3]],
      ['eXIf', exif],
      ['fcTL', Array<number>(26).fill(0)],
      ['acTL', [0, 0, 0, 2, 0, 0, 0, 0]],
      ['iTXt', Array<number>(300_000).fill(32)],
    ] as const) {
      png = withChunk(png, name, body);
    }
    let sniffed = sniffHead(png.subarray(0, headBytes), png.length);
    assert(sniffed.state === 'needsMore');
    assert.equal(infoOf(sniffed)?.type, 'png');
    while (sniffed.state === 'needsMore') sniffed = sniffHead(png.subarray(0, sniffed.bytes), png.length);
    assert(sniffed.state === 'known');
    const { hasAlpha, orientation, animated, width } = sniffed.info;
    assert.deepEqual([hasAlpha, orientation, animated, width], [true, 6, true, 40]);
  });

  it('takes the turn of a PNG from the first eXIf before its pixels, as browsers and decoders do', async () => {
    const png = await bytesOf(marked(60, 40).png());
    const turned = (orientation: number) => [...exifOfOrientation(orientation)];
    const behind = beforeEnd(png, chunk('eXIf', exifOfOrientation(6)));
    assert.deepEqual([info(behind).width, info(behind).orientation], [60, 1]);
    const both = withChunk(behind, 'eXIf', turned(8));
    assert.deepEqual([info(both).width, info(both).orientation], [40, 8]);
    const twice = withChunk(withChunk(png, 'eXIf', turned(3)), 'eXIf', turned(6));
    assert.equal(info(twice).orientation, 6);
  });

  it('says the same of a PNG by its first bytes as by all of them, but for a signature behind the pixels', async () => {
    const pixels = await bytesOf(marked(60, 40).png());
    const end = pixels.length - 12;
    const late = [
      ['eXIf', exifOfOrientation(6)],
      ['tRNS', Uint8Array.of(0, 1, 0, 2, 0, 3)],
      ['tEXt', text('Comment\0iCCP')],
      ['iCCP', text('late\0\0')],
    ] as const;
    for (const [name, body] of late) {
      const png = beforeEnd(pixels, chunk(name, body));
      assert.deepEqual(sniffHead(png.subarray(0, end), png.length), sniffHead(png), name);
    }
  });

  it('sees further pictures behind a JPEG', async () => {
    const jpeg = await bytesOf(marked(60, 40).jpeg());
    assert.equal(info(withSegment(jpeg, 0xe2, text('MPF\0rest'))).multiPicture, true);
  });

  it('asks for as much as it needs when large segments come first', async () => {
    let jpeg = await bytesOf(marked(60, 40).jpeg());
    for (let count = 0; count < 5; count += 1) jpeg = withSegment(jpeg, 0xe2, new Uint8Array(60_000));
    let head = 1000;
    for (let turn = 0; turn < 10; turn += 1) {
      const sniffed = sniffHead(jpeg.subarray(0, head), jpeg.length);
      if (sniffed.state === 'known') {
        assert.equal(sniffed.info.width, 60);
        return;
      }
      assert(sniffed.state === 'needsMore' && sniffed.bytes > head);
      head = sniffed.bytes;
    }
    assert.fail('never knew');
  });

  it('asks for the end of a WebP whose orientation stands there', async () => {
    const webp = await bytesOf(marked(60, 40).webp().withMetadata({ orientation: 6 }));
    const sniffed = sniffHead(webp.subarray(0, 40), webp.length);
    assert(sniffed.state === 'needsMore');
    assert.equal(sniffed.bytes, webp.length);
  });

  it('calls a picture broken when its header is cut off', async () => {
    for (const picture of [
      marked(9, 9).png(),
      marked(9, 9).jpeg(),
      marked(9, 9).webp(),
      marked(9, 9).avif({ effort: 0 }),
    ]) {
      const bytes = await bytesOf(picture);
      assert.equal(sniffHead(bytes.subarray(0, 18)).state, 'broken');
    }
  });

  it('knows nothing else', () => {
    for (const other of ['', 'hello', 'RIFF....WAVEfmt ', '\0\0\0\x20ftypisom\0\0\0\0isomiso2mp41']) {
      assert.deepEqual(sniffHead(text(other)), { state: 'unknown' }, other);
    }
  });

  for (const [name, beginning] of [
    ['Targa (TGA)', '\0\0\x0a\0\0\0\0\0\0\0\0\0\x09\0\x09\0'],
    ['CUR (mouse pointers)', '\0\0\x02\0\x01\0\x20\x20\0\0'],
    ['PPM', 'P6\n9 9\n255\n'],
    ["A web page saved under an image's name", '<!DOCTYPE html><html><body>404'],
    ['JPEG 2000', '\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 '],
    ['JPEG XL', '\xff\x0a\xfa\x1f'],
    ['JPEG XL', '\0\0\0\x0cJXL \r\n\x87\n'],
    ['Photoshop (PSD)', '8BPS\0\x01\0\0\0\0\0\0'],
    ['Compressed SVG (SVGZ)', '\x1f\x8b\x08\0\0\0\0\0\0\x03'],
    ['A Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n'],
    ['BMP of OS/2', 'BM\x1a\x01\0\0\0\0\0\0\x1a\0\0\0\x0c\0\0\0\x08\0\x08\0\x01\0\x18\0\0\0\0\0\0\0'],
    ['PDF', '%PDF-1.7'],
    ['HEIF with AVC (H.264)', Buffer.from(isobmffOf('avc1', ['mif1'], [], text('x'))).toString('latin1')],
  ] as const) {
    it(`calls by its name what nothing here reads: ${name}`, () => {
      const sniffed = sniffHead(text(beginning));
      assert(sniffed.state === 'foreign');
      assert(sniffed.name.startsWith(name), sniffed.name);
    });
  }

  it('never throws and never asks for what there is not, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), checkAnswer), { numRuns: 2000 });
  });

  it('never throws on damaged pictures', async () => {
    const heads = await Promise.all(
      samples
        .map(async ([, make]) => (await make()).subarray(0, 700))
        .concat(Promise.resolve(heicOf(10, 10, 1))),
    );
    const change = fc.tuple(fc.nat(699), fc.nat(255));
    const damaged = fc
      .tuple(fc.constantFrom(...heads), fc.array(change, { maxLength: 12 }), fc.nat(700))
      .map(([head, changes, length]) => {
        const bytes = head.slice(0, length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        return bytes;
      });
    fc.assert(fc.property(damaged, checkAnswer), { numRuns: 5000 });
  });
});

function checkAnswer(bytes: Uint8Array): void {
  for (const fileSize of [bytes.length, bytes.length + 5000]) {
    const answer = sniffHead(bytes, fileSize);
    if (answer.state === 'known') assert(answer.info.width > 0 && answer.info.height > 0);
    if (answer.state === 'needsMore') assert(answer.bytes > bytes.length && answer.bytes <= fileSize);
  }
}

function bigEndianTiff(width: number, height: number): Uint8Array {
  const entry = (tag: number, value: number) => [
    tag >> 8,
    tag & 255,
    0,
    3,
    0,
    0,
    0,
    1,
    value >> 8,
    value & 255,
    0,
    0,
  ];
  return Uint8Array.of(
    ...text('MM\0*'),
    0,
    0,
    0,
    8,
    0,
    2,
    ...entry(256, width),
    ...entry(257, height),
    0,
    0,
    0,
    0,
  );
}

/** An icon whose directory says one side of each picture, and the pictures. */
function iconOf(...pictures: [side: number, picture: Uint8Array][]): Uint8Array {
  const little = (value: number) => [...u32(value)].reverse();
  let at = 6 + 16 * pictures.length;
  const entries = pictures.flatMap(([side, { length }]) => {
    const entry = [side, side, 0, 0, 1, 0, 32, 0, ...little(length), ...little(at)];
    at += length;
    return entry;
  });
  const head = Uint8Array.of(0, 0, 1, 0, pictures.length, 0, ...entries);
  return Buffer.concat([head, ...pictures.map(([, picture]) => picture)]);
}

function bitmap(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(60);
  bytes.set(text('BM'));
  const view = new DataView(bytes.buffer);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  return bytes;
}

/** The boxes of a HEIC still that say its size, and no pixels. */
function heicOf(width: number, height: number, turns: number): Uint8Array {
  const number = (value: number) => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
  const box = (name: string, ...body: number[]): number[] => [
    ...number(body.length + 8),
    ...text(name),
    ...body,
  ];
  const full = [0, 0, 0, 0];
  const ispe = (across: number, down: number) => box('ispe', ...full, ...number(across), ...number(down));
  const ipco = box('ipco', ...ispe(160, 120), ...ispe(width, height), ...box('irot', turns));
  const ipma = box('ipma', ...full, ...number(2), 0, 1, 1, 1, 0, 2, 2, 2, 3);
  const meta = box('meta', ...full, ...box('pitm', ...full, 0, 2), ...box('iprp', ...ipco, ...ipma));
  return Uint8Array.from([...box('ftyp', ...text('heic'), 0, 0, 0, 0, ...text('mif1heic')), ...meta]);
}
