import assert from 'node:assert/strict';
import sharp from 'sharp';
import { needsPreparation } from '../../../src/images/codec.ts';
import { headBytes, sniff, sniffHead } from '../../../src/images/sniff.ts';
import { builtCodec } from './builtCodec.ts';
import { type ColourCase, colourCases, patchSide, pngInSrgb } from './colourCases.ts';
import { bytesOf, decoded, marked } from './pictures.ts';

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
      for (const [border, wishes] of [
        [0, {}],
        [margin, { pad }],
      ] as const) {
        const { bytes: sent, changes } = await codec.prepare({ bytes, ...wishes });
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
