import assert from 'node:assert/strict';
import { createCodec } from '../../../src/core/images/codec.ts';
import { setUp } from './fakeWorkers.ts';

const bytes = Uint8Array.of(1, 2, 3);
const failsWith = (code: string) => (error: Error & { code?: string }) => error.code === code;

describe('the codec’s worker', () => {
  it('starts at the first call, and not again for the next', async () => {
    const { codec, workers, newest } = setUp();
    assert.equal(workers.length, 0);
    for (let count = 0; count < 2; count += 1) {
      const prepared = codec.prepare({ bytes });
      newest().answer();
      await prepared;
    }
    assert.equal(workers.length, 1);
  });

  it('gives bytes that were not touched back as they were given', async () => {
    const { codec, newest } = setUp();
    const prepared = codec.prepare({ bytes });
    newest().answer();
    assert.equal((await prepared).bytes, bytes);
  });

  it('works on one picture at a time, in order', async () => {
    const { codec, newest } = setUp();
    const all = ['prepare', 'metadata'] as const;
    const pending = all.map((operation) => codec[operation]({ bytes }));
    assert.deepEqual(
      newest().calls.map(({ operation }) => operation),
      ['prepare'],
    );
    newest().answer();
    await pending[0];
    assert.deepEqual(
      newest().calls.map(({ operation }) => operation),
      all,
    );
    newest().answer();
    await pending[1];
  });

  it('ends when idle, and keeps no process alive until then', async () => {
    const { codec, workers, newest, expire } = setUp();
    const first = codec.prepare({ bytes });
    assert.equal(newest().keepsAlive, true);
    newest().answer();
    await first;
    assert.deepEqual([newest().keepsAlive, newest().ended], [false, false]);
    expire(1000);
    assert.equal(newest().ended, true);
    const second = codec.prepare({ bytes });
    newest().answer();
    await second;
    assert.equal(workers.length, 2);
  });

  it('ends after a large picture, but not before what waits is done', async () => {
    const { codec, newest } = setUp();
    const first = codec.prepare({ bytes });
    const second = codec.prepare({ bytes });
    newest().answer(undefined, 101);
    await first;
    assert.equal(newest().ended, false);
    newest().answer();
    await second;
    assert.equal(newest().ended, true);
  });

  it('is stopped with the call it works on, and the next call gets a new one', async () => {
    const { codec, workers, newest } = setUp();
    const stop = new AbortController();
    const stopped = codec.prepare({ bytes }, stop.signal);
    const next = codec.prepare({ bytes });
    stop.abort(new Error('stopped by hand'));
    await assert.rejects(stopped, /stopped by hand/);
    assert.equal(workers[0]?.ended, true);
    assert.equal(workers.length, 2);
    newest().answer();
    await next;
  });

  it('goes on when a call is given up that only waits', async () => {
    const { codec, workers, newest } = setUp();
    const stop = new AbortController();
    const first = codec.prepare({ bytes });
    const waiting = codec.prepare({ bytes }, stop.signal);
    stop.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    newest().answer();
    await first;
    assert.deepEqual([workers.length, newest().calls.length], [1, 1]);
    await assert.rejects(codec.prepare({ bytes }, stop.signal), { name: 'AbortError' });
  });

  it('may crash: the call fails with a sentence, the next one works', async () => {
    const { codec, newest } = setUp();
    const crashed = codec.prepare({ bytes });
    const next = codec.prepare({ bytes });
    newest().emit('error', new Error('out of memory'));
    await assert.rejects(crashed, (error: Error & { detail?: string }) => {
      assert.match(error.message, /^[A-Z].*\.$/);
      assert.match(error.detail ?? '', /out of memory/);
      return failsWith('codec.failed')(error);
    });
    newest().answer();
    await next;
  });

  it('is stopped when it takes too long', async () => {
    const { codec, newest, expire } = setUp();
    const slow = codec.prepare({ bytes });
    expire(9000);
    await assert.rejects(slow, failsWith('codec.tooSlow'));
    assert.equal(newest().ended, true);
  });

  it('ends with the codec, and no timer stays', async () => {
    const { codec, newest, timers } = setUp();
    const pending = [codec.prepare({ bytes }), codec.metadata({ bytes })];
    codec.dispose();
    for (const call of pending) await assert.rejects(call, failsWith('codec.failed'));
    await assert.rejects(codec.prepare({ bytes }), failsWith('codec.failed'));
    assert.equal(newest().ended, true);
    assert.equal(timers.size, 0);
  });

  it('fails the call when no worker can be started', async () => {
    const codec = createCodec({
      startWorker: () => {
        throw new Error('no such file');
      },
      setTimer: () => () => {},
    });
    await assert.rejects(codec.prepare({ bytes }), failsWith('codec.failed'));
  });

  it('tells the log what the decoder said of a picture that it could not read', async () => {
    const { codec, newest, told } = setUp();
    const call = codec.check({ bytes });
    const [sentence, detail] = ['The PNG picture is damaged.', 'pngload_buffer: libspng read error'];
    newest().emit('message', { id: 1, ok: false, code: 'image.damaged', sentence, detail });
    await assert.rejects(call, failsWith('image.damaged'));
    assert.deepEqual(told, [`check: image.damaged: ${detail}`]);
  });
});
