import assert from 'node:assert/strict';
import type { Answer } from '../../../../../src/core/api/answer/response.ts';
import { failureOf, type MemorySink, unwrap } from '../../support.ts';
import { readBytes } from './readWhole.ts';

/** Begins and ends like a PNG; what lies between has every byte that base64 spells with + and /. */
function png(seed: number, length = 700): Buffer {
  const body = Buffer.from(Array.from({ length }, (_, index) => (index * 7919 + seed * 31 + 251) % 256));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    body,
    Buffer.from('\0\0\0\0IEND\xaeB`\x82', 'latin1'),
  ]);
}

const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  png(9).subarray(8, 500),
  Buffer.from([0xff, 0xd9]),
]);
const webp = Buffer.concat([Buffer.from('RIFF\x58\x02\0\0WEBPVP8 ', 'latin1'), Buffer.alloc(592, 0xfb)]);
const picture = png(1);
const draft = png(2);
const b64 = picture.toString('base64');
const url = `data:image/png;base64,${b64}`;
const inline = (bytes: Buffer, rest: object = {}) => ({
  inlineData: { mimeType: 'image/png', data: bytes.toString('base64') },
  ...rest,
});
const google = (parts: unknown[], rest: object = { finishReason: 'STOP' }) => ({
  candidates: [{ content: { role: 'model', parts }, ...rest }],
  modelVersion: 'gemini-3.1-flash-image',
});
const good = google([{ text: 'Here.' }, inline(picture)]);
const chat = (message: object) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'gemini-3.1-flash-image',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 1290, total_tokens: 1300 },
});
const delta = (content: string, rest: object = {}) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { role: 'assistant', content, ...rest }, finish_reason: null }],
});
const events = (values: unknown[], end = '\n\n', tail = '') =>
  values.map((value) => `data: ${JSON.stringify(value)}${end}`).join('') + tail;
const text = (value: unknown) => JSON.stringify(value);
const wrap = (base64: string, end = '\n') => base64.replace(/.{76}/g, `$&${end}`);

async function read(body: string | Buffer, chunkBytes?: number): Promise<Answer<MemorySink>> {
  return unwrap((await readBytes(Buffer.from(body), chunkBytes)).outcome);
}

/** Read whole, in chunks of an odd size, and byte by byte. */
async function readsPicture(body: string | Buffer, expected = picture): Promise<Answer<MemorySink>> {
  for (const chunkBytes of [1, 13, 1_000_000]) {
    const answer = await read(body, chunkBytes);
    assert.ok(answer.final.sink.bytes.equals(expected), `the picture, in chunks of ${chunkBytes}`);
    assert.equal(answer.incomplete, undefined);
  }
  return read(body);
}

describe('A picture in an envelope', () => {
  for (const [name, body] of Object.entries({
    'under response': text({ response: good, requestId: 'r' }),
    'under data': text({ code: 200, msg: 'ok', data: good }),
    'under result, deeper': text({ status: 'success', result: { output: { response: good } } }),
    'in an array': text([good]),
    'in arrays of arrays': text([[good]]),
    'in an array, as a stream without events': `[${text(google([{ text: 'A' }], {}))}\n,\r\n${text(good)}]`,
    'as a text': text({ statusCode: 200, body: text(good) }),
    'as a text in a text': text({ data: text({ response: text(good) }) }),
    'in lines of JSON': `${text(google([{ text: 'Working' }], {}))}\n${text(good)}\n`,
    'in values one behind the other': `${text({ status: 'queued' })}${text(good)}`,
    'behind lines of JSON without it': `{"type":"ping"}\r\n{"type":"ping"}\r\n${text(good)}\r\n`,
    'after a guard against scripts': `)]}'\n${text(good)}`,
    'after a byte order mark': `\ufeff\n${text(good)}`,
  })) {
    it(`is read ${name}`, async () => {
      await readsPicture(body);
    });
  }
});

describe('A picture in events that nobody asked for', () => {
  const whole = [
    google([{ text: 'On it. ' }], {}),
    google([inline(picture)], {}),
    google([], { finishReason: 'STOP' }),
  ];
  for (const [name, body] of Object.entries({
    'as Google sends them': events(whole, '\r\n\r\n'),
    'with line feeds alone': events(whole),
    'with carriage returns alone': events(whole, '\r\r'),
    'with an end mark': events(whole, '\n\n', 'data: [DONE]\n\n'),
    'without an empty line between': events(whole, '\n'),
    'without an empty line at the end': events(whole).trimEnd(),
    'without a space': events(whole).replaceAll('data: ', 'data:'),
    'with comments, names and ids': `: keep alive\n\nretry: 100\n\nevent: message\nid: 1\n${events(whole, '\n\n: ping {"a":1}\n\n')}`,
    'with the field name twice': events(whole).replaceAll('data: ', 'data: data: '),
    'in one event of many lines': `data: ${JSON.stringify(good, undefined, 2).replaceAll('\n', '\ndata: ')}\n\n`,
    'in one event whose further lines have no name': `data: ${JSON.stringify(good, undefined, 2)}\n\n`,
    'after an event that broke off': `data: {"candidates":[{"content":\n\n${events([good])}`,
    'after a byte order mark': `\ufeff${events([good])}`,
    'in an envelope': events(whole.map((response) => ({ response }))),
    'in arrays': events([whole]),
  })) {
    it(`is read ${name}`, async () => {
      if (name.includes('broke off')) assert.ok((await read(body)).final.sink.bytes.equals(picture));
      else await readsPicture(body);
    });
  }

  it('keeps its words together, also where the last event says them all again', async () => {
    const said = [google([{ text: 'Here is ' }], {}), google([{ text: 'your cat.' }, inline(picture)], {})];
    assert.equal((await read(events(said))).words, 'Here is your cat.');
    assert.equal(
      (await read(events([...said, google([{ text: 'Here is your cat.' }])]))).words,
      'Here is your cat.',
    );
  });

  it('counts once although the last event sends it again', async () => {
    const answer = await read(events([google([inline(picture)], {}), google([inline(picture)])]));
    assert.equal(answer.others.length, 0);
  });

  it('is marked as cut where the stream stops before it says that it has finished', async () => {
    const cut = { code: 'answer.cut', sentence: 'Cut.', billed: 'maybe' as const, nextSteps: [] };
    const { outcome } = await readBytes(Buffer.from(events(whole.slice(0, 2))), 100, cut);
    assert.equal(unwrap(outcome).incomplete, true);
  });
});

describe('A picture in the form of another API', () => {
  const bodies: Record<string, string> = {
    'Markdown in a chat': text(chat({ content: `Here you are:\n\n![image](${url})\n\nEnjoy.` })),
    'Markdown with a title': text(chat({ content: `![a](${url} "A cat")` })),
    'HTML in a chat': text(chat({ content: `<img src="${url}" alt="cat">` })),
    'a bare data URL in a chat': text(chat({ content: url })),
    'a data URL and words behind it': text(chat({ content: `${url}\nThat is all.` })),
    'a data URL in lines': text(chat({ content: `![i](data:image/png;base64,${wrap(b64)})` })),
    'a data URL with parameters': text(chat({ content: url.replace('png;', 'png;charset=utf-8;') })),
    'a percent-encoded data URL': text(
      chat({ content: `![i](data:image/png;base64,${encodeURIComponent(b64)})` }),
    ),
    "OpenRouter's images": text(chat({ content: '', images: [{ type: 'image_url', image_url: { url } }] })),
    'parts in a chat': text(
      chat({
        content: [
          { type: 'text', text: 'Here' },
          { type: 'image_url', image_url: { url } },
        ],
      }),
    ),
    'an image address that is a text': text(chat({ content: [{ type: 'image_url', image_url: url }] })),
    'parts with base64': text(
      chat({ content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: b64 } }] }),
    ),
    'streamed in a chat': events(
      [delta('Here: '), delta(`![i](${url})`), delta('', {})],
      '\n\n',
      'data: [DONE]\n\n',
    ),
    'streamed images in a chat': events(
      [delta('x', { images: [{ image_url: { url } }] })],
      '\n\n',
      'data: [DONE]\n\n',
    ),
    'streamed in pieces': events(
      [...`See ![i](${url}) there`.matchAll(/.{1,37}/gs)].map(([piece]) => delta(piece)),
      '\n\n',
      'data: [DONE]\n\n',
    ),
    'a Markdown link in a chat': text(chat({ content: `[Download](${url})` })),
    'JSON with a data URL as a text': text(chat({ content: text({ image_url: url }) })),
    'JSON without it and Markdown behind': text(chat({ content: `{"note":"x"} ![i](${url})` })),
    'braces and Markdown behind': text(chat({ content: `{see} ![i](${url})` })),
    b64_json: text({ created: 1, data: [{ b64_json: b64 }] }),
    'b64_json with a data URL': text({ created: 1, data: [{ b64_json: url, url: null }] }),
    'b64_json streamed': `event: image_generation.completed\n${events([{ type: 'image_generation.completed', b64_json: b64 }])}`,
    'predictions of Vertex': text({ predictions: [{ mimeType: 'image/png', bytesBase64Encoded: b64 }] }),
    'generated images': text({ generatedImages: [{ image: { imageBytes: b64 } }] }),
    'outputs of interactions': text({
      id: 'i',
      status: 'completed',
      outputs: [
        { type: 'text', text: 'Hi' },
        { type: 'image', mime_type: 'image/png', data: b64 },
      ],
    }),
    'output of responses': text({
      output: [
        { type: 'reasoning', summary: [] },
        { type: 'image_generation_call', status: 'completed', result: b64 },
      ],
    }),
    'a list of base64': text({ images: [b64] }),
    'a list of data URLs': text({ output: [url] }),
    'base64 under any key': text({ success: true, artifact: { picture: b64 } }),
    'url-safe base64': text(google([{ inlineData: { data: picture.toString('base64url') } }])),
    'percent-encoded base64': text(google([{ inlineData: { data: encodeURIComponent(b64) } }])),
    'base64 in lines': text(google([{ inlineData: { data: wrap(b64, '\r\n') } }])),
    'snake_case with null beside it': text({
      error: null,
      candidates: [
        { content: { parts: [{ inlineData: null, inline_data: { mime_type: 'image/png', data: b64 } }] } },
      ],
    }),
    'escaped slashes': text(good).replaceAll('/', '\\/'),
  };
  for (const [name, body] of Object.entries(bodies)) {
    it(`is read: ${name}`, async () => {
      await readsPicture(body);
    });
  }

  it('leaves the words clean', async () => {
    for (const [name, words] of [
      ['Markdown in a chat', 'Here you are:\n\n\n\nEnjoy.'],
      ['HTML in a chat', ''],
      ['a data URL and words behind it', 'That is all.'],
      ['streamed in pieces', 'See  there'],
      ['outputs of interactions', 'Hi'],
      ['parts in a chat', 'Here'],
    ] as const) {
      assert.equal((await read(bodies[name] ?? '')).words, words, name);
    }
  });

  it('reads what a chat says of itself', async () => {
    const answer = await read(bodies['a bare data URL in a chat'] ?? '');
    assert.equal(answer.modelVersion, 'gemini-3.1-flash-image');
    assert.equal(answer.finishReason, 'STOP');
    assert.deepEqual(answer.usage, { promptTokens: 10, candidatesTokens: 1290, totalTokens: 1300 });
  });

  it('counts once where it stands in two shapes', async () => {
    const answer = await read(text(chat({ content: `![i](${url})`, images: [{ image_url: { url } }] })));
    assert.equal(answer.others.length, 0);
  });

  it('is no draft where drafts came before it', async () => {
    const partial = {
      type: 'image_generation.partial_image',
      partial_image_index: 0,
      b64_json: draft.toString('base64'),
    };
    const answer = await readsPicture(
      events([partial, { type: 'image_generation.completed', b64_json: b64 }]),
    );
    assert.equal(answer.others.length, 0);
    assert.ok(answer.thoughts.images[0]?.sink.bytes.equals(draft));
  });

  it('is never what was sent', async () => {
    const sent = { role: 'user', parts: [inline(draft)] };
    const answer = await readsPicture(text({ ...good, request: { contents: [sent] }, contents: [sent] }));
    assert.equal(answer.others.length, 0);
    const { outcome, sinks } = await readBytes(Buffer.from(text({ contents: [sent], candidates: [] })));
    assert.equal(failureOf(outcome).code, 'answer.empty');
    assert.ok(sinks.every(({ discarded }) => discarded));
  });

  it('is kept with emoji and accents around it', async () => {
    const answer = await readsPicture(text(chat({ content: `Voilà 🍌 ![é](${url}) naïve 🎉` })));
    assert.equal(answer.words, 'Voilà 🍌  naïve 🎉');
    const escaped = text(chat({ content: `🍌 ![i](${url})` })).replaceAll('🍌', '\\ud83c\\udf4c');
    assert.equal((await read(escaped)).words, '🍌');
  });

  for (const words of [
    'Use data: URLs, like data:image/png;base64, in CSS.',
    '[1] {"a": 1} is JSON',
    '{"answer": "no picture"}',
    'dat',
    'metadata:',
  ]) {
    it(`keeps the words of a model that writes ${words}`, async () => {
      for (const chunkBytes of [1, 5, 1000]) {
        const answer = await read(text(google([{ text: words }, inline(picture)])), chunkBytes);
        assert.equal(answer.words, words);
        assert.ok(answer.final.sink.bytes.equals(picture));
      }
    });
  }
});

describe('A body that is no JSON', () => {
  for (const [name, body, expected] of [
    ['the bytes of a PNG', picture, picture],
    ['the bytes of a JPEG', jpeg, jpeg],
    ['the bytes of a WebP', webp, webp],
    ['a data URL', url, picture],
    ['base64', `${wrap(b64)}\n`, picture],
    ['Markdown', `![image](${url})\n`, picture],
    ['a JSON string', text(url), picture],
    ['a JSON string of base64', text(b64), picture],
    ['a JSON string with escaped slashes', text(url).replaceAll('/', '\\/'), picture],
  ] as const) {
    it(`gives the picture that it is: ${name}`, async () => {
      await readsPicture(body, expected);
    });
  }

  it('is cut where the connection broke', async () => {
    const cut = { code: 'answer.cut', sentence: 'Cut.', billed: 'maybe' as const, nextSteps: [] };
    for (const body of [picture.subarray(0, 300), Buffer.from(url.slice(0, 300))]) {
      const { outcome } = await readBytes(body, 50, cut);
      assert.ok(!outcome.ok || outcome.value.incomplete);
    }
  });
});

describe('Two pictures at once', () => {
  it('are kept apart where one comes in pieces that another one interrupts', async () => {
    const pieces = `Look: ${url}`.match(/.{1,300}/gs) ?? [];
    const body = events([
      ...pieces.map((piece) => delta(piece)),
      {
        choices: [
          {
            message: {
              images: [{ image_url: { url: `data:image/png;base64,${draft.toString('base64')}` } }],
            },
          },
        ],
      },
    ]);
    const answer = await read(body, 1000);
    const all = [answer.final, ...answer.others].map(({ sink }) => sink.bytes);
    assert.ok(all.some((bytes) => bytes.equals(picture)));
    assert.ok(all.some((bytes) => bytes.equals(draft)));
  });
});

describe('A picture behind strange values', () => {
  const strange = (before: string) => `{${before}${text(good).slice(1)}`;
  for (const [name, body] of Object.entries({
    'numbers that JSON does not know': strange('"avgLogprobs":NaN,"score":-Infinity,"x":undefined,'),
    'keys without quotes': strange('debug:true,'),
    'a comma too many': strange('"a":[1,2,],'),
    'a missing comma': strange('"a":1 '),
    'a missing value': strange('"a":,'),
    'bad escapes': strange('"a":"C:\\Users\\x \\u12 \\q",'),
    'raw line breaks in a text': strange('"a":"one\ntwo\tthree\u0000",'),
    'more text than can be kept': strange(`"a":[${`"${'x'.repeat(200_000)}",`.repeat(60)}1],`),
    'more values than can be kept': strange(`"a":[${'0,'.repeat(700_000)}1],`),
    'more levels than can be kept': strange(`"a":${'['.repeat(5000)}${']'.repeat(5000)},`),
    "Python's spelling": text(good).replaceAll('"', "'").replace('{', "{'ok': True, 'none': None, "),
  })) {
    it(`is read: ${name}`, async () => {
      assert.ok((await read(body)).final.sink.bytes.equals(picture));
    });
  }
});

describe('An error beside a picture', () => {
  const error = { code: 500, message: 'usage could not be written', status: 'INTERNAL' };
  for (const [name, body] of Object.entries({
    'behind it': text({ ...good, error }),
    'before it': text({ error, ...good }),
    'as a text': text({ ...good, error: 'usage could not be written' }),
    'in an envelope': text({ data: good, error }),
    'in a further value': `${text(good)}\n${text({ error })}`,
    'in an event': `${events([good])}event: error\n${events([error])}`,
  })) {
    it(`costs nothing but a note: ${name}`, async () => {
      const answer = await read(body);
      assert.ok(answer.final.sink.bytes.equals(picture));
      assert.match(
        answer.notes.join(),
        /APIYI reported an error along with the image: “usage could not be written”/,
      );
    });
  }

  for (const error of [null, '', {}, false, { code: 0, message: '' }]) {
    it(`is none when it is ${text(error)}`, async () => {
      assert.deepEqual((await read(text({ error, ...good }))).notes, []);
    });
  }

  it('is the failure where the only picture is a thought', async () => {
    const body = text({ ...google([inline(draft, { thought: true })]), error });
    assert.equal(failureOf((await readBytes(Buffer.from(body))).outcome).code, 'server.error');
  });

  it('is the failure of an envelope without a picture', async () => {
    const body = text({ code: 429, msg: 'Too many requests', data: null });
    const failure = failureOf((await readBytes(Buffer.from(body))).outcome);
    assert.match(failure.detail ?? '', /Too many requests/);
  });
});

describe('The final picture', () => {
  const audio = {
    inlineData: { mimeType: 'audio/mpeg', data: Buffer.from('ID3 a song').toString('base64') },
  };
  const words = {
    inlineData: { mimeType: 'text/plain', data: Buffer.from('some words').toString('base64') },
  };
  for (const [name, last] of Object.entries({
    sound: audio,
    'a text': words,
    'a text that is called a PNG': { inlineData: { mimeType: 'image/png', data: words.inlineData.data } },
    'half a PNG': inline(draft.subarray(0, 300)),
    'half a JPEG': { inlineData: { mimeType: 'image/jpeg', data: jpeg.subarray(0, 300).toString('base64') } },
    'half a WebP': { inlineData: { mimeType: 'image/webp', data: webp.subarray(0, 300).toString('base64') } },
    'damaged base64': { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo*' } },
    'no data': { inlineData: { mimeType: 'image/png', data: '' } },
    'a thought': inline(draft, { thought: true }),
    'a thought that is flagged by a text': inline(draft, { thought: 'true' }),
    'a thought that is flagged by a number': inline(draft, { thought: 1 }),
    'a thought by another name': inline(draft, { isThought: true }),
  })) {
    it(`is never ${name} behind it`, async () => {
      const answer = await readsPicture(text(google([inline(picture), last])));
      assert.ok(answer.others.every(({ sink }) => !sink.bytes.equals(picture)));
    });
  }

  for (const [name, bytes] of Object.entries({ PNG: picture, JPEG: jpeg, WebP: webp })) {
    it(`is the last ${name} whatever type it declares`, async () => {
      const data = bytes.toString('base64');
      const answer = await readsPicture(
        text(google([inline(draft), { inlineData: { mimeType: 'audio/wav', data } }])),
        bytes,
      );
      assert.ok(answer.others[0]?.sink.bytes.equals(draft));
    });
  }

  it('says what was left out', async () => {
    const answer = await read(text(google([inline(picture), audio])));
    assert.match(answer.notes.join(), /not a picture \(audio\/mpeg\)/);
  });

  it('is a whole thought rather than half a picture, when the model finished', async () => {
    const answer = await readsPicture(
      text(google([inline(picture, { thought: true }), inline(draft.subarray(0, 99))])),
    );
    assert.equal(answer.final.thought, true);
  });

  it('is what there is where only half a picture came', async () => {
    const half = draft.subarray(0, 99);
    await readsPicture(text(google([inline(half)])), half);
  });
});
