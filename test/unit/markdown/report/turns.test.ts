import assert from 'node:assert/strict';
import { Turns } from '../../../../src/core/markdown/report/turns.ts';

describe('long work in short turns', () => {
  it('comes back in a later turn of the event loop once it has lasted, and each worker in one of its own', async () => {
    const turns = new Turns();
    const seen: number[] = [];
    let loops = 0;
    let isDone = false;
    const count = (): void => {
      loops++;
      if (!isDone) setImmediate(count);
    };
    const spin = (): void => {
      for (const start = performance.now(); performance.now() - start < 6; );
    };
    const work = async (): Promise<void> => {
      for (let step = 0; step < 3; step++) {
        await turns.rest();
        seen.push(loops);
        spin();
      }
    };
    setImmediate(count);
    spin();
    await Promise.all([work(), work(), work()]);
    isDone = true;
    assert.equal(new Set(seen).size, 9, seen.join(' '));
  });

  it('goes on at once where nobody has waited long', async () => {
    const turns = new Turns();
    let isLater = false;
    setImmediate(() => {
      isLater = true;
    });
    await turns.rest();
    assert.equal(isLater, false);
  });
});
