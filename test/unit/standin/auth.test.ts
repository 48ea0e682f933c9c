import assert from 'node:assert/strict';
import { startStandIn } from '../../standin/standIn.ts';
import { ask, bodyOf } from './ask.ts';

const small = { size: { width: 32, height: 32 } };

describe('keys at the stand-in', () => {
  const cases: [string, 'google' | 'apiyi', string | undefined, Record<string, string>, number, RegExp][] = [
    ['the right key', 'google', 'k1', { 'x-goog-api-key': 'k1' }, 200, /STOP/],
    ['a wrong key', 'google', 'k1', { 'x-goog-api-key': 'k2' }, 400, /API_KEY_INVALID/],
    ['no key', 'google', 'k1', {}, 403, /PERMISSION_DENIED/],
    ['a bearer', 'google', 'k1', { Authorization: 'Bearer k1' }, 401, /UNAUTHENTICATED/],
    ['both', 'google', 'k1', { Authorization: 'Bearer k1', 'x-goog-api-key': 'k1' }, 400, /Multiple auth/],
    ['a bearer', 'apiyi', 'sk-1', { Authorization: 'Bearer sk-1' }, 200, /STOP/],
    ["Google's header", 'apiyi', 'sk-1', { 'x-goog-api-key': 'sk-1' }, 200, /STOP/],
    ['a wrong key', 'apiyi', 'sk-1', { Authorization: 'Bearer sk-2' }, 401, /无效的令牌 \(request id/],
    ['no scheme', 'apiyi', 'sk-1', { Authorization: 'sk-1' }, 401, /无效的令牌/],
    ['no key', 'apiyi', 'sk-1', {}, 401, /shell_api_error/],
    [
      'both',
      'apiyi',
      'sk-1',
      { Authorization: 'Bearer sk-1', 'x-goog-api-key': 'sk-1' },
      400,
      /Multiple auth/,
    ],
    ['no key where none is needed', 'apiyi', undefined, {}, 200, /STOP/],
    ['any key where none is needed', 'google', undefined, { Authorization: 'Bearer x' }, 200, /STOP/],
    [
      'both where none is needed',
      'google',
      undefined,
      { Authorization: 'Bearer x', 'x-goog-api-key': 'x' },
      400,
      /Multiple/,
    ],
  ];
  for (const [what, style, key, headers, status, text] of cases) {
    it(`${style}: ${what} gives ${status}`, async () => {
      const standIn = await startStandIn({ style, ...(key !== undefined && { key }) });
      try {
        standIn.tell(small);
        const answer = await ask(standIn, bodyOf('Boats'), { headers });
        assert.equal(answer.status, status);
        assert.match(await answer.text(), text);
        assert.equal(standIn.requests[0]?.header('AUTHORIZATION'), headers.Authorization);
      } finally {
        await standIn.close();
      }
    });
  }

  it('asks for the key on the list of models too, at the path of the provider', async () => {
    const lines: string[] = [];
    const apiyi = await startStandIn({ style: 'apiyi', key: 'sk-1', log: (line) => lines.push(line) });
    const google = await startStandIn({ style: 'google', key: 'k1' });
    try {
      const get = (url: string, headers: Record<string, string>) => fetch(url, { headers });
      const list = await get(`${apiyi.url}/v1/models`, { Authorization: 'Bearer sk-1' });
      const ids = (await list.json()).data.map(({ id }: { id: string }) => id);
      assert.ok(ids.includes('gemini-3.1-flash-image-preview'));
      assert.equal((await get(`${apiyi.url}/v1/models`, {})).status, 401);
      assert.equal((await get(`${apiyi.url}/v1beta/models`, {})).status, 404);
      const first = await get(`${google.url}/v1beta/models?pageSize=4`, { 'x-goog-api-key': 'k1' });
      const page = await first.json();
      assert.deepEqual([page.models.length, page.nextPageToken], [4, 'page-4']);
      assert.equal((await get(`${google.url}/v1/models`, { 'x-goog-api-key': 'k1' })).status, 404);
      assert.ok(lines.length > 0 && !lines.join().includes('sk-1'));
    } finally {
      await apiyi.close();
      await google.close();
    }
  });
});
