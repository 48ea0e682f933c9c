import assert from 'node:assert/strict';
import type { RequestPlan } from '../../../../../src/core/api/body/request.ts';
import { type GenerateCall, generate } from '../../../../../src/core/api/client.ts';
import { anyProvider, capabilitiesAt, knownModels } from '../../../../../src/core/api/models/models.ts';
import { type Provider, resolveProvider } from '../../../../../src/core/api/providers.ts';
import { partialImageCounts } from '../../../../../src/core/shared/options.ts';
import { json, LocalServer, type Seen } from '../../connection/localServer.ts';
import { failureOf, image, MemorySink, plan, unwrap } from '../../support.ts';

type Options = Partial<
  Pick<
    RequestPlan,
    'aspectRatio' | 'size' | 'quality' | 'complexity' | 'background' | 'format' | 'partialImages' | 'pictures'
  >
>;
/** What is chosen, and what stands behind the prompt then, a field a line. */
type Row = readonly [chosen: Options, fields: string, prompt?: string];

const words = 'Make it "blue"';
const ratios: readonly (readonly [ratio: NonNullable<Options['aspectRatio']>, size: string])[] = [
  ['1:1', '1024x1024'],
  ['2:3', '832x1248'],
  ['3:2', '1248x832'],
  ['3:4', '880x1184'],
  ['4:3', '1184x880'],
  ['4:5', '912x1136'],
  ['5:4', '1136x912'],
  ['9:16', '768x1360'],
  ['16:9', '1360x768'],
  ['21:9', '1536x656'],
];
/** The rows of a model with a field for the size; `rest` stands behind it in each of them. */
const sized = (rest: string): Row[] => [
  ...ratios.map(([aspectRatio, size]): Row => [{ aspectRatio, size: '1K' }, `size=${size}\n${rest}`]),
  [{ aspectRatio: '16:9', size: '2K' }, `size=2048x1152\n${rest}`],
  [{ aspectRatio: '16:9', size: '4K' }, `size=3840x2160\n${rest}`],
];
const free = (rest: string): Row => [{ size: '1088x608' }, `size=1088x608\n${rest}`];

const medium = 'quality=medium';
const qualities: Row[] = [
  [{ quality: 'low' }, 'quality=low'],
  [{ quality: 'medium' }, 'quality=medium'],
  [{ quality: 'high' }, 'quality=high'],
];
const higher: Row[] = [
  [{ quality: 'xhigh' }, 'quality=xhigh'],
  [{ quality: 'max' }, 'quality=max'],
];
const opaque: Row = [{ background: 'opaque' }, `${medium}\nbackground=opaque`];
const transparent: Row = [{ background: 'transparent' }, `${medium}\nbackground=transparent`];
const partial = ([1, 2, 3] as const).map(
  (partialImages): Row => [{ partialImages }, `${medium}\nstream=true\npartial_images=${partialImages}`],
);
const second: Row[] = [
  [{}, medium],
  ...sized(medium),
  free(medium),
  ...qualities,
  opaque,
  ...partial,
  [{ pictures: 8, size: '1088x608' }, `n=8\nsize=1088x608\n${medium}`],
];
const secondAndHalf: Row[] = [...second, ...higher, transparent];
const newest: Row[] = [
  ...secondAndHalf,
  [{ complexity: 'low' }, `${medium}\ncomplexity=low`],
  [{ complexity: 'medium' }, `${medium}\ncomplexity=medium`],
  [{ complexity: 'high' }, `${medium}\ncomplexity=high`],
  [{ format: 'gif' }, `${medium}\noutput_format=gif`],
  [{ format: 'svg' }, `${medium}\noutput_format=svg`],
];
const base64 = 'response_format=b64_json';
const webFree: Row[] = [
  [{}, base64],
  ...sized(base64),
  free(base64),
  [{ background: 'opaque' }, `background=opaque\n${base64}`],
  [{ background: 'transparent' }, `background=transparent\n${base64}`],
  [{ format: 'gif' }, `output_format=gif\n${base64}`],
  [{ format: 'svg' }, `output_format=svg\n${base64}`],
  [{ pictures: 4 }, `n=4\n${base64}`],
];
/** Without a field for the size APIYI's own words stand before the prompt. */
const webWords: Row[] = [
  [{}, base64],
  [{ aspectRatio: '1:1' }, base64, `1024×1024 square\n${words}`],
  [{ aspectRatio: '2:3' }, base64, `2:3 尺寸\n${words}`],
  [{ aspectRatio: '3:2' }, base64, `3:2 尺寸\n${words}`],
  [{ aspectRatio: '3:4' }, base64, `3:4\n${words}`],
  [{ aspectRatio: '4:3' }, base64, `4:3\n${words}`],
  [{ aspectRatio: '9:16' }, base64, `竖屏 9:16\n${words}`],
  [{ aspectRatio: '16:9' }, base64, `横版 16:9\n${words}`],
];
const smallest: Row[] = [
  [{}, ''],
  [{ aspectRatio: '1:1', size: '1K' }, 'size=1024x1024'],
  [{ aspectRatio: '2:3', size: '1K' }, 'size=1024x1536'],
  [{ aspectRatio: '3:2', size: '1K' }, 'size=1536x1024'],
];

type At = 'openai' | 'apiyi';
const golden: readonly (readonly [model: string, at: readonly At[], several: string, rows: Row[]])[] = [
  ['gpt-image-2.6-flare', ['openai', 'apiyi'], 'image[]', newest],
  ['gpt-image-2.6-sunburst', ['openai', 'apiyi'], 'image[]', newest],
  ['gpt-image-2.5-flare', ['openai', 'apiyi'], 'image[]', secondAndHalf],
  ['gpt-image-2.5-sunburst', ['openai', 'apiyi'], 'image[]', secondAndHalf],
  ['gpt-image-2.5-sunburst-2026-09-08', ['openai'], 'image[]', secondAndHalf],
  ['gpt-image-2', ['openai', 'apiyi'], 'image[]', second],
  ['gpt-image-2-2026-04-21', ['openai'], 'image[]', second],
  ['gpt-image-2.6-all', ['apiyi'], 'image', webFree],
  ['gpt-image-2.5-all', ['apiyi'], 'image', webWords],
  ['gpt-image-2-all', ['apiyi'], 'image', webWords],
  ['gpt-image-2-vip', ['apiyi'], 'image', [[{}, base64], ...sized(base64)]],
  ['gpt-image-2.5-sunburst-vip', ['apiyi'], 'image', [[{}, base64], ...sized(base64)]],
  ['gpt-image-9', ['openai', 'apiyi'], 'image[]', smallest],
];

const fieldsOf = (model: string, [, fields, prompt = words]: Row): [name: string, value: string][] => [
  ['model', model],
  ['prompt', prompt],
  ...fields
    .split('\n')
    .filter((line) => line !== '')
    .map((line): [string, string] => [line.split('=')[0] ?? '', line.split('=')[1] ?? '']),
];
const jsonOf = (model: string, row: Row): string =>
  `{${fieldsOf(model, row)
    .map(([name, value]) => `"${name}":${/^(true|\d)$/.test(value) ? value : JSON.stringify(value)}`)
    .join(',')}}`;

/** The images as they are sent: a PNG alone, or a PNG and a JPEG. */
const pictures = [
  { bytes: 'first \r\n--', type: 'image/png', name: 'image-1.png' },
  { bytes: 'second', type: 'image/jpeg', name: 'image-2.jpg' },
];
const formOf = (model: string, row: Row, part: string, count: number): string =>
  [
    ...fieldsOf(model, row).map(
      ([name, value]) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
    ...pictures
      .slice(0, count)
      .map(
        ({ bytes, type, name }) =>
          `--B\r\nContent-Disposition: form-data; name="${part}"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${bytes}\r\n`,
      ),
    '--B--\r\n',
  ].join('');

const key = 'golden-key';

describe('the very request to the Images endpoints', () => {
  let server: LocalServer;
  before(async () => {
    server = await LocalServer.answering((_, response) => json(response, {}, 400));
  });
  after(() => server.close());

  async function sent(model: string, at: At, chosen: Options, count: number): Promise<Seen> {
    const origin = `http://127.0.0.1:${server.port}`;
    const provider: Provider = { ...unwrap(resolveProvider({ provider: at })), baseUrl: origin, origin };
    const images = pictures.slice(0, count).map(({ bytes, type }) => image(Buffer.from(bytes), type));
    const call: GenerateCall<MemorySink> = {
      provider,
      key,
      plan: plan({ prompt: words, ...chosen, images }, model),
      deadlineMs: 20_000,
      signal: new AbortController().signal,
      openSink: () => new MemorySink(),
      onProgress: () => undefined,
    };
    const before = server.seen.length;
    const failed = failureOf(await generate(call));
    assert.match(failed.sentence, /status 400|refused the request/, failed.sentence);
    assert.equal(server.seen.length, before + 1);
    const [seen] = server.seen.slice(-1);
    assert.ok(seen);
    assert.equal(seen.headers.authorization, `Bearer ${key}`);
    assert.equal(seen.headers['content-length'], String(seen.body.length));
    assert.equal(seen.headers['x-goog-api-key'], undefined);
    assert.equal(seen.headers['transfer-encoding'], undefined);
    return seen;
  }

  for (const [model, places, several, rows] of golden) {
    it(`with ${model} has exactly these bytes for each option, generating and editing`, async () => {
      for (const row of rows) {
        const [at = 'openai'] = places;
        const what = `${model} ${JSON.stringify(row[0])}`;
        const made = await sent(model, at, row[0], 0);
        assert.equal(made.body.toString(), jsonOf(model, row), what);
        assert.equal(made.path, '/v1/images/generations', what);
        assert.match(made.headers['content-type'] ?? '', /^application\/json/, what);
        // Nobody says what becomes of images where a GIF or an SVG is asked for.
        if (row[0].format !== undefined) continue;
        for (const [count, part] of [
          [1, 'image'],
          [2, several],
        ] as const) {
          const edited = await sent(model, at, row[0], count);
          const [, boundary = ''] =
            /^multipart\/form-data; boundary=([\w-]{20,70})$/.exec(edited.headers['content-type'] ?? '') ??
            [];
          assert.notEqual(boundary, '', edited.headers['content-type']);
          const body = edited.body.toString().replaceAll(boundary, 'B');
          assert.equal(body, formOf(model, row, part, count), `${what} with ${count}`);
          assert.equal(edited.path, '/v1/images/edits', what);
        }
      }
    });
  }

  it('is the same at every provider that has the model', async () => {
    for (const [model, places, , rows] of golden) {
      for (const at of places) {
        const [row] = rows;
        assert.ok(row);
        assert.equal(
          (await sent(model, at, row[0], 0)).body.toString(),
          jsonOf(model, row),
          `${model} ${at}`,
        );
      }
    }
  });

  it('never has the same boundary twice', async () => {
    const types = new Set<string | undefined>();
    for (let i = 0; i < 5; i++)
      types.add((await sent('gpt-image-2', 'openai', {}, 1)).headers['content-type']);
    assert.equal(types.size, 5);
  });

  it('is held for every model that is known, with each of its options', () => {
    const held = new Map(golden.map(([model, , , rows]) => [model, rows]));
    for (const { id } of knownModels.filter(({ engine }) => engine === 'openai-images')) {
      const rows = held.get(id) ?? [];
      const of = capabilitiesAt(anyProvider, id);
      // Of a model that makes no transparency no such field is asked for: it is worked out from a colour.
      const isWorkedOut = of.backgrounds.includes('transparent-twice');
      const backgrounds = of.backgrounds.filter((one) => !isWorkedOut || !one.startsWith('transparent'));
      const chosen = (name: keyof Options) => new Set(rows.map(([options]) => options[name]));
      for (const [name, offered] of [
        ['aspectRatio', of.aspectRatios],
        ['size', of.sizes],
        ['quality', of.qualities],
        ['complexity', of.complexities],
        ['background', backgrounds],
        ['format', of.formats],
        ['partialImages', of.takesPartialImages ? partialImageCounts : []],
      ] as const) {
        assert.deepEqual(
          offered.filter((one) => !chosen(name).has(one)),
          [],
          `${name} of ${id}`,
        );
      }
      assert.equal(
        rows.some(([{ pictures = 1 }]) => pictures > 1),
        (of.picturesAtOnce ?? 1) > 1,
        `n of ${id}`,
      );
      assert.equal(chosen('size').has('1088x608'), of.freeSizes !== undefined, `free sizes of ${id}`);
    }
  });
});
