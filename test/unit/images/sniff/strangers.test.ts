import assert from 'node:assert/strict';
import { sniffHead } from '../../../../src/core/images/sniff/sniff.ts';
import { builtCodec as codec } from '../builtCodec.ts';
import { bytesOf, colours, decoded, looks, marked, withSegment } from '../pictures.ts';
import { type TiffTraits, tiffOf } from '../tiffs.ts';

const side = 16;
/** So many bytes for each pixel of a small square. */
const filled = (...pixel: number[]) =>
  Uint8Array.from({ length: side * side * pixel.length }, (_, index) => pixel[index % pixel.length] ?? 0);
const square = (traits: Partial<TiffTraits>) =>
  tiffOf({ width: side, height: side, strips: [filled(200, 100, 50)], ...traits });

async function seen(bytes: Uint8Array): Promise<number[]> {
  const shown = await codec.thumbnail({ bytes });
  return (await decoded(shown.bytes)).at(8, 8).slice(0, 3);
}

describe('a TIFF', () => {
  const words = (...values: number[]) => values.flatMap((value) => [value & 255, value >> 8]);
  const palette = [200, 100, 50].flatMap((value) => Array<number>(256).fill(value * 257));
  const plain: [number, number, number] = [200, 100, 50];
  const kinds: [name: string, traits: Partial<TiffTraits>, expected?: [number, number, number]][] = [
    ['BigTIFF', { big: true }],
    ['BigTIFF with the high byte first', { big: true, littleEndian: false }],
    ['planar', { planar: 2, strips: [filled(200), filled(100), filled(50)] }],
    ['of 16 bits', { bits: 16, strips: [filled(...words(200 * 257, 100 * 257, 50 * 257))] }],
    ['grey', { samples: 1, photometric: 1, strips: [filled(200)] }, [200, 200, 200]],
    ['with a palette', { samples: 1, photometric: 3, strips: [filled(7)], more: [[320, ...palette]] }],
    [
      'with half as much chroma',
      { photometric: 6, strips: [filled(129, 129, 129, 129, 86, 179).subarray(0, 384)], more: [[530, 2, 2]] },
      [201, 107, 55],
    ],
  ];
  for (const [name, traits, expected = plain] of kinds) {
    it(`is read in its colours: ${name}`, async () => {
      const pixel = await seen(square(traits));
      assert(looks(pixel, expected), `${pixel}`);
    });
  }

  const strangers: [what: string, traits: Partial<TiffTraits>][] = [
    ['old-style JPEG compression', { compression: 6 }],
    ['LZMA compression', { compression: 34_925 }],
    ['WebP compression', { compression: 50_001 }],
    ['Zstandard compression', { compression: 50_000 }],
    ['unknown (60000) compression', { compression: 60_000 }],
    ['8-bit Lab colours', { photometric: 8 }],
    ['YCbCr colours', { photometric: 6, compression: 5, more: [[530, 1, 1]] }],
    ['raw camera pixels', { photometric: 32_803, samples: 1 }],
    ['12 bits per colour', { bits: 12 }],
    ['32 bits per colour', { bits: 32 }],
    ['signed pixels', { sampleFormat: 2 }],
    ['32-bit floating-point grey pixels', { sampleFormat: 3, bits: 32, samples: 1, photometric: 1 }],
    ['complex numbers as pixels', { sampleFormat: 6, bits: 64, samples: 1, photometric: 1 }],
    ['5 channels', { samples: 5 }],
  ];
  for (const [what, traits] of strangers) {
    it(`that can't be read is not called damaged: ${what}`, async () => {
      const message = `TIFF with ${what} can’t be read here. Convert it to PNG or JPEG first.`;
      await assert.rejects(codec.thumbnail({ bytes: square(traits) }), {
        code: 'image.notReadable',
        message,
      });
    });
  }

  it('says that it has further pages', async () => {
    const prepared = await codec.prepare({ bytes: square({ pages: 2 }), flatten: true });
    assert.deepEqual(prepared.changes, ['converted from TIFF', 'more pages left out']);
  });
});

describe('a JPEG', () => {
  const jpeg = () => bytesOf(marked(64, 48).jpeg());

  it('with stray bytes between its segments is read, as browsers read it', async () => {
    const bytes = await jpeg();
    const behind = 4 + Buffer.from(bytes).readUInt16BE(4);
    const stray = Buffer.concat([
      bytes.subarray(0, behind),
      Buffer.from('\0\x0djunk\0\xff\0'),
      bytes.subarray(behind),
    ]);
    const made = await decoded((await codec.thumbnail({ bytes: stray })).bytes);
    assert(looks(made.at(2, 2), colours.red));
  });

  it('that tells of further pictures behind its frame header is known to have them', async () => {
    const bytes = Buffer.from(await jpeg());
    const frame = bytes.indexOf(Buffer.of(0xff, 0xc0));
    const behind = frame + 2 + bytes.readUInt16BE(frame + 2);
    const index = withSegment(Buffer.of(0xff, 0xd8), 0xe2, Buffer.from('MPF\0rest', 'latin1')).subarray(2);
    const sniffed = sniffHead(Buffer.concat([bytes.subarray(0, behind), index, bytes.subarray(behind)]));
    assert(sniffed.state === 'known');
    assert.equal(sniffed.info.multiPicture, true);
  });

  const framed = async (marker: number, bits = 8) => {
    const bytes = Buffer.from(await jpeg());
    const frame = bytes.indexOf(Buffer.of(0xff, 0xc0));
    bytes[frame + 1] = marker;
    bytes[frame + 4] = bits;
    return bytes;
  };

  for (const [what, marker, bits] of [
    ['JPEG with 12 bits per colour', 0xc1, 12],
    ['Lossless JPEG', 0xc3, 8],
    ['Hierarchical JPEG', 0xc5, 8],
  ] as const) {
    it(`that can't be read is not called damaged: ${what}`, async () => {
      const bytes = await framed(marker, bits);
      const message = `${what} can’t be read here. Convert it to PNG or JPEG first.`;
      await assert.rejects(codec.thumbnail({ bytes }), { code: 'image.notReadable', message });
    });
  }

  it('with arithmetic coding is never sent as it is', async () => {
    const sniffed = sniffHead(await framed(0xc9));
    assert(sniffed.state === 'known');
    assert.equal(sniffed.info.arithmetic, true);
  });
});
