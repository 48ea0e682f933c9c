import assert from 'node:assert/strict';
import { anyProvider, capabilitiesAt } from '../../../src/core/api/models/models.ts';
import {
  type CheckedInput,
  checkInputs,
  inputsSentence,
} from '../../../src/core/edit/origins/recordInputs.ts';
import { sha256Of } from '../../../src/core/records/compare.ts';
import type { Markup } from '../../../src/core/shared/region/region.ts';
import { storedInputName } from '../../../src/core/storage/storedInputs.ts';
import { nameOf } from '../../../src/core/uris.ts';
import { requestsOf } from '../../../src/features/panel/session/state/requests.ts';
import { takeUp } from '../../../src/features/panel/takeUp.ts';
import type { EarlierEdit } from '../../../src/features/panels.ts';
import { earlierEditOf } from '../../../src/features/record/earlierEdit.ts';
import { defaultOptions, EditingFixture } from '../edit/editingFixture.ts';
import { bytesOf, marked } from '../images/pictures.ts';
import { rectangle } from '../images/regions.ts';
import { useCodecFixture } from '../images/useCodecFixture.ts';
import { recordWith } from '../records/samples.ts';
import { openSession } from '../session/sessionFixture.ts';

describe('editing again', () => {
  let fixture: EditingFixture;
  let picture: Uint8Array;
  let one: string;
  let two: string;

  useCodecFixture(
    (codec) => EditingFixture.open(codec),
    async (opened) => {
      fixture = opened;
      one = await fixture.put('one.png', picture);
      two = await fixture.put('two (2).png', await bytesOf(marked(36, 64).png()));
    },
  );
  before(async () => {
    picture = await bytesOf(marked(64, 36).png());
  });

  const earlierEdit = (changes: Partial<EarlierEdit> = {}): EarlierEdit => ({
    prompt: 'Make it blue',
    options: { ...defaultOptions, size: '2K', thinking: 'high' },
    inputs: [one, two].map((uri) => ({ name: nameOf(uri), source: { kind: 'file', uri } })),
    editedIndex: 1,
    folder: fixture.docs,
    ...changes,
  });
  const never = () => Promise.reject(new Error('nobody is to be asked'));

  describe('in a panel', () => {
    it('that is new, fills in the prompt, the options, and the inputs in their order', async () => {
      const { session, state } = await openSession(fixture);
      assert.equal(await takeUp(session, earlierEdit(), never), true);
      const { prompt, options, inputs } = state();
      assert.equal(prompt, 'Make it blue');
      assert.deepEqual([options.size, options.thinking], ['2K', 'high']);
      assert.deepEqual(
        inputs.map(({ name, edited, width }) => [name, edited, width]),
        [
          ['one.png', false, 64],
          ['two (2).png', true, 36],
        ],
      );
    });

    it('that has nothing else in it, asks nobody', async () => {
      const { session, state } = await openSession(fixture, { uris: [two] });
      assert.equal(await takeUp(session, earlierEdit(), never), true);
      assert.deepEqual(
        state().inputs.map(({ name }) => name),
        ['one.png', 'two (2).png'],
      );
    });

    it('that has another prompt or image, asks, and leaves all as it is when told so', async () => {
      const { session, state } = await openSession(fixture, { uris: [two] });
      const asked: string[] = [];
      const confirm = (yes: boolean) => async (question: string) => {
        asked.push(question);
        return yes;
      };
      session.setPrompt('half a thought');
      assert.equal(await takeUp(session, earlierEdit(), confirm(false)), false);
      assert.equal(session.state.form.prompt, 'half a thought');
      assert.equal(session.state.form.options.size, 'auto');
      assert.equal(state().inputs.length, 1);
      assert.match(asked[0] ?? '', /^The panel of two \(2\)\.png is open with a different prompt/);

      session.setPrompt('');
      await session.addFiles([await fixture.put('three.png', picture)]);
      assert.equal(await takeUp(session, earlierEdit(), confirm(false)), false);
      assert.equal(asked.length, 2);
      assert.equal(await takeUp(session, earlierEdit(), confirm(true)), true);
      assert.deepEqual(
        state().inputs.map(({ name, edited }) => [name, edited]),
        [
          ['one.png', false],
          ['two (2).png', true],
        ],
      );
      assert.equal(state().prompt, 'Make it blue');
    });

    it('brings the region and the marks on the edited image, in the place of what is drawn when told so', async () => {
      const of = { width: 36, height: 64 };
      const region = rectangle([4, 6, 12, 20], of);
      const markup: Markup = { marks: [{ kind: 'arrow', colour: 'red', from: [1, 2], to: [20, 30] }], of };
      const { session, state } = await openSession(fixture, { uris: [one] });
      await takeUp(session, earlierEdit({ region, markup }), async () => true);
      const drawn = state();
      assert.deepEqual([drawn.region, drawn.markup], [region, markup]);
      assert.deepEqual(
        requestsOf(session.state, capabilitiesAt(anyProvider, session.state.form.options.model))[0]?.region,
        region,
      );
      assert.equal(await takeUp(session, earlierEdit({ region, markup }), never), true, 'it is the same');

      await session.marks.setRegion(rectangle([0, 0, 5, 5], of), null);
      const { marksEpoch } = state();
      assert.equal(await takeUp(session, earlierEdit({ region }), async () => false), false);
      assert.equal(await takeUp(session, earlierEdit(), async () => true), true);
      assert.deepEqual([state().region, state().markup, state().marksEpoch], [null, null, marksEpoch + 1]);
    });

    it('makes a new image from words alone', async () => {
      const { session, state } = await openSession(fixture, { kind: 'generate' });
      await takeUp(session, earlierEdit({ inputs: [], editedIndex: -1 }), never);
      assert.equal(state().prompt, 'Make it blue');
      assert.deepEqual(state().inputs, []);
    });
  });

  it('from a record takes its region and markup, where the image that they were drawn on is still there', () => {
    const of = { width: 64, height: 36 };
    const region = rectangle([4, 6, 12, 20], of);
    const markup: Markup = { marks: [{ kind: 'arrow', colour: 'red', from: [1, 2], to: [20, 30] }], of };
    const input = (path: string, role: 'edited' | 'reference', isThere: boolean): CheckedInput => ({
      path,
      sha256: sha256Of(picture),
      role,
      state: isThere ? 'same' : 'missing',
      isOutside: false,
      input: isThere ? { name: path, source: { kind: 'file', uri: `${fixture.docs}/${path}` } } : undefined,
    });
    const record = recordWith({ region, markup });
    const reference = input('ref.png', 'reference', true);
    const there = earlierEditOf(record, [reference, input('one.png', 'edited', true)], fixture.docs);
    assert.deepEqual([there.editedIndex, there.region, there.markup], [1, region, markup]);
    const gone = earlierEditOf(record, [reference, input('one.png', 'edited', false)], fixture.docs);
    assert.deepEqual([gone.editedIndex, gone.region, gone.markup], [0, undefined, undefined]);
  });

  describe('looks for each input', () => {
    const image = () => `${fixture.docs}/made.png`;
    const check = (paths: readonly string[], reach = (uri: string): string | undefined => uri) => {
      const inputs = paths.map((path) => ({ path, sha256: sha256Of(picture), role: 'edited' as const }));
      return checkInputs(fixture.files, recordWith({ inputs }), image(), reach);
    };

    it('where the record says, and tells what is missing or changed', async () => {
      const checked = await check(['one.png', 'two (2).png', 'gone.png', '../outside.png']);
      assert.deepEqual(
        checked.map(({ path, state, input }) => [path, state, input?.name]),
        [
          ['one.png', 'same', 'one.png'],
          ['two (2).png', 'changed', 'two (2).png'],
          ['gone.png', 'missing', undefined],
          ['../outside.png', 'missing', undefined],
        ],
      );
      assert.equal(
        inputsSentence(checked),
        'gone.png, ../outside.png are not where the record says they are, and are left out. two (2).png has changed since; its current content is used.',
      );
    });

    it('in the storage by its content, when it was pasted', async () => {
      const stored = storedInputName(sha256Of(picture), 'png');
      await fixture.files.writeStored(stored, picture);
      for (const path of ['pasted.png', 'two (2).png']) {
        const [checked] = await check([path]);
        assert.equal(checked?.state, 'same');
        assert.deepEqual(checked?.input, { name: path, source: { kind: 'stored', name: stored } });
      }
    });

    it('never where a record must not lead', async () => {
      const [checked] = await check(['one.png'], () => undefined);
      assert.equal(checked?.state, 'missing');
    });
  });
});
