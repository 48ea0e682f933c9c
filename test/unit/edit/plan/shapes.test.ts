import assert from 'node:assert/strict';
import sharp from 'sharp';
import { sniff } from '../../../../src/core/images/sniff/sniff.ts';
import type { SettingsValues } from '../../../../src/core/ports.ts';
import { bytesOf, colours, decoded, halfTransparent, looks, marked } from '../../images/pictures.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { defaultOptions, EditingFixture, unwrap } from '../editingFixture.ts';

/** What `invert` makes of a colour. */
const inverted = (colour: readonly [number, number, number]): [number, number, number] => [
  255 - colour[0],
  255 - colour[1],
  255 - colour[2],
];

describe('what comes back from an edit', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    (opened) => {
      fixture = opened;
    },
  );

  /** Edits one file and gives the result's bytes, which must be what its name says. */
  async function edit(
    name: string,
    bytes: Uint8Array,
    options = {},
  ): Promise<{ name: string; bytes: Uint8Array }> {
    const uri = await fixture.put(name, bytes);
    const request = fixture.request([uri], { options: { ...defaultOptions, ...options } });
    const { savedAs } = unwrap(await fixture.run(request));
    const saved = decodeURIComponent(savedAs?.split('/').at(-1) ?? '');
    assert.deepEqual(Buffer.from(await fixture.read(name)), Buffer.from(bytes), 'the source is untouched');
    return { name: saved, bytes: await fixture.read(saved) };
  }

  it('has exactly the pixels and type of a screenshot, though a JPEG of other pixels was answered', async () => {
    const result = await edit('shot.png', await bytesOf(marked(1280, 720).png()));
    assert.equal(result.name, 'shot-edited.png');
    const { type, width, height } = sniff(result.bytes) ?? {};
    assert.deepEqual({ type, width, height }, { type: 'png', width: 1280, height: 720 });
  });

  for (const [width, height] of [
    [1000, 370],
    [370, 1000],
    [33, 500],
    [1280, 719],
  ] as const) {
    it(`gives ${width} × ${height} back with every mark in its place, nothing stretched`, async () => {
      const { bytes } = await edit('banner.png', await bytesOf(marked(width, height).png()));
      const pixels = await decoded(bytes);
      assert.deepEqual([pixels.width, pixels.height], [width, height]);
      const [right, bottom] = [width * 0.88, height * 0.88];
      assert.ok(looks(pixels.at(width * 0.12, height * 0.12), inverted(colours.red)));
      assert.ok(looks(pixels.at(right, bottom), inverted(colours.green)));
      assert.ok(looks(pixels.at(width * 0.4, height * 0.12), inverted(colours.ground)));
      assert.ok(looks(pixels.at(width * 0.12, height * 0.4), inverted(colours.ground)));
    });
  }

  for (const size of [
    { width: 1408, height: 768 },
    { width: 1024, height: 1024 },
  ]) {
    it(`crops an answer of ${size.width} × ${size.height}, which nobody asked for, and never stretches it`, async () => {
      // A circle stays one: its height and width in the result are alike.
      const circle = Buffer.from(
        `<svg width="${size.width}" height="${size.height}"><rect width="100%" height="100%" fill="#fff"/><circle cx="50%" cy="50%" r="200" fill="#000"/></svg>`,
      );
      const image = new Uint8Array(await sharp(circle).png().toBuffer());
      fixture.standIn.tell({ image });
      const { bytes } = await edit('shot.png', await bytesOf(marked(1280, 720).png()));
      const pixels = await decoded(bytes);
      assert.deepEqual([pixels.width, pixels.height], [1280, 720]);
      const dark = (x: number, y: number) => (pixels.at(x, y)[0] ?? 255) < 128;
      const across = Array.from({ length: 1280 }, (_, x) => dark(x, 360)).filter(Boolean).length;
      const down = Array.from({ length: 720 }, (_, y) => dark(640, y)).filter(Boolean).length;
      assert.ok(across > 100 && Math.abs(across / down - 1) < 0.02, `${across} × ${down}`);
    });
  }

  it('stands upright when the phone held the picture sideways', async () => {
    // Stored lying on its side: shown, its red mark is at the top left.
    const upright = await bytesOf(marked(600, 800).png());
    const lying = await sharp(upright)
      .rotate(-90)
      .jpeg({ quality: 95 })
      .withExif({})
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { bytes } = await edit('phone.jpg', new Uint8Array(lying));
    const pixels = await decoded(bytes);
    assert.deepEqual([pixels.width, pixels.height], [600, 800]);
    assert.equal(sniff(bytes)?.orientation, 1);
    assert.ok(looks(pixels.at(70, 90), inverted(colours.red)));
    assert.ok(looks(pixels.at(530, 710), inverted(colours.green)));
  });

  const formats: SettingsValues['outputFormat'][] = ['source', 'asReturned', 'png', 'jpeg', 'webp', 'avif'];
  for (const outputFormat of formats) {
    for (const type of ['jpeg', 'png', 'webp'] as const) {
      it(`names a ${type} answer by its bytes when the format is ${outputFormat}`, async () => {
        fixture.settings = { ...fixture.settings, outputFormat };
        fixture.standIn.tell({ type });
        const { name, bytes } = await edit('shot.png', await bytesOf(marked(320, 180).png()));
        const wanted =
          outputFormat === 'source' ? 'png' : outputFormat === 'asReturned' ? type : outputFormat;
        assert.equal(sniff(bytes)?.type, wanted);
        assert.equal(name, `shot-edited.${wanted === 'jpeg' ? 'jpg' : wanted}`);
      });
    }
  }

  it('is a JPEG when the source is one, whatever its name says', async () => {
    const { name, bytes } = await edit('lying.png', await bytesOf(marked(320, 180).jpeg()));
    assert.equal(name, 'lying-edited.jpg');
    assert.equal(sniff(bytes)?.type, 'jpeg');
  });

  it('gets its transparency back when that is wished, and is flattened on white when not', async () => {
    const icon = await bytesOf(halfTransparent(512, 512).png());
    const kept = await edit('icon.png', icon, { keepTransparency: true });
    const pixels = await decoded(kept.bytes);
    assert.equal(pixels.at(20, 256)[3], 0);
    assert.equal(pixels.at(490, 256)[3], 255);
    const flat = await decoded((await edit('flat.png', icon)).bytes);
    // White, inverted by the edit.
    assert.ok(looks(flat.at(20, 256), [0, 0, 0]));
  });

  const others: [string, () => Promise<Uint8Array>, string][] = [
    ['a GIF', () => bytesOf(marked(320, 180).gif()), 'png'],
    ['a 16-bit PNG', () => bytesOf(marked(320, 180).toColourspace('rgb16').png()), 'png'],
    ['a palette PNG', () => bytesOf(marked(320, 180).png({ palette: true })), 'png'],
    ['an interlaced PNG', () => bytesOf(marked(320, 180).png({ progressive: true })), 'png'],
    ['a CMYK JPEG', () => bytesOf(marked(320, 180).toColourspace('cmyk').jpeg()), 'jpeg'],
    ['a WebP', () => bytesOf(marked(320, 180).webp()), 'webp'],
    ['an AVIF', () => bytesOf(marked(320, 180).avif({ effort: 0 })), 'avif'],
    ['a TIFF', () => bytesOf(marked(320, 180).tiff()), 'tiff'],
    [
      'an SVG without text',
      async () =>
        new TextEncoder().encode(
          '<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720"><rect width="1280" height="720" fill="#285ac8"/></svg>',
        ),
      'png',
    ],
  ];
  for (const [what, make, type] of others) {
    it(`takes ${what} and gives a ${type} of the same shape`, async () => {
      const { bytes } = await edit('source.bin', await make());
      const { width = 0, height = 1, type: got } = sniff(bytes) ?? {};
      assert.equal(got, type);
      assert.ok(Math.abs(width / height - 16 / 9) < 0.01, `${width} × ${height}`);
    });
  }

  const unusable: [string, string, Uint8Array | (() => Promise<Uint8Array>), RegExp][] = [
    ['an empty file', 'empty.png', new Uint8Array(), /empty\.png is empty/],
    ['a text', 'notes.png', new TextEncoder().encode('hello'), /notes\.png is not an image/],
    [
      'an SVG with text',
      'flow.svg',
      new TextEncoder().encode(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>a</text></svg>',
      ),
      /flow\.svg: .*text/,
    ],
    [
      'half a PNG with transparency',
      'half.png',
      async () => (await bytesOf(halfTransparent(900, 900).png({ compressionLevel: 0 }))).subarray(0, 90_000),
      /half\.png: .*damaged/,
    ],
  ];
  for (const [what, name, make, sentence] of unusable) {
    it(`refuses ${what} with a sentence before anything is sent`, async () => {
      const uri = await fixture.put(name, typeof make === 'function' ? await make() : make);
      const outcome = await fixture.run(fixture.request([uri]));
      assert.ok(!outcome.ok);
      assert.match(outcome.failure.sentence, sentence);
      assert.equal(outcome.failure.billed, 'no');
      assert.equal(fixture.standIn.requests.length, 0);
    });
  }
});
