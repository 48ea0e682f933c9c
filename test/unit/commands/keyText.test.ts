import assert from 'node:assert/strict';
import { validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { readKey } from '../../../src/commands/keyText.ts';

const refusal = (pasted: string): string => {
  const read = readKey(pasted);
  return read.ok ? `taken: ${read.value}` : read.failure.sentence;
};

describe('a pasted key', () => {
  it('is taken without what surrounds it, however it begins', () => {
    for (const key of ['sk-abc', 'AQ.x_y', 'AIzaSy', '0', 'a/b+c=', '{"k":1}']) {
      assert.deepEqual(readKey(` \n${key}\t\ufeff`), { ok: true, value: key });
    }
  });

  it('is refused with what to do when it is not a key alone', () => {
    assert.match(refusal('  \n'), /^Paste the key/);
    assert.match(refusal('Bearer sk-abc'), /Copy the key alone\.$/);
    assert.match(refusal('sk-abc\nsk-def'), /no spaces or line breaks/);
    assert.match(refusal('sk-äbc'), /Copy it again/);
    assert.match(refusal('sk-\u200babc'), /Copy it again/);
    assert.match(refusal('sk-\u0007abc'), /Copy it again/);
    assert.match(refusal('k'.repeat(5000)), /too long/);
  });

  it('never gets into a header what a header can not carry, nor into a sentence', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 40 }), (codes) => {
        const pasted = String.fromCharCode(...codes);
        const read = readKey(pasted);
        if (!read.ok) return !read.failure.sentence.includes(pasted);
        validateHeaderValue('x-goog-api-key', read.value);
        return true;
      }),
    );
  });
});
