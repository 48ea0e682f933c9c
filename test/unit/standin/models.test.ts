import assert from 'node:assert/strict';
import { knownModels } from '../../../src/core/api/models.ts';
import { models, outputPixels } from '../../standin/models.ts';

describe('The stand-in', () => {
  it('knows every model that the product knows', () => {
    const ids = models.map(({ id }) => id);
    assert.deepEqual(
      knownModels.map(({ id }) => id).filter((id) => !ids.includes(id)),
      [],
    );
  });

  for (const known of knownModels) {
    it(`takes what the product offers for ${known.id}, and answers with the pixels that it expects`, () => {
      const model = models.find(({ id }) => id === known.id);
      assert.ok(model);
      const ratios = Object.keys(model.pixels);
      assert.deepEqual(
        known.aspectRatios.filter((ratio) => !ratios.includes(ratio)),
        [],
      );
      assert.deepEqual([...known.sizes], Object.keys(model.sizes));
      for (const ratio of known.aspectRatios) {
        for (const size of known.sizes.length > 0 ? known.sizes : [known.defaultSize]) {
          const { width, height } = known.pixels(ratio, size);
          assert.deepEqual(outputPixels(model, ratio, size), [width, height], `${ratio} at ${size}`);
        }
      }
    });
  }
});
