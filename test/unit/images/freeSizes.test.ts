import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { sizeRule } from '../../../src/core/api/engines/openai-images/sizes.ts';
import { coveringSize, tierSize, whyNotFree } from '../../../src/core/images/freeSizes.ts';
import { ratioDifference } from '../../../src/core/images/geometry.ts';

const rule = sizeRule;
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

  it('is the largest of a tier in any shape', () => {
    const inTier = (width: number, height: number, tier: '1K' | '2K' | '4K') => {
      const size = tierSize({ width, height }, tier, rule);
      return `${size.width}x${size.height}`;
    };
    assert.deepEqual(
      [inTier(1, 1, '1K'), inTier(16, 9, '1K'), inTier(3, 1, '1K')],
      ['1024x1024', '1360x768', '1536x512'],
    );
    assert.deepEqual([inTier(1, 1, '2K'), inTier(16, 9, '2K')], ['2048x2048', '2048x1152']);
    assert.deepEqual([inTier(1, 1, '4K'), inTier(16, 9, '4K')], ['2880x2880', '3840x2160']);
  });
});
