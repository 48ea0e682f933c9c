import assert from 'node:assert/strict';
import { EditingFixture } from '../../edit/editingFixture.ts';
import { bytesOf, marked } from '../../images/pictures.ts';
import { useCodecFixture } from '../../images/useCodecFixture.ts';
import { openSession } from '../sessionFixture.ts';

describe('what a panel says before its first edit', () => {
  let fixture: EditingFixture;

  useCodecFixture(
    (codec) => EditingFixture.open(codec, 'sk-right'),
    (opened) => {
      fixture = opened;
    },
  );

  async function opened(key: string | undefined, id?: string) {
    fixture.key = key;
    const uris = [await fixture.put('shot.png', await bytesOf(marked(120, 80).png()))];
    const session = await openSession(fixture, { uris, ...(id !== undefined && { id }) });
    await session.session.refreshKey();
    return session;
  }

  it('is nothing where there is a key', async () => {
    const { state } = await opened('sk-right');
    assert.equal(state().setup, null);
  });

  it('is who can be asked, with what an edit costs there and what is kept, where there is none', async () => {
    const { state } = await opened(undefined);
    const { providers = [], chosen, connection, recorded } = state().setup ?? {};
    assert.deepEqual([chosen, connection, recorded], ['custom', null, false]);
    assert.deepEqual(
      providers.map(({ id }) => id),
      ['apiyi', 'google', 'openai', 'custom'],
    );
    for (const { id, costs } of providers) {
      assert.match(costs, id === 'custom' ? /^$/ : /^One edit costs about \$0\.\d+\.$/, id);
    }
    assert.match(providers.find(({ id }) => id === 'google')?.keeps ?? '', /asks Google not to store it/);
    assert.match(providers.find(({ id }) => id === 'openai')?.keeps ?? '', /30 days/);
  });

  it('asks for the key and tests it at once, and ends with the first run', async () => {
    const { session, host, state, run } = await opened(undefined);
    host.answers.key = 'sk-right';
    await session.setup.take('giveKey');
    assert.deepEqual(host.asked, ['key', 'test']);
    assert.deepEqual(state().setup?.connection, { works: true, sentence: 'Tested.' });
    await run();
    assert.equal(state().setup, null);
    assert.equal(state().results.length, 1);
  });

  it('tests nothing when no key was given', async () => {
    const { session, host, state } = await opened(undefined);
    await session.setup.take('giveKey');
    assert.deepEqual(host.asked, ['key']);
    assert.equal(state().setup?.connection, null);
  });

  it('forgets what was said of one provider when another one is chosen', async () => {
    const { session, host, state } = await opened(undefined);
    await session.setup.take('testKey');
    assert.equal(state().setup?.connection?.works, false);
    await session.setup.choose('google');
    assert.deepEqual(host.asked, ['test', 'provider google']);
    assert.equal(state().setup?.connection, null);
  });

  it('is that answers are recorded, for a panel of the sample, also after a reload', async () => {
    const { state } = await opened(undefined, 'recorded-1');
    assert.deepEqual(state().setup, { recorded: true, providers: [], chosen: null, connection: null });
    assert.equal(state().recorded, true);
    assert.equal((await opened('sk-right')).state().recorded, false);
  });
});
