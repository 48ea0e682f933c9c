import assert from 'node:assert/strict';
import type { Answer } from '../../../../../src/core/api/answer/response.ts';
import { openaiImages } from '../../../../../src/core/api/engines/openai-images/openaiImages.ts';
import { failure } from '../../../../../src/core/api/failures.ts';
import { failureOf, type MemorySink, unwrap } from '../../support.ts';
import { type Reading, readBytes } from '../gemini/readWhole.ts';

/** Begins and ends like a PNG; what lies between has every byte that base64 spells with + and /. */
function png(seed: number, length = 700): Buffer {
  const body = Buffer.from(Array.from({ length }, (_, index) => (index * 7919 + seed * 31 + 251) % 256));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    body,
    Buffer.from('\0\0\0\0IEND\xaeB`\x82', 'latin1'),
  ]);
}

const picture = png(1);
const other = png(2);
const draft = png(3, 200);
const b64 = picture.toString('base64');
const dataUrl = `data:image/png;base64,${b64}`;
const usage = {
  input_tokens: 50,
  input_tokens_details: { text_tokens: 10, image_tokens: 40 },
  output_tokens: 1372,
  output_tokens_details: { image_tokens: 1372, text_tokens: 0 },
  total_tokens: 1422,
};
const echo = { background: 'opaque', output_format: 'png', quality: 'high', size: '1536x1024' };
const good = { created: 1796000000, data: [{ b64_json: b64 }], ...echo, usage };
const text = (value: unknown) => JSON.stringify(value);
const wrap = (base64: string, end = '\n') => base64.replace(/.{76}/g, `$&${end}`);

const read = (body: string | Buffer, chunkBytes?: number): Promise<Reading> =>
  readBytes(Buffer.from(body), chunkBytes, undefined, openaiImages.answers);

/** Read whole, in chunks of an odd size, and byte by byte. */
async function readsPicture(body: string | Buffer): Promise<Answer<MemorySink>> {
  for (const chunkBytes of [1, 13]) {
    const answer = unwrap((await read(body, chunkBytes)).outcome);
    assert.ok(answer.final.sink.bytes.equals(picture), `the picture, in chunks of ${chunkBytes}`);
  }
  const { outcome, sinks } = await read(body, 1_000_000);
  const answer = unwrap(outcome);
  assert.ok(answer.final.sink.bytes.equals(picture));
  const kept = new Set([answer.final, ...answer.others].map(({ sink }) => sink));
  assert.ok(
    sinks.every((sink) => kept.has(sink) || sink.discarded),
    'what is no result is thrown away',
  );
  return answer;
}

describe('A picture of the Images endpoints', () => {
  for (const [name, body] of Object.entries({
    'as OpenAI sends it': text(good),
    'in lines': JSON.stringify(good, undefined, 2),
    'without anything beside it': text({ data: [{ b64_json: b64 }] }),
    'with the usage first': text({ usage, ...echo, data: [{ b64_json: b64 }], created: 1 }),
    'with words about it': text({ ...good, data: [{ revised_prompt: 'a "boat"', b64_json: b64 }] }),
    'with slashes escaped': text(good).replaceAll('/', '\\/'),
    'after a byte order mark': `\ufeff\n${text(good)}\n\n`,
    'with a data: prefix': text({ data: [{ b64_json: dataUrl }] }),
    'with a data: prefix of another type': text({ data: [{ b64_json: dataUrl.replace('png', 'webp') }] }),
    'as a data: URL in the address': text({ data: [{ url: dataUrl }] }),
    'beside an address': text({ data: [{ url: 'https://cdn.example/a.png', b64_json: b64 }] }),
    'beside an address that is null': text({ data: [{ url: null, b64_json: b64, revised_prompt: null }] }),
    'beside an empty address': text({ data: [{ url: '', b64_json: b64 }] }),
    'with base64 that is null beside a data: URL': text({ data: [{ b64_json: null, url: dataUrl }] }),
    'behind an empty item': text({ data: [{}, { b64_json: b64 }] }),
    'behind an item that is null': text({ data: [null, { b64_json: b64 }] }),
    'behind an item with empty base64': text({ data: [{ b64_json: '' }, { b64_json: b64 }] }),
    'behind an item that is damaged': text({
      data: [{ b64_json: `${b64.slice(0, 80)}!?*#` }, { b64_json: b64 }],
    }),
    'as an object in place of a list': text({ data: { b64_json: b64 } }),
    'in lines of base64': text({ data: [{ b64_json: wrap(b64) }] }),
    'in lines of base64 as MIME has them': text({ data: [{ b64_json: wrap(b64, '\r\n') }] }),
    'in base64 for addresses': text({ data: [{ b64_json: b64.replaceAll('+', '-').replaceAll('/', '_') }] }),
    'without padding': text({ data: [{ b64_json: b64.replace(/=+$/, '') }] }),
    'in an envelope': text({ code: 0, message: 'ok', data: good }),
    'under response': text({ response: good }),
    'under result': text({ status: 'success', result: good }),
    'in an array': text([good]),
    'beside an error of the usage': text({ ...good, error: { message: 'the usage was not written' } }),
    'declared as another format': text({ ...good, output_format: 'jpeg' }),
    'under images': text({ images: [{ b64_json: b64 }] }),
  })) {
    it(`is read ${name}`, async () => {
      const answer = await readsPicture(body);
      assert.equal(answer.incomplete, undefined);
      assert.deepEqual(answer.others, []);
    });
  }

  it('comes with what it took, also under the names of other APIs, or without', async () => {
    const { usage: seen } = await readsPicture(text(good));
    assert.deepEqual(
      [seen?.promptTokens, seen?.candidatesTokens, seen?.totalTokens, seen?.promptDetails?.IMAGE],
      [50, 1372, 1422, 40],
    );
    const bare = await readsPicture(text({ data: [{ b64_json: b64 }], usage: null }));
    assert.equal(bare.usage, undefined);
  });

  it('is the first of several, and the others lie beside it', async () => {
    const several = [picture, other].map((one) => ({ b64_json: one.toString('base64') }));
    const { others } = await readsPicture(text({ data: several }));
    assert.deepEqual(
      others.map(({ sink }) => sink.bytes.equals(other)),
      [true],
    );
  });

  it('is found wherever the answer breaks off behind it', async () => {
    const whole = text({ ...good, usage: undefined, more: 'x'.repeat(400) });
    const end = whole.indexOf('"}]', 20) + 1;
    for (const at of [end + 1, end + 20, whole.length - 1]) {
      const answer = await readsPicture(whole.slice(0, at));
      assert.equal(answer.incomplete, true, `cut at ${at}`);
    }
  });
});

const event = (type: string, fields: object) => ({ type, created_at: 1, ...echo, ...fields });
const partial = (index: number, bytes = draft) =>
  event('image_generation.partial_image', {
    b64_json: bytes.toString('base64'),
    partial_image_index: index,
  });
const completed = event('image_generation.completed', { b64_json: b64, usage });
const events = (values: unknown[], end = '\n\n', tail = '') =>
  values.map((value) => `data: ${text(value)}${end}`).join('') + tail;
const named = (values: { type: string }[]) =>
  values.map((value) => `event: ${value.type}\ndata: ${text(value)}\n\n`).join('');

describe('A picture of the Images endpoints in a stream', () => {
  for (const [name, body] of Object.entries({
    alone: events([completed]),
    'behind partial ones': events([partial(0), partial(1, png(4, 300)), completed]),
    'behind a partial one that is the same': events([partial(0, picture), completed]),
    'with names of the events': named([partial(0), completed]),
    'with an end mark': events([partial(0), completed], '\n\n', 'data: [DONE]\n\n'),
    'with carriage returns': events([partial(0), completed], '\r\n\r\n'),
    'with comments': `: keep-alive\n\n${events([partial(0), completed], '\n\n: ping\n\n')}`,
    'without an empty line at the end': events([partial(0), completed]).trimEnd(),
    'of an edit': events([
      { ...partial(0), type: 'image_edit.partial_image' },
      { ...completed, type: 'image_edit.completed' },
    ]),
    'with a data: prefix': events([{ ...completed, b64_json: dataUrl }]),
    'cut behind it': `${events([partial(0), completed])}data: {"type":"image_gen`,
    'with an error behind it': events([completed, { error: { message: 'late', code: 'server_error' } }]),
    'as one answer in one event': events([good]),
    'as plain JSON': text(good),
  })) {
    it(`is read ${name}`, async () => {
      const answer = await readsPicture(body);
      assert.deepEqual(answer.others, []);
      if (!name.includes('cut')) assert.equal(answer.incomplete, undefined);
    });
  }

  it('comes with what it took in the last event', async () => {
    assert.equal((await readsPicture(events([partial(0), completed]))).usage?.candidatesTokens, 1372);
  });

  it('is each that was completed, where several were asked for', async () => {
    const body = events([partial(0), completed, { ...completed, b64_json: other.toString('base64') }]);
    assert.equal(unwrap((await read(body)).outcome).others.length, 1);
  });
});

const error = (message: string, code: string) => ({ error: { message, type: 'x', param: null, code } });

describe('An answer of the Images endpoints without a picture', () => {
  const rows: [what: string, body: string, code: RegExp, billed: 'no' | 'maybe' | 'yes'][] = [
    ['an empty object', '{}', /^answer\.empty$/, 'maybe'],
    ['an empty list', text({ created: 1, data: [] }), /^answer\.empty$/, 'maybe'],
    ['no list', text({ created: 1, data: null }), /^answer\.empty$/, 'maybe'],
    ['an empty item', text({ data: [{}] }), /^answer\.empty$/, 'maybe'],
    ['a revised prompt alone', text({ data: [{ revised_prompt: 'a boat' }] }), /^answer\./, 'maybe'],
    ['an empty list that took tokens', text({ data: [], usage }), /^answer\.empty$/, 'yes'],
    ['words', text({ data: [], message: 'I can not do that.' }), /^answer\.textOnly$/, 'maybe'],
    ['empty base64', text({ data: [{ b64_json: '' }] }), /^answer\.(?:empty|badImage)$/, 'maybe'],
    [
      'signs that are none of base64',
      text({ data: [{ b64_json: `${b64.slice(0, 80)}!?*#` }] }),
      /^answer\.badImage$/,
      'yes',
    ],
    ['base64 that ends too early', text(good).slice(0, 300), /^answer\.(?:cut|broken)/, 'maybe'],
    ['partial pictures alone', events([partial(0), partial(1)]), /^answer\.(?:cut|broken)/, 'maybe'],
    [
      'a partial picture and a cut',
      `${events([partial(0)])}data: {"type":"image_gen`,
      /^answer\.(?:cut|broken)/,
      'maybe',
    ],
    ['an error with status 200', text(error('no', 'moderation_blocked')), /^refused\./, 'maybe'],
    [
      'an error of the balance with status 200',
      text(error('no credit', 'insufficient_user_quota')),
      /^billing\./,
      'no',
    ],
    ['an error event', events([partial(0), error('blocked', 'moderation_blocked')]), /^refused\./, 'maybe'],
    [
      'an error event of that name',
      `event: error\ndata: ${text({ type: 'error', ...error('blocked', 'moderation_blocked') })}\n\n`,
      /^refused\./,
      'maybe',
    ],
    ['a web page', '<!doctype html><html><body>Sign in</body></html>', /^answer\./, 'maybe'],
    ['a text', 'The image is on its way.', /^answer\./, 'maybe'],
    ['nothing at all', '', /^answer\./, 'maybe'],
  ];
  for (const [what, body, code, billed] of rows) {
    it(`that holds ${what} is a failure with a sentence`, async () => {
      for (const chunkBytes of [7, 100_000]) {
        const { outcome, sinks } = await read(body, chunkBytes);
        const failed = failureOf(outcome);
        assert.match(failed.code, code, failed.sentence);
        assert.equal(failed.billed, billed, failed.sentence);
        assert.match(failed.sentence, /[.”)]$/);
        assert.ok(sinks.every(({ discarded }) => discarded));
      }
    });
  }

  it('tells what broke it off', async () => {
    const cut = failure('stopped', 'Stopped.', 'maybe');
    const { outcome } = await readBytes(Buffer.from(text(good).slice(0, 300)), 50, cut, openaiImages.answers);
    assert.equal(failureOf(outcome).code, 'stopped');
  });
});
