import assert from 'node:assert/strict';
import sharp from 'sharp';
import { withProfile } from '../../../../src/core/images/codec/write/profileTag.ts';
import { needsPreparation } from '../../../../src/core/images/codec.ts';
import { headBytes, sniff, sniffHead } from '../../../../src/core/images/sniff/sniff.ts';
import { builtCodec } from '../builtCodec.ts';
import { type ColourCase, colourCases, displayP3, patchSide, pngInSrgb } from '../colourCases.ts';
import { bytesOf, decoded, halfTransparent, marked } from '../pictures.ts';
import { adobeRgb, proPhoto } from '../profiles.ts';

describe('the colours of what is sent', () => {
  const codec = builtCodec;
  const margin = 8;
  const pad = { enlarge: 1, left: margin, top: margin, right: margin, bottom: margin };

  /** How far the patches are from what a browser shows, on average, of 255. */
  async function distance({ shown }: ColourCase, sent: Uint8Array, border: number): Promise<number> {
    const { at } = await decoded(sent);
    const distances = shown.flatMap((colour, index) => {
      const pixel = at(border + (index + 0.5) * patchSide, border + patchSide / 2);
      return colour.map((value, channel) => Math.abs(value - (pixel[channel % pixel.length] ?? 0)));
    });
    return distances.reduce((sum, value) => sum + value, 0) / distances.length;
  }

  for (const colourCase of colourCases) {
    it(`are those that a browser shows of ${colourCase.name}, padded or not`, async () => {
      const bytes = await colourCase.make();
      const info = sniff(bytes);
      assert.ok(info && needsPreparation(info, bytes.length, {}), 'it must not be sent as it is');
      for (const [border, wanted] of [
        [0, {}],
        [margin, { pad }],
      ] as const) {
        const { bytes: sent, changes } = await codec.prepare({ bytes, ...wanted });
        const off = await distance(colourCase, sent, border);
        assert.ok(off <= 2, `${off.toFixed(1)} of 255 away with a border of ${border}`);
        assert.equal((await sharp(sent).metadata()).hasProfile, false);
        assert.equal(sniff(sent)?.tellsColours, undefined);
        assert.ok(changes.includes(colourCase.change), `${changes}`);
      }
      // The panel compares pixels of this, and must compare the same colours.
      const thumbnail = await codec.thumbnail({ bytes });
      assert.ok((await distance(colourCase, thumbnail.bytes, 0)) <= 2, 'the panel shows others');
    });
  }

  it('stay as they are, with every byte, where it is sRGB that is told', async () => {
    const pictures = [marked(60, 40).png(), marked(60, 40).jpeg(), marked(60, 40).webp()];
    const profiled = pictures.map((picture) => bytesOf(picture.withIccProfile('srgb')));
    for (const bytes of [pngInSrgb(), ...(await Promise.all(profiled))]) {
      assert.equal((await codec.prepare({ bytes })).bytes, bytes);
    }
  });

  it('are not looked for in a PNG that says sRGB beside its gamma, as most programs write it', () => {
    const bytes = pngInSrgb();
    const info = sniff(bytes);
    assert.equal(info && needsPreparation(info, bytes.length, {}), false);
  });

  it('are known from the head of a file, however long its profile is', async () => {
    const bytes = await bytesOf(marked(60, 40).toColourspace('cmyk').withIccProfile('cmyk').jpeg());
    assert.ok(bytes.length > headBytes * 2, 'the profile is longer than the head');
    let known = sniffHead(bytes.subarray(0, headBytes), bytes.length);
    while (known.state === 'needsMore') known = sniffHead(bytes.subarray(0, known.bytes), bytes.length);
    assert.equal(known.state === 'known' && known.info.tellsColours, true);
  });
});

describe('the colour profile of a source', () => {
  const codec = builtCodec;
  const profiles = async () => ({
    'Display P3': await displayP3(),
    'Adobe RGB': adobeRgb,
    ProPhoto: proPhoto,
  });

  for (const outputType of ['png', 'jpeg', 'webp', 'tiff', 'avif'] as const) {
    it(`comes back on a result in ${outputType}, whose colours look as they did`, async () => {
      const answer = await bytesOf(marked(60, 40).png());
      const before = await decoded(answer);
      // A step of a lossy codec is a large one where a profile reaches far beyond sRGB.
      const most = ['png', 'tiff'].includes(outputType) ? 4 : 24;
      for (const [name, profile] of Object.entries(await profiles())) {
        const { bytes } = await codec.finish({ bytes: answer, outputType, profile, quality: 95 });
        assert.ok((await sharp(bytes).metadata()).icc?.equals(profile), `${name} is the result's profile`);
        const after = await decoded(await bytesOf(sharp(bytes).toColourspace('srgb').png()));
        for (const [x, y] of [
          [3, 3],
          [30, 20],
          [56, 37],
        ] as const) {
          const off = before
            .at(x, y)
            .map((value, channel) => Math.abs(value - (after.at(x, y)[channel] ?? 0)));
          assert.ok(Math.max(...off) <= most, `${name}: ${before.at(x, y)} became ${after.at(x, y)}`);
        }
        const values = await sharp(bytes, { ignoreIcc: true }).extract({
          left: 3,
          top: 3,
          width: 1,
          height: 1,
        });
        const [red = 0] = await values.raw().toBuffer();
        assert.ok(Math.abs(red - 230) > 4, `${name}: its values are others, not only its tag`);
      }
    });
  }

  it('is handed on when a picture is prepared, and comes back with its very pixels and transparency', async () => {
    const raw = { width: 60, height: 40, channels: 4 } as const;
    const pixels = await halfTransparent(60, 40).raw().toBuffer();
    const source = await bytesOf(withProfile(pixels, raw, await displayP3()).tiff({ compression: 'none' }));
    const { bytes: sent, profile } = await codec.prepare({ bytes: source, flatten: true });
    assert.ok(profile && Buffer.from(profile).equals(await displayP3()));
    const { bytes } = await codec.finish({ bytes: sent, outputType: 'png', profile, alphaFrom: source });
    const made = await sharp(bytes, { ignoreIcc: true }).raw().toBuffer();
    for (let at = 0; at < made.length; at += 4) {
      assert.equal(made[at + 3], pixels[at + 3]);
      // Green of this strength lies outside sRGB by a little.
      assert.ok(Math.abs((made[at + 1] ?? 0) - (pixels[at + 1] ?? 0)) <= 2);
    }
  });

  it('leaves an answer alone that has that very profile, and one for a source in sRGB', async () => {
    const profile = await displayP3();
    const inP3 = await bytesOf(marked(60, 40).withIccProfile('p3').png());
    assert.equal((await codec.finish({ bytes: inP3, outputType: 'png', profile })).bytes, inP3);
    const plain = await bytesOf(marked(60, 40).png());
    const prepared = await codec.prepare({ bytes: await bytesOf(marked(60, 40).gif()), flatten: true });
    assert.equal(prepared.profile, undefined);
    assert.equal((await codec.finish({ bytes: plain, outputType: 'png' })).bytes, plain);
  });
});
