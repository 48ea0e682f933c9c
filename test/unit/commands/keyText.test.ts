import assert from 'node:assert/strict';
import { validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { KeyTaker, otherOwner, readKey } from '../../../src/commands/keyText.ts';

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
    assert.match(refusal('Bearer sk-abc'), /Copy only the key\.$/);
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

  const google = {
    id: 'google',
    name: 'Google',
    origin: 'https://generativelanguage.googleapis.com',
  } as const;
  const apiyi = { id: 'apiyi', name: 'APIYI', origin: 'https://api.apiyi.com' } as const;
  const custom = {
    id: 'custom',
    name: 'gateway.example.com',
    origin: 'https://gateway.example.com',
  } as const;
  const googleKey = `AIza${'x'.repeat(35)}`;

  it('is asked about once where it looks like the key of somebody else', () => {
    const taker = new KeyTaker(apiyi, true);
    const asked = taker.take(` ${googleKey}\n`);
    assert.ok('message' in asked);
    assert.equal(asked.severity, 'warning');
    assert.match(
      asked.message,
      /key from Google, but it would be sent to APIYI \(https:\/\/api\.apiyi\.com\)/,
    );
    assert.ok(!asked.message.includes(googleKey), 'no key in a sentence');
    assert.deepEqual(taker.take(googleKey), { key: googleKey });
    assert.ok('message' in taker.take(`AIza${'y'.repeat(35)}`), 'another key is asked about again');
  });

  it('says whose it seems to be, and nothing where it may be right', () => {
    const seen = (key: string) => [apiyi, google, custom].map((provider) => otherOwner(key, provider));
    assert.deepEqual(seen(googleKey), ['Google', undefined, undefined]);
    assert.deepEqual(seen(`AQ.${'a'.repeat(40)}`), ['Google', undefined, undefined]);
    assert.deepEqual(seen('sk-abcdef0123456789'), [undefined, 'OpenAI or a reseller', undefined]);
    assert.deepEqual(seen('sk-proj-abc'), ['OpenAI', 'OpenAI', undefined]);
    assert.deepEqual(seen('sk-ant-api03-abc'), ['Anthropic', 'Anthropic', undefined]);
    assert.deepEqual(seen('0123456789abcdef'), [undefined, undefined, undefined]);
    const ownWay = { ...custom, origin: google.origin };
    assert.equal(otherOwner('sk-abc', ownWay), 'OpenAI or a reseller', 'Google by a custom base URL');
  });

  it('may be any that OpenAI gives out where OpenAI is asked', () => {
    const openai = { id: 'openai', name: 'OpenAI', origin: 'https://api.openai.com' } as const;
    assert.deepEqual(
      ['sk-proj-abc', 'sk-abc', 'sk-svcacct-abc', 'sk-or-abc', googleKey].map((key) =>
        otherOwner(key, openai),
      ),
      [undefined, undefined, undefined, 'OpenRouter', 'Google'],
    );
  });

  it('may look like anything where it is the secret of a header', () => {
    assert.deepEqual(new KeyTaker(apiyi, false).take(googleKey), { key: googleKey });
    for (const wrong of ['', 'two words', 'schlüssel', 'x'.repeat(5000)]) {
      const taken = new KeyTaker(apiyi, false).take(wrong);
      assert.match('message' in taken ? taken.message : '', /secret/);
      assert.doesNotMatch('message' in taken ? taken.message : '', /key/);
    }
  });
});
