import assert from 'node:assert/strict';
import { type ModelContext, modelChoices, typedModelId } from '../../../src/commands/modelChoices.ts';
import { knownModels } from '../../../src/core/api/models.ts';
import { type Provider, resolveProvider } from '../../../src/core/api/providers.ts';

function provider(id: 'apiyi' | 'google' | 'openai'): Provider {
  const resolved = resolveProvider({ provider: id });
  assert.ok(resolved.ok);
  return resolved.value;
}

const flash = 'gemini-3.1-flash-image-preview';
const context = (changes: Partial<ModelContext> = {}): ModelContext => ({
  provider: provider('apiyi'),
  billing: 'perCall',
  current: flash,
  listed: undefined,
  ...changes,
});
const choice = (id: string, changes: Partial<ModelContext> = {}) => {
  const { groups, others } = modelChoices(context(changes));
  return [...groups.flatMap(({ known }) => known), ...others].find((candidate) => candidate.id === id);
};

describe('the list of models', () => {
  it('has every known model with what it can do and cost', () => {
    assert.deepEqual(
      modelChoices(context()).groups.flatMap(({ known }) => known.map(({ id }) => id)),
      knownModels.map(({ id }) => id),
    );
    const titles = (id: 'apiyi' | 'google' | 'openai') =>
      modelChoices(context({ provider: provider(id) })).groups.map(({ title }) => title);
    assert.deepEqual(
      [titles('apiyi'), titles('google'), titles('openai')],
      [['Gemini', 'GPT Image'], ['Gemini'], ['GPT Image']],
    );
    assert.equal(choice(flash, { provider: provider('openai'), current: 'gpt-image-2' }), undefined);
    const flare = choice('gpt-image-2.6-flare', { provider: provider('openai') });
    assert.match(
      flare?.detail ?? '',
      /transparency, GIF and SVG\. About \$0\.0\d+ to \$0\.71\d? an image\.$/,
    );
    assert.match(choice('gpt-image-2.6-all')?.detail ?? '', /route\. \$0\.025 an image\.$/);
    assert.deepEqual(choice(flash), {
      id: flash,
      name: 'Nano Banana 2',
      description: `${flash} · in use · default`,
      detail: 'Fast: 512 to 4K, 14 ratios, two thinking levels. $0.055 an image.',
    });
  });

  it('says the range of prices where the size decides', () => {
    const detail = choice('gemini-3.1-flash-image', { provider: provider('google') })?.detail ?? '';
    assert.match(detail, /About \$0\.0\d+ to \$0\.1\d+ an image\.$/);
  });

  it('marks what the endpoint lists once that is known', () => {
    const listed = new Set([
      flash,
      'gpt-5',
      'new-banana-3',
      'gemini-4-image',
      'gpt-image-2-all',
      'flux-image',
    ]);
    assert.equal(choice(flash, { listed })?.description, `${flash} · in use · default · available`);
    assert.match(choice('gemini-3-pro-image', { listed })?.description ?? '', / · not listed$/);
    assert.deepEqual(
      modelChoices(context({ listed })).others.map(({ id }) => id),
      ['gemini-4-image', 'new-banana-3'],
    );
  });

  it('keeps a model in use that nobody lists', () => {
    assert.equal(choice('my-model', { current: 'my-model' })?.description, 'my-model · in use');
  });

  it('never offers what is asked by another protocol, not even while it is in use', () => {
    const current = 'gpt-image-2-all';
    assert.equal(
      choice(current, { provider: provider('google'), current, listed: new Set([current]) }),
      undefined,
    );
  });

  it('says which ids are gone at Google', () => {
    assert.match(choice(flash, { provider: provider('google') })?.description ?? '', /shut down/);
    assert.doesNotMatch(choice(flash)?.description ?? '', /shut down/);
  });

  it('takes any id typed by hand that it does not have already', () => {
    const choices = modelChoices(context({ listed: new Set(['new-banana-3']) }));
    assert.equal(typedModelId(' my-model ', choices), 'my-model');
    assert.equal(typedModelId('models/my-model', choices), 'my-model');
    for (const typed of ['', 'two words', 'a?b', 'a\nb', flash, `models/${flash}`, 'new-banana-3']) {
      assert.equal(typedModelId(typed, choices), undefined, typed);
    }
  });
});
