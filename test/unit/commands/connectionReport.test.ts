import assert from 'node:assert/strict';
import { connectionReport } from '../../../src/commands/connectionReport.ts';
import { type Provider, resolveProvider } from '../../../src/core/api/providers.ts';

function provider(choice: Parameters<typeof resolveProvider>[0]): Provider {
  const resolved = resolveProvider(choice);
  assert.ok(resolved.ok);
  return resolved.value;
}

describe('the answer to Test Connection', () => {
  const apiyi = provider({ provider: 'apiyi' });
  const model = 'gemini-3.1-flash-image-preview';

  it('says that the key works, where, and what it sees', () => {
    assert.deepEqual(connectionReport(apiyi, ['gpt-5', model, 'gemini-nano-banana-2.1'], model), {
      sentence: 'The key works at api.apiyi.com. It lists 3 models. 2 of them are known image models.',
      usable: true,
    });
    assert.match(
      connectionReport(apiyi, [`models/${model}`, model], model).sentence,
      / It lists 1 model\. 1 of them is a known image model\.$/,
    );
  });

  it('warns when the model in use is not listed', () => {
    const { sentence, usable } = connectionReport(apiyi, ['gpt-5'], 'my-model');
    assert.equal(usable, false);
    assert.equal(
      sentence,
      'The key works at api.apiyi.com. It lists 1 model. None of them is a known image model. The current model, my-model, is not listed.',
    );
  });

  it('warns when the model in use speaks another protocol, though it is listed', () => {
    const { sentence, usable } = connectionReport(
      provider({ provider: 'google' }),
      ['gpt-image-2'],
      'gpt-image-2',
    );
    assert.equal(usable, false);
    assert.match(
      sentence,
      / The current model is GPT Image 2\. Google does not offer it: it only supports the protocol of Gemini\.$/,
    );
  });

  it('does not speak of a key where none is sent', () => {
    const local = provider({
      provider: 'custom',
      customBaseUrl: 'http://127.0.0.1:8080',
      customAuth: 'none',
    });
    assert.match(connectionReport(local, [model], model).sentence, /^127\.0\.0\.1:8080 responds\. /);
  });

  const both = [model, 'gpt-image-2'];
  for (const [what, customProtocol, ids, words] of [
    ['both, and nothing is set', 'any', both, / of Gemini and GPT Image\.$/],
    ['both, and one is set', 'gemini', both, / GPT Image\. Set Custom: Protocol to any to use both\.$/],
    ['one, and nothing is set', 'any', [model], / Set Custom: Protocol to gemini to ask models with other /],
    ['the one that is set', 'gemini', [model], / of Gemini\. That is the current setting\.$/],
    ['another than is set', 'openai-images', [model], / Set Custom: Protocol to gemini\. The current model/],
    ['none that is known', 'any', ['flux-2'], / not show which .* set Custom: Protocol to openai-images\. /],
  ] as const) {
    it(`tells of an endpoint of one’s own what it speaks and what to set: ${what}`, () => {
      const own = provider({ provider: 'custom', customBaseUrl: 'https://gw.example', customProtocol });
      assert.match(connectionReport(own, ids, model).sentence, words);
    });
  }
});
