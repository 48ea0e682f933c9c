import assert from 'node:assert/strict';
import { lazy } from '../../../src/core/shared/lazy.ts';

describe('what is loaded when it is first asked for', () => {
  it('is loaded once, also when two ask together', async () => {
    let loads = 0;
    const get = lazy(async () => ++loads);
    assert.deepEqual([...(await Promise.all([get(), get()])), await get()], [1, 1, 1]);
  });

  it('is tried again after it failed, which each who asked is told', async () => {
    let loads = 0;
    const get = lazy(async () => {
      loads++;
      if (loads === 1) throw new Error('the file is gone');
      return 'here';
    });
    const both = await Promise.allSettled([get(), get()]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(await get(), 'here');
    assert.equal(loads, 2);
  });
});
