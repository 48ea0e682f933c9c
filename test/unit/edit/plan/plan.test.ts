import assert from 'node:assert/strict';
import { sizeRule } from '../../../../src/core/api/engines/openai-images/sizes.ts';
import { anyProvider, capabilitiesAt, knownModels } from '../../../../src/core/api/models/models.ts';
import type { ModelCapabilities } from '../../../../src/core/capabilities.ts';
import { planEdit } from '../../../../src/core/edit/plan/plan.ts';
import { largestImage, roomForImages } from '../../../../src/core/edit/prepare/prepare.ts';
import type { Size } from '../../../../src/core/images/imageTypes.ts';
import type { EditOptions } from '../../../../src/core/shared/options.ts';
import { violations } from '../../../../src/core/violations.ts';
import { defaultOptions } from '../editingFixture.ts';

const plan = (width: number, height: number, model = 'gemini-3.1-flash-image', changes = {}) =>
  planEdit({ ...defaultOptions, ...changes }, capabilitiesAt(anyProvider, model), { width, height });

describe('what is decided before sending', () => {
  for (const [width, height, ratio, size] of [
    [1280, 720, '16:9', '1K'],
    [640, 360, '16:9', '512'],
    [1600, 900, '16:9', '2K'],
    [3840, 2160, '16:9', '4K'],
    [9000, 5000, '16:9', '4K'],
    [512, 512, '1:1', '512'],
    [1170, 2532, '9:16', '2K'],
    [100, 4000, '1:8', '2K'],
  ] as const) {
    it(`asks for ${ratio} at ${size} to edit ${width} × ${height}`, () => {
      const { aspectRatio, size: sent } = plan(width, height);
      assert.deepEqual([aspectRatio, sent], [ratio, size]);
    });
  }

  it('asks a model with free sizes for the picture’s own pixels, or the nearest that it draws', () => {
    const free: ModelCapabilities = {
      ...capabilitiesAt(anyProvider, 'gemini-3.1-flash-image'),
      freeSizes: sizeRule,
    };
    const planned = (options: Partial<EditOptions>, edited?: Size) => {
      const made = planEdit({ ...defaultOptions, ...options }, free, edited);
      const { aspectRatio, size, exact, follows } = made;
      return { aspectRatio, size, exact, follows, padded: made.fit?.pad !== undefined };
    };
    const own = { aspectRatio: undefined, exact: true, follows: true, padded: false };
    const others = { ...own, exact: false, follows: false };
    const shot = { width: 1280, height: 720 };
    assert.deepEqual(planned({}, shot), { ...own, size: '1280x720' });
    assert.deepEqual(planned({}, { width: 1920, height: 1080 }), { ...own, size: '1920x1088' });
    assert.deepEqual(planned({}, { width: 3000, height: 300 }), { ...own, size: '3024x1008', padded: true });
    assert.deepEqual(planned({ size: '2K' }, shot), { ...own, exact: false, size: '2048x1152' });
    assert.deepEqual(planned({ size: '1536x1024' }, shot), { ...others, size: '1536x1024' });
    assert.deepEqual(planned({ aspectRatio: '16:9' }), { ...others, size: '1376x768' });
    assert.equal(planned({}).size, undefined);
    assert.equal(planned({ size: '1K' }).size, '1024x1024');
  });

  it('never chooses by itself the tier whose printed pixels are of another ratio', () => {
    assert.deepEqual([plan(400, 171).aspectRatio, plan(400, 171).size], ['21:9', '1K']);
  });

  it('sends only what each model takes, for every shape', () => {
    for (const model of knownModels) {
      for (const [width, height] of [
        [1280, 720],
        [16, 16],
        [1000, 370],
        [60, 4000],
      ] as const) {
        const { aspectRatio, size } = plan(width, height, model.id);
        assert.ok(aspectRatio ?? size);
        assert.deepEqual(violations({ aspectRatio, size }, model), []);
      }
    }
  });

  it('keeps an explicit size, and gives the exact pixels back only on Auto', () => {
    assert.equal(plan(1280, 720, undefined, { size: '2K' }).size, '2K');
    assert.equal(plan(1280, 720, undefined, { size: '2K' }).exact, false);
    assert.equal(plan(1280, 720, undefined, { aspectRatio: '1:1' }).exact, false);
    assert.equal(plan(1280, 720).exact, true);
  });
});

describe('what is decided for an image of an exact size', () => {
  const to = (width: number, height: number, edited?: { width: number; height: number }, changes = {}) =>
    planEdit(
      { ...defaultOptions, ...changes },
      capabilitiesAt(anyProvider, 'gemini-3.1-flash-image'),
      edited,
      {
        width,
        height,
      },
    );

  it('asks for the shape and the smallest tier that cover it, with an edited image or without', () => {
    for (const edited of [undefined, { width: 500, height: 500 }]) {
      const { aspectRatio, size } = to(640, 360, edited);
      assert.deepEqual([aspectRatio, size], ['16:9', '512']);
      assert.deepEqual([to(1500, 1000, edited).aspectRatio, to(1500, 1000, edited).size], ['3:2', '2K']);
    }
  });

  it('keeps to what was asked for besides', () => {
    const { aspectRatio, size } = to(640, 360, undefined, { aspectRatio: '1:1', size: '2K' });
    assert.deepEqual([aspectRatio, size], ['1:1', '2K']);
  });

  it('pads an edited image only where the result has its shape', () => {
    assert.ok(to(500, 185, { width: 1000, height: 370 }).fit?.pad);
    const other = to(640, 360, { width: 1000, height: 370 });
    assert.deepEqual([other.fit?.pad, other.follows, other.exact], [undefined, false, false]);
    assert.equal(to(1000, 370, { width: 1000, height: 370 }).exact, true);
  });
});

describe('the room for images in one request', () => {
  it('leaves small images alone and shares the rest among the large ones', () => {
    assert.equal(largestImage([1, 2, 3], 100), 100);
    assert.equal(largestImage([10, 50, 60], 100), 45);
    assert.equal(largestImage([80, 80], 100), 50);
    assert.equal(largestImage([80], 100, 70), 70);
  });

  it('counts the prompt as JSON spells it, and base64', () => {
    const fixture = roomForImages({ bodyBytes: 1_000_000 }, '');
    assert.ok(fixture < 750_000 && fixture > 600_000);
    assert.ok(roomForImages({ bodyBytes: 1_000_000 }, '"'.repeat(100_000)) <= fixture - 140_000);
  });
});
