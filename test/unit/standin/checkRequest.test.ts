import assert from 'node:assert/strict';
import http from 'node:http';
import sharp from 'sharp';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { ask, bodyOf, lastImage, picture } from './ask.ts';

const png = await picture(24, 16, '#08f');
const jpeg = await sharp(png).jpeg().toBuffer();

function inline(mimeType: string, bytes: Buffer | string) {
  return { inlineData: { mimeType, data: typeof bytes === 'string' ? bytes : bytes.toString('base64') } };
}

const withParts = (...parts: object[]) => ({ contents: [{ parts: [{ text: 'Blur it' }, ...parts] }] });
const withConfig = (generationConfig: object) => bodyOf('Blur it', [png], generationConfig);
const withImageConfig = (imageConfig: object) => withConfig({ imageConfig });
const withThinking = (thinkingConfig: object) => withConfig({ thinkingConfig });

const [flash, pro, two, lite, first] = [
  'gemini-3.1-flash-image',
  'gemini-3-pro-image',
  'gemini-nano-banana-2.1',
  'gemini-3.1-flash-lite-image',
  'gemini-2.5-flash-image',
];

const refused: [string, object, RegExp, string?][] = [
  ['an unknown name at the top', { ...withParts(), size: 1 }, /Unknown name \\"size\\": Cannot find field/],
  [
    'an unknown name within',
    withImageConfig({ outputMimeType: 'image/png' }),
    /Unknown name \\"outputMimeType\\" at 'generation_config\.image_config': Cannot find field\..*BadRequest.*"field":"generation_config\.image_config"/,
  ],
  [
    'an unknown name in a part',
    withParts({ image: 'x' }),
    /Unknown name \\"image\\" at 'contents\[0\]\.parts\[1\]'/,
  ],
  ['a wrong type', withImageConfig({ imageSize: 512 }), /image_config\.image_size' \(TYPE_STRING\)/],
  ['both spellings', { ...withConfig({}), generation_config: {} }, /given twice/],
  ['no contents', {}, /contents is not specified/],
  ['no parts', { contents: [{ parts: [] }] }, /parts must not be empty/],
  ['an empty part', withParts({}), /required oneof field 'data'/],
  [
    'words and image in one part',
    { contents: [{ parts: [{ text: 'Blur', ...inline('image/png', png) }] }] },
    /oneof/,
  ],
  [
    'a strange role',
    { contents: [{ role: 'assistant', parts: [{ text: 'x' }] }] },
    /valid role: user, model/,
  ],
  ['no words', { contents: [{ parts: [inline('image/png', png)] }] }, /without a text instruction/],
  ...['image/jpg', 'image/gif', 'image/svg+xml', 'image/avif', 'image/bmp', 'image/tiff'].map(
    (type): [string, object, RegExp] => [type, withParts(inline(type, png)), /Unsupported MIME type/],
  ),
  ['a type that lies', withParts(inline('image/jpeg', png)), /The bytes are not image\/jpeg/],
  [
    'a data: prefix',
    withParts(inline('image/png', `data:image/png;base64,${png.toString('base64')}`)),
    /TYPE_BYTES/,
  ],
  [
    'line breaks in base64',
    withParts(inline('image/png', png.toString('base64').replace(/(.{76})/g, '$1\n'))),
    /TYPE_BYTES/,
  ],
  [
    'unpadded base64',
    withParts(inline('image/jpeg', jpeg.toString('base64').replace(/.=*$/, ''))),
    /TYPE_BYTES/,
  ],
  [
    'an image cut short',
    withParts(inline('image/png', png.subarray(0, 40))),
    /Unable to process input image/,
  ],
  ['fifteen images', bodyOf('Combine', Array(15).fill(png)), /At most 14 images/],
  [
    'a file',
    withParts({ fileData: { fileUri: 'https://example.com/a.png' } }),
    /permission to access the File/,
  ],
  ['two candidates', withConfig({ candidateCount: 2 }), /Multiple candidates is not enabled/],
  ['only words', withConfig({ responseModalities: ['TEXT'] }), /response modalities/],
  ['an unknown ratio', withImageConfig({ aspectRatio: '9:21' }), /Aspect ratio 9:21 is not supported/],
  ['an extreme ratio at Pro', withImageConfig({ aspectRatio: '8:1' }), /not supported/, pro],
  ['a small k', withImageConfig({ imageSize: '1k' }), /Image size 1k is not supported/],
  ['512px', withImageConfig({ imageSize: '512px' }), /not supported/],
  ['512 at 2.1', withImageConfig({ imageSize: '512' }), /not supported/, two],
  ['512 at Pro', withImageConfig({ imageSize: '512' }), /not supported/, pro],
  ['any size at Lite', withImageConfig({ imageSize: '1K' }), /leave the field out/, lite],
  ['medium at Lite', withThinking({ thinkingLevel: 'medium' }), /Thinking level MEDIUM is not/, lite],
  ['a store that is no boolean', { ...withParts(), store: 'false' }, /'store' \(TYPE_BOOL\)/],
  ['any size at 2.5', withImageConfig({ imageSize: '1K' }), /leave the field out/, first],
  [
    'thinking at 2.5',
    withThinking({ includeThoughts: true }),
    /Thinking is not enabled for models\/gemini-2\.5-flash-image/,
    first,
  ],
  [
    'a level at Pro',
    withThinking({ thinkingLevel: 'high' }),
    /Thinking level is not supported for this model/,
    pro,
  ],
  ['medium at 3.1', withThinking({ thinkingLevel: 'medium' }), /Thinking level MEDIUM is not supported/],
  [
    "a model's image without its signature",
    {
      contents: [
        { role: 'user', parts: [{ text: 'x' }] },
        { role: 'model', parts: [inline('image/png', png)] },
        { role: 'user', parts: [{ text: 'y' }] },
      ],
    },
    /missing a thought_signature in content position 2, part position 1/,
  ],
];

const taken: [string, object, string?][] = [
  ['nothing but words', { contents: [{ parts: [{ text: 'Boats' }] }] }],
  [
    'snake_case',
    {
      contents: [
        {
          role: 'user',
          parts: [
            { text: 'Blur' },
            { inline_data: { mime_type: 'image/png', data: png.toString('base64') } },
          ],
        },
      ],
      generation_config: { image_config: { image_size: '1K' } },
    },
  ],
  ['fourteen images', bodyOf('Combine', Array(14).fill(png))],
  ['a level in any case', withThinking({ thinkingLevel: 'High' })],
  ['medium at 2.1', withThinking({ thinkingLevel: 'medium' }), two],
  ['high at Lite', withThinking({ thinkingLevel: 'high' }), lite],
  ['a wish not to be stored', { ...withParts(), store: false }],
  ['thoughts at Pro', withThinking({ includeThoughts: true }), pro],
  ['an extreme ratio', withImageConfig({ aspectRatio: '1:8', imageSize: '512' })],
  [
    'a HEIC picture',
    withParts(inline('image/heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'))),
  ],
];

describe('what the stand-in takes and refuses', () => {
  let standIn: StandIn;

  before(async () => {
    standIn = await startStandIn({ style: 'google' });
  });

  after(() => standIn.close());

  for (const [what, body, message, model = flash] of refused) {
    it(`refuses ${what}`, async () => {
      const answer = await ask(standIn, body, { model });
      assert.match(String(answer.status), /^40[03]$/);
      assert.match(await answer.text(), message);
    });
  }

  for (const [what, body, model = flash] of taken) {
    it(`takes ${what}`, async () => {
      const answer = await ask(standIn, body, { model });
      const json = await answer.json();
      assert.ok(lastImage(json), JSON.stringify(json).slice(0, 300));
    });
  }

  it('refuses grey, palette, 16-bit and CMYK pictures no more than others', async () => {
    const odd = [
      await sharp(png).grayscale().png().toBuffer(),
      await sharp(png).png({ palette: true }).toBuffer(),
      await sharp(png).toColourspace('rgb16').png().toBuffer(),
      await sharp(png).ensureAlpha(0.5).png().toBuffer(),
    ].map((bytes) => inline('image/png', bytes));
    const cmyk = inline('image/jpeg', await sharp(png).toColourspace('cmyk').jpeg().toBuffer());
    const answer = await ask(standIn, withParts(...odd, cmyk));
    assert.ok(lastImage(await answer.json()));
  });

  it('has Google without the preview ids and the reseller with them', async () => {
    const reseller = await startStandIn({ style: 'apiyi' });
    try {
      const body = bodyOf('Boats');
      const preview = { model: 'gemini-3.1-flash-image-preview' };
      assert.match(await (await ask(standIn, body, preview)).text(), /"code":404.*NOT_FOUND/);
      assert.equal((await ask(reseller, body, preview)).status, 200);
      assert.match(await (await ask(reseller, body, { model: 'gemini-9' })).text(), /model_not_found/);
    } finally {
      await reseller.close();
    }
  });

  it('knows no store but at Google, and insists on a role in front of Vertex', async () => {
    const stored = { ...bodyOf('Boats'), store: false };
    for (const style of ['apiyi', 'vertex'] as const) {
      await using other = await startStandIn({ style });
      const answer = await ask(other, stored);
      assert.match(`${answer.status} ${await answer.text()}`, /^400 .*Unknown name \\"store\\": Cannot find/);
    }
    await using vertex = await startStandIn({ style: 'vertex' });
    const answer = await ask(vertex, bodyOf('Boats'));
    assert.match(`${answer.status} ${await answer.text()}`, /^400 .*Please use a valid role: user, model\./);
    const withRole = { contents: [{ role: 'user', parts: [{ text: 'Boats' }] }] };
    assert.equal((await ask(vertex, withRole)).status, 200);
  });

  it('keeps the limits of body and image, each provider its own', async () => {
    const reseller = await startStandIn({ style: 'apiyi' });
    try {
      const large = inline('image/png', Buffer.concat([png, Buffer.alloc(8 * 1024 * 1024)]));
      assert.match(await (await ask(reseller, withParts(large))).text(), /too large: 8388/);
      assert.equal((await ask(standIn, withParts(large))).status, 200);
      const body = withParts(large, large);
      assert.match(await (await ask(standIn, body)).text(), /exceeds the limit: 20971520 bytes/);
      assert.equal((await ask(reseller, withParts(...Array(10).fill(large)))).status, 413);
    } finally {
      await reseller.close();
    }
  });

  it('wants a length, JSON, and the right method and path', async () => {
    const path = `/v1beta/models/${flash}:generateContent`;
    const json = { 'Content-Type': 'application/json' };
    const body = JSON.stringify(bodyOf('Boats'));
    assert.equal(await status('POST', path, { ...json, 'Transfer-Encoding': 'chunked' }, body), 411);
    assert.equal(await status('POST', path, { ...json, 'Content-Length': '5' }, '{"con'), 400);
    assert.equal(await status('POST', path, { 'Content-Length': `${Buffer.byteLength(body)}` }, body), 400);
    assert.equal(await status('GET', path, {}), 404);
    assert.equal(await status('POST', '/v1beta/models', json, '{}'), 404);
    assert.equal(await status('POST', `/v1beta/models/${flash}:streamGenerateContent`, json, '{}'), 404);
  });

  function status(
    method: string,
    path: string,
    headers: http.OutgoingHttpHeaders,
    body = '',
  ): Promise<number> {
    return new Promise((resolve, reject) => {
      const request = http.request(standIn.url + path, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.once('error', reject).end(body);
    });
  }
});
