import assert from 'node:assert/strict';
import { madeOnce } from '../../../src/core/shared/madeOnce.ts';

describe('what is made once', () => {
  it('is the very same as long as nothing that it depends on is another', () => {
    const view = madeOnce((of: { name: string }, isEdited: boolean) => ({ ...of, isEdited }));
    const [one, other] = [{ name: 'a' }, { name: 'a' }];
    const first = view(one, true);
    assert.deepEqual(first, { name: 'a', isEdited: true });
    assert.equal(view(one, true), first);
    assert.notEqual(view(other, true), first);
    assert.deepEqual(view(one, false), { name: 'a', isEdited: false });
    assert.notEqual(view(one, true), first);
  });
});
