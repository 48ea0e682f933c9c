import assert from 'node:assert/strict';
import { gemini } from '../../../../src/core/api/engines/gemini/gemini.ts';
import { openaiImages } from '../../../../src/core/api/engines/openai-images/openaiImages.ts';
import { readBytes } from './gemini/readWhole.ts';

/** Begins and ends like a PNG; what lies between has every byte that base64 spells with + and /. */
function png(seed: number, length = 1700): Buffer {
  const body = Buffer.from(Array.from({ length }, (_, index) => (index * 7919 + seed * 31 + 251) % 256));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    body,
    Buffer.from('\0\0\0\0IEND\xaeB`\x82', 'latin1'),
  ]);
}

const P = png(1);
const D = png(2, 300);
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  png(9).subarray(8, 900),
  Buffer.from([0xff, 0xd9]),
]);
const bmp = Buffer.concat([Buffer.from('BM\x36\x10\0\0\0\0\0\0\x36\0\0\0', 'latin1'), P]);
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>';
const b = P.toString('base64');
const db = D.toString('base64');
const url = `data:image/png;base64,${b}`;
const https = 'https://cdn.example.com/files/abc.png?sig=1';
const bare = 'https://storage.example.com/x/image?X-Signature=abc';
const T = (value: unknown) => JSON.stringify(value);
const chat = (content: unknown, rest: object = {}) =>
  T({
    object: 'chat.completion',
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content, ...rest }, finish_reason: 'stop' }],
  });
const chunk = (delta: object) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: null }],
});
const ev = (values: unknown[], tail = '') => values.map((value) => `data: ${T(value)}\n\n`).join('') + tail;
const wrap = (text: string, length = 76, end = '\n') =>
  text.replace(new RegExp(`.{${length}}`, 'g'), `$&${end}`);
/** A body of several parts, each with its head. */
const multi = (parts: [string, Buffer | string][], before = '') =>
  Buffer.concat([
    Buffer.from(before),
    ...parts.flatMap(([head, body]) => [
      Buffer.from(`--boundary123\r\n${head}\r\n\r\n`),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--boundary123--\r\n'),
  ]);

/** What an answer of that form must give: the picture, these bytes, or the address of one. */
type Want = 'picture' | 'link' | Buffer;

/** Forms in which gateways, bridges and other APIs hand on a picture. */
const forms: Record<string, [body: Buffer | string, want: Want]> = {
  fence: [chat(`Here:\n\n\`\`\`\n${b}\n\`\`\`\nDone.`), 'picture'],
  'fence base64': [chat(`\`\`\`base64\n${b}\n\`\`\``), 'picture'],
  'fence png': [chat(`\`\`\`png\n${b}\`\`\``), 'picture'],
  'fence wrapped lines': [chat(`\`\`\`\n${wrap(b)}\n\`\`\``), 'picture'],
  'fence data url': [chat(`\`\`\`\n${url}\n\`\`\``), 'picture'],
  'fence json': [chat(`Sure!\n\`\`\`json\n${T({ image: b })}\n\`\`\``), 'picture'],
  'fence json data url': [chat(`\`\`\`json\n${T({ image_url: url })}\n\`\`\``), 'picture'],
  'inline code': [chat(`The image: \`${b}\``), 'picture'],
  'words then base64 line': [chat(`Here is your image:\n\n${b}\n\nEnjoy!`), 'picture'],
  'words then wrapped base64': [chat(`Here is your image:\n\n${wrap(b)}\n\nEnjoy!`), 'picture'],
  'xml tag': [chat(`<image>${b}</image>`), 'picture'],
  'md reference': [chat(`![image][img1]\n\n[img1]: ${url} "t"`), 'picture'],
  'md angle': [chat(`![image](<${url}>)`), 'picture'],
  'md uppercase scheme': [chat(`![image](DATA:IMAGE/PNG;BASE64,${b})`), 'picture'],
  'data url no type': [chat(`![image](data:;base64,${b})`), 'picture'],
  'data url spaces': [chat(`![image](data:image/png; base64, ${b})`), 'picture'],
  'jpeg fence': [chat(`\`\`\`\n${jpeg.toString('base64')}\n\`\`\``), jpeg],
  'base64 prefix word': [T({ data: [{ b64_json: `base64,${b}` }] }), 'picture'],
  'mime prefix': [T({ data: [{ b64_json: `image/png;base64,${b}` }] }), 'picture'],
  'python bytes repr': [T({ data: [{ b64_json: `b'${b}'` }] }), 'picture'],
  'quoted base64': [T({ data: [{ b64_json: `"${b}"` }] }), 'picture'],
  'bom in base64': [T({ data: [{ b64_json: `\ufeff${b}` }] }), 'picture'],
  'literal \\n in base64': [T({ data: [{ b64_json: wrap(b, 76, '\\n') }] }), 'picture'],
  'tabs and spaces in base64': [T({ data: [{ b64_json: wrap(b, 60, ' \t') }] }), 'picture'],
  'leading newline in base64': [T({ data: [{ b64_json: `\n  ${b}\n` }] }), 'picture'],
  'spaces for +': [T({ data: [{ b64_json: b.replaceAll('+', ' ') }] }), 'picture'],
  'spaces for + at inlineData': [
    T({ candidates: [{ content: { parts: [{ inlineData: { data: b.replaceAll('+', ' ') } }] } }] }),
    'picture',
  ],
  'wrapped by spaces': [T({ data: [{ b64_json: wrap(b, 76, ' ') }] }), 'picture'],
  'base64 twice': [T({ data: [{ b64_json: Buffer.from(b).toString('base64') }] }), 'picture'],
  'base64 of a data url': [T({ data: [{ b64_json: Buffer.from(url).toString('base64') }] }), 'picture'],
  'base64 twice at another key': [T({ image: Buffer.from(b).toString('base64') }), 'picture'],
  'jpeg base64 twice': [
    T({ data: [{ b64_json: Buffer.from(jpeg.toString('base64')).toString('base64') }] }),
    jpeg,
  ],
  hex: [T({ data: [{ b64_json: P.toString('hex') }] }), 'picture'],
  'hex with 0x, upper case': [
    T({
      candidates: [
        { content: { parts: [{ inlineData: { data: `0x${P.toString('hex').toUpperCase()}` } }] } },
      ],
    }),
    'picture',
  ],
  'hex of a jpeg': [T({ data: [{ b64_json: jpeg.toString('hex') }] }), jpeg],
  'padding twice': [T({ data: [{ b64_json: b.replace(/=*$/, '====') }] }), 'picture'],
  'inlineData quoted data url': [
    T({
      candidates: [
        { content: { parts: [{ inlineData: { mimeType: 'image/png', data: url } }] }, finishReason: 'STOP' },
      ],
    }),
    'picture',
  ],
  'multipart json + png': [
    multi([
      ['Content-Type: application/json', T({ created: 1, status: 'ok' })],
      ['Content-Type: image/png\r\nContent-Disposition: attachment; filename="a.png"', P],
    ]),
    'picture',
  ],
  'multipart png alone': [multi([['Content-Type: image/png', P]]), 'picture'],
  'multipart preamble': [multi([['Content-Type: image/png', P]], '\r\n'), 'picture'],
  'multipart base64': [
    multi([
      ['Content-Type: application/json', '{}'],
      ['Content-Type: image/png\r\nContent-Transfer-Encoding: base64', wrap(b, 76, '\r\n')],
    ]),
    'picture',
  ],
  'multipart form-data': [
    multi([
      ['Content-Disposition: form-data; name="meta"', 'ok'],
      ['Content-Disposition: form-data; name="image"; filename="a.png"\r\nContent-Type: image/png', P],
    ]),
    'picture',
  ],
  'multipart json with b64': [
    multi([['Content-Type: application/json', T({ data: [{ b64_json: b }] })]]),
    'picture',
  ],
  'html page data url': [
    `<!DOCTYPE html><html><head><title>Result</title></head><body><h1>Done</h1><img src="${url}" alt="x"></body></html>`,
    'picture',
  ],
  'html fragment data url': [`<div class="result"><img alt='x' src='${url}'/></div>`, 'picture'],
  'html page https': [`<!DOCTYPE html><html><body><img src="${https}"></body></html>`, 'link'],
  'html img bare url': [`<html><body><img src="${bare}"></body></html>`, 'link'],
  'plain text link': [`${https}\n`, 'link'],
  'plain text md link': [`![image](${https})`, 'link'],
  'plain text words and data url': [`Here you are: ${url}\n`, 'picture'],
  'plain text words and md': [`Here you are:\n\n![image](${url})\n`, 'picture'],
  'plain base64 with bom': [`\ufeff${b}`, 'picture'],
  'plain base64url': [P.toString('base64url'), 'picture'],
  'plain base64 single quotes': [`'${b}'`, 'picture'],
  'plain fence': [`\`\`\`\n${b}\n\`\`\`\n`, 'picture'],
  'responses output': [
    T({
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      output: [
        { type: 'reasoning', id: 'rs', summary: [] },
        {
          type: 'image_generation_call',
          id: 'ig_1',
          status: 'completed',
          output_format: 'png',
          result: b,
          revised_prompt: 'a cat',
        },
        { type: 'message', content: [{ type: 'output_text', text: 'Done', annotations: [] }] },
      ],
      usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
    }),
    'picture',
  ],
  'responses output message md': [
    T({
      model: 'g',
      output: [
        {
          type: 'message',
          status: 'completed',
          role: 'assistant',
          content: [{ type: 'output_text', text: `Here\n![image](${url})`, annotations: [] }],
        },
      ],
    }),
    'picture',
  ],
  'responses stream item.done': [
    `event: response.created\ndata: ${T({ type: 'response.created', response: { id: 'r', status: 'in_progress', output: [] } })}\n\nevent: response.image_generation_call.partial_image\ndata: ${T({ type: 'response.image_generation_call.partial_image', item_id: 'ig', partial_image_index: 0, partial_image_b64: db })}\n\nevent: response.output_item.done\ndata: ${T({ type: 'response.output_item.done', item: { type: 'image_generation_call', status: 'completed', result: b } })}\n\nevent: response.completed\ndata: ${T({ type: 'response.completed', response: { id: 'r', status: 'completed', output: [{ type: 'image_generation_call', status: 'completed', result: b }] } })}\n\n`,
    'picture',
  ],
  'responses stream without completed result': [
    ev([
      {
        type: 'response.output_item.done',
        item: { type: 'image_generation_call', status: 'completed', result: b },
      },
      {
        type: 'response.completed',
        response: { status: 'completed', output: [{ type: 'image_generation_call', result: null }] },
      },
    ]),
    'picture',
  ],
  'responses stream partial only': [
    ev([
      { type: 'response.image_generation_call.partial_image', partial_image_index: 0, partial_image_b64: b },
      { type: 'response.image_generation_call.completed' },
      { type: 'response.completed', response: { status: 'completed', output: [] } },
    ]),
    'picture',
  ],
  'openrouter images': [
    chat('', { images: [{ type: 'image_url', image_url: { url }, index: 0 }], reasoning: null }),
    'picture',
  ],
  'openrouter null content': [chat(null, { images: [{ type: 'image_url', image_url: { url } }] }), 'picture'],
  'openrouter https': [chat('', { images: [{ type: 'image_url', image_url: { url: https } }] }), 'link'],
  'openrouter stream': [
    `: OPENROUTER PROCESSING\n\n` +
      ev(
        [
          chunk({ role: 'assistant', content: '' }),
          chunk({ images: [{ type: 'image_url', image_url: { url } }] }),
        ],
        'data: [DONE]\n\n',
      ),
    'picture',
  ],
  'content parts image_url': [
    chat([
      { type: 'text', text: 'Here' },
      { type: 'image_url', image_url: { url } },
    ]),
    'picture',
  ],
  'content parts output_image': [chat([{ type: 'output_image', image_base64: b }]), 'picture'],
  'content parts b64': [chat([{ type: 'image', image: { b64_json: b } }]), 'picture'],
  'content parts file': [chat([{ type: 'file', file: { filename: 'a.png', file_data: url } }]), 'picture'],
  'content parts source': [
    chat([{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: b } }]),
    'picture',
  ],
  'litellm image': [chat('x', { image: { url, detail: 'auto' } }), 'picture'],
  'litellm data null b64': [
    T({ created: 1, data: [{ b64_json: null, url, revised_prompt: null }], usage: {} }),
    'picture',
  ],
  multi_mod_content: [
    chat('', { multi_mod_content: [{ text: 'x' }, { inline_data: { mime_type: 'image/png', data: b } }] }),
    'picture',
  ],
  'ndjson images': [
    `${T({ type: 'progress', progress: 10 })}\n${T({ type: 'progress', progress: 90 })}\n${T({ created: 1, data: [{ b64_json: b }] })}\n`,
    'picture',
  ],
  'event name without type': [
    `event: image_generation.partial_image\ndata: ${T({ b64_json: db, partial_image_index: 0 })}\n\nevent: image_generation.completed\ndata: ${T({ b64_json: b, usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 } })}\n\n`,
    'picture',
  ],
  'image_edit completed': [
    ev(
      [
        { type: 'image_edit.partial_image', b64_json: db, partial_image_index: 0 },
        { type: 'image_edit.completed', b64_json: b },
      ],
      'data: [DONE]\n\n',
    ),
    'picture',
  ],
  'image_edit completed url': [
    ev([{ type: 'image_edit.completed', url: https }], 'data: [DONE]\n\n'),
    'link',
  ],
  'grok stream': [
    ev(
      [
        { object: 'image.generation.chunk', index: 0, progress: 50 },
        { object: 'image.generation.result', index: 0, data: [{ b64_json: b }] },
      ],
      'data: [DONE]\n\n',
    ),
    'picture',
  ],
  'array of events': [
    T([
      { type: 'image_generation.partial_image', b64_json: db, partial_image_index: 0 },
      { type: 'image_generation.completed', b64_json: b },
    ]),
    'picture',
  ],
  'gemini candidates': [
    T({
      candidates: [
        {
          content: { parts: [{ text: 'Hi' }, { inlineData: { mimeType: 'image/png', data: b } }] },
          finishReason: 'STOP',
        },
      ],
    }),
    'picture',
  ],
  'gemini response envelope (code assist)': [
    T({
      response: {
        candidates: [
          {
            content: {
              parts: [
                { inlineData: { mimeType: 'image/png', data: b }, thoughtSignature: 'AAAA'.repeat(500) },
              ],
            },
            finishReason: 'STOP',
          },
        ],
      },
      traceId: 't',
    }),
    'picture',
  ],
  'gemini thought then image': [
    T({
      candidates: [
        {
          content: {
            parts: [
              { thought: true, inlineData: { mimeType: 'image/png', data: db } },
              { inlineData: { mimeType: 'image/png', data: b } },
            ],
          },
          finishReason: 'STOP',
        },
      ],
    }),
    'picture',
  ],
  'replicate output url': [T({ id: 'x', status: 'succeeded', output: [https] }), 'link'],
  'replicate output single': [
    T({
      id: 'x',
      status: 'succeeded',
      output: https,
      urls: {
        get: 'https://api.replicate.com/v1/predictions/x',
        cancel: 'https://api.replicate.com/v1/predictions/x/cancel',
      },
    }),
    'link',
  ],
  'fal images': [
    T({
      images: [{ url: https, content_type: 'image/png', file_name: 'a.png', width: 10 }],
      description: '',
    }),
    'link',
  ],
  'fal image single': [T({ image: { url: https, content_type: 'image/png' } }), 'link'],
  'fal data url': [T({ images: [{ url, content_type: 'image/png' }] }), 'picture'],
  'sd webui': [T({ images: [b], parameters: {}, info: '{"seed":1}' }), 'picture'],
  'stability artifacts': [T({ artifacts: [{ base64: b, finishReason: 'SUCCESS', seed: 1 }] }), 'picture'],
  'stability image': [T({ image: b, finish_reason: 'SUCCESS', seed: 1 }), 'picture'],
  'workers ai': [T({ result: { image: b }, success: true, errors: [], messages: [] }), 'picture'],
  predictions: [T({ predictions: [{ mimeType: 'image/png', bytesBase64Encoded: b }] }), 'picture'],
  generatedImages: [T({ generatedImages: [{ image: { imageBytes: b, mimeType: 'image/png' } }] }), 'picture'],
  'dashscope results': [
    T({ output: { task_status: 'SUCCEEDED', results: [{ url: https }] }, request_id: 'r' }),
    'link',
  ],
  'dashscope choices': [
    T({ output: { choices: [{ message: { role: 'assistant', content: [{ image: https }] } }] } }),
    'link',
  ],
  'data string': [T({ created: 1, data: [b] }), 'picture'],
  'data url string': [T({ created: 1, data: [url] }), 'picture'],
  'data https string': [T({ created: 1, data: [https] }), 'link'],
  'data object url': [T({ data: { url: https } }), 'link'],
  'data image_url': [T({ data: [{ image_url: https }] }), 'link'],
  'data image_url object': [T({ data: [{ image_url: { url } }] }), 'picture'],
  'url in envelope': [T({ code: 0, msg: 'ok', data: { data: [{ url: https }] } }), 'link'],
  'task result': [T({ task_id: 't', status: 'completed', result: { images: [{ url: [https] }] } }), 'link'],
  'chat md https': [chat(`![image](${https})\n\n[下载](${https})`), 'link'],
  'chat bare link no extension': [chat(bare), 'link'],
  'chat html img https': [chat(`<img src="${bare}" />`), 'link'],
  'chat md link no ext': [chat(`![image](${bare})`), 'link'],
  'chat stream md https': [
    ev(
      [chunk({ role: 'assistant', content: '> 生成中 50%\n' }), chunk({ content: `![image](${https})` })],
      'data: [DONE]\n\n',
    ),
    'link',
  ],
  jsonp: [`callback(${T({ data: [{ b64_json: b }] })});`, 'picture'],
  'for guard': [`for(;;);${T({ data: [{ b64_json: b }] })}`, 'picture'],
  'comment before': [`/* ok */ ${T({ data: [{ b64_json: b }] })}`, 'picture'],
  'log line before': [`INFO: generating\n${T({ data: [{ b64_json: b }] })}`, 'picture'],
  'keepalive dots': [`...\n\n${T({ data: [{ b64_json: b }] })}`, 'picture'],
  xml: [
    `<?xml version="1.0"?>\n<response><status>ok</status><b64_json>${b}</b64_json></response>`,
    'picture',
  ],
  'svg text in b64_json': [T({ data: [{ b64_json: svg }] }), Buffer.from(svg)],
  'svg base64': [T({ data: [{ b64_json: Buffer.from(svg).toString('base64') }] }), Buffer.from(svg)],
  'svg data url': [
    T({ data: [{ url: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` }] }),
    Buffer.from(svg),
  ],
  'svg data url utf8': [
    T({ data: [{ url: `data:image/svg+xml;utf8,${encodeURIComponent(svg)}` }] }),
    Buffer.from(svg),
  ],
  'svg raw': [svg, Buffer.from(svg)],
  'svg raw xml': [
    `<?xml version="1.0" encoding="UTF-8"?>\n${svg}`,
    Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${svg}`),
  ],
  'percent-encoded picture data url': [
    T({
      data: [{ url: `data:image/png,${[...P].map((x) => `%${x.toString(16).padStart(2, '0')}`).join('')}` }],
    }),
    'picture',
  ],
  'raw bmp': [bmp, bmp],
  'http link': [T({ data: [{ url: 'http://127.0.0.1:8000/images/a.png' }] }), 'link'],
  'error beside': [
    T({ error: { message: 'usage not written', code: 'x' }, data: [{ b64_json: b }] }),
    'picture',
  ],
  'error then picture in events': [
    ev([{ error: { message: 'retrying' } }, { type: 'image_generation.completed', b64_json: b }]),
    'picture',
  ],
  'success false with picture': [
    T({ success: false, message: 'quota nearly out', data: { image: b } }),
    'picture',
  ],
  'picture under prompt-like key': [T({ output: { prompt: 'x', image: b } }), 'picture'],
  'html escaped data url': [chat(`&lt;img src=&quot;${url}&quot;&gt;`), 'picture'],
  'tool call args': [
    chat(null, {
      tool_calls: [{ type: 'function', function: { name: 'image', arguments: T({ image: b }) } }],
    }),
    'picture',
  ],
  'deep strings': [
    T({ choices: [{ message: { content: T({ type: 'image', data: T({ b64_json: b }) }) } }] }),
    'picture',
  ],
};

for (const [engine, reading] of [
  ['Gemini', gemini.answers],
  ['the Images endpoints', openaiImages.answers],
] as const) {
  describe(`An answer to a request of ${engine}`, () => {
    for (const [name, [body, want]] of Object.entries(forms)) {
      it(`gives its ${want === 'link' ? 'address' : 'picture'}: ${name}`, async () => {
        for (const chunkBytes of [3, 1_000_000]) {
          const { outcome } = await readBytes(Buffer.from(body), chunkBytes, undefined, reading);
          if (want === 'link') {
            assert.ok(!outcome.ok && (outcome.failure.links?.length ?? 0) > 0);
            assert.ok(outcome.failure.nextSteps.includes('openLink'));
          } else {
            const expected = want === 'picture' ? P : want;
            assert.ok(outcome.ok, outcome.ok ? '' : outcome.failure.sentence);
            assert.ok(outcome.value.final.sink.bytes.equals(expected), `in chunks of ${chunkBytes}`);
            assert.equal(outcome.value.incomplete, undefined);
            assert.deepEqual(outcome.value.others, []);
          }
        }
      });
    }

    it('is not the logo of a page on which somebody shall sign in', async () => {
      const page = `<!DOCTYPE html><title>Sign in</title><img src="${url}"><form><input name="user"></form>`;
      const { outcome } = await readBytes(Buffer.from(page), 100, undefined, reading);
      assert.ok(!outcome.ok);
      assert.match(outcome.failure.sentence, /web page/);
    });

    it('is told with the page where it was one, and without its words', async () => {
      const page = `<!DOCTYPE html><title>Done</title><p>Result</p><img src="${url}">`;
      const { outcome } = await readBytes(Buffer.from(page), 100, undefined, reading);
      assert.ok(outcome.ok);
      assert.match(outcome.value.notes.join(), /web page/);
      assert.equal(outcome.value.words, '');
    });

    it('is cut where the connection broke within a part', async () => {
      const body = multi([['Content-Type: image/png', P]]);
      const cut = { code: 'answer.cut', sentence: 'Cut.', billed: 'maybe' as const, nextSteps: [] };
      const { outcome } = await readBytes(body.subarray(0, 900), 50, cut, reading);
      assert.ok(!outcome.ok || outcome.value.incomplete);
    });

    it('has no picture where a text only speaks of base64', async () => {
      const words = 'A PNG begins with iVBORw0KGgo, a JPEG with /9j/4AAQ in base64.';
      const { outcome } = await readBytes(Buffer.from(chat(words)), 5, undefined, reading);
      assert.ok(!outcome.ok);
      assert.equal(outcome.failure.code, 'answer.textOnly');
      assert.ok(outcome.failure.sentence.includes(words));
    });
  });
}

it('Of several pictures in one body each is there', async () => {
  const body = multi([
    ['Content-Type: image/png', D],
    ['Content-Type: image/png', P],
  ]);
  const { outcome } = await readBytes(body, 7, undefined, gemini.answers);
  assert.ok(outcome.ok && outcome.value.final.sink.bytes.equals(P));
  assert.ok(outcome.value.others[0]?.sink.bytes.equals(D));
});
