import assert from 'node:assert/strict';
import { mayDiffer, type Replaced } from '../../../../src/core/images/jpeg/replaceBlocks.ts';
import { coefficientsOf, differingBlocks } from './coefficients.ts';
import { flat, height, isWellInside, made, photo, pixelsOf, replacedBy, three, width } from './exchange.ts';
import { progression } from './madeJpegs.ts';

const kinds: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  'baseline 4:4:4': () => photo({ chromaSubsampling: '4:4:4' }),
  'baseline 4:2:0': () => photo({ chromaSubsampling: '4:2:0' }),
  'baseline 4:2:2': () => made({ sampling: three(2, 1) }),
  'baseline 4:4:0': () => made({ sampling: three(1, 2) }),
  'baseline 4:1:1': () => made({ sampling: three(4, 1) }),
  'baseline 4:1:0': () => made({ sampling: three(4, 2) }),
  'baseline grey': () => photo({}, 'b-w'),
  'grey with sampling factors': () => made({ sampling: [[2, 2]] }),
  'progressive 4:4:4': () => photo({ progressive: true, chromaSubsampling: '4:4:4' }),
  'progressive 4:2:0 of high quality': () =>
    photo({ progressive: true, quality: 97, chromaSubsampling: '4:2:0' }),
  'progressive 4:2:2': () => made({ sampling: three(2, 1), progressive: true, scans: progression }),
  'progressive grey': () => photo({ progressive: true }, 'b-w'),
  'mozjpeg 4:2:0': () => photo({ mozjpeg: true }),
  'mozjpeg 4:4:4': () => photo({ mozjpeg: true, quality: 95, chromaSubsampling: '4:4:4' }),
  'a scan for each component': () => made({ sampling: three(2, 2), scans: ofEach }),
  'extended sequential': () => made({ sampling: three(1, 1), extended: true }),
  'Adobe RGB without a transform': () => made({ sampling: three(1, 1), adobe: 0 }),
};
const cmyk = {
  sampling: [
    [1, 1],
    [1, 1],
    [1, 1],
    [1, 1],
  ],
} as const;
const ofEach = [0, 1, 2].map((of) => ({ of: [of], from: 0, to: 63, high: 0, low: 0 }));
/** The other reader loses its way at restart markers, and decoders bring CMYK into other colours. */
const kindsOfPixels: typeof kinds = {
  ...kinds,
  'baseline with restart markers': () => made({ sampling: three(2, 2), interval: 3 }),
  'a scan for each component, with restart markers': () =>
    made({ sampling: three(2, 1), interval: 7, scans: ofEach }),
  'progressive with restart markers': () =>
    made({ sampling: three(2, 2), progressive: true, scans: progression, interval: 5 }),
};
const kindsOfCoefficients: typeof kinds = {
  ...kinds,
  'Adobe CMYK': () => made({ ...cmyk, adobe: 0 }),
  'Adobe YCCK': () => made({ ...cmyk, adobe: 2 }),
};

describe('The blocks of a JPEG are exchanged under a region', () => {
  for (const [name, make] of Object.entries(kindsOfCoefficients)) {
    it(`${name}: another reader finds the coefficients of all other blocks as they were`, async () => {
      const source = await make();
      const replaced = await replacedBy(source, flat);
      const { frame, cellOf } = await cellsOf(source, replaced);
      const { differing, wrongly, kept } = differingBlocks(
        source,
        replaced.bytes,
        (component, column, row) => {
          const { across, down } = frame[component] ?? { across: 1, down: 1 };
          return !cellOf(Math.floor(column / across), Math.floor(row / down));
        },
      );
      assert.equal(wrongly, 0);
      assert.ok(kept > 300, `only ${kept} blocks are kept`);
      assert.ok(differing > 20 && differing <= replaced.blocks, `${differing} of ${replaced.blocks}`);
      assert.equal(coefficientsOf(replaced.bytes).progressive, coefficientsOf(source).progressive);
    });
  }

  for (const [name, make] of Object.entries(kindsOfPixels)) {
    it(`${name}: a decoder shows the new pixels inside and the very old ones outside`, async () => {
      const source = await make();
      const replaced = await replacedBy(source, flat);
      const [before, after] = [await pixelsOf(source), await pixelsOf(replaced.bytes)];
      const wanted = flat(before.channels);
      let [changed, error, count] = [0, 0, 0];
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
          for (let channel = 0; channel < before.channels; channel += 1) {
            const at = before.channels * (y * width + x) + channel;
            const value = after.data[at] ?? 0;
            if (!mayDiffer(replaced.cells, x, y) && value !== before.data[at]) changed += 1;
            if (!isWellInside(x, y)) continue;
            error += Math.abs(value - (wanted[channel] ?? 0));
            count += 1;
          }
        }
      }
      assert.equal(changed, 0);
      assert.ok(error / count < 2.5, `the new pixels are ${error / count} beside those that were wanted`);
    });
  }

  it('tells CMYK as the file tells it, by a transform and without one', async () => {
    // Steps of 3 for the first component and of 5 for all others; the last number of YCCK is black itself.
    for (const [adobe, expected] of [
      [0, [200, 60, 40, 20]],
      [2, [155.42, 161.62, 56.37, 20]],
    ] as const) {
      const replaced = await replacedBy(made({ ...cmyk, adobe }), flat);
      const { components } = coefficientsOf(replaced.bytes);
      for (const [index, value] of expected.entries()) {
        const [dc = 0, ...others] = components[index]?.block(11, 8) ?? [];
        assert.ok(
          Math.abs((dc * (index === 0 ? 3 : 5)) / 8 + 128 - value) <= 0.5,
          `${adobe} ${index}: ${dc}`,
        );
        assert.ok(others.every((coefficient) => coefficient === 0));
      }
    }
  });
});

/** For each component its blocks in a cell, by what another reader says of the picture; and whether a cell is touched. */
async function cellsOf(source: Uint8Array, { cells }: Replaced) {
  const frame = coefficientsOf(source).components.map(({ columns, rows }) => ({
    across: Math.max(1, Math.round((columns * cells.width) / width)),
    down: Math.max(1, Math.round((rows * cells.height) / height)),
  }));
  return { frame, cellOf: (x: number, y: number) => cells.touched[y * cells.across + x] === 1 };
}
