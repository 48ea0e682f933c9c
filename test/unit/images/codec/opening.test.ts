import assert from 'node:assert/strict';
import sharp from 'sharp';
import { chunk } from '../../../../src/core/images/codec/read/plainPng.ts';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import { exifOfOrientation } from '../../../../src/core/records/metadata/exif.ts';
import { sequenceOf, withAlpha } from '../avifs.ts';
import { builtCodec as codec } from '../builtCodec.ts';
import { heicOf } from '../heics.ts';
import { beforeEnd, bytesOf, colours, decoded, looks, marked } from '../pictures.ts';

const flat = { flatten: true };
const pixels = async () => decoded(await bytesOf(marked(64, 48).png()));

describe('opening what people have', () => {
  it('reads a HEIC as a phone makes it', async () => {
    const heic = heicOf(await pixels());
    const prepared = await codec.prepare({ bytes: heic, ...flat });
    assert.deepEqual([prepared.type, prepared.changes], ['jpeg', ['converted from HEIC']]);
    const made = await decoded(prepared.bytes);
    assert.deepEqual([made.width, made.height], [64, 48]);
    assert(looks(made.at(2, 2), colours.red));
    assert(looks(made.at(61, 45), colours.green));
  });

  it('crops and turns a HEIC as the file says, and knows that size before', async () => {
    const heic = heicOf(await pixels(), { crop: [48, 32], turns: 1 });
    const { width, height } = await codec.metadata({ bytes: heic });
    const made = await decoded((await codec.prepare({ bytes: heic, ...flat })).bytes);
    assert.deepEqual([width, height, made.width, made.height], [32, 48, 32, 48]);
    // What was at the left of the top edge lies at the left of the bottom edge.
    assert(looks(made.at(1, 46), colours.red));
  });

  it('shows a HEIC small', async () => {
    const shown = await codec.thumbnail({ bytes: heicOf(await pixels()), maxSide: 32 });
    assert.deepEqual([shown.width, shown.height], [32, 24]);
  });

  it('takes the first frame of an AVIF sequence that has no still picture, with its alpha', async () => {
    const still = await bytesOf(marked(64, 48).avif({ effort: 0, quality: 90, chromaSubsampling: '4:4:4' }));
    const bytes = sequenceOf(still);
    const prepared = await codec.prepare({ bytes, ...flat });
    assert.deepEqual(prepared.changes, ['converted from AVIF (first frame)']);
    const made = await decoded(prepared.bytes);
    assert.deepEqual([made.width, made.height], [64, 48]);
    assert(looks(made.at(2, 2), colours.red));

    const alpha = await bytesOf(grey(64, 48, (x) => (x < 32 ? 0 : 255)).avif({ effort: 0, quality: 90 }));
    const clear = await codec.prepare({ bytes: sequenceOf(still, alpha), ...flat });
    const flattened = await decoded(clear.bytes);
    assert(looks(flattened.at(2, 2), [255, 255, 255]));
    assert(looks(flattened.at(61, 45), colours.green));
  });

  it('divides the colours of a premultiplied AVIF by their alpha', async () => {
    const colour = await bytesOf(
      plain(64, 48, '#640000').avif({ effort: 0, quality: 95, chromaSubsampling: '4:4:4' }),
    );
    const alpha = await bytesOf(grey(64, 48, () => 128).avif({ effort: 0, quality: 95 }));
    const at = async (premultiplied: boolean) => {
      const { bytes } = await codec.thumbnail({ bytes: withAlpha(colour, alpha, premultiplied) });
      return (await decoded(bytes)).at(32, 24);
    };
    assert(looks(await at(false), [100, 0, 0]));
    assert(looks(await at(true), [200, 0, 0]));
  });

  it('reads a JPEG that only lacks the marker of its end, as browsers do, and none that lacks pixels', async () => {
    for (const progressive of [false, true]) {
      const whole = await bytesOf(marked(240, 160).jpeg({ quality: 90, progressive }));
      const unended = whole.subarray(0, -2);
      const [made, right] = await Promise.all(
        [unended, whole].map((bytes) => codec.thumbnail({ bytes, maxSide: 240 })),
      );
      assert.deepEqual(made?.bytes, right?.bytes);
      assert.deepEqual(await codec.check({ bytes: unended }), { width: 240, height: 160 });
      for (const cut of [whole.length - 40, Math.round(whole.length * 0.6)]) {
        await assert.rejects(codec.check({ bytes: whole.subarray(0, cut) }), /damaged or incomplete/);
      }
    }
  });

  it('takes the first frame of an animated PNG, not the picture that it hides', async () => {
    const bytes = await hidingPng();
    const { animated, hiddenDefault } = sniff(bytes) ?? {};
    assert.deepEqual([animated, hiddenDefault], [true, true]);
    const made = await decoded((await codec.prepare({ bytes, ...flat })).bytes);
    assert.deepEqual([made.width, made.height], [60, 40]);
    assert(looks(made.at(30, 20), colours.green), 'the frame');
    assert(looks(made.at(2, 2), [255, 255, 255]), 'what it leaves uncovered');
  });

  it('never turns a PNG by the EXIF behind its pixels, which browsers leave aside too', async () => {
    const exif = chunk('eXIf', exifOfOrientation(6));
    const still = beforeEnd(await bytesOf(marked(60, 40).png()), exif);
    const { width, height } = await codec.metadata({ bytes: still });
    const prepared = await codec.prepare({ bytes: still, ...flat });
    assert.deepEqual([width, height, prepared.width, prepared.height], [60, 40, 60, 40]);
    assert.deepEqual(prepared.changes, []);
    const asItCame = await codec.finish({ bytes: still, outputType: 'png' });
    const smaller = await codec.finish({
      bytes: still,
      restoring: { crop: { left: 0, top: 0, width: 60, height: 40 }, resize: { width: 30, height: 20 } },
      outputType: 'png',
    });
    const sizes = [asItCame, smaller].map((made) => [made.width, made.height]);
    assert.deepEqual(sizes, [
      [60, 40],
      [30, 20],
    ]);
    assert(looks((await decoded(smaller.bytes)).at(2, 2), colours.red));

    const hiding = await hidingPng(exif);
    const shown = await codec.prepare({ bytes: hiding, ...flat });
    const made = await decoded(shown.bytes);
    assert.deepEqual([shown.width, shown.height, made.width, made.height], [60, 40, 60, 40]);
  });

  it('leaves clear what the first picture of a GIF does not cover', async () => {
    const bytes = Buffer.from(await bytesOf(plain(30, 20, '#14c814').gif()));
    bytes.writeUInt16LE(60, 6);
    bytes.writeUInt16LE(40, 8);
    const made = await decoded((await codec.prepare({ bytes, ...flat })).bytes);
    assert.deepEqual([made.width, made.height], [60, 40]);
    assert(looks(made.at(5, 5), colours.green));
    assert(looks(made.at(50, 35), [255, 255, 255]));
  });
});

const plain = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

function grey(width: number, height: number, value: (x: number) => number) {
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => value(index % width));
  return sharp(pixels, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
}

/**
 * An animated PNG of 60 by 40: red where nothing animates, and a green frame of 20 by 10 in the middle.
 * @param behind chunks that follow the pixels where nothing animates
 */
async function hidingPng(behind: Uint8Array = new Uint8Array()): Promise<Uint8Array> {
  const png = await bytesOf(plain(60, 40, '#e61414').png());
  const frame = await bytesOf(plain(20, 10, '#14c814').png());
  const data = (of: Uint8Array) => {
    const at = Buffer.from(of).indexOf('IDAT');
    return of.subarray(at + 4, at + 4 + Buffer.from(of).readUInt32BE(at - 4));
  };
  const words = (...values: number[]) => {
    const bytes = Buffer.alloc(4 * values.length);
    for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
    return bytes;
  };
  return Buffer.concat([
    png.subarray(0, 33),
    chunk('acTL', words(1, 0)),
    chunk('IDAT', data(png)),
    behind,
    chunk('fcTL', Buffer.concat([words(0, 20, 10, 20, 15), Uint8Array.of(0, 1, 0, 1, 0, 0)])),
    chunk('fdAT', Buffer.concat([words(1), data(frame)])),
    chunk('IEND', new Uint8Array()),
  ]);
}
