import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type FitPlan,
  fitPlan,
  nearestRatio,
  type PixelTable,
  ratioDifference,
  restore,
  smallestCoveringSize,
} from '../../../src/core/images/geometry.ts';
import type { Size } from '../../../src/core/images/imageTypes.ts';

const size = (width: number, height: number): Size => ({ width, height });

/** Some rows of the table of the 3.1 flash model, with the misprint at 21:9. */
const table: PixelTable = {
  '1:1': { '512': size(512, 512), '1K': size(1024, 1024), '2K': size(2048, 2048), '4K': size(4096, 4096) },
  '1:8': { '1K': size(384, 3072), '2K': size(768, 6144), '4K': size(1536, 12288) },
  '3:2': { '512': size(632, 424), '1K': size(1264, 848), '2K': size(2528, 1696), '4K': size(5056, 3392) },
  '9:16': { '512': size(384, 688), '1K': size(768, 1376), '2K': size(1536, 2752), '4K': size(3072, 5504) },
  '16:9': { '512': size(688, 384), '1K': size(1376, 768), '2K': size(2752, 1536), '4K': size(5504, 3072) },
  '21:9': { '512': size(792, 168), '1K': size(1584, 672), '2K': size(3168, 1344), '4K': size(6336, 2688) },
  '8:1': { '1K': size(3072, 384), '2K': size(6144, 768), '4K': size(12288, 1536) },
};
const targets = Object.values(table).flatMap((tiers) =>
  [tiers['1K'], tiers['4K']].filter((tier) => tier !== undefined),
);

describe('choosing ratio and size', () => {
  it('takes the ratio that is nearest', () => {
    const ratios = [
      size(1280, 720),
      size(720, 1280),
      size(1000, 370),
      size(900, 1000),
      size(3000, 20),
      size(1500, 1000),
    ];
    assert.deepEqual(
      ratios.map((source) => nearestRatio(source, table)),
      ['16:9', '9:16', '21:9', '1:1', '8:1', '3:2'],
    );
    assert.equal(nearestRatio(size(10, 10), {}), undefined);
  });

  it('takes the smallest size that loses no detail', () => {
    assert.equal(smallestCoveringSize(size(1280, 720), '16:9', table), '1K');
    assert.equal(smallestCoveringSize(size(1376, 768), '16:9', table), '1K');
    assert.equal(smallestCoveringSize(size(1377, 768), '16:9', table), '2K');
    assert.equal(smallestCoveringSize(size(16, 16), '1:1', table), '512');
    assert.equal(smallestCoveringSize(size(9000, 9000), '1:1', table), '4K');
    assert.equal(smallestCoveringSize(size(10, 10), '4:5', table), undefined);
  });

  it('does not believe a misprint in the table', () => {
    assert.equal(nearestRatio(size(792, 168), table), '8:1');
    assert.equal(smallestCoveringSize(size(390, 165), '21:9', table), '1K');
  });
});

describe('bringing the source’s shape back', () => {
  it('scales when the shapes are alike', () => {
    const plan = fitPlan(size(1280, 720), size(1376, 768));
    assert.equal(plan.pad, undefined);
    assert.deepEqual(restore(plan, size(1376, 768)), {
      crop: { left: 0, top: 0, width: 1376, height: 768 },
      resize: size(1280, 720),
    });
  });

  it('pads to the target’s shape and cuts the same part out again', () => {
    const plan = fitPlan(size(1000, 370), size(1584, 672));
    assert.deepEqual(plan.pad, { enlarge: 1, left: 0, top: 27, right: 0, bottom: 27 });
    assert.deepEqual(restore(plan, size(2000, 848)), {
      crop: { left: 0, top: 54, width: 2000, height: 740 },
      resize: size(1000, 370),
    });
  });

  it('cuts a result of another shape, never stretches it', () => {
    const plan = fitPlan(size(1280, 720), size(1376, 768));
    assert.deepEqual(restore(plan, size(2000, 1000)).crop, { left: 111, top: 0, width: 1778, height: 1000 });
    assert.deepEqual(restore(plan, size(1000, 1000)).crop, { left: 0, top: 219, width: 1000, height: 563 });
  });

  it('can keep the result’s own scale', () => {
    const plan = fitPlan(size(1000, 370), size(1584, 672));
    const { crop, resize } = restore(plan, size(6336, 2688), 'result');
    assert.deepEqual(resize, size(crop.width, crop.height));
    assert(ratioDifference(resize, size(1000, 370)) < 0.01);
  });

  const side = fc.integer({ min: 1, max: 8000 });
  const sizes = fc.record({ width: side, height: side }, { noNullPrototype: true });
  const target = fc.constantFrom(...targets);

  it('pads with the picture in the middle, to the target’s ratio', () => {
    fc.assert(
      fc.property(sizes, target, (source, wanted) => {
        const { pad, canvas } = fitPlan(source, wanted);
        assert(ratioDifference(canvas, wanted) <= 0.0101, 'ratio');
        if (!pad) return;
        const { enlarge, left, top, right, bottom } = pad;
        assert.equal(source.width * enlarge + left + right, canvas.width);
        assert.equal(source.height * enlarge + top + bottom, canvas.height);
        assert(Math.min(left, top, right, bottom) >= 0);
        assert(right - left <= 1 && right >= left && bottom - top <= 1 && bottom >= top, 'in the middle');
      }),
    );
  });

  it('always gives the exact size, out of what the result has', () => {
    fc.assert(
      fc.property(sizes, target, sizes, (source, wanted, result) => {
        const { crop, resize } = restore(fitPlan(source, wanted), result);
        assert.deepEqual(resize, source);
        assert(crop.left >= 0 && crop.top >= 0 && crop.width >= 1 && crop.height >= 1);
        assert(crop.left + crop.width <= result.width && crop.top + crop.height <= result.height);
      }),
    );
  });

  it('never stretches: both axes are scaled alike', () => {
    fc.assert(
      fc.property(sizes, target, sizes, (source, wanted, result) => {
        const { crop } = restore(fitPlan(source, wanted), result);
        // Half a pixel of rounding is all that may come on top of the one per cent.
        const rounding = (1 + 0.5 / crop.width) * (1 + 0.5 / crop.height) * 1.002;
        fc.pre(Math.min(crop.width, crop.height) > 3);
        assert(1 + ratioDifference(crop, source) <= 1.01 * rounding ** 2);
      }),
    );
  });

  it('finds a mark where the source had it, whatever the result’s size', () => {
    const place = fc.record({
      x: fc.double({ min: 0, max: 1, noNaN: true }),
      y: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const scale = fc.double({ min: 0.3, max: 4, noNaN: true });
    fc.assert(
      fc.property(sizes, target, scale, place, (source, wanted, factor, { x, y }) => {
        const plan = fitPlan(source, wanted);
        const result = size(Math.round(wanted.width * factor), Math.round(wanted.height * factor));
        const sent = inCanvas(plan, { x, y });
        const { crop } = restore(plan, result);
        const backX = (sent.x * result.width - crop.left) / crop.width;
        const backY = (sent.y * result.height - crop.top) / crop.height;
        assert(Math.abs(backX - x) * crop.width <= 1.5 + 0.01 * crop.width, 'across');
        assert(Math.abs(backY - y) * crop.height <= 1.5 + 0.01 * crop.height, 'down');
      }),
    );
  });
});

/** Where a place of the source (0 to 1) lies in what is sent (0 to 1). */
function inCanvas({ source, canvas, pad }: FitPlan, { x, y }: { x: number; y: number }) {
  const { enlarge, left, top } = pad ?? { enlarge: 1, left: 0, top: 0 };
  return {
    x: (left + x * source.width * enlarge) / canvas.width,
    y: (top + y * source.height * enlarge) / canvas.height,
  };
}
