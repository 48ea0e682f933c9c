import assert from 'node:assert/strict';
import { knownModels } from '../../../src/core/api/models/models.ts';
import { models, outputPixels } from '../../standin/models.ts';
import { imageModels } from '../../standin/openai/imageModels.ts';

const ofEngine = (id: string) => knownModels.filter(({ engine }) => engine === id);

describe('The stand-in', () => {
  it('knows every model that the product knows', () => {
    const ids = [...models, ...imageModels].map(({ id }) => id);
    assert.deepEqual(
      knownModels.map(({ id }) => id).filter((id) => !ids.includes(id)),
      [],
    );
  });

  for (const known of ofEngine('gemini')) {
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

  for (const known of ofEngine('openai-images')) {
    it(`has the fields and values that the product offers for ${known.id}`, () => {
      const model = imageModels.find(({ id }) => id === known.id);
      assert.ok(model);
      const { fields, qualities, formats } = model;
      const unknown = (offered: readonly string[], taken: readonly string[]) =>
        offered.filter((one) => !taken.includes(one));
      assert.deepEqual(unknown(known.qualities, qualities), []);
      assert.deepEqual(unknown(known.formats, formats), []);
      assert.equal(known.complexities.length > 0, fields.includes('complexity'));
      // What is worked out of a picture is asked of no endpoint.
      const isNative = !known.backgrounds.includes('transparent-twice');
      assert.ok(
        isNative ? !model.opaqueOnly : !known.backgrounds.includes('opaque') || fields.includes('background'),
      );
      if (isNative) assert.ok(fields.includes('background'));
      assert.ok(known.sizes.length === 0 || fields.includes('size'));
    });
  }
});
