import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { Style } from '../../standin/refusal.ts';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { meanColour, picture } from './ask.ts';
import { askImages, type FormFields, file, kindOf, picturesOf } from './askImages.ts';

const png = await picture(48, 32, '#08f');
const other = await picture(32, 32, '#f00');
const jpeg = await sharp(png).jpeg().toBuffer();
const sixteenBit = await sharp(png).toColourspace('rgb16').png().toBuffer();
const layer = (width: number, height: number, inner: string) =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inner}</svg>`),
  )
    .png()
    .toBuffer();
/** Clear on the left half. */
const mask = await layer(48, 32, '<rect x="24" width="24" height="32"/>');
const markup = await layer(48, 32, '<rect x="2" y="2" width="12" height="12" fill="#f00"/>');

const sized = (size: string) => ({ model: 'gpt-image-2', prompt: 'Boats', size, quality: 'low' });
const generation = (more: object, model = 'gpt-image-2.6-flare') => ({ model, prompt: 'Boats', ...more });
const edit = (more: FormFields, model = 'gpt-image-2.6-flare'): FormFields => [
  ['model', model],
  ['prompt', 'Blur it'],
  ...more,
];
const one: FormFields = [['image', file(png)]];
const web = (more: FormFields) => edit(more, 'gpt-image-2-all');

type Body = object | FormFields;
const refused: [
  what: string,
  style: Style,
  body: Body,
  status: number,
  param: string | null,
  words: RegExp,
][] = [
  ['no model', 'openai', { prompt: 'Boats' }, 400, 'model', /Missing required parameter/],
  ['no prompt', 'openai', { model: 'gpt-image-2' }, 400, 'prompt', /Missing required parameter/],
  [
    'a prompt over 32000 characters',
    'openai',
    generation({ prompt: 'a'.repeat(32_001) }),
    400,
    'prompt',
    /too long/,
  ],
  [
    'an unknown field',
    'openai',
    generation({ aspect_ratio: '16:9' }),
    400,
    'aspect_ratio',
    /Unknown parameter/,
  ],
  [
    'response_format at OpenAI',
    'openai',
    generation({ response_format: 'b64_json' }),
    400,
    'response_format',
    /Unknown/,
  ],
  ['an image to generate from', 'openai', generation({ image: 'x' }), 400, 'image', /Unknown/],
  ['a number as text', 'openai', generation({ n: '2' }), 400, 'n', /expected an integer, but got a string/],
  ['n of 0', 'openai', generation({ n: 0 }), 400, 'n', /below minimum value/],
  ['n of 11', 'openai', generation({ n: 11 }), 400, 'n', /above maximum value/],
  ['a side off the rule of 16', 'openai', sized('1000x1024'), 400, 'size', /multiples of 16/],
  ['a long edge over 3840', 'openai', sized('3856x1600'), 400, 'size', /at most 3840/],
  ['a ratio over 3 to 1', 'openai', sized('3200x1024'), 400, 'size', /between 1:3 and 3:1/],
  ['too few pixels', 'openai', sized('800x800'), 400, 'size', /at least 655360/],
  ['too many pixels', 'openai', sized('3840x2176'), 400, 'size', /at most 8294400/],
  ['a size in another form', 'openai', sized('2K'), 400, 'size', /'auto' or 'WIDTHxHEIGHT'/],
  [
    'xhigh for gpt-image-2',
    'openai',
    generation({ quality: 'xhigh' }, 'gpt-image-2'),
    400,
    'quality',
    /Supported values/,
  ],
  [
    'complexity for 2.5',
    'openai',
    generation({ complexity: 'low' }, 'gpt-image-2.5-flare'),
    400,
    'complexity',
    /Unknown/,
  ],
  [
    'a level of complexity',
    'openai',
    generation({ complexity: 'max' }),
    400,
    'complexity',
    /Supported values/,
  ],
  [
    'SVG for 2.5',
    'openai',
    generation({ output_format: 'svg' }, 'gpt-image-2.5-flare'),
    400,
    'output_format',
    /'webp'/,
  ],
  ['two SVGs', 'openai', generation({ output_format: 'svg', n: 2 }), 400, 'n', /Only one image/],
  [
    'a stream of a GIF',
    'openai',
    generation({ output_format: 'gif', stream: true }),
    400,
    'stream',
    /not supported/,
  ],
  [
    'partial pictures without a stream',
    'openai',
    generation({ partial_images: 2 }),
    400,
    'partial_images',
    /stream/,
  ],
  ['frames of a PNG', 'openai', generation({ frame_count: 4 }), 400, 'frame_count', /'gif'/],
  [
    'compression of a PNG',
    'openai',
    generation({ output_compression: 50 }),
    400,
    'output_compression',
    /'png'/,
  ],
  [
    'a transparent JPEG',
    'openai',
    generation({ background: 'transparent', output_format: 'jpeg' }),
    400,
    'background',
    /not supported with output format 'jpeg'/,
  ],
  [
    'transparent for gpt-image-2',
    'openai',
    generation({ background: 'transparent' }, 'gpt-image-2'),
    400,
    'background',
    /this model/,
  ],
  ['a model that is gone', 'openai', generation({}, 'gpt-image-1'), 404, 'model', /deprecated/],
  [
    "the reseller's model at OpenAI",
    'openai',
    generation({}, 'gpt-image-2-all'),
    404,
    'model',
    /does not exist/,
  ],
  ['an edit without an image', 'openai', edit([]), 400, 'image', /Missing required parameter/],
  ['`image` twice', 'openai', edit([...one, ['image', file(other)]]), 400, 'image', /array syntax/],
  [
    '17 images',
    'openai',
    edit(Array.from({ length: 17 }, () => ['image[]', file(png)] as const)),
    400,
    'image',
    /array too long/,
  ],
  [
    'an octet stream',
    'openai',
    edit([['image', file(png, 'application/octet-stream')]]),
    400,
    'image',
    /unsupported mimetype/,
  ],
  ['a GIF', 'openai', edit([['image[]', file(png, 'image/gif')]]), 400, 'image[0]', /unsupported mimetype/],
  ['a type that lies', 'openai', edit([['image', file(jpeg)]]), 400, 'image', /Invalid image file or mode/],
  [
    '16 bits a channel',
    'openai',
    edit([['image', file(sixteenBit)]]),
    400,
    'image',
    /Invalid image file or mode/,
  ],
  ['a text in place of a file', 'openai', edit([['image', 'x']]), 400, 'image', /expected a file/],
  ['a field twice', 'openai', edit([...one, ['n', '1'], ['n', '2']]), 400, 'n', /Duplicate parameter/],
  [
    'input_fidelity for 2.6',
    'openai',
    edit([...one, ['input_fidelity', 'high']]),
    400,
    'input_fidelity',
    /Unknown/,
  ],
  [
    'markup for gpt-image-2',
    'openai',
    edit([...one, ['markup', file(markup)]], 'gpt-image-2'),
    400,
    'markup',
    /Unknown/,
  ],
  [
    'mask and markup',
    'openai',
    edit([...one, ['mask', file(mask)], ['markup', file(markup)]]),
    400,
    'markup',
    /together/,
  ],
  [
    'a mask of another size',
    'openai',
    edit([
      ['image', file(other)],
      ['mask', file(mask)],
    ]),
    400,
    'mask',
    /does not match/,
  ],
  ['a mask without alpha', 'openai', edit([...one, ['mask', file(png)]]), 400, 'mask', /missing alpha/],
  [
    'a markup without anything clear',
    'openai',
    edit([...one, ['markup', file(await sharp(png).ensureAlpha().png().toBuffer())]]),
    400,
    'markup',
    /no transparent pixels/,
  ],
  [
    'a mask for a GIF',
    'openai',
    edit([...one, ['mask', file(mask)], ['output_format', 'gif']]),
    400,
    'mask',
    /'gif'/,
  ],
  ['size on a web route', 'apiyi', web([...one, ['size', '1024x1024']]), 400, 'size', /Unknown/],
  ['n on a web route', 'apiyi', web([...one, ['n', '2']]), 400, 'n', /Unknown/],
  ['quality on a web route', 'apiyi', web([...one, ['quality', 'high']]), 400, 'quality', /Unknown/],
  ['a mask on a web route', 'apiyi', web([...one, ['mask', file(mask)]]), 400, 'mask', /Unknown/],
  ['`image[]` on a web route', 'apiyi', web([['image[]', file(png)]]), 400, 'image[]', /Unknown/],
  [
    'WebP from 2.6-all',
    'apiyi',
    generation({ output_format: 'webp' }, 'gpt-image-2.6-all'),
    400,
    'output_format',
    /'svg'/,
  ],
  ['n of 5 at 2.6-all', 'apiyi', generation({ n: 5 }, 'gpt-image-2.6-all'), 400, 'n', /above maximum/],
  [
    'a size that is no preset',
    'apiyi',
    generation({ size: '1008x1024' }, 'gpt-image-2-vip'),
    400,
    'size',
    /presets/,
  ],
  [
    'a dated id at the reseller',
    'apiyi',
    generation({}, 'gpt-image-2-2026-04-21'),
    503,
    '',
    /无可用渠道.*request id/,
  ],
  ['JSON for an edit at the reseller', 'apiyi', { edits: true }, 400, null, /multipart/],
];

describe('the Images endpoints of the stand-in', () => {
  const standIns: Partial<Record<Style, StandIn>> = {};
  before(async () => {
    standIns.openai = await startStandIn({ style: 'openai' });
    standIns.apiyi = await startStandIn({ style: 'apiyi' });
  });
  after(async () => {
    for (const standIn of Object.values(standIns)) await standIn.close();
  });
  const at = (style: Style): StandIn => {
    const standIn = standIns[style];
    assert.ok(standIn);
    return standIn;
  };

  for (const [what, style, body, status, param, words] of refused) {
    it(`refuse ${what} (${style})`, async () => {
      const path = 'edits' in body ? 'edits' : undefined;
      const answer = await askImages(at(style), body, path);
      const text = await answer.text();
      assert.equal(answer.status, status, text.slice(0, 300));
      assert.match(text, words);
      assert.equal(JSON.parse(text).error.param, param);
    });
  }

  it('edit a picture, and put a second one where the mask is clear', async () => {
    const body = edit([
      ['image[]', file(png)],
      ['image[]', file(other)],
      ['mask', file(mask)],
      ['size', '1152x768'],
    ]);
    const [edited = Buffer.alloc(0)] = await picturesOf(await askImages(at('openai'), body));
    assert.equal(await kindOf(edited), '1152x768 png');
    const half = async (left: number) =>
      meanColour(await sharp(edited).extract({ left, top: 0, width: 500, height: 768 }).png().toBuffer());
    assert.deepEqual(await half(0), [255, 0, 0]);
    // What shall stay drifts: a mask is no promise.
    assert.deepEqual(await half(652), [4, 140, 255]);
  });

  it('change only the place of the marks, and do not draw them', async () => {
    const fields: FormFields = [
      ['model', 'gpt-image-2.5-flare'],
      ['prompt', 'Invert it'],
      ['image', file(png)],
      ['markup', file(markup)],
      ['size', '1152x768'],
    ];
    const [edited = Buffer.alloc(0)] = await picturesOf(await askImages(at('openai'), fields));
    const spot = async (left: number, top: number) =>
      meanColour(await sharp(edited).extract({ left, top, width: 8, height: 8 }).png().toBuffer());
    assert.deepEqual(await spot(200, 200), [255, 119, 0]);
    assert.deepEqual(await spot(900, 600), [4, 140, 255]);
  });

  const made: [what: string, body: object, kinds: string[]][] = [
    ['a PNG of 1024', {}, ['1024x1024 png']],
    ['three WebPs', { n: 3, output_format: 'webp', size: '1024x640' }, Array(3).fill('1024x640 webp')],
    ['a JPEG', { output_format: 'jpeg', output_compression: 40 }, ['1024x1024 jpeg']],
    ['a GIF', { output_format: 'gif', frame_count: 3, size: '1024x640' }, ['1024x640 gif']],
    ['an SVG', { output_format: 'svg' }, ['1024x1024 svg']],
  ];
  for (const [what, body, kinds] of made) {
    it(`generate ${what}`, async () => {
      const pictures = await picturesOf(await askImages(at('openai'), generation(body)));
      assert.deepEqual(await Promise.all(pictures.map(kindOf)), kinds);
    });
  }

  it('make what is transparent really so, in each format that can be', async () => {
    for (const output_format of ['png', 'webp', 'gif', 'svg']) {
      const body = generation({ background: 'transparent', output_format, size: '1024x640' });
      const [made = Buffer.alloc(0)] = await picturesOf(await askImages(at('openai'), body));
      const { data, info } = await sharp(made).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      assert.equal(data[3], 0, output_format);
      const middle = (Math.floor(info.height / 2) * info.width + info.width / 2) * 4 + 3;
      assert.equal(data[middle], 255, output_format);
    }
  });

  it('say what was done and what it took, except on the web routes', async () => {
    const answer = await askImages(at('openai'), generation({ size: '1536x1024', quality: 'high' }));
    const { data: _, created: __, ...said } = await answer.json();
    assert.deepEqual(said, {
      background: 'opaque',
      output_format: 'png',
      quality: 'high',
      size: '1536x1024',
      usage: {
        input_tokens: 2,
        input_tokens_details: { text_tokens: 2, image_tokens: 0 },
        output_tokens: 1372,
        output_tokens_details: { image_tokens: 1372, text_tokens: 0 },
        total_tokens: 1374,
      },
    });
    const bare = await (await askImages(at('apiyi'), generation({}, 'gpt-image-2-all'))).json();
    assert.deepEqual(Object.keys(bare), ['created', 'data']);
  });

  it('follow the words of the prompt where there is no size', async () => {
    const body = web([...one, ['response_format', 'url']]).map(([name, value]) =>
      name === 'prompt' ? (['prompt', '竖屏 9:16 Blur it'] as const) : ([name, value] as const),
    );
    const answer = await askImages(at('apiyi'), body);
    const [edited = Buffer.alloc(0)] = await picturesOf(answer);
    assert.equal(await kindOf(edited), '941x1672 png');
  });

  it('serve the picture of an address to everybody, and to nobody who brings a key', async () => {
    const answer = await askImages(at('apiyi'), generation({ response_format: 'url' }, 'gpt-image-2-all'));
    const [{ url }] = (await answer.json()).data;
    const plain = await fetch(url);
    assert.deepEqual([plain.status, plain.headers.get('content-type')], [200, 'image/png']);
    assert.equal((await fetch(url, { headers: { Authorization: 'Bearer sk-1' } })).status, 400);
    assert.equal((await fetch(`${url}x`)).status, 404);
  });

  it('take an edit as JSON at OpenAI, its images as data URLs', async () => {
    const image_url = `data:image/png;base64,${png.toString('base64')}`;
    const body = generation({ images: [{ image_url }], prompt: 'Invert it', size: '1536x1024' });
    const [edited = Buffer.alloc(0)] = await picturesOf(await askImages(at('openai'), body, 'edits'));
    assert.deepEqual(await meanColour(edited), [255, 119, 0]);
    const unknown = generation({ images: [{ file_id: 'file-1' }] });
    assert.equal((await askImages(at('openai'), unknown, 'edits')).status, 404);
  });

  it('refuse a listed model that the organization or the group may not use', async () => {
    const withheld = ['gpt-image-2.6-flare'];
    for (const [style, status, words] of [
      ['openai', 403, /organization must be verified/],
      ['apiyi', 503, /无可用渠道/],
    ] as const) {
      const standIn = await startStandIn({ style, key: 'sk-1', withheld });
      const headers = { Authorization: 'Bearer sk-1' };
      const list = await (await fetch(`${standIn.url}/v1/models`, { headers })).json();
      assert.ok(list.data.some(({ id }: { id: string }) => id === withheld[0]));
      const answer = await askImages(standIn, generation({}), 'generations', headers);
      assert.equal(answer.status, status);
      assert.match(await answer.text(), words);
      assert.equal((await askImages(standIn, generation({}))).status, 401);
      await standIn.close();
    }
  });
});
