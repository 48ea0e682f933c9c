import assert from 'node:assert/strict';
import { knownModels } from '../../../../src/core/api/models/models.ts';
import { type Provider, type ProviderChoice, resolveProvider } from '../../../../src/core/api/providers.ts';
import {
  type ModelContext,
  modelGroups,
  typedModelId,
} from '../../../../src/core/edit/choices/modelChoices.ts';
import { priceRange } from '../../../../src/core/edit/price/modelPrice.ts';

function provider(id: ProviderChoice['provider']): Provider {
  const resolved = resolveProvider({ provider: id });
  assert.ok(resolved.ok);
  return resolved.value;
}

const preview = 'gemini-3.1-flash-image-preview';
const groups = (changes: Partial<ModelContext> = {}) =>
  modelGroups({ provider: provider('apiyi'), current: preview, listed: undefined, ...changes });
const named = (name: string, changes: Partial<ModelContext> = {}) =>
  groups(changes)
    .flatMap(({ models }) => models)
    .find((model) => model.name === name);
const titles = (changes: Partial<ModelContext>) => groups(changes).map(({ title }) => title);

describe('the models to choose from', () => {
  it('are each there once, whatever ids they have, grouped by engine and newest first', () => {
    assert.deepEqual(
      groups().map(({ title, models }) => [title, models.map(({ name }) => name)]),
      [
        [
          'Gemini',
          ['Nano Banana 2.1', 'Nano Banana 2', 'Nano Banana Pro', 'Nano Banana 2 Lite', 'Nano Banana'],
        ],
        [
          'GPT Image',
          [
            'GPT Image 2.6 Flare',
            'GPT Image 2.6 Sunburst',
            'GPT Image 2.6 (all)',
            'GPT Image 2.5 Flare',
            'GPT Image 2.5 Sunburst',
            'GPT Image 2.5 (all)',
            'GPT Image 2.5 Sunburst (vip)',
            'GPT Image 2',
            'GPT Image 2 (all)',
            'GPT Image 2 (vip)',
          ],
        ],
      ],
    );
    const ids = groups().flatMap(({ models }) => models.flatMap((model) => model.ids));
    assert.deepEqual(ids.sort(), knownModels.map(({ id }) => id).sort());
    assert.deepEqual(titles({ provider: provider('google'), current: 'gemini-3-pro-image' }), ['Gemini']);
    assert.deepEqual(titles({ provider: provider('openai'), current: 'gpt-image-2' }), ['GPT Image']);
  });

  it('say how fast they are, what they are for and what they can do, and no id', () => {
    const { speed, purpose, abilities, badges, isInUse } = named('Nano Banana 2') ?? {};
    assert.deepEqual([speed, purpose, isInUse], ['Fast, 5 to 25 s', 'For most edits.', true]);
    assert.equal(abilities, '512 to 4K · 14 ratios · up to 14 images · 2 thinking levels');
    assert.deepEqual(badges, ['Default']);
    assert.equal(
      named('GPT Image 2.6 Flare')?.abilities,
      'Any size up to 4K · up to 16 images · 5 quality levels · transparent background · GIF and SVG',
    );
    assert.match(named('Nano Banana')?.abilities ?? '', /^1K only · 10 ratios · up to 3 images$/);
    for (const { models } of groups())
      for (const { id, name, speed, purpose, abilities, badges } of models)
        assert.doesNotMatch([name, speed, purpose, abilities, ...badges].join(), new RegExp(id), name);
  });

  it('ask for the id in use, else the provider’s own, else one that it lists, else the released one', () => {
    const id = (name: string, changes: Partial<ModelContext>) => named(name, changes)?.id;
    assert.equal(id('Nano Banana 2', {}), preview);
    assert.equal(id('Nano Banana 2', { current: 'gemini-3.1-flash-image' }), 'gemini-3.1-flash-image');
    assert.equal(id('Nano Banana 2', { current: 'gemini-3-pro-image' }), preview, 'the default of APIYI');
    assert.equal(id('Nano Banana Pro', {}), 'gemini-3-pro-image');
    const listed = new Set(['gemini-3-pro-image-preview']);
    assert.equal(id('Nano Banana Pro', { listed }), 'gemini-3-pro-image-preview');
  });

  it('never ask for an id that Google has shut down, which is told where it is in use', () => {
    const google = { provider: provider('google'), listed: new Set([preview]) };
    assert.equal(named('Nano Banana 2', google)?.id, 'gemini-3.1-flash-image');
    const [others] = groups(google).filter(({ title }) => title === 'Other models');
    assert.deepEqual(
      others?.models.map(({ id, isInUse, badges }) => [id, isInUse, badges]),
      [[preview, true, ['Listed', 'Shut down']]],
    );
  });

  it('are marked where the endpoint lists them, and so are its own; previews and snapshots are folded in', () => {
    const listed = new Set([
      'gemini-3-pro-image',
      'gpt-5',
      'new-banana-3',
      'gemini-4-image',
      'gemini-2.5-flash-image-preview',
      'gpt-image-2-2026-04-21',
      'flux-image',
    ]);
    assert.deepEqual(named('Nano Banana Pro', { listed })?.badges, ['Listed']);
    assert.deepEqual(named('Nano Banana 2.1', { listed })?.badges, ['Newest']);
    const others = groups({ listed }).at(-1);
    assert.deepEqual(
      [others?.title, others?.models.map(({ id, badges }) => [id, badges])],
      [
        'Other models',
        [
          ['gemini-4-image', ['Listed']],
          ['new-banana-3', ['Listed']],
        ],
      ],
    );
  });

  it('keep the one in use, also where nobody lists it, but never one that can’t be asked', () => {
    assert.equal(named('my-model', { current: 'my-model' })?.isInUse, true);
    assert.equal(named('dall-e-3', { current: 'dall-e-3' }), undefined);
    const current = 'gpt-image-2-all';
    const google = { provider: provider('google'), current, listed: new Set([current]) };
    assert.deepEqual(titles(google), ['Gemini']);
  });

  it('take any id typed by hand that they do not have already', () => {
    const all = groups({ listed: new Set(['new-banana-3']) });
    assert.equal(typedModelId(' my-model ', all), 'my-model');
    assert.equal(typedModelId('models/my-model', all), 'my-model');
    for (const typed of ['', 'two words', 'a?b', 'a\nb', preview, `models/${preview}`, 'new-banana-3']) {
      assert.equal(typedModelId(typed, all), undefined, typed);
    }
  });

  it('cost a range where size or quality decide', () => {
    const price = (id: ProviderChoice['provider'], name: string) => {
      const model = named(name, { provider: provider(id), current: '' });
      return model && priceRange(provider(id), 'perCall', model.capabilities);
    };
    assert.equal(price('apiyi', 'Nano Banana 2'), '$0.055 per image.');
    assert.equal(price('apiyi', 'GPT Image 2.6 (all)'), '$0.025 per image.');
    assert.match(price('google', 'Nano Banana 2') ?? '', /^About \$0\.0\d+ to \$0\.1\d+ per image\.$/);
    assert.match(price('openai', 'GPT Image 2.6 Flare') ?? '', /^About \$0\.0\d+ to \$0\.71\d? per image\.$/);
  });
});
