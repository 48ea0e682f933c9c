import assert from 'node:assert/strict';
import type { Answer } from '../../../../../src/core/api/answer/response.ts';
import { gemini } from '../../../../../src/core/api/engines/gemini/gemini.ts';
import { cutFailure } from '../../../../../src/core/api/errors/answerFailures.ts';
import { AnswerReader } from '../../../../../src/core/api/receive/answerReader.ts';
import { failureOf, MemorySink, unwrap } from '../../support.ts';
import { readBytes } from './readWhole.ts';

const read = (answer: unknown, chunkBytes?: number) =>
  readBytes(Buffer.from(JSON.stringify(answer)), chunkBytes);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const inline = (text: string, mimeType = 'image/png') => ({ inlineData: { mimeType, data: base64(text) } });
const answerOf = (parts: unknown, finishReason: unknown = 'STOP', rest: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, finishReason, index: 0 }],
  ...rest,
});
const textsOf = (answer: Answer<MemorySink>) => ({
  final: answer.final.sink.bytes.toString(),
  others: answer.others.map(({ sink }) => sink.bytes.toString()),
  thoughts: answer.thoughts.images.map(({ sink }) => sink.bytes.toString()),
});
const success = async (answer: unknown) => unwrap((await read(answer)).outcome);

describe('answer with an image', () => {
  it("reads the API's own example", async () => {
    const { outcome, sinks } = await read({
      candidates: [{ content: { parts: [inline('the picture')] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 258 },
    });
    assert.deepEqual(unwrap(outcome), {
      final: { sink: sinks[0], byteLength: 11, declaredType: 'image/png', thought: false },
      others: [],
      thoughts: { images: [], texts: [] },
      words: '',
      links: [],
      notes: [],
      usage: { promptTokens: 10, candidatesTokens: 258 },
      finishReason: 'STOP',
      requestId: 'req-1',
    });
    assert.equal(sinks[0]?.bytes.toString(), 'the picture');
    assert.ok(sinks[0]?.closed);
    assert.equal(sinks[0]?.discarded, false);
  });

  it('reads everything that an answer can tell', async () => {
    const answer = await success(
      answerOf(
        [
          { text: ' Here it is. ', thoughtSignature: 'c2ln' },
          { ...inline('x'), thoughtSignature: 'c2ln' },
        ],
        'STOP',
        {
          modelVersion: 'gemini-3.1-flash-image',
          responseId: 'abc',
          usageMetadata: {
            promptTokenCount: 10,
            candidatesTokenCount: 1392,
            totalTokenCount: '2102',
            thoughtsTokenCount: 700,
            cachedContentTokenCount: 0,
            toolUsePromptTokenCount: 3,
            promptTokensDetails: [
              { modality: 'TEXT', tokenCount: 4 },
              { modality: 'IMAGE', tokenCount: 6 },
            ],
            candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1120 }],
            serviceTier: 'standard',
          },
        },
      ),
    );
    assert.equal(answer.words, 'Here it is.');
    assert.equal(answer.modelVersion, 'gemini-3.1-flash-image');
    assert.equal(answer.responseId, 'abc');
    assert.deepEqual(answer.usage, {
      promptTokens: 10,
      candidatesTokens: 1392,
      thoughtsTokens: 700,
      totalTokens: 2102,
      cachedTokens: 0,
      toolUseTokens: 3,
      promptDetails: { TEXT: 4, IMAGE: 6 },
      candidatesDetails: { IMAGE: 1120 },
      serviceTier: 'standard',
    });
  });

  it('reads snake_case, and keys in any order', async () => {
    const { outcome } = await readBytes(
      Buffer.from(
        `{"usage_metadata":{"prompt_token_count":5,"candidates_tokens_details":[{"token_count":7,"modality":"image"}]},
         "candidates":[{"finish_reason":"STOP","content":{"parts":[
           {"inline_data":{"data":"${base64('draft')}","mime_type":"image/jpeg"},"thought":true},
           {"thought_signature":"${'s'.repeat(100)}","inline_data":{"data":"${base64('final')}","mime_type":"image/jpeg"}}]}}],
         "model_version":"v","response_id":"r"}`,
      ),
    );
    const answer = unwrap(outcome);
    assert.deepEqual(textsOf(answer), { final: 'final', others: [], thoughts: ['draft'] });
    assert.equal(answer.final.declaredType, 'image/jpeg');
    assert.deepEqual(answer.usage, { promptTokens: 5, candidatesDetails: { IMAGE: 7 } });
    assert.deepEqual([answer.modelVersion, answer.responseId, answer.finishReason], ['v', 'r', 'STOP']);
  });

  it('reads the same whatever the chunks', async () => {
    const body = Buffer.from(
      JSON.stringify(answerOf([{ text: 'é🍌' }, inline('A picture \u0000 of some length')])).replaceAll(
        '/',
        '\\/',
      ),
    );
    for (let chunkBytes = 1; chunkBytes <= 40; chunkBytes++) {
      const answer = unwrap((await readBytes(body, chunkBytes)).outcome);
      assert.equal(answer.words, 'é🍌');
      assert.equal(answer.final.sink.bytes.toString(), 'A picture \u0000 of some length');
    }
  });

  it('keeps large images and lets their signatures pass', async () => {
    const large = Buffer.from(Array.from({ length: 1_000_003 }, (_, index) => (index * 7919) % 256));
    const part = { inlineData: { data: large.toString('base64') }, thoughtSignature: 'A'.repeat(1_500_000) };
    const { outcome } = await read(answerOf([part, part]), 65_536);
    const answer = unwrap(outcome);
    assert.ok(answer.final.sink.bytes.equals(large));
    assert.ok(answer.others[0]?.sink.bytes.equals(large));
    assert.equal(answer.final.byteLength, large.length);
  });

  it('takes a data: prefix and missing types', async () => {
    const answer = await success(
      answerOf([{ inlineData: { data: `data:image/png;base64,${base64('p')}` } }]),
    );
    assert.equal(answer.final.sink.bytes.toString(), 'p');
    assert.equal('declaredType' in answer.final, false);
  });

  it('keeps thoughts apart from the result', async () => {
    const answer = await success(
      answerOf([
        { text: 'I think', thought: true },
        { ...inline('interim'), thought: true },
        inline('final'),
        { text: 'Done' },
      ]),
    );
    assert.deepEqual(textsOf(answer), { final: 'final', others: [], thoughts: ['interim'] });
    assert.deepEqual(answer.thoughts.texts, ['I think']);
    assert.equal(answer.words, 'Done');
  });

  it('takes the last of several images without the flag, and offers the others', async () => {
    const answer = await success(answerOf([inline('draft 1'), inline('draft 2'), inline('final')]));
    assert.deepEqual(textsOf(answer), { final: 'final', others: ['draft 1', 'draft 2'], thoughts: [] });
  });

  it('offers images with words between as results of their own', async () => {
    const answer = await success(answerOf([{ text: '1' }, inline('one'), { text: '2' }, inline('two')]));
    assert.deepEqual(textsOf(answer), { final: 'two', others: ['one'], thoughts: [] });
    assert.equal(answer.words, '1\n\n2');
  });

  it('takes the last thought when the model flagged every image', async () => {
    const answer = await success(
      answerOf([
        { ...inline('first'), thought: true },
        { ...inline('only'), thought: true },
      ]),
    );
    assert.deepEqual(textsOf(answer), { final: 'only', others: [], thoughts: ['first'] });
    assert.equal(answer.final.thought, true);
  });

  it('does not take a thought for the result of a refusal', async () => {
    const { outcome, sinks } = await read(
      answerOf([{ ...inline('interim'), thought: true }], 'IMAGE_SAFETY'),
    );
    assert.equal(failureOf(outcome).code, 'refused.imageSafety');
    assert.deepEqual(
      sinks.map(({ discarded }) => discarded),
      [true],
    );
  });

  it('reads an answer in several pieces in an array', async () => {
    const answer = await success([
      answerOf([{ text: 'Here' }], null),
      answerOf([inline('x')], 'STOP', { usageMetadata: { promptTokenCount: 1 } }),
    ]);
    assert.equal(answer.final.sink.bytes.toString(), 'x');
    assert.deepEqual(answer.usage, { promptTokens: 1 });
  });

  it('ignores empty images, and an image that comes after its empty place', async () => {
    const answer = await success(answerOf([{ inlineData: { data: '' } }, { inlineData: null }, inline('x')]));
    assert.deepEqual(textsOf(answer), { final: 'x', others: [], thoughts: [] });
  });
});

describe('answer that broke off', () => {
  const whole = JSON.stringify(answerOf([{ text: 'a' }, inline('a whole picture'), { text: 'b' }]));
  const afterImage = whole.indexOf(base64('a whole picture')) + base64('a whole picture').length + 1;

  it('is a success from the moment that the image is whole, wherever it is cut', async () => {
    for (let length = afterImage; length < whole.length; length++) {
      const answer = unwrap((await readBytes(Buffer.from(whole.slice(0, length)))).outcome);
      assert.equal(answer.incomplete, true);
      assert.equal(answer.final.sink.bytes.toString(), 'a whole picture');
      assert.equal(answer.final.sink.discarded, false);
    }
  });

  it('is a failure before, and keeps nothing', async () => {
    for (let length = 1; length < afterImage; length++) {
      const { outcome, sinks } = await readBytes(Buffer.from(whole.slice(0, length)));
      const failure = failureOf(outcome);
      assert.equal(failure.code, 'answer.cut', `at ${length}`);
      assert.equal(failure.billed, 'maybe');
      assert.ok(failure.nextSteps.includes('runAgain'));
      assert.ok(sinks.every(({ discarded }) => discarded));
    }
  });

  it('says the reason it was given', async () => {
    const reason = cutFailure('APIYI', 'req-1', 'socket hang up');
    const { outcome } = await readBytes(Buffer.from(whole.slice(0, 30)), 10, reason);
    assert.deepEqual(failureOf(outcome), reason);
  });

  it('is not saved by a thought alone', async () => {
    const body = JSON.stringify(answerOf([{ ...inline('interim'), thought: true }, inline('final')]));
    const { outcome, sinks } = await readBytes(Buffer.from(body.slice(0, body.indexOf(base64('final')))));
    assert.equal(failureOf(outcome).code, 'answer.cut');
    assert.deepEqual(
      sinks.map(({ discarded }) => discarded),
      [true],
    );
  });

  it('keeps the whole image of an answer that goes on with nonsense', async () => {
    const { outcome } = await readBytes(Buffer.from(`${whole.slice(0, afterImage)} nonsense`));
    assert.equal(unwrap(outcome).incomplete, true);
  });

  it('tells nothing at all from a cut', async () => {
    assert.match(failureOf((await readBytes(Buffer.alloc(0))).outcome).sentence, /empty answer/);
  });
});

describe('answer that is not one', () => {
  it('says that a web page came', async () => {
    const failure = failureOf(
      (await readBytes(Buffer.from('<!DOCTYPE html>\n<title>Sign in</title>'))).outcome,
    );
    assert.equal(failure.code, 'answer.notJson');
    assert.match(failure.sentence, /a web page/);
    assert.equal(failure.detail, '<!DOCTYPE html> <title>Sign in</title>');
    assert.equal(failure.requestId, 'req-1');
  });

  it('says that something else came, without its control characters', async () => {
    const failure = failureOf((await readBytes(Buffer.from('upstream\u0007 says\n no'))).outcome);
    assert.equal(failure.code, 'answer.notJson');
    assert.equal(failure.detail, 'upstream says no');
  });

  it('refuses more than an answer can be', async () => {
    const body = Buffer.from(`{"candidates":[${'[],'.repeat(1_000_000)}[]]}`);
    assert.equal(failureOf((await readBytes(body)).outcome).code, 'answer.tooLarge');
  });

  it('reads an error that came as a success, also in an array', async () => {
    const error = { error: { code: 429, message: 'Too many', status: 'RESOURCE_EXHAUSTED' } };
    assert.equal(failureOf((await read([error])).outcome).code, 'rate.limited');
  });

  it('says that a damaged image is damaged', async () => {
    const { outcome, sinks } = await read(answerOf([{ inlineData: { data: '<BASE64_DATA>' } }]));
    const failure = failureOf(outcome);
    assert.equal(failure.code, 'answer.badImage');
    assert.equal(failure.billed, 'yes');
    assert.ok(sinks.every(({ discarded }) => discarded));
  });

  it('says that the image could not be stored', async () => {
    const sinks: MemorySink[] = [];
    const reader = new AnswerReader({
      reading: gemini.answers,
      openSink: () => {
        const sink = new MemorySink();
        sink.write = async () => {
          throw new Error('no space left on device');
        };
        sinks.push(sink);
        return sink;
      },
      providerName: 'APIYI',
      errorFailure: () => assert.fail(),
    });
    await reader.write(Buffer.from(JSON.stringify(answerOf([inline('x')]))));
    const failure = failureOf(await reader.end());
    assert.equal(failure.code, 'answer.notStored');
    assert.match(failure.sentence, /no space left/);
    assert.equal(failure.billed, 'yes');
    assert.deepEqual(
      sinks.map(({ discarded }) => discarded),
      [true],
    );
  });
});

describe('answer that says nothing', () => {
  const megabytes = 2_000_000;
  for (const [name, before, unit] of [
    ['blanks', '', ' '],
    ['line breaks', '', '\r\n'],
    ['blanks within a value', '{"candidates":[', '   \t'],
    ['signs of life', '', ': keep-alive\n\n'],
    ['events without a word', '', 'data:\n\n'],
    ['names of events', '', 'event: ping\n\n'],
  ] as const) {
    it(`ends early where it goes on and on: ${name}`, async () => {
      const body = Buffer.from(before + unit.repeat(megabytes / unit.length));
      const { outcome, takenBytes } = await readBytes(body);
      assert.ok(takenBytes < 1_100_000, `${takenBytes} bytes were taken`);
      assert.equal(failureOf(outcome).code, 'answer.cut');
      if (before === '') assert.match(failureOf(outcome).sentence, /sent an empty answer/);
    });
  }

  it('may begin with as many blanks as a server sends that keeps a connection open for hours', async () => {
    const body = `${' '.repeat(900_000)}${JSON.stringify(answerOf([inline('x')]))}`;
    assert.ok((await readBytes(Buffer.from(body))).outcome.ok);
  });
});

describe('answer without an image', () => {
  const usageMetadata = { promptTokenCount: 10, totalTokenCount: 10 };
  const failed = async (answer: unknown) => failureOf((await read(answer)).outcome);

  for (const [reason, code, words] of [
    ['SAFETY', 'promptSafety', /safety filter/],
    ['OTHER', 'promptOther', /one by one/],
    ['BLOCKLIST', 'promptBlocklist', /blocklist/],
    ['PROHIBITED_CONTENT', 'promptProhibited', /prohibited/],
    ['IMAGE_SAFETY', 'promptImageSafety', /input image was blocked/],
    ['BLOCKED_REASON_UNSPECIFIED', 'promptUnspecified', /without a reason/],
    ['MODEL_ARMOR', 'promptModelArmor', /Model Armor/],
    ['JAILBREAK', 'promptJailbreak', /jailbreak/],
    ['SOMETHING_NEW', 'prompt', /SOMETHING_NEW/],
  ] as const) {
    it(`blocked prompt: ${reason}`, async () => {
      const failure = await failed({ promptFeedback: { blockReason: reason }, usageMetadata });
      assert.equal(failure.code, `refused.${code}`);
      assert.match(failure.sentence, words);
      assert.equal(failure.billed, 'maybe');
      assert.equal(failure.requestId, 'req-1');
    });
  }

  const told = new Set<string>();
  for (const [reason, code] of [
    ['NO_IMAGE', 'noImage'],
    ['MAX_TOKENS', 'maxTokens'],
    ['SAFETY', 'safety'],
    ['PROHIBITED_CONTENT', 'prohibited'],
    ['BLOCKLIST', 'blocklist'],
    ['SPII', 'personalData'],
    ['IMAGE_SAFETY', 'imageSafety'],
    ['IMAGE_PROHIBITED_CONTENT', 'imageProhibited'],
    ['IMAGE_RECITATION', 'imageRecitation'],
    ['IMAGE_OTHER', 'imageOther'],
    ['RECITATION', 'recitation'],
    ['LANGUAGE', 'language'],
    ['OTHER', 'other'],
    ['MALFORMED_FUNCTION_CALL', 'functionCall'],
    ['UNEXPECTED_TOOL_CALL', 'toolCall'],
    ['TOO_MANY_TOOL_CALLS', 'toolCalls'],
    ['CONTINUATION', 'continuation'],
    ['FINISH_REASON_UNSPECIFIED', 'unspecified'],
    ['SOMETHING_NEW', 'unknown'],
  ] as const) {
    it(`finished with ${reason}`, async () => {
      const failure = await failed({ candidates: [{ content: {}, finishReason: reason }], usageMetadata });
      assert.equal(failure.code, `refused.${code}`);
      assert.ok(!told.has(failure.sentence), 'a sentence of its own');
      told.add(failure.sentence);
      assert.match(failure.detail ?? '', new RegExp(reason));
    });
  }

  it("quotes the provider's reason and believes that nothing was charged", async () => {
    const finishMessage =
      "Unable to show the generated image. It violated Google's policy. You will not be charged for blocked images.";
    const candidate = { content: {}, finishReason: 'IMAGE_SAFETY', finishMessage };
    const failure = await failed({ candidates: [candidate], usageMetadata });
    assert.equal(failure.billed, 'no');
    assert.match(
      failure.sentence,
      /It was not billed\. The provider wrote: “Unable to show.*blocked images\.”$/,
    );
    assert.doesNotMatch(failure.sentence, /may still have been billed/);
  });

  it("quotes the provider's reason where it says nothing of the cost", async () => {
    const finishMessage = 'The image shows a known person.';
    const failure = await failed({
      candidates: [{ finishReason: 'IMAGE_OTHER', finishMessage }],
      usageMetadata,
    });
    assert.equal(failure.billed, 'maybe');
    assert.match(
      failure.sentence,
      /may still have been billed\. The provider wrote: “The image shows a known person\.”/,
    );
  });

  it('quotes why a prompt was blocked', async () => {
    const promptFeedback = { blockReason: 'OTHER', blockReasonMessage: 'The face is too small.' };
    assert.match((await failed({ promptFeedback })).sentence, /“The face is too small\.”/);
  });

  it("quotes the model's words, shortened", async () => {
    const short = await failed(answerOf([{ text: 'Which cat\ndo you mean?' }]));
    assert.equal(short.code, 'answer.textOnly');
    assert.match(short.sentence, /“Which cat do you mean\?”/);
    const long = await failed(answerOf([{ text: 'word '.repeat(500) }], 'NO_IMAGE'));
    assert.equal(long.code, 'refused.noImage');
    assert.match(long.sentence, /word…”/);
    assert.ok(long.sentence.length < 600);
  });

  for (const [name, parts] of [
    ['in the words', [{ text: 'Done: ![image](https://cdn.example/1.png?sig=x)' }]],
    ['in the words, bare', [{ text: 'Download https://cdn.example/1.png?sig=x' }]],
    ['in fileData', [{ fileData: { mimeType: 'image/png', fileUri: 'https://cdn.example/1.png?sig=x' } }]],
    ['in file_data', [{ file_data: { file_uri: 'https://cdn.example/1.png?sig=x' } }]],
    ['where base64 belongs', [{ inlineData: { data: 'https://cdn.example/1.png?sig=x' } }]],
  ] as const) {
    it(`tells a link ${name}, to be fetched or opened`, async () => {
      const failure = await failed(answerOf(parts));
      assert.equal(failure.code, 'answer.link');
      assert.equal(failure.billed, 'yes');
      assert.deepEqual(failure.links, ['https://cdn.example/1.png?sig=x']);
      assert.deepEqual(failure.nextSteps, ['fetchPicture', 'openLink']);
      assert.match(failure.sentence, /https:\/\/cdn\.example\/1\.png /);
    });
  }

  it('tells a link in the form of another API', async () => {
    const link = 'https://cdn.example/1';
    for (const answer of [
      { data: [{ url: link }] },
      { choices: [{ message: { content: `![i](${link})` } }] },
      { choices: [{ message: { images: [{ image_url: { url: link } }] } }] },
      { output: [link] },
      { response: { candidates: [{ content: { parts: [{ fileData: { fileUri: link } }] } }] } },
    ])
      assert.deepEqual((await failed(answer)).links, [link]);
  });

  it('does not take a link to a policy for the picture', async () => {
    const failure = await failed(
      answerOf([{ text: 'I can not do that, see https://policy.example/terms.' }]),
    );
    assert.equal(failure.code, 'answer.textOnly');
    assert.deepEqual(failure.links, ['https://policy.example/terms']);
    const blocked = await failed(answerOf([{ text: 'See https://policy.example/1.png' }], 'IMAGE_SAFETY'));
    assert.equal(blocked.links, undefined);
  });

  it('does not quote thoughts', async () => {
    const failure = await failed(answerOf([{ text: 'secret plan', thought: true }], 'NO_IMAGE'));
    assert.ok(!failure.sentence.includes('secret'));
  });

  for (const [what, answer] of Object.entries({
    'an empty object': {},
    'no candidates': { candidates: [], usageMetadata },
    'null candidates': { candidates: null, promptFeedback: null, usageMetadata: null },
    'a null candidate': { candidates: [null] },
    'no content': { candidates: [{ finishReason: 'STOP' }] },
    'null content': { candidates: [{ content: null, finishReason: null }] },
    'null parts': { candidates: [{ content: { parts: null }, finishReason: 'STOP' }] },
    'null in parts': answerOf([null, {}, { text: null }, { inlineData: null, thought: null }]),
    'no parts': answerOf([]),
    'an empty text with a signature': answerOf([{ text: '', thoughtSignature: 'x' }]),
    'levels of a wrong kind': { candidates: { content: 5 }, usageMetadata: [1] },
  })) {
    it(`with ${what}`, async () => {
      const failure = await failed(answer);
      assert.equal(failure.code, 'answer.empty');
      assert.deepEqual(failure.nextSteps, ['runAgain']);
    });
  }
});
