import assert from 'node:assert/strict';
import * as path from 'node:path';
import { History } from '../../../../src/core/storage/history.ts';
import type { StoredStep } from '../../../../src/core/storage/steps.ts';
import type { EditingFixture } from '../../edit/editingFixture.ts';
import { openSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

const key = 'file:///docs/shot.png';

const step = (id: string): StoredStep => ({
  id,
  jobId: `job-${id}`,
  runId: `run-${id}`,
  parentId: null,
  prompt: 'invert',
  earlierPrompts: [],
  originalUri: key,
  role: 'final',
  uri: `file:///docs/${id}.png`,
  name: `${id}.png`,
  image: { type: 'png', width: 1, height: 1, byteLength: 1, hasAlpha: false },
  words: '',
  links: [],
  notes: [],
  cost: 0.05,
  tokens: null,
  milliseconds: 1,
});

describe('the history', () => {
  let fixture: EditingFixture;
  let png: Uint8Array;

  useShots((opened, shot) => {
    fixture = opened;
    png = shot;
  }, 'sk-secret-key');

  const log = { debug() {}, info() {}, warn: (m: string) => void fixture.log.push(m), error() {} };
  const history = () => new History({ files: fixture.files, log });
  const idsOf = async (of: string) => (await history().load(of)).steps.map(({ id }) => id);
  const fileNames = () => fixture.files.listStored('history-');
  const reopen = async (uri: string) => {
    const opened = await openSession(fixture, { uris: [uri] });
    await opened.session.recall();
    return opened;
  };

  it('offers the steps of earlier sessions when an image is opened again, with what was asked', async () => {
    const uri = await fixture.put('shot.png', png);
    const first = await reopen(uri);
    await first.run('invert');
    await first.session.steps.useResult(first.state().results[0]?.id ?? '');
    await first.run('blur');
    await first.session.end();

    const { session, state } = await reopen(uri);
    session.showPictures(
      state().results.map(({ id }) => id),
      [],
    );
    await session.pictures.whenIdle();
    assert.equal(state().hasHistory, true);
    assert.deepEqual(
      state().results.map(({ prompt, step: at, savedAs, missing }) => [prompt, at, savedAs, missing]),
      [
        ['invert', 1, 'docs/shot-edited.png', false],
        ['blur', 2, 'docs/shot-edited-2.png', false],
      ],
    );
    assert.equal(state().results[1]?.parentId, state().results[0]?.id);
    assert.ok(
      state().results.every(
        ({ thumbnail, preview, cost }) => (thumbnail ?? preview) !== null && cost !== null,
      ),
    );
    await session.steps.useResult(state().results[1]?.id ?? '');
    assert.deepEqual([state().inputs[0]?.name, state().source?.name], ['shot-edited-2.png', 'shot.png']);
  });

  it('belongs to the image that a result was made from', async () => {
    const uris = [await fixture.put('a.png', png), await fixture.put('b.png', png)];
    const both = await openSession(fixture, { uris });
    await both.session.recall();
    both.session.setSeveral('each');
    await both.run();
    await both.session.end();
    const { state } = await reopen(uris[1] ?? '');
    assert.deepEqual(
      state().results.map(({ name }) => name),
      ['b-edited.png'],
    );
  });

  it('keeps what two sessions of one image write', async () => {
    const uri = await fixture.put('shot.png', png);
    const [one, other] = [await reopen(uri), await reopen(uri)];
    await one.run('invert');
    await other.run('blur');
    await one.run('grayscale');
    await other.session.choosing.discard([other.state().results[0]?.id ?? '']);
    const { state } = await reopen(uri);
    assert.deepEqual(
      state().results.map(({ prompt }) => prompt),
      ['invert', 'grayscale'],
    );
  });

  it('brings a generated line back after a reload, and not after its panel is closed', async () => {
    const first = await openSession(fixture, { kind: 'generate' });
    await first.session.recall();
    await first.run('A boat');
    const second = await first.reload();
    assert.deepEqual(
      second.state().results.map(({ name }) => name),
      ['a-boat.jpg'],
    );
    await second.session.end();
    assert.deepEqual(await fileNames(), []);
  });

  it('is cleared when asked to, and the files stay', async () => {
    const uri = await fixture.put('shot.png', png);
    await (await reopen(uri)).run('invert');
    const { session, state } = await reopen(uri);
    await session.memory.forget();
    assert.deepEqual([state().results, state().hasHistory], [[], false]);
    assert.deepEqual(await fileNames(), []);
    assert.ok((await fixture.names()).includes('shot-edited.png'));
    assert.deepEqual((await reopen(uri)).state().results, []);
  });

  it('marks a result whose file is gone', async () => {
    const uri = await fixture.put('shot.png', png);
    await (await reopen(uri)).run('invert');
    const { rm } = await import('node:fs/promises');
    await rm(path.join(fixture.folder, 'docs', 'shot-edited.png'));
    const { session, state } = await reopen(uri);
    assert.equal(state().results[0]?.missing, true);
    await session.steps.useResult(state().results[0]?.id ?? '');
    assert.match(state().status, /shot-edited\.png is gone/);
    assert.equal(state().inputs[0]?.name, 'shot.png');
  });

  it('that is damaged is set aside and said, and a new one begins', async () => {
    const uri = await fixture.put('shot.png', png);
    await (await reopen(uri)).run('invert');
    const [name = ''] = await fileNames();
    await fixture.files.writeStored(name, new TextEncoder().encode('{"version":1,"key":'));
    const { state, run } = await reopen(uri);
    assert.match(state().status, /history of this image is damaged\. It was set aside/);
    assert.deepEqual(await fixture.files.listStored('damaged-'), [`damaged-${name}`]);
    await run('blur');
    assert.deepEqual(
      (await reopen(uri)).state().results.map(({ prompt }) => prompt),
      ['blur'],
    );
  });

  it('that can’t be read is said, and the panel works', async () => {
    const uri = await fixture.put('shot.png', png);
    fixture.files.readStored = () => Promise.reject(new Error('the disk is away'));
    const { state } = await reopen(uri);
    assert.match(state().status, /can't be read/);
    assert.match(fixture.log.join(), /the disk is away/);
  });

  it('holds no key and no pixels', async () => {
    const uri = await fixture.put('shot.png', png);
    const { run } = await reopen(uri);
    await run('invert');
    for (const name of await fixture.files.listStored('')) {
      const text = new TextDecoder().decode(await fixture.files.readStored(name));
      assert.ok(!text.includes('sk-secret-key'), name);
      assert.ok(text.length < 10_000, name);
    }
  });

  it('keeps the newest 200 steps of a line, and the 300 newest lines', async () => {
    const many = Array.from({ length: 230 }, (_, at) => step(`s${at}`));
    await history().update(key, many, new Set());
    const ids = await idsOf(key);
    assert.deepEqual([ids.length, ids[0], ids.at(-1)], [200, 's30', 's229']);
    for (let at = 0; at < 301; at++) await history().update(`file:///${at}.png`, [step('one')], new Set());
    assert.equal((await fileNames()).length, 300);
    assert.deepEqual(await idsOf(key), []);
    assert.deepEqual(await idsOf('file:///300.png'), ['one']);
  });

  it('is not mixed up by two updates at once', async () => {
    const one = history();
    await Promise.all(['a', 'b', 'c'].map((id) => one.update(key, [step(id)], new Set())));
    assert.deepEqual(await idsOf(key), ['a', 'b', 'c']);
  });
});
