import assert from 'node:assert/strict';
import { capabilitiesOf, knownModels } from '../../src/core/api/models.ts';
import { checkPlan } from '../../src/core/api/request.ts';
import { type AskedInputs, type AskedOptions, violations } from '../../src/core/capabilities.ts';
import { fitOptions } from '../../src/core/edit/defaultOptions.ts';
import {
  aspectRatios,
  type EditOptions,
  imageSizes,
  thinkingLevels,
  unsetOptions,
} from '../../src/core/shared/options.ts';
import { image, plan } from './api/support.ts';

const found = (model: string, options: AskedOptions, inputs?: AskedInputs) =>
  violations(options, capabilitiesOf(model), inputs);
const sentences = (model: string, options: AskedOptions, inputs?: AskedInputs) =>
  found(model, options, inputs).map(({ sentence }) => sentence);
const lite = 'gemini-3.1-flash-lite-image';
const first = 'gemini-2.5-flash-image';
const noOptions: EditOptions = {
  model: first,
  ...unsetOptions,
};

describe('what a model can’t take', () => {
  it('is nothing of what its capabilities name, nor what is left to it', () => {
    for (const { id, aspectRatios, sizes, thinkingLevels, maxInputs, inputTypes } of knownModels) {
      const inputs = { count: maxInputs, types: inputTypes };
      for (const aspectRatio of aspectRatios) assert.deepEqual(found(id, { aspectRatio }, inputs), []);
      for (const size of sizes) assert.deepEqual(found(id, { size }), []);
      for (const thinking of thinkingLevels) assert.deepEqual(found(id, { thinking }), []);
      assert.deepEqual(found(id, {}), []);
      assert.deepEqual(found(id, noOptions), []);
    }
  });

  it('is each other ratio, size and level by itself', () => {
    for (const capabilities of knownModels) {
      const other = <T>(all: readonly T[], taken: readonly T[]) => all.filter((one) => !taken.includes(one));
      for (const aspectRatio of other(aspectRatios, capabilities.aspectRatios)) {
        const [violation, ...more] = found(capabilities.id, { aspectRatio });
        assert.deepEqual([violation?.key, more], ['aspectRatio', []]);
      }
      for (const size of other(imageSizes, capabilities.sizes))
        assert.equal(found(capabilities.id, { size })[0]?.key, 'size');
      for (const thinking of other(thinkingLevels, capabilities.thinkingLevels))
        assert.equal(found(capabilities.id, { thinking })[0]?.key, 'thinking');
    }
  });

  it('is said with what it takes instead', () => {
    assert.deepEqual(sentences(lite, { thinking: 'medium' }), [
      "Nano Banana 2 Lite doesn't take the thinking level medium. Use minimal, high, or another model.",
    ]);
    assert.deepEqual(sentences(lite, { size: '4K' }), [
      "Nano Banana 2 Lite doesn't take the size 4K. Leave it out, or use another model.",
    ]);
    assert.deepEqual(sentences(first, { includeThoughts: true }), [
      "Nano Banana doesn't tell its thoughts. Leave it out, or use another model.",
    ]);
    assert.deepEqual(sentences(first, {}, { count: 5, types: ['image/png', 'image/gif'] }), [
      'Nano Banana takes at most 3 images in one request. Remove 2 of the 5.',
      "Input 2 is image/gif, which Nano Banana doesn't take. Convert it to PNG or JPEG first.",
    ]);
  });

  it('is first of all that nothing here speaks its protocol', () => {
    assert.equal(
      sentences('gpt-image-2', { thinking: 'high' })[0],
      "gpt-image-2 can't be asked: it does not speak the protocol of the Gemini models. Choose another model.",
    );
  });

  it('is all told at once', () => {
    const options = { aspectRatio: '1:8', size: '4K', thinking: 'high', includeThoughts: true } as const;
    assert.deepEqual(
      found(first, options, { count: 4 }).map(({ key }) => key),
      ['inputs', 'aspectRatio', 'size', 'thinking', 'includeThoughts'],
    );
  });

  it('is refused before sending in the very sentence', () => {
    const images = Array.from({ length: 4 }, () => image(Buffer.from('x')));
    for (const fields of [{ aspectRatio: '1:8' }, { size: '4K' }, { includeThoughts: true }] as const) {
      const refused = checkPlan(plan(fields, first));
      const [violation] = found(first, fields);
      assert.deepEqual([refused?.sentence, refused?.code], [violation?.sentence, violation?.code]);
    }
    assert.deepEqual([checkPlan(plan({ images }, first))?.sentence], sentences(first, {}, { count: 4 }));
  });

  it('goes back to Auto where a person changes the model, and is told', () => {
    const { options, changes } = fitOptions(
      { ...noOptions, aspectRatio: '1:8', size: '4K', thinking: 'high', includeThoughts: true },
      capabilitiesOf(first),
    );
    assert.deepEqual(options, noOptions);
    assert.deepEqual(changes, [
      "Nano Banana doesn't take the ratio 1:8: it is Auto now.",
      "Nano Banana doesn't take the size 4K: it is Auto now.",
      "Nano Banana doesn't take the thinking level high: it decides by itself now.",
      "Nano Banana doesn't tell its thoughts.",
    ]);
  });
});
