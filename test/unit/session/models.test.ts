import assert from 'node:assert/strict';
import { defaultOptions } from '../../../src/core/edit/defaultOptions.ts';
import { capabilitiesFor } from '../../../src/core/edit/providerOf.ts';
import { quoteRun } from '../../../src/core/edit/quote.ts';
import type { ImageInfo } from '../../../src/core/images/imageTypes.ts';
import type { SettingsValues } from '../../../src/core/ports.ts';
import { modelViews } from '../../../src/features/panel/modelViews.ts';
import { newSession } from '../../../src/features/panel/session/sessionState.ts';
import { newInput, quotedRequests } from '../../../src/features/panel/session/state/inputs.ts';
import { requestsOf } from '../../../src/features/panel/session/state/requests.ts';
import type { EditingFixture } from '../edit/editingFixture.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { openSession } from './sessionFixture.ts';
import { useShots } from './useShots.ts';

const sniffed: ImageInfo = {
  type: 'png',
  mimeType: 'image/png',
  width: 1280,
  height: 720,
  orientation: 1,
  hasAlpha: false,
  animated: false,
  signed: false,
};

describe('the models that a panel offers', () => {
  let fixture: EditingFixture;

  useShots((opened) => {
    fixture = opened;
    fixture.settings = { ...fixture.settings, provider: 'google' };
  });
  const open = async () =>
    openSession(fixture, { uris: [await fixture.put('photo.png', await bytesOf(marked(1920, 1080).png()))] });

  it('cost what this very edit would cost with each, which for the one in use is the estimate', async () => {
    const { session, state } = await open();
    const price = (name: string) => state().choices.models.find(({ label }) => label === name)?.price ?? '';
    const dollars = (name: string) => Number(price(name).slice(1));
    const used = state().choices.models.find(({ value }) => value === state().options.model)?.label ?? '';
    assert.equal(state().estimate, `about ${price(used)}`);
    const [flash, pro] = [dollars('Nano Banana 2.1'), dollars('Nano Banana Pro')];
    assert.ok(flash < pro, `${flash} and ${pro}`);
    session.setOptions({ size: '4K' });
    assert.ok(dollars('Nano Banana Pro') > pro, 'the size is another');
    session.setVariants(4);
    assert.match(state().estimate ?? '', new RegExp(`^4 requests, about \\${price(used)}$`));
  });

  it('cost of a large batch what all of its images would', () => {
    const values: SettingsValues = { ...fixture.settings, provider: 'google' };
    const known = new Map(
      Array.from({ length: 300 }, (_, index) => {
        const input = {
          name: `${index}.png`,
          source: { kind: 'file', uri: `file:///w/${index}.png` },
        } as const;
        const inspection = { info: sniffed, byteLength: 1000 };
        return [`in-${index}`, { ...newInput(`in-${index}`, input), inspection }] as const;
      }),
    );
    const empty = newSession('s', 'edit', undefined, defaultOptions(values));
    const inputs = { known, ids: [...known.keys()], editedId: 'in-0' };
    const state = { ...empty, inputs, form: { ...empty.form, severalMode: 'each' as const } };
    const capabilities = capabilitiesFor(values, state.form.options.model);
    const requests = quotedRequests(inputs, requestsOf(state, capabilities));
    const quote = quoteRun(values, state.form.options, 0, requests);
    const used = modelViews(state, values, quote).models.find(({ value }) => value === capabilities.id);
    assert.equal(quote.words, `300 requests, about ${used?.price}`);
  });

  it('are marked once somebody looks and the endpoint has told its list, which is asked for once', async () => {
    const { session, host, state } = await open();
    host.answers.listed = new Set(['gemini-3-pro-image', 'gemini-4-image']);
    const listed = () =>
      state().choices.models.flatMap(({ label, badges = [] }) => (badges.includes('Listed') ? [label] : []));
    assert.deepEqual(listed(), []);
    assert.deepEqual(host.asked, []);
    await Promise.all([session.lookAtModels(), session.lookAtModels()]);
    await session.lookAtModels();
    assert.deepEqual(listed(), ['Nano Banana Pro', 'gemini-4-image']);
    assert.deepEqual(host.asked, ['list of models']);
    assert.match(state().choices.modelsNote, /generativelanguage\.googleapis\.com has it in its list/);
    fixture.settings = { ...fixture.settings, provider: 'openai' };
    assert.deepEqual(listed(), [], 'of another endpoint nothing is known');
  });

  it('say in place of Auto what it comes to for this picture', async () => {
    const { session, state } = await open();
    const auto = (list: 'aspectRatios' | 'sizes') => {
      const [{ label = '', detail = '', means = '' } = {}] = state().choices[list];
      return [label, detail, means];
    };
    assert.deepEqual(auto('aspectRatios'), ['Auto', '16:9', 'Keeps the shape of photo.png.']);
    assert.deepEqual(auto('sizes'), [
      'Auto',
      '2K',
      'The smallest that covers photo.png. The result gets its very size.',
    ]);
    assert.deepEqual(
      state()
        .choices.aspectRatios.slice(1, 5)
        .map(({ value }) => value),
      ['1:1', '16:9', '4:3', '3:2'],
    );
    session.setOptions({ size: '4K' });
    assert.equal(auto('sizes')[2], 'The smallest that covers photo.png.');
  });
});
