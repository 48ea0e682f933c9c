import assert from 'node:assert/strict';
import { checkPlan } from '../../src/core/api/body/request.ts';
import { sizeRule } from '../../src/core/api/engines/openai-images/sizes.ts';
import { anyProvider, capabilitiesAt, knownModels } from '../../src/core/api/models/models.ts';
import type { AskedInputs, AskedOptions } from '../../src/core/askedOptions.ts';
import type { ModelCapabilities } from '../../src/core/capabilities.ts';
import { fitOptions } from '../../src/core/edit/plan/defaultOptions.ts';
import {
  aspectRatios,
  backgrounds,
  complexities,
  type EditOptions,
  imageSizes,
  madeFormats,
  qualities,
  thinkingLevels,
  unsetOptions,
} from '../../src/core/shared/options.ts';
import { violations } from '../../src/core/violations.ts';
import { image, plan } from './api/support.ts';

const found = (model: string, options: AskedOptions, inputs?: AskedInputs) =>
  violations(options, capabilitiesAt(anyProvider, model), inputs);
const sentences = (model: string, options: AskedOptions, inputs?: AskedInputs) =>
  found(model, options, inputs).map(({ sentence }) => sentence);
const lite = 'gemini-3.1-flash-lite-image';
const first = 'gemini-2.5-flash-image';
/** One that is free in its sizes, and has every level. */
const free: ModelCapabilities = {
  ...capabilitiesAt(anyProvider, first),
  sizes: ['1K', '2K'],
  freeSizes: sizeRule,
  qualities,
  complexities,
  backgrounds,
  formats: madeFormats,
  takesImageOnly: false,
};
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

  it('is what only models of another kind have: levels, backgrounds, made types, pixels', () => {
    const asked = { quality: 'low', complexity: 'high', background: 'opaque', format: 'gif' } as const;
    assert.deepEqual(sentences(lite, { ...asked, size: '1024x1024' }), [
      "Nano Banana 2 Lite doesn't take the size 1024x1024. Leave it out, or use another model.",
      "Nano Banana 2 Lite doesn't take the quality low. Leave it out, or use another model.",
      "Nano Banana 2 Lite doesn't take the complexity high. Leave it out, or use another model.",
      "Nano Banana 2 Lite can't make the background opaque on request. Use transparent, transparent-twice, or another model.",
      "Nano Banana 2 Lite doesn't make GIF files. Leave it out, or use another model.",
    ]);
    assert.deepEqual(violations({ ...asked, size: '1024x1024' }, free), []);
    assert.deepEqual(
      violations({ imageOnly: true }, free).map(({ sentence }) => sentence),
      ["Nano Banana can't be asked for only the image. Leave it out, or use another model."],
    );
  });

  it('is a size in pixels outside of the rule, with the rule that it breaks', () => {
    for (const [size, why] of [
      ['1000x1000', 'both sides must be divisible by 16'],
      ['4096x2048', 'no side may have more than 3840 pixels'],
      ['3200x1024', 'one side may be at most 3 times as long as the other'],
      ['512x512', 'it must have at least 655,360 pixels'],
      ['3840x2176', 'it may have at most 8,294,400 pixels'],
    ] as const) {
      assert.equal(
        violations({ size }, free)[0]?.fault,
        `Nano Banana doesn't take the size ${size}: ${why}.`,
      );
    }
    assert.deepEqual(
      violations({ size: '1536x1024', aspectRatio: '1:1' }, free).map(({ sentence }) => sentence),
      [
        'The size 1536x1024 already sets the shape, and the ratio 1:1 is another one. Leave the ratio on Auto.',
      ],
    );
  });

  it('is said with what it takes instead', () => {
    assert.deepEqual(sentences(lite, { thinking: 'medium' }), [
      "Nano Banana 2 Lite doesn't take the thinking level medium. Use minimal, high, or another model.",
    ]);
    assert.deepEqual(sentences(lite, { size: '4K' }), [
      "Nano Banana 2 Lite doesn't take the size 4K. Leave it out, or use another model.",
    ]);
    assert.deepEqual(sentences(first, { includeThoughts: true }), [
      "Nano Banana doesn't show its thoughts. Leave it out, or use another model.",
    ]);
    assert.deepEqual(sentences(first, {}, { count: 5, types: ['image/png', 'image/gif'] }), [
      'Nano Banana accepts at most 3 images in one request. Remove 2 of the 5.',
      "Input 2 is image/gif, which Nano Banana doesn't accept. Convert it to PNG or JPEG first.",
    ]);
  });

  it('is first of all that nothing here speaks its protocol', () => {
    assert.equal(
      sentences('imagen-4', { thinking: 'high' })[0],
      "imagen-4 can't be asked. It does not use the protocol of Gemini or GPT Image. Choose another model.",
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
      capabilitiesAt(anyProvider, first),
    );
    assert.deepEqual(options, noOptions);
    assert.deepEqual(changes, [
      "Nano Banana doesn't take the ratio 1:8. It is now Auto.",
      "Nano Banana doesn't take the size 4K. It is now Auto.",
      "Nano Banana doesn't take the thinking level high. The model now decides.",
      "Nano Banana doesn't show its thoughts.",
    ]);
  });
});
