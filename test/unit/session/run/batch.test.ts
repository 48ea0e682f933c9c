import assert from 'node:assert/strict';
import { listedResults } from '../../../../src/features/panel/session/state/results.ts';
import type { EditingFixture } from '../../edit/editingFixture.ts';
import { openSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

describe('a batch of many images', () => {
  let fixture: EditingFixture;

  const put = useShots((opened) => {
    fixture = opened;
  });
  const names = Array.from({ length: 9 }, (_, at) => `shot-${at}.png`);

  it('can be run as soon as the first bytes of each image are read', async () => {
    const uris = await put(...names);
    const { session, host, state } = await openSession(fixture);
    const read = fixture.files.read.bind(fixture.files);
    let whole = 0;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    fixture.files.read = async (uri, most) => {
      whole++;
      await held;
      return read(uri, most);
    };
    const ready = session.addFiles(uris);
    await host.until(() => state().blocked === null);
    assert.ok(whole <= 3, 'the rest is read a few at a time');
    letGo();
    await ready;
    assert.equal(whole, uris.length);
    assert.ok(state().inputs.every(({ problem, width }) => problem === null && width !== null));
  });

  it('is combined as far as the model takes images at the provider that is asked', async () => {
    const options = { aspectRatio: 'auto', model: 'house-model' } as const;
    fixture.settings = { ...fixture.settings, customProtocol: 'openai-images' };
    const uris = await put(...Array.from({ length: 15 }, (_, at) => `ref-${at}.png`));
    const { session, state } = await openSession(fixture, { uris });
    session.setOptions(options);
    assert.equal(state().several?.canCombine, true);
    fixture.settings = { ...fixture.settings, customProtocol: 'gemini' };
    assert.deepEqual(state().several, {
      mode: 'each',
      canCombine: false,
      reason: 'house-model accepts at most 14 images in one request.',
    });
  });

  it('has pictures of what is edited, and of the others when they come into sight', async () => {
    const { session, state } = await openSession(fixture, { uris: await put(...names) });
    await session.pictures.whenIdle();
    const shown = () => state().inputs.map(({ preview }) => preview !== null);
    assert.deepEqual(shown(), [true, ...names.slice(1).map(() => false)]);
    const [, second, third] = state().inputs;
    session.showPictures([second?.id ?? '', third?.id ?? ''], []);
    await session.pictures.whenIdle();
    assert.deepEqual(shown().slice(0, 4), [true, true, true, false]);
    session.markEdited(state().inputs[7]?.id ?? '');
    await session.pictures.whenIdle();
    assert.equal(shown()[7], true);
  });

  it('keeps for each job what it alone was estimated to cost', async () => {
    const opened = await openSession(fixture, { uris: await put(...names.slice(0, 3)) });
    opened.session.setSeveral('each');
    opened.host.answers.confirm = true;
    const asked = /about \$([\d.]+)/.exec(opened.state().estimate ?? '')?.[1];
    await opened.run();
    const estimates = opened.session.state.jobs.map(({ estimate }) => estimate ?? 0);
    assert.equal(estimates.length, 3);
    assert.equal(new Set(estimates).size, 1);
    const sum = estimates.reduce((all, one) => all + one, 0);
    assert.ok(Math.abs(sum - Number(asked)) < 0.01, `${sum} of ${asked}`);
  });

  it('has pictures of the result that is shown and of what that was made from, and of others when they are chosen', async () => {
    const opened = await openSession(fixture, { uris: await put(...names.slice(0, 3)) });
    opened.session.setSeveral('each');
    opened.host.answers.confirm = true;
    await opened.run();
    const { session, state } = opened;
    const chosen = () => state().results.find(({ id }) => id === state().selectedResultId);
    const other = state().results.find(({ id }) => id !== state().selectedResultId);
    assert.equal(state().results.filter(({ preview }) => preview !== null).length, 1);
    assert.ok(chosen()?.preview && chosen()?.before?.preview);
    session.selectResult(other?.id ?? '');
    await session.pictures.whenIdle();
    assert.ok(chosen()?.preview && chosen()?.before?.preview);
    const sources = new Set(listedResults(session.state.results).map(({ sourceSha256 }) => sourceSha256));
    assert.ok(!sources.has(undefined), 'each line is known by the bytes that it began with');
  });

  it('writes down the steps of the images that have new results, and of no others', async () => {
    const opened = await openSession(fixture, { uris: await put(...names) });
    opened.session.setSeveral('each');
    opened.host.answers.confirm = true;
    const write = fixture.files.writeStored.bind(fixture.files);
    let written = 0;
    fixture.files.writeStored = (name, bytes) => {
      if (name.startsWith('history-')) written++;
      return write(name, bytes);
    };
    await opened.run();
    assert.equal(opened.state().results.length, names.length);
    // Of the one that is shown the file itself was looked at since.
    assert.ok(written <= names.length + 1, `${written} files were written`);
  });

  it('ends all that wait at once when it is stopped', async () => {
    const opened = await openSession(fixture, { uris: await put(...names) });
    const { session, host } = opened;
    session.setSeveral('each');
    host.answers.confirm = true;
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    await session.run('invert');
    await told.arrived;
    session.runner.stop(null);
    // Nothing is read, written or sent for it: what waits is gone within one turn.
    await new Promise((resolve) => setImmediate(resolve));
    const stopped = session.state.jobs.filter(({ phase }) => phase === 'stopped').length;
    assert.ok(stopped >= names.length - fixture.settings.maxConcurrentRequests, `${stopped} are stopped`);
    await host.until(() => host.settledTimes > 0);
    fixture.standIn.reset();
  });
});
