import assert from 'node:assert/strict';
import { failureText, resultText } from '../../../src/core/agent/answers.ts';
import type { EditResult } from '../../../src/core/editRequest.ts';
import { nextSteps } from '../../../src/core/shared/failure.ts';

const workspace = {
  placeOf: (uri: string) => uri.replace('file:///ws/', ''),
  pathOf: (uri: string) => uri.replace('file://', ''),
};

const result: EditResult = {
  image: { stored: 'a', type: 'png', width: 1280, height: 720, byteLength: 214_000, hasAlpha: false },
  savedAs: 'file:///ws/docs/shot-edited.png',
  unsaved: undefined,
  suggestedName: 'shot-edited.png',
  others: [],
  thoughts: { texts: [], pictures: [] },
  words: '',
  links: [],
  notes: [],
  cost: 0.055,
  tokens: 1402,
  milliseconds: 7300,
};

describe('what a model is told', () => {
  it('of a result: place, path, pixels, type, bytes and cost', () => {
    assert.equal(
      resultText(result, [], workspace),
      [
        'Saved docs/shot-edited.png',
        'Absolute path: /ws/docs/shot-edited.png',
        '1280 × 720 pixels, PNG, 214 KB',
        'Cost: about $0.055 (1,402 tokens, 7.3 s)',
      ].join('\n'),
    );
  });

  it('of notes, words, thoughts and further pictures, in bounds', () => {
    const words = 'word '.repeat(10_000);
    const full = { ...result, words, notes: ['Cut.'], thoughts: { texts: ['Hm.'], pictures: [] } };
    const text = resultText(full, ['file:///ws/docs/shot-edited-2.png'], workspace);
    assert.match(text, /^Notes: Cut\.$/m);
    assert.match(text, /^The image model thought: Hm\.$/m);
    assert.match(text, /further picture, saved as \/ws\/docs\/shot-edited-2\.png/);
    assert.ok(text.length < 5000, `${text.length}`);
  });

  it('of a cost that is not known', () => {
    const text = resultText({ ...result, cost: undefined, tokens: undefined }, [], workspace);
    assert.match(text, /^Cost: not known \(7\.3 s\)$/m);
  });

  it('of every failure what happened, and whether to call again', () => {
    for (const step of nextSteps) {
      const text = failureText({ code: 'x', sentence: 'It broke.', nextSteps: [step], billed: 'no' });
      assert.match(text, /^It broke\./);
      assert.doesNotMatch(text, /billed|undefined/);
    }
    const paid = failureText({ code: 'x', sentence: 'It broke.', nextSteps: ['runAgain'], billed: 'maybe' });
    assert.match(paid, /ask the user before you call again/);
    const key = failureText({ code: 'x', sentence: 'No key.', nextSteps: ['setApiKey'], billed: 'no' });
    assert.match(key, /Ask the user to run the command "Nano Banana: Set API Key…"/);
  });

  it('of a failure nothing that only the log may hold', () => {
    const failure = { code: 'x', sentence: 'No.', nextSteps: [], billed: 'no', detail: 'sk-secret' } as const;
    assert.equal(failureText({ ...failure, nextSteps: [] }), 'No.');
  });
});
