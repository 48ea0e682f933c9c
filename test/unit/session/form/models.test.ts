import assert from 'node:assert/strict';
import { defaultOptions } from '../../../../src/core/edit/plan/defaultOptions.ts';
import { capabilitiesFor } from '../../../../src/core/edit/plan/providerOf.ts';
import { quoteRun } from '../../../../src/core/edit/price/quote.ts';
import type { ImageInfo } from '../../../../src/core/images/imageTypes.ts';
import type { SettingsValues } from '../../../../src/core/ports.ts';
import type { Region } from '../../../../src/core/shared/region/region.ts';
import { optionChoices } from '../../../../src/features/panel/choicesView.ts';
import { modelViews } from '../../../../src/features/panel/modelViews.ts';
import {
  newInput,
  quotedRequests,
  type SessionInput,
} from '../../../../src/features/panel/session/state/inputs.ts';
import { requestsOf } from '../../../../src/features/panel/session/state/requests.ts';
import { newSession } from '../../../../src/features/panel/session/state/sessionState.ts';
import type { EditingFixture } from '../../edit/editingFixture.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { openSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

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

/** A selection in fractions of whatever picture it meets. */
const fifthOfIt: Region = {
  shapes: [{ kind: 'rectangle', mode: 'add', x: 0.4, y: 0.4, width: 0.2, height: 0.2 }],
  inverted: false,
  feather: 'auto',
  context: 'auto',
  of: null,
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

  it('are reckoned for a batch with a selection by looking at each image a few times, however many there are', () => {
    const values: SettingsValues = { ...fixture.settings, provider: 'google' };
    const looksAt = (count: number): number => {
      let looks = 0;
      class Counted extends Map<string, SessionInput> {
        override get(id: string): SessionInput | undefined {
          looks++;
          return super.get(id);
        }
      }
      const known = new Counted();
      for (let index = 0; index < count; index++) {
        const name = `${index}.png`;
        const inspection = { info: { ...sniffed, width: 1280 + 16 * (index % 3) }, byteLength: 1000 };
        const input = newInput(name, { name, source: { kind: 'file', uri: `file:///w/${name}` } });
        known.set(name, { ...input, inspection });
      }
      const empty = newSession('s', 'edit', undefined, defaultOptions(values));
      const inputs = { known, ids: [...known.keys()], editedId: '0.png' };
      const form = { ...empty.form, severalMode: 'each' as const, region: fifthOfIt };
      const capabilities = capabilitiesFor(values, form.options.model);
      const requests = quotedRequests(inputs, requestsOf({ ...empty, inputs, form }, capabilities));
      assert.equal(new Set(requests.map(({ region }) => region)).size, 3, 'one for each size');
      assert.equal(quoteRun(values, form.options, 0, requests).each.length, count);
      return looks;
    };
    const [few, many] = [looksAt(50), looksAt(500)];
    assert.ok(many <= 10 * few + 100, `${few} for 50 images, ${many} for 500`);
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

  it('leave no list of one entry: where a model takes no ratios, nothing is to be chosen', async () => {
    const { state } = await open();
    const capabilities = { ...capabilitiesFor(fixture.settings, state().options.model), aspectRatios: [] };
    const quote = quoteRun(fixture.settings, state().options, 0, []);
    const subject = { edited: undefined, each: false };
    assert.deepEqual(optionChoices({ ...quote, capabilities }, subject).aspectRatios, []);
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
      'The smallest that covers photo.png. The result gets exactly its size.',
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
