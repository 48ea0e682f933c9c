import assert from 'node:assert/strict';
import * as path from 'node:path';
import { FileError } from '../../../../src/core/ports.ts';
import { decodeSession, sessionFileName } from '../../../../src/features/panel/session/stored/sessionFile.ts';
import { uriOf } from '../../edit/diskStore.ts';
import { defaultOptions, type EditingFixture, owner } from '../../edit/editingFixture.ts';
import { openSession } from '../sessionFixture.ts';
import { useShots } from '../useShots.ts';

describe('the runs of a session', () => {
  let fixture: EditingFixture;

  const put = useShots((opened) => {
    fixture = opened;
  });

  /** A request that was out when its window died, as the next window finds it. */
  async function interrupted() {
    const uris = await put('shot.png');
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    const first = await openSession(fixture, { uris });
    await first.session.run('invert');
    await told.arrived;
    const service = fixture.service(owner + 1);
    const second = await openSession(fixture, { uris, service, id: first.session.id });
    for (const entry of await service.journal.leftovers()) await second.session.runner.adopt(entry);
    first.session.runner.stop(null);
    await first.host.until(() => first.host.settledTimes === 1);
    fixture.standIn.reset();
    return { ...second, service };
  }

  it('start once, also when Run is pressed while an interrupted one is being forgotten', async () => {
    const { session, host } = await interrupted();
    const remove = fixture.files.removeStored.bind(fixture.files);
    const presses: Promise<void>[] = [];
    fixture.files.removeStored = (name) => {
      if (presses.length === 0) presses.push(session.run('blur'));
      return remove(name);
    };
    await session.run('invert');
    await Promise.all(presses);
    await host.until(() => host.settledTimes === 1);
    assert.equal(presses.length, 1);
    assert.equal(fixture.standIn.requests.length, 1);
    assert.equal(session.state.results.ids.length, 1);
  });

  it('show what was edited beside the result of an interrupted one', async () => {
    const { session, state, host } = await interrupted();
    await session.runner.runAgain(null);
    await host.until(() => host.settledTimes === 1);
    assert.equal(state().results[0]?.before?.name, 'shot.png');
  });

  it('show of each edit the image that it edits, also when another one is edited since', async () => {
    const uris = await put('a.png', 'b.png');
    const { session, state, run } = await openSession(fixture, { uris: uris.slice(0, 1) });
    fixture.standIn.tell({ error: '401' });
    await run();
    const [input] = state().inputs;
    assert.deepEqual([state().jobs[0]?.inputId, state().jobs[0]?.before], [input?.id, null]);
    session.removeInput(input?.id ?? '');
    await session.addFiles(uris.slice(1));
    assert.deepEqual([state().jobs[0]?.inputId, state().jobs[0]?.before?.name], [null, 'a.png']);
    assert.equal(state().inputs[0]?.name, 'b.png');
  });

  it('don’t begin while an input can’t be sent, and say why', async () => {
    const uris = [await fixture.put('notes.png', new TextEncoder().encode('hello'))];
    const { session, state } = await openSession(fixture, { uris });
    await session.run('invert');
    assert.match(state().status, /notes\.png is not an image/);
    assert.equal(fixture.standIn.requests.length, 0);
  });

  it('say in figures what failed of several, each with its own reason, and run it again together', async () => {
    const { session, state, run } = await openSession(fixture, {
      uris: await put('a.png', 'b.png', 'c.png'),
    });
    session.setSeveral('each');
    fixture.standIn.tell({ error: '401', times: 2 });
    await run();
    const { alert, status, ended, jobs } = state();
    assert.deepEqual([status, ended, alert], ['Saved 1 of 3; 2 failed.', status, null]);
    const failed = jobs.filter(({ phase }) => phase === 'failed');
    assert.deepEqual(
      failed.map(({ failure }) => /key/.test(failure?.sentence ?? '')),
      [true, true],
    );
    await session.takeStep('runAgain', null);
    await session.runner.whenSettled(() => {});
    assert.equal(state().status, 'Saved all 3 images.');
  });

  it('tell failed ones, stopped ones and those that are named apart', async () => {
    const { session, state, host } = await openSession(fixture, {
      uris: await put('a.png', 'b.png', 'c.png'),
    });
    session.setSeveral('each');
    fixture.settings = { ...fixture.settings, maxConcurrentRequests: 1 };
    fixture.standIn.tell({ block: 'SAFETY' });
    fixture.standIn.tell({ finish: 'NO_IMAGE' });
    const last = fixture.standIn.tell({ hold: 'beforeHeaders' });
    await session.run('invert');
    await last.arrived;
    session.runner.stop(null);
    await host.until(() => host.settledTimes === 1);
    assert.equal(state().status, 'Saved 0 of 3; 2 failed, 1 stopped.');
    assert.deepEqual(host.endings.at(-1), { sentence: state().status, failed: true });
    fixture.standIn.reset();
    const [, second] = state().jobs;
    await session.runner.runAgain([second?.id ?? '']);
    await host.until(() => host.settledTimes === 2);
    assert.equal(state().status, 'Saved 1 of 3; 1 failed, 1 stopped.');
  });

  it('are put away when they have ended, but for results and what waits to be saved', async () => {
    const { session, state, run } = await openSession(fixture, { uris: await put('a.png', 'b.png') });
    session.setSeveral('each');
    fixture.standIn.tell({ block: 'SAFETY' });
    await run();
    await session.runner.forgetEnded();
    assert.deepEqual([state().jobs, state().results.length], [[], 1]);
    fixture.files.faults.onCreate = new FileError('noPermission', 'not allowed');
    await run();
    await session.runner.forgetEnded();
    const left = state().jobs.map(({ phase, resultId }) => [phase, resultId !== null]);
    assert.ok(
      left.every(([phase, waits]) => phase === 'failed' && waits),
      JSON.stringify(left),
    );
    assert.notDeepEqual(left, []);
  });

  it('take a dismissed failure away with its job', async () => {
    const { session, state, run } = await openSession(fixture, { uris: await put('shot.png') });
    fixture.standIn.tell({ block: 'SAFETY' });
    await run();
    assert.match(state().alert?.sentence ?? '', /safety/);
    await session.dismissAlert();
    assert.deepEqual([state().alert, state().jobs], [null, []]);
  });

  it('are no failure when they were stopped', async () => {
    const { session, state, host } = await openSession(fixture, { uris: await put('shot.png') });
    const told = fixture.standIn.tell({ hold: 'beforeHeaders' });
    await session.run('invert');
    await told.arrived;
    session.runner.stop(null);
    await host.until(() => host.settledTimes === 1);
    assert.equal(state().alert, null);
    const [job] = state().jobs;
    assert.deepEqual([job?.phase, job?.prompt], ['stopped', 'invert']);
    assert.match(`${job?.failure?.sentence} ${job?.cost}`, /Stopped.* up to \$0\.\d+$/);
  });

  it('discard several results at once, which Undo brings back together', async () => {
    const opened = await openSession(fixture, { uris: await put('a.png', 'b.png') });
    const { session, state, run } = opened;
    session.setSeveral('each');
    await run();
    const ids = state().results.map(({ id }) => id);
    await session.choosing.discard(ids);
    assert.deepEqual([state().results, state().undo], [[], 'Discarded 2 results']);
    await session.choosing.undo();
    assert.deepEqual(
      state()
        .results.map(({ id }) => id)
        .sort(),
      ids.sort(),
    );
  });

  it('repeat by "all" only what gave no result, not what is paid and waits to be saved', async () => {
    const { session, state, run } = await openSession(fixture, { uris: await put('shot.png') });
    fixture.files.faults.onCreate = new FileError('noPermission', 'not allowed');
    await run();
    await session.runner.runAgain(null);
    await session.runner.whenSettled(() => {});
    assert.equal(fixture.standIn.requests.length, 1);
    assert.match(state().status, /only needs to be saved/);
  });

  it('ask for the price of what is repeated, not of what is chosen now', async () => {
    fixture.settings = { ...fixture.settings, confirmAboveCost: 0.1 };
    const { session, host, run } = await openSession(fixture, { uris: await put('shot.png') });
    session.setOptions({ size: '4K' });
    host.answers.confirm = true;
    fixture.standIn.tell({ block: 'SAFETY' });
    await run();
    assert.equal(host.asked.length, 1);
    session.setOptions({ size: '512' });
    host.answers.confirm = false;
    await session.runner.runAgain(null);
    assert.equal(host.asked[1], host.asked[0]);
    assert.equal(fixture.standIn.requests.length, 1);
  });

  it('come to an end that is told, also when the storage can’t be cleared behind them', async () => {
    const { state, run } = await openSession(fixture, { uris: await put('shot.png') });
    fixture.files.removeStored = () => Promise.reject(new FileError('noPermission', 'denied'));
    await run();
    assert.equal(state().status, 'Saved shot-edited.png');
    assert.equal(state().jobs[0]?.phase, 'done');
    assert.match(fixture.log.join('\n'), /stays in the storage/);
  });

  it('ask anew when the workspace begins to ask for something dearer', async () => {
    const { session, host, state, run } = await openSession(fixture, { uris: await put('shot.png') });
    fixture.ownSettings = fixture.settings;
    fixture.settings = { ...fixture.settings, model: 'gemini-3-pro-image' };
    session.settingsChanged();
    assert.match(state().notes.join(), /workspace asks for Nano Banana Pro/);
    await run();
    assert.match(host.asked.join(), /workspace asks for Nano Banana Pro/);
    assert.equal(fixture.standIn.requests.length, 0);
  });
});

describe('the runs of a session without the key that its provider wants', () => {
  let fixture: EditingFixture;

  const put = useShots((opened) => {
    fixture = opened;
    fixture.key = undefined;
  }, 'sk-right');

  it('ask for it and go on', async () => {
    const { host, state, run } = await openSession(fixture, { uris: await put('shot.png') });
    assert.equal(state().provider.key, 'missing');
    await run();
    assert.deepEqual(host.asked, ['key']);
    assert.match(state().status, /no API key/);
    assert.equal(fixture.standIn.requests.length, 0);
    host.answers.key = 'sk-right';
    await run();
    assert.equal(state().status, 'Saved shot-edited.png');
    assert.equal(state().provider.key, 'set');
  });

  it('let whoever waits go when none is given', async () => {
    const { session, host } = await openSession(fixture, { uris: await put('shot.png') });
    const running = session.run('invert');
    await session.runner.whenSettled(() => {});
    await running;
    assert.equal(session.isRunning, false);
    assert.equal(host.settledTimes, 1);
  });
});

describe('what is written down of a session', () => {
  let fixture: EditingFixture;

  useShots((opened) => {
    fixture = opened;
  });

  it('is written a few times for many letters, the last state last', async () => {
    const { session } = await openSession(fixture, { kind: 'generate' });
    await session.save();
    const write = fixture.files.writeStored.bind(fixture.files);
    let writes = 0;
    fixture.files.writeStored = (name, bytes) => {
      writes++;
      return write(name, bytes);
    };
    for (let length = 1; length <= 300; length++) session.setPrompt('x'.repeat(length));
    await session.save();
    const record = decodeSession(await fixture.files.readStored(sessionFileName(session.id)));
    assert.equal(record?.prompt.length, 300);
    assert.ok(writes <= 2, `${writes} writes`);
  });

  it('does not come back once the panel is gone', async () => {
    const { session } = await openSession(fixture, { kind: 'generate' });
    session.setPrompt('one');
    const ended = session.end();
    session.setPrompt('two');
    await ended;
    await session.save();
    assert.deepEqual(await fixture.files.listStored('session-'), []);
  });

  it('fits the model when it comes back, whatever it says', async () => {
    const { session, state } = await openSession(fixture, { kind: 'generate' });
    const options = { ...defaultOptions, model: 'gemini-2.5-flash-image', size: '4K' as const };
    await session.restoration.restore({
      kind: 'generate',
      inputs: [
        { name: 'gone.png', source: { kind: 'file', uri: uriOf(path.join(fixture.folder, 'gone.png')) } },
      ],
      editedIndex: 7,
      prompt: 'a boat',
      options,
      severalMode: 'combine',
      variants: 1,
      folder: undefined,
    });
    assert.equal(state().options.size, 'auto');
    assert.match(state().blocked ?? '', /is gone/);
  });

  it('leads to nothing of the storage but what was dropped on a panel', () => {
    const record = (name: string) =>
      new TextEncoder().encode(
        JSON.stringify({
          version: 1,
          kind: 'edit',
          inputs: [{ name: 'a.png', source: { kind: 'stored', name } }],
          editedIndex: 0,
          prompt: '',
          options: defaultOptions,
          severalMode: 'combine',
          variants: 1,
          folder: null,
        }),
      );
    assert.ok(decodeSession(record('input-1.png')));
    for (const name of ['job-1.json', 'session-1.json', '../a.png', 'input-../../a']) {
      assert.equal(decodeSession(record(name)), undefined, name);
    }
  });

  it('does without an answer of the secrets', async () => {
    fixture.settings = { ...fixture.settings, customAuth: 'bearer' };
    const { session, host, state } = await openSession(fixture, { kind: 'generate' });
    host.hasKey = () => Promise.reject(new Error('the keyring is locked'));
    await session.refreshKey();
    assert.equal(state().provider.key, 'notNeeded');
    assert.match(fixture.log.join(), /keyring is locked/);
  });
});
