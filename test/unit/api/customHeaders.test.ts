import assert from 'node:assert/strict';
import { generate, listModels } from '../../../src/core/api/client.ts';
import type { Auth } from '../../../src/core/api/customHeaders.ts';
import { hasEverySecret, neededSecrets, resolveHeaders } from '../../../src/core/api/customHeaders.ts';
import { type Provider, resolveProvider } from '../../../src/core/api/providers.ts';
import { codeFor } from '../../../src/core/api/snippets.ts';
import { json, LocalServer } from './connection/localServer.ts';
import { failureOf, MemorySink, plan, unwrap } from './support.ts';

const secret = 'gateway-canary-5d1f';
const reference = (name: string) => `\${secret:${name}}`;
const withHeaders = (customHeaders: Record<string, string>, customAuth: Auth = 'bearer', port = 1) =>
  resolveProvider({
    provider: 'custom',
    customBaseUrl: `http://127.0.0.1:${port}`,
    customAuth,
    customHeaders,
  });
const signal = new AbortController().signal;

describe('further headers for a gateway', () => {
  let server: LocalServer;
  let provider: Provider;
  const stored = new Map<string, string>();
  const keyFor = async (id: string) => stored.get(id);

  beforeEach(async () => {
    // It repeats what it was sent, as some do.
    server = await LocalServer.answering(({ headers }, response) =>
      json(response, { error: { message: `No: ${JSON.stringify(headers)}` } }, 400),
    );
    const headers = {
      'X-Org': 'docs',
      'X-Gateway-Auth': `Basic ${reference('gateway')}`,
      'User-Agent': 'me',
    };
    provider = unwrap(withHeaders(headers, 'bearer', server.port));
    stored.clear();
    stored.set(`${provider.origin}#gateway`, secret);
  });
  afterEach(() => server.close());

  const run = async () =>
    generate({
      provider,
      key: 'the-key',
      custom: unwrap(await resolveHeaders(provider, keyFor)),
      plan: plan(),
      deadlineMs: 20_000,
      signal,
      openSink: () => new MemorySink(),
      onProgress: () => undefined,
    });

  it('go out beside the key, with their secrets, and are shown nowhere', async () => {
    const failures = [
      failureOf(await run()),
      failureOf(
        await listModels(provider, 'the-key', signal, unwrap(await resolveHeaders(provider, keyFor))),
      ),
    ];
    for (const { headers } of server.seen) {
      assert.equal(headers['x-org'], 'docs');
      assert.equal(headers['x-gateway-auth'], `Basic ${secret}`);
      assert.equal(headers['user-agent'], 'me');
      assert.equal(headers.authorization, 'Bearer the-key');
    }
    for (const failure of failures) assert.ok(!JSON.stringify(failure).includes(secret));
    assert.ok(!JSON.stringify(provider).includes(secret));
  });

  it('stand in copied code with a variable in the place of a secret', async () => {
    for (const language of ['curl', 'node', 'python'] as const) {
      const code = unwrap(await codeFor(language, { provider, plan: plan(), paths: [] }));
      assert.match(code, /NANO_BANANA_SECRET_GATEWAY/);
      assert.match(code, /X-Org"?: "?docs/);
    }
  });

  it('say which secret is missing, and take none that was given for another server', async () => {
    stored.clear();
    stored.set('https://other.example#gateway', secret);
    stored.set(provider.origin, 'the-key');
    const failure = failureOf(await resolveHeaders(provider, keyFor));
    assert.equal(failure.code, 'auth.noSecret');
    assert.match(failure.sentence, /need the secret "gateway", which is not stored\./);
    assert.deepEqual([failure.nextSteps[0], failure.billed], ['setApiKey', 'no']);
    assert.equal(await hasEverySecret(provider, keyFor), false);
    stored.set(`${provider.origin}#gateway`, secret);
    assert.equal(await hasEverySecret(provider, keyFor), true);
  });

  it('name what has to be stored, each once', () => {
    const twice = { A: reference('one'), B: `${reference('one')} and ${reference('two')}` };
    const needed = neededSecrets(unwrap(withHeaders(twice, 'none')));
    assert.deepEqual(
      needed.map(({ label }) => label),
      ['Secret "one"', 'Secret "two"'],
    );
    assert.deepEqual(neededSecrets(unwrap(resolveProvider({ provider: 'apiyi' }))), [
      { id: 'https://api.apiyi.com', label: 'API Key', isKey: true },
    ]);
  });

  for (const [name, value, code] of [
    ['X Space', 'a', 'headerName'],
    ['X-Line\r\nEvil', 'a', 'headerName'],
    ['', 'a', 'headerName'],
    ['Authorization', reference('a'), 'headerTaken'],
    ['content-length', '5', 'headerTaken'],
    ['Host', 'elsewhere', 'headerTaken'],
    ['Transfer-Encoding', 'chunked', 'headerTaken'],
    ['X-A', 'two\r\nX-Evil: lines', 'headerValue'],
    ['X-A', 'ü', 'headerValue'],
    ['X-A', `\${env:HOME}`, 'headerValue'],
    ['X-A', `\${secret:not allowed}`, 'headerValue'],
    ['X-Api-Key', 'sk-plain-secret', 'headerSecret'],
    ['Cookie', 'session=1', 'headerSecret'],
    ['X-A', 'Bearer plain', 'headerSecret'],
  ] as const) {
    it(`refuse ${JSON.stringify(name)} with ${JSON.stringify(value)}`, () => {
      const failure = failureOf(withHeaders({ [name]: value }));
      assert.equal(failure.code, `custom.${code}`);
      assert.deepEqual(failure.nextSteps, ['openSettings']);
      assert.ok(!failure.sentence.includes('plain-secret'));
    });
  }

  it('may carry a credential of the gateway beside the key of another header', () => {
    const both = unwrap(withHeaders({ Authorization: `Bearer ${reference('a')}` }, 'x-goog-api-key'));
    assert.equal(both.headers.length, 1);
    assert.equal(failureOf(withHeaders({ 'X-A': '1', 'x-a': '2' })).code, 'custom.headerTaken');
  });
});
