import assert from 'node:assert/strict';
import { listModels } from '../../../../src/core/api/client.ts';
import { json, LocalServer } from '../connection/localServer.ts';
import { customProvider, failureOf, unwrap } from '../support.ts';

const never = new AbortController().signal;
const key = 'canary-key-4f9a8b7c';

describe('model list', () => {
  let server: LocalServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const list = () => listModels(customProvider(server?.port ?? 0), key, never);

  it("reads all pages of Google's form", async () => {
    server = await LocalServer.answering(({ path }, response) =>
      path.includes('pageToken=two%2F2')
        ? json(response, { models: [{ name: 'models/gemini-3-pro-image' }] })
        : json(response, {
            models: [{ name: 'models/gemini-nano-banana-2.1' }, { name: null }],
            nextPageToken: 'two/2',
          }),
    );
    assert.deepEqual(unwrap(await list()).ids, ['gemini-nano-banana-2.1', 'gemini-3-pro-image']);
    assert.equal(server.seen[0]?.path, '/v1beta/models?pageSize=1000');
    assert.equal(server.seen[0]?.method, 'GET');
    assert.equal(server.seen[0]?.headers.authorization, `Bearer ${key}`);
    assert.equal(server.seen.length, 2);
  });

  it("reads OpenAI's form where Google's path has nothing", async () => {
    server = await LocalServer.answering(({ path }, response) =>
      path === '/v1/models'
        ? json(response, {
            object: 'list',
            data: [{ id: 'gemini-3.1-flash-image' }, { id: 'gpt-image-2-all' }],
          })
        : json(response, { error: { message: 'Invalid URL' } }, 404),
    );
    assert.deepEqual(unwrap(await list()).ids, ['gemini-3.1-flash-image', 'gpt-image-2-all']);
  });

  it('goes on when the first path answers with a web page', async () => {
    server = await LocalServer.answering(({ path }, response) =>
      path === '/v1/models' ? json(response, { data: [] }) : void response.end('<html>'),
    );
    assert.deepEqual(unwrap(await list()).ids, []);
  });

  for (const [what, text] of [
    ['after a byte order mark', '\ufeff{"data":[{"id":"a"},{"id":"b"}]}'],
    ['as a bare list', '[{"id":"a"},{"name":"models/b"}]'],
    ['as a list of words', '["a","models/b",7,null]'],
    ['of words in either form', '{"models":["a"," b "]}'],
    ['wrapped once more', '{"success":true,"data":{"data":[{"id":"a"},{"id":"b"}]}}'],
    ['of groups', '{"success":true,"data":{"default":["a"],"vip":["b","a"]}}'],
    ['of models by their ids', '{"models":{"a":{"price":1},"b":{}}}'],
    ['under another name', '{"result":{"items":[{"model":"a"},{"model_name":"b"}]}}'],
    ['with names for people', '{"data":[{"id":"a","name":"Maker: A"},{"id":"b","name":"B"}]}'],
  ] as const) {
    it(`reads a list ${what}`, async () => {
      server = await LocalServer.answering((_, response) => void response.end(text));
      assert.deepEqual(unwrap(await list()).ids, ['a', 'b']);
    });
  }

  it('stops asking when the key is refused', async () => {
    server = await LocalServer.answering((_, response) =>
      json(response, { error: { message: `bad ${key}` } }, 401),
    );
    const failure = failureOf(await list());
    assert.deepEqual([failure.code, failure.billed], ['auth.invalidKey', 'no']);
    assert.ok(!JSON.stringify(failure).includes(key));
    assert.equal(server.seen.length, 1);
  });

  it('does not ask for the same page for ever', async () => {
    server = await LocalServer.answering((_, response) =>
      json(response, { models: [], nextPageToken: 'again' }),
    );
    assert.deepEqual(unwrap(await list()).ids, []);
    assert.equal(server.seen.length, 2);
  });

  it('never says that a list may have been billed', async () => {
    server = await LocalServer.answering((_, response) => void response.destroy());
    const failure = failureOf(await list());
    assert.equal(failure.billed, 'no');
    assert.ok(!failure.sentence.includes('billed'));
  });
});
