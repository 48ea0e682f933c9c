import assert from 'node:assert/strict';
import { answeringModel } from '../../../../src/core/api/models/answeringModel.ts';
import { anyProvider, capabilitiesAt, successorOf } from '../../../../src/core/api/models/models.ts';

describe('The model that answered', () => {
  for (const [asked, answered] of [
    ['gemini-3.1-flash-image', 'gemini-3.1-flash-image'],
    ['gemini-3.1-flash-image', 'models/gemini-3.1-flash-image'],
    ['gemini-3.1-flash-image', 'publishers/google/models/gemini-3.1-flash-image-001'],
    ['gemini-3.1-flash-image', 'google/gemini-3.1-flash-image'],
    ['google/gemini-3.1-flash-image', 'Gemini-3.1-Flash-Image'],
    ['gemini-3.1-flash-image', 'gemini-3.1-flash-image-2026-05-28'],
    ['gemini-3.1-flash-image', 'gemini-3.1-flash-image-20260528'],
    ['gemini-3.1-flash-image-preview', 'gemini-3.1-flash-image-preview-05-28'],
    ['gemini-3.1-flash-image-preview', 'gemini-3.1-flash-image-preview-05-2026'],
    ['gemini-nano-banana-2.1', 'gemini-nano-banana-2.1-latest'],
    ['gemini-nano-banana-2.1-001', 'gemini-nano-banana-2.1'],
    ['gemini-3-pro-image', 'gemini-3-pro-image@002'],
    ['gemini-3-pro-image', ''],
    ['gemini-3-pro-image', undefined],
  ] as const) {
    it(`is the one that was asked: ${asked}, ${answered}`, () => {
      assert.equal(answeringModel(anyProvider, asked, answered), undefined);
    });
  }

  for (const [asked, answered, id] of [
    ['gemini-3.1-flash-image', 'gemini-nano-banana-2.1', 'gemini-nano-banana-2.1'],
    ['gemini-3.1-flash-image', 'models/gemini-nano-banana-2.1-001', 'gemini-nano-banana-2.1'],
    ['gemini-3-pro-image', 'gemini-2.5-flash-image', 'gemini-2.5-flash-image'],
    ['gemini-3.1-flash-image', 'gemini-3.1-flash-lite-image', 'gemini-3.1-flash-lite-image'],
    ['gemini-3.1-flash-image', 'something-else', 'something-else'],
  ] as const) {
    it(`is another than the one that was asked: ${asked}, ${answered}`, () => {
      assert.equal(answeringModel(anyProvider, asked, answered)?.id, id);
    });
  }
});

describe('The successor of a model', () => {
  it('is a model that is known and has no successor of its own', () => {
    for (const id of [
      'gemini-3.1-flash-image-preview',
      'models/gemini-3.1-flash-image-preview',
      'gemini-3.1-flash-image',
      'gemini-3-pro-image-preview',
      'gemini-2.5-flash-image',
      'gemini-2.5-flash-image-preview',
      'gemini-2.0-flash-preview-image-generation',
      'gemini-nano-banana-2.1-preview-10-2026',
    ]) {
      const successor = successorOf(id);
      assert.ok(successor, id);
      assert.ok(capabilitiesAt(anyProvider, successor).known, id);
      assert.equal(successorOf(successor), undefined, id);
    }
  });

  it('is none for a model that is there, or that nobody knows', () => {
    for (const id of ['gemini-nano-banana-2.1', 'gemini-3-pro-image', 'my-model', 'my-model-preview']) {
      assert.equal(successorOf(id), undefined, id);
    }
  });
});
