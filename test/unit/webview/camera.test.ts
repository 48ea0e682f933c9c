import assert from 'node:assert/strict';
import fc from 'fast-check';
import { align } from '../../../webview/compare/align.ts';
import { type Camera, pan, place, zoom } from '../../../webview/compare/camera.ts';

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 8000 }),
  height: fc.integer({ min: 1, max: 8000 }),
});
const panes = fc.record({
  width: fc.integer({ min: 50, max: 3000 }),
  height: fc.integer({ min: 50, max: 2000 }),
});
const fit: Camera = { kind: 'fit' };

describe('Looking at a picture', () => {
  it('fits it whole into the pane, in its middle, and never blows it up', () => {
    fc.assert(
      fc.property(sizes, panes, (frame, pane) => {
        const { scale, left, top } = place(fit, frame, pane);
        assert.ok(scale <= 1);
        assert.ok(left >= -0.001 && top >= -0.001);
        assert.ok(Math.abs(left * 2 + frame.width * scale - pane.width) < 0.001);
      }),
    );
  });

  it('fits it between a bar above and captions below, and moves it out of its middle only as far as it must', () => {
    fc.assert(
      fc.property(sizes, panes, (frame, size) => {
        const pane = { ...size, above: 20, below: 12 };
        const { scale, top } = place(fit, frame, pane);
        const height = frame.height * scale;
        assert.ok(top >= 20 - 0.001 && top + height <= pane.height - 12 + 0.001);
        const isInMiddle = Math.abs(top * 2 + height - pane.height) < 0.001;
        assert.ok(
          isInMiddle || Math.abs(top - 20) < 0.001 || Math.abs(top + height + 12 - pane.height) < 0.001,
        );
      }),
    );
  });

  it('keeps the point under the pointer where it is while it zooms, far from the edges', () => {
    const frame = { width: 4000, height: 3000 };
    const pane = { width: 800, height: 600 };
    const near = zoom(fit, frame, pane, 1);
    const at = { x: 300, y: 250 };
    const pointAt = (camera: Camera) => {
      const { scale, left, top } = place(camera, frame, pane);
      return [(at.x - left) / scale, (at.y - top) / scale].map(Math.round);
    };
    assert.deepEqual(pointAt(zoom(near, frame, pane, 2, at)), pointAt(near));
  });

  it('never shows more emptiness than it must, however it is moved', () => {
    const moves = fc.array(
      fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) }),
      { maxLength: 6 },
    );
    const scales = fc.double({ min: 0.01, max: 40, noNaN: true });
    fc.assert(
      fc.property(sizes, panes, scales, moves, (frame, pane, scale, steps) => {
        let camera = zoom(fit, frame, pane, scale);
        for (const step of steps) camera = pan(camera, frame, pane, step);
        const placed = place(camera, frame, pane);
        const width = frame.width * placed.scale;
        if (width <= pane.width) assert.ok(Math.abs(placed.left * 2 + width - pane.width) < 0.01);
        else assert.ok(placed.left <= 0.01 && placed.left + width >= pane.width - 0.01);
      }),
    );
  });
});

describe('Laying two pictures over each other', () => {
  it('leaves pictures of one size alone', () => {
    const size = { width: 1280, height: 720 };
    assert.equal(align(size, size).how, 'same');
  });

  it('scales to the larger what has nearly the same shape', () => {
    const { how, frame, boxes } = align({ width: 1280, height: 720 }, { width: 1376, height: 768 });
    assert.equal(how, 'scaled');
    assert.deepEqual(frame, { width: 1376, height: 768 });
    assert.deepEqual(boxes[0], { x: 0, y: 0, width: 1376, height: 768 });
  });

  it('centres another shape, undistorted and within the larger', () => {
    fc.assert(
      fc.property(sizes, sizes, (first, second) => {
        const { how, frame, boxes } = align(first, second);
        if (how !== 'centred') return;
        for (const [at, { width, height }] of [first, second].entries()) {
          const box = boxes[at === 0 ? 0 : 1];
          assert.ok(Math.abs(box.width / box.height / (width / height) - 1) < 1e-6);
          assert.ok(box.x >= -1e-6 && box.y >= -1e-6 && box.x * 2 + box.width <= frame.width + 1e-6);
        }
      }),
    );
  });
});
