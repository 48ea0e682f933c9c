import assert from 'node:assert/strict';
import { type GenerateCall, generate } from '../../../../../src/core/api/client.ts';
import {
  type Provider,
  type ProviderChoice,
  providerIds,
  resolveProvider,
} from '../../../../../src/core/api/providers.ts';
import { type StandIn, startStandIn } from '../../../../standin/standIn.ts';
import { json, LocalServer } from '../../connection/localServer.ts';
import { failureOf, image, MemorySink, plan, unwrap } from '../../support.ts';

const key = 'golden-key';

/** The call that a person with these settings makes, but to a server on this machine. */
function call(choice: ProviderChoice, origin: string): GenerateCall<MemorySink> {
  const provider: Provider = { ...unwrap(resolveProvider(choice)), baseUrl: origin, origin };
  const fields = { prompt: 'Make it "blue"', images: [image(Buffer.from('png'))], size: '2K' as const };
  return {
    provider,
    key,
    plan: plan({ ...fields, aspectRatio: '16:9', imageOnly: true }, provider.defaultModel),
    deadlineMs: 20_000,
    signal: new AbortController().signal,
    openSink: () => new MemorySink(),
    onProgress: () => undefined,
  };
}

const parts = '"parts":[{"text":"Make it \\"blue\\""},{"inlineData":{"mimeType":"image/png","data":"cG5n"}}]';
const config =
  '"generationConfig":{"responseModalities":["IMAGE"],"imageConfig":{"aspectRatio":"16:9","imageSize":"2K"}}';
const withoutRole = `{"contents":[{${parts}}],${config}}`;
const withRole = `{"contents":[{"role":"user",${parts}}],${config}}`;
const notStored = `{"contents":[{"role":"user",${parts}}],${config},"store":false}`;
const custom = (customBaseUrl: string): ProviderChoice => ({ provider: 'custom', customBaseUrl });

const golden: [name: string, choice: ProviderChoice, body: string, model: string, auth: string][] = [
  ['APIYI', { provider: 'apiyi' }, withoutRole, 'gemini-3.1-flash-image-preview', 'authorization'],
  ['Google', { provider: 'google' }, notStored, 'gemini-nano-banana-2.1', 'x-goog-api-key'],
  ['a custom endpoint', custom('https://gw.example'), withRole, 'gemini-nano-banana-2.1', 'authorization'],
  [
    "a custom endpoint that is Google's own",
    { ...custom('https://generativelanguage.googleapis.com/v1beta'), customAuth: 'x-goog-api-key' },
    notStored,
    'gemini-nano-banana-2.1',
    'x-goog-api-key',
  ],
];

const speaks = (provider: ProviderChoice['provider']): boolean =>
  unwrap(resolveProvider({ provider, customBaseUrl: 'https://gw.example' })).protocols.includes('gemini');

describe('the very request', () => {
  it('is held for every provider', () => {
    const held = new Set<string>(golden.map(([, { provider }]) => provider));
    assert.deepEqual(
      providerIds.filter((id) => speaks(id) && !held.has(id)),
      [],
    );
  });

  for (const [name, choice, body, model, auth] of golden) {
    it(`to ${name} has exactly these bytes`, async () => {
      const server = await LocalServer.answering((_, response) => json(response, {}, 400));
      failureOf(await generate(call(choice, `http://127.0.0.1:${server.port}`)));
      await server.close();
      const [seen] = server.seen;
      assert.equal(seen?.body.toString(), body);
      assert.equal(seen?.path, `/v1beta/models/${model}:generateContent`);
      const names = ['authorization', 'x-goog-api-key'].filter((header) => seen?.rawNames.includes(header));
      assert.deepEqual(names, [auth]);
    });
  }

  it('to a gateway in front of Vertex is taken, and to Google with the wish not to be stored', async () => {
    for (const [style, choice] of [
      ['vertex', custom('https://gw.example')],
      ['google', { provider: 'google' }],
    ] as const) {
      await using standIn: StandIn = await startStandIn({ style, key });
      const text = call(choice, standIn.url);
      unwrap(await generate({ ...text, plan: { ...text.plan, images: [], size: '1K' } }));
    }
  });
});
