import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { Answer } from '../../../../../src/core/api/answer/response.ts';
import type { RequestPlan } from '../../../../../src/core/api/body/request.ts';
import { type GenerateCall, generate } from '../../../../../src/core/api/client.ts';
import { knownModels } from '../../../../../src/core/api/models/models.ts';
import { type Provider, resolveProvider } from '../../../../../src/core/api/providers.ts';
import { fetchPicture } from '../../../../../src/core/api/receive/fetchPicture.ts';
import { complexities, qualities } from '../../../../../src/core/shared/options.ts';
import { type StandIn, startStandIn } from '../../../../standin/standIn.ts';
import { json, LocalServer } from '../../connection/localServer.ts';
import { failureOf, image, MemorySink, plan, unwrap } from '../../support.ts';

const key = 'sk-canary';
const ownModels = knownModels.filter(({ engine }) => engine === 'openai-images');

const providerAt = (id: 'openai' | 'apiyi', origin: string): Provider => ({
  ...unwrap(resolveProvider({ provider: id })),
  baseUrl: origin,
  origin,
});

function callTo(
  provider: Provider,
  fields: Partial<Omit<RequestPlan, 'capabilities'>>,
  model: string,
  more: Partial<GenerateCall<MemorySink>> = {},
): GenerateCall<MemorySink> {
  return {
    provider,
    key,
    plan: plan(fields, model),
    deadlineMs: 20_000,
    signal: new AbortController().signal,
    openSink: () => new MemorySink(),
    onProgress: () => undefined,
    ...more,
  };
}
const typeOf = async ({ final }: Answer<MemorySink>) => (await sharp(final.sink.bytes).metadata()).format;

describe('GPT Image models', () => {
  let openai: StandIn;
  let apiyi: StandIn;
  let source: Buffer;
  before(async () => {
    [openai, apiyi] = await Promise.all([
      startStandIn({ style: 'openai', key }),
      startStandIn({ style: 'apiyi', key }),
    ]);
    source = await sharp({ create: { width: 320, height: 200, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
  });
  after(() => Promise.all([openai.close(), apiyi.close()]));

  for (const { id, ...model } of ownModels) {
    it(`take all that is offered for ${id}, generating and editing`, async () => {
      const isWeb = /-(all|vip)$/.test(id);
      const provider = isWeb ? providerAt('apiyi', apiyi.url) : providerAt('openai', openai.url);
      const each: Partial<RequestPlan>[] = [
        {},
        ...model.sizes.map((size) => ({ size })),
        ...model.aspectRatios.slice(0, 3).map((aspectRatio) => ({ aspectRatio })),
        ...model.qualities.map((quality) => ({ quality })),
        ...model.complexities.map((complexity) => ({ complexity })),
        ...model.backgrounds.map((background) => ({ background })),
        ...(model.freeSizes ? [{ size: '1088x608' as const }] : []),
        { images: [image(source)] },
        { images: [image(source), image(source)] },
      ];
      for (const fields of each) unwrap(await generate(callTo(provider, fields, id)));
      for (const format of model.formats) {
        const made = unwrap(await generate(callTo(provider, { format }, id)));
        assert.equal(await typeOf(made), format);
      }
    }).timeout(120_000);
  }

  it('are never asked for what they do not take', async () => {
    const before = openai.requests.length;
    const provider = providerAt('openai', openai.url);
    for (const fields of [
      { complexity: complexities[0] },
      { quality: qualities[4] },
      { format: 'svg' },
      { size: '1000x1000' },
      { thinking: 'high' },
      { includeThoughts: true },
      { imageOnly: true },
    ] as const) {
      const failed = failureOf(await generate(callTo(provider, fields, 'gpt-image-2')));
      assert.match(failed.code, /^request\.bad/);
    }
    assert.equal(openai.requests.length, before);
  });

  it('send the images raw, with the length of the whole, and bring usage back', async () => {
    const provider = providerAt('openai', openai.url);
    const images = [image(source), image(source)];
    const answer = unwrap(await generate(callTo(provider, { images }, 'gpt-image-2.6-flare')));
    const sent = openai.requests.at(-1);
    assert.deepEqual(
      sent?.form?.files.map(({ part, mimeType, bytes }) => [part, mimeType, bytes.equals(source)]),
      [
        ['image[]', 'image/png', true],
        ['image[]', 'image/png', true],
      ],
    );
    assert.match(sent?.header('content-length') ?? '', /^\d+$/);
    assert.equal(answer.usage?.promptDetails?.IMAGE, 2200);
    assert.ok((answer.usage?.candidatesTokens ?? 0) > 0);
  });
});

describe('an answer of the Images endpoints', () => {
  let server: LocalServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
    'base64',
  );
  const base64 = png.toString('base64');
  const answered = async (body: object | string, more: Partial<GenerateCall<MemorySink>> = {}) => {
    server = await LocalServer.answering((_, response) => {
      if (typeof body !== 'string') return json(response, body);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end(body);
    });
    const provider = providerAt('openai', `http://127.0.0.1:${server.port}`);
    return generate(callTo(provider, {}, 'gpt-image-2.6-flare', more));
  };
  const event = (type: string, fields: object) => `data: ${JSON.stringify({ type, ...fields })}\n\n`;
  const partial = event('image_generation.partial_image', {
    b64_json: Buffer.concat([png, Buffer.from('draft')]).toString('base64'),
    partial_image_index: 0,
  });
  const completed = event('image_generation.completed', {
    b64_json: base64,
    usage: { input_tokens: 10, output_tokens: 200, total_tokens: 210 },
  });

  const whole: Record<string, object | string> = {
    base64: { data: [{ b64_json: base64 }] },
    'base64 with a data: prefix': { data: [{ b64_json: `data:image/png;base64,${base64}` }] },
    'a data: URL as the address': { data: [{ url: `data:image/png;base64,${base64}` }] },
    'an address beside the base64': { data: [{ url: 'https://cdn.example/a.png', b64_json: base64 }] },
    'an empty item first': { data: [{}, { b64_json: base64 }] },
    'an envelope around it': { code: 0, data: { data: [{ b64_json: base64 }] } },
    'a stream with a draft before it': partial + completed,
    'a stream that ends with [DONE]': `${partial}${completed}data: [DONE]\n\n`,
    'a stream that breaks off behind the final picture': `${completed}data: {"type":"image_gen`,
  };
  for (const [name, body] of Object.entries(whole)) {
    it(`is the picture in ${name}`, async () => {
      const answer = unwrap(await answered(body));
      assert.deepEqual(answer.final.sink.bytes, png);
      assert.deepEqual([answer.others, answer.links, answer.words], [[], [], '']);
      assert.equal(answer.incomplete, undefined);
    });
  }

  it('with several pictures has the first as its result and the others beside it', async () => {
    const other = Buffer.concat([png.subarray(0, 33), png.subarray(33)]);
    other[40] = (other[40] ?? 0) ^ 1;
    const answer = unwrap(
      await answered({ data: [{ b64_json: base64 }, { b64_json: other.toString('base64') }] }),
    );
    assert.deepEqual(answer.final.sink.bytes, png);
    assert.deepEqual(
      answer.others.map(({ sink }) => sink.bytes),
      [other],
    );
  });

  it('that only links to its picture has it fetched, without the key and nothing of this machine', async () => {
    const asked: string[][] = [];
    const body = {
      data: [{ url: 'https://cdn.example/a.png' }],
      usage: { input_tokens: 1, output_tokens: 2 },
    };
    const answer = unwrap(
      await answered(body, {
        fetchLink: async ({ links, openSink }) => {
          asked.push([...links]);
          const sink = await openSink();
          await sink.write(png);
          await sink.close();
          return {
            ok: true,
            value: { link: links[0] ?? '', image: { sink, byteLength: png.length, thought: false } },
          };
        },
      }),
    );
    assert.deepEqual(asked, [['https://cdn.example/a.png']]);
    assert.deepEqual(answer.final.sink.bytes, png);
    assert.equal(answer.usage?.candidatesTokens, 2);
    await server?.close();
    const local = failureOf(
      await answered({ data: [{ url: 'https://127.0.0.1/a.png' }] }, { fetchLink: fetchPicture }),
    );
    assert.deepEqual([local.code, local.billed], ['link.refused', 'yes']);
  });

  for (const [name, body, code] of [
    ['no picture', { data: [] }, 'answer.empty'],
    ['only words', { data: [], message: 'I can not draw this.' }, 'answer.textOnly'],
    ['drafts only', partial, 'answer.cut'],
    [
      'an error event',
      `${partial}data: {"error":{"message":"blocked","code":"moderation_blocked"}}\n\n`,
      /^refused|^moder/,
    ],
    ['base64 that breaks off', { data: [{ b64_json: `${base64.slice(0, 40)}!?*#` }] }, 'answer.badImage'],
  ] as const) {
    it(`with ${name} is a failure that says so`, async () => {
      const failed = failureOf(await answered(body));
      if (typeof code === 'string') assert.equal(failed.code, code);
      else assert.match(failed.code, code);
      assert.notEqual(failed.billed, 'no');
    });
  }
});
