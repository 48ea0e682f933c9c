import assert from 'node:assert/strict';
import { FakeWorker, setUp } from './fakeWorkers.ts';
import { pngHead } from './pictures.ts';

const small = pngHead(100, 100);
const large = pngHead(4000, 3000);

describe('the codec’s queue', () => {
  it('starts a second worker where much waits, and no more than it may', () => {
    const { codec, workers } = setUp({ mostWorkers: 2 });
    for (let count = 0; count < 12; count += 1) codec.check({ bytes: small }).catch(() => {});
    assert.deepEqual(
      workers.map(({ calls }) => calls.length),
      [1, 1],
    );
    codec.dispose();
  });

  it('has a worker before its first picture where it is told that one is about to come, and only one', async () => {
    const { codec, workers, newest } = setUp({ mostWorkers: 3 });
    const warm = codec.warm();
    assert.equal(newest().calls[0]?.operation, 'check');
    newest().answer();
    await warm;
    await codec.warm();
    const finished = codec.finish({ bytes: small, outputType: 'png' });
    newest().answer();
    await finished;
    assert.deepEqual([workers.length, newest().calls.length], [1, 2]);
  });

  it('stays cold without a word where no worker can be started', async () => {
    const { codec } = setUp({
      startWorker: () => {
        throw new Error('there are no threads');
      },
    });
    await codec.warm();
  });

  it('starts no second worker for a few small pictures', () => {
    const { codec, workers } = setUp({ mostWorkers: 2 });
    for (let count = 0; count < 3; count += 1) codec.check({ bytes: small }).catch(() => {});
    assert.equal(workers.length, 1);
    codec.dispose();
  });

  it('works on one picture alone where two would take too much memory', async () => {
    const { codec, workers, newest } = setUp({ mostWorkers: 2, pixelsAtOnce: 20_000_000 });
    const first = codec.check({ bytes: large });
    const second = codec.check({ bytes: large });
    assert.deepEqual([workers.length, newest().calls.length], [1, 1]);
    newest().answer();
    await first;
    newest().answer();
    await second;
    assert.equal(workers.length, 1);
  });

  it('counts the size that is made for the memory, too', () => {
    const { codec, workers } = setUp({ mostWorkers: 2, pixelsAtOnce: 20_000_000 });
    const crop = { left: 0, top: 0, width: 100, height: 100 };
    const restoring = { crop, resize: { width: 4000, height: 3000 } };
    for (let count = 0; count < 2; count += 1) {
      codec.finish({ bytes: small, restoring, outputType: 'png' }).catch(() => {});
    }
    assert.equal(workers.length, 1);
    codec.dispose();
  });

  it('does what is looked at before what waits in the background, and that in its order', async () => {
    const { codec, newest } = setUp();
    const all = [codec.background.check({ bytes: small }), codec.background.metadata({ bytes: small })];
    all.push(codec.background.check({ bytes: small }), codec.thumbnail({ bytes: small }));
    for (let count = 0; count < 4; count += 1) {
      newest().answer();
      await Promise.resolve();
    }
    await Promise.all(all);
    assert.deepEqual(
      newest().calls.map(({ operation }) => operation),
      ['check', 'thumbnail', 'metadata', 'check'],
    );
  });

  it('gives a picture on which the native build broke to WebAssembly, and all that follow', async () => {
    const native: FakeWorker[] = [];
    const startNative = () => native[native.push(new FakeWorker()) - 1];
    const { codec, workers, newest, told } = setUp({ startNative });
    const call = codec.check({ bytes: small });
    assert.deepEqual([native.length, workers.length], [1, 0]);
    native[0]?.emit('exit', 'SIGSEGV');
    newest().answer();
    await call;
    const next = codec.check({ bytes: small });
    newest().answer();
    await next;
    assert.deepEqual([native.length, workers.length], [1, 1]);
    assert.match(told.join('\n'), /native.*SIGSEGV/);
  });

  it('works with WebAssembly where the native build can’t be started', async () => {
    const startNative = () => {
      throw new Error('spawn EACCES');
    };
    const { codec, newest, told } = setUp({ startNative });
    const call = codec.check({ bytes: small });
    newest().answer();
    await call;
    assert.match(told.join('\n'), /EACCES/);
  });

  it('stops the one worker whose call is given up', async () => {
    const { codec, workers } = setUp({ mostWorkers: 2 });
    const stop = new AbortController();
    const stopped = codec.check({ bytes: small }, stop.signal);
    for (let count = 0; count < 6; count += 1) codec.check({ bytes: small }).catch(() => {});
    stop.abort();
    await assert.rejects(stopped, { name: 'AbortError' });
    assert.deepEqual(
      workers.map(({ ended }) => ended),
      [true, false, false],
    );
    codec.dispose();
  });
});
