import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  coveringSize,
  type SizeRule,
  sizeWithPixels,
  whyNotFree,
} from '../../../src/core/images/freeSizes.ts';
import { ratioDifference } from '../../../src/core/images/geometry.ts';

const rule: SizeRule = { multiple: 16, longest: 3840, widest: 3, least: 655_360, most: 8_294_400 };
const covering = (width: number, height: number) => {
  const size = coveringSize({ width, height }, rule);
  return `${size.width}x${size.height}`;
};

describe('the size that a model with free sizes is asked for', () => {
  it('is the picture’s own where the model has it, else the smallest of its shape around it', () => {
    for (const [width, height, size] of [
      [1280, 720, '1280x720'],
      [1024, 1024, '1024x1024'],
      [1920, 1080, '1920x1088'],
      [640, 360, '1088x608'],
      [16, 16, '816x816'],
      [1000, 370, '1328x496'],
    ] as const) {
      assert.equal(covering(width, height), size);
    }
  });

  it('is the largest of its shape for a picture that is larger than any, and the widest for a wider one', () => {
    assert.equal(covering(8000, 8000), '2880x2880');
    assert.equal(covering(6000, 1000), '3840x1280');
  });

  it('always keeps to the rule, covers what can be covered, and has the shape where the rule has it', async () => {
    const side = fc.integer({ min: 1, max: 12_000 });
    await fc.assert(
      fc.property(side, side, (width, height) => {
        const source = { width, height };
        const size = coveringSize(source, rule);
        assert.equal(whyNotFree(size, rule), undefined);
        const isWithin = Math.max(width / height, height / width) <= 3;
        if (isWithin) assert.ok(ratioDifference(size, source) <= 0.011);
        if (isWithin && width * height < 6_000_000 && Math.max(width, height) < 3500)
          assert.ok(size.width >= width && size.height >= height);
      }),
      { numRuns: 300 },
    );
  });

  it('comes close to a number of pixels in any shape', () => {
    for (const [width, height] of [
      [16, 9],
      [1, 3],
      [1, 1],
    ] as const) {
      const size = sizeWithPixels({ width, height }, 2048 * 2048, rule);
      const share = (size.width * size.height) / (2048 * 2048);
      assert.ok(Math.abs(share - 1) < 0.05, `${size.width}x${size.height}`);
    }
  });
});
