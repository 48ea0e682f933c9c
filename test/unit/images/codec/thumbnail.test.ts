import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import sharp from 'sharp';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import { builtCodec, builtCodecFolder } from '../builtCodec.ts';
import { bytesOf, colours, decoded, halfTransparent, looks, marked } from '../pictures.ts';

describe('showing a picture small', () => {
  const codec = builtCodec;

  it('gives every readable type as one that browsers show, upright', async () => {
    const kinds = [
      marked(400, 300).tiff(),
      marked(400, 300).avif({ effort: 0 }),
      marked(400, 300).gif(),
      marked(400, 300).jpeg(),
    ];
    for (const kind of kinds) {
      const { bytes, type } = await codec.thumbnail({ bytes: await bytesOf(kind), maxSide: 100 });
      const made = await decoded(bytes);
      assert.deepEqual([made.width, made.height], [100, 75]);
      assert.equal(sniff(bytes)?.type, type);
      assert(looks(made.at(5, 5), colours.red));
    }
    const lying = await bytesOf(marked(400, 300).tiff().withMetadata({ orientation: 6 }));
    const { width, height } = await codec.thumbnail({ bytes: lying });
    assert.deepEqual([width, height], [300, 400]);
  });

  it('changes no pixel of a picture that it leaves as large as it is', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const grainy = sharp({ create: { width: 64, height: 48, channels: 3, background: '#000', noise } });
    const source = await grainy.tiff({ compression: 'lzw' }).toBuffer();
    const shown = await codec.thumbnail({ bytes: source });
    const pixels = await Promise.all([source, shown.bytes].map((bytes) => sharp(bytes).raw().toBuffer()));
    assert.deepEqual(pixels[0], pixels[1]);
  });

  it('keeps transparency, and never enlarges', async () => {
    const { bytes, width } = await codec.thumbnail({
      bytes: await bytesOf(halfTransparent(60, 40).png()),
      maxSide: 500,
    });
    assert.equal(width, 60);
    assert.equal((await decoded(bytes)).at(5, 5)[3], 0);
  });

  it('tells real transparency from an unused alpha channel', async () => {
    const clear = await codec.metadata({ bytes: await bytesOf(halfTransparent(60, 40).png()) });
    const opaque = await codec.metadata({
      bytes: await bytesOf(marked(60, 40).ensureAlpha().png().withIccProfile('p3')),
    });
    assert.deepEqual([clear.hasAlpha, clear.transparent, clear.profile], [true, true, false]);
    assert.deepEqual([opaque.hasAlpha, opaque.transparent, opaque.profile], [true, false, true]);
    assert.equal('bytes' in clear, false);
  });

  it('sees a single pixel that is not opaque, wherever it lies', async () => {
    for (const [side, at] of [
      [3, 8],
      [3, 0],
      [64, 4095],
      [64, 2049],
    ] as const) {
      const pixels = Buffer.alloc(4 * side * side, 255);
      pixels[4 * at + 3] = 254;
      const bytes = await bytesOf(sharp(pixels, { raw: { width: side, height: side, channels: 4 } }).png());
      assert.equal((await codec.metadata({ bytes })).transparent, true);
    }
  });

  it('needs the built files and nothing else', async () => {
    const names = await readdir(builtCodecFolder);
    const everywhere = names.filter((name) => name !== 'native');
    assert.deepEqual(everywhere.map((name) => name.replace(/\d+\.\d+\.\d+/, 'x')).sort(), [
      'libheif.cjs',
      'libheif.wasm',
      'sharp-wasm32-x.node.wasm',
      'sharpGlue.cjs',
      'worker.cjs',
    ]);
  });
});
