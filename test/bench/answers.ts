import { createHash, randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { ImageSink } from '../../src/core/api/answer/response.ts';
import { gemini } from '../../src/core/api/engines/gemini/gemini.ts';
import { readError } from '../../src/core/api/errors/errorBody.ts';
import { errorFailure } from '../../src/core/api/errors/httpErrors.ts';
import { AnswerReader } from '../../src/core/api/receive/answerReader.ts';
import type { Built } from './built.ts';
import { LongestTurn } from './measure.ts';
import { median, milliseconds, type Report, ratio } from './report.ts';

const megabyte = 1_000_000;
const rounds = 5;
const bytes = 8 * megabyte;
/** As a connection hands them on. */
const chunkBytes = 64 * 1024;

const fill = (unit: string, size = bytes): string => unit.repeat(Math.ceil(size / unit.length));
const base64 = (size = (bytes / 4) * 3): string =>
  Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    randomBytes(size),
    Buffer.from('IEND'),
  ]).toString('base64');
const escapedAs = (text: string): string =>
  [...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const withImage = (data: string, before = ''): string =>
  `{"candidates":[{"content":{"parts":[${before}{"inlineData":{"mimeType":"image/png","data":"${data}"}}]},"finishReason":"STOP"}]}`;
const withText = (text: string): string => withImage(base64(3000), `{"text":"${text}"},`);
const small = base64(3000);
const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const said = (text: string): unknown => ({ candidates: [{ content: { parts: [{ text }] } }] });

/** Answers of some megabytes that are valid, whatever one thinks of them. */
const answers: Readonly<Record<string, () => string>> = {
  'a picture': () => withImage(base64()),
  'a picture, each / escaped': () => withImage(base64().replaceAll('/', '\\/')),
  'a picture of \\u escapes': () => withImage(escapedAs(base64(bytes / 8))),
  'a picture in lines': () => withImage(base64().replace(/.{76}/g, '$&\\r\\n')),
  'a picture with a line break behind each sign': () => withImage(base64(bytes / 4).replace(/./g, '$&\\n')),
  'a picture, percent-encoded': () => withImage(base64().replace(/[/+=]/g, encodeURIComponent)),
  'a picture of percent escapes': () =>
    withImage(base64(bytes / 4).replace(/./g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)),
  'a picture in a text': () => withImage(small, `{"text":"![x](data:image/png;base64,${base64()})"},`),
  'a text of escapes': () => withText(fill('\\n')),
  'a text of \\u escapes': () => withText(fill('\\u4e2d')),
  'a text of pairs of escapes': () => withText(fill('\\ud83c\\udf4c')),
  'a text of quotes': () => withText(fill('\\"')),
  'a text of A': () => withText(fill('A')),
  'a text of beginnings of pictures': () => withText(fill('/9j/ ')),
  'a text of addresses of data': () => withText(fill('data:image/png;base64, ')),
  'a text of addresses': () => withText(fill('https://example.org/a.png ')),
  'a text of brackets': () => withText(fill('![')),
  'a key of escapes': () => withImage(small, `{"${fill('\\u0041')}":1},`),
  'a signature of escapes': () => withImage(small, `{"thoughtSignature":"${fill('\\u0041')}"},`),
  'JSON in a text': () =>
    JSON.stringify({ response: withImage(base64()).replace('{', '{ ').replaceAll(',', ',\n') }),
  'JSON of escapes in a text': () => `{"response":"${escapedAs(withImage(base64(bytes / 8)))}"}`,
  blanks: () => withImage(small, fill(' ', megabyte)),
  'line breaks': () => withImage(small, fill('\n', megabyte)),
  'blanks before': () => fill(' ', megabyte) + withImage(small),
  'line breaks before': () => fill('\n', megabyte) + withImage(small),
  'blanks behind': () => withImage(small) + fill(' ', megabyte),
  'line breaks behind': () => withImage(small) + fill('\r\n', megabyte),
  digits: () => withImage(small, `{"n":${fill('1')}},`),
  numbers: () => withImage(small, `{"n":[${fill('1,')}1]},`),
  'small objects': () => withImage(small, fill('{"a":1},')),
  'short texts': () => withImage(small, `{"n":["",${fill('"ab",')}""]},`),
  brackets: () => withImage(small, `{"n":[${fill('[],')}[]]},`),
  'events of words': () => fill(event(said('word '))) + event(JSON.parse(withImage(small))),
  'events without words': () => fill('data:\n', megabyte) + event(JSON.parse(withImage(small))),
  'signs of life': () => fill(': keep-alive\n\n', megabyte) + event(JSON.parse(withImage(small))),
  'values one below the other': () => fill('{"a":1}\n') + withImage(small),
  'commas between values': () => fill('{},') + withImage(small),
  'words of a page': () => `<html>${fill('<p>word</p>\n')}<img src="data:image/png;base64,${small}"></html>`,
  'lines of words': () => `words\n${fill('a\n')}![x](data:image/png;base64,${small})`,
};

/** How fast answers are read, whatever they look like, and the longest turn of it. */
export async function benchAnswers(_built: Built, report: Report): Promise<void> {
  report.heading(`Answers of about 8 MB in chunks of 64 KB: ${rounds} rounds, medians`);
  const parsed = parseMs();
  report.detail(`JSON.parse of small objects: ${(1000 / parsed).toFixed(0)} MB/s`);
  for (const [name, make] of Object.entries(answers)) {
    const body = Buffer.from(make());
    await read(body);
    const costs: { cpuMs: number; turnMs: number; ok: boolean }[] = [];
    for (let round = 0; round < rounds; round++) costs.push(await read(body));
    const readMs = median(costs.map(({ cpuMs }) => cpuMs));
    report.atMost(
      `answer, ${name}: a megabyte against one of small objects in JSON.parse`,
      readMs / (body.length / megabyte) / parsed,
      5,
      ratio,
    );
    const isRead = costs.every(({ ok }) => ok);
    report.check(`answer, ${name}: its picture`, isRead, isRead ? 'found' : 'lost', 'found');
    report.detail(`${name}: ${(body.length / 1000 / readMs).toFixed(0)} MB/s`);
    report.atMost(
      `answer, ${name}: longest turn`,
      median(costs.map(({ turnMs }) => turnMs)),
      16,
      milliseconds,
    );
  }
}

/** Milliseconds of processor time that `JSON.parse` takes for a megabyte of small objects. */
function parseMs(): number {
  const text = `[${fill('{"a":1},')}1]`;
  const costs = Array.from({ length: rounds }, () => {
    const started = process.threadCpuUsage();
    JSON.parse(text);
    const { user, system } = process.threadCpuUsage(started);
    return (user + system) / 1000 / (text.length / megabyte);
  });
  return median(costs);
}

async function read(body: Buffer): Promise<{ cpuMs: number; turnMs: number; ok: boolean }> {
  const reader = new AnswerReader({
    reading: gemini.answers,
    openSink: () => new CountingSink(),
    providerName: 'APIYI',
    errorFailure: async (error) =>
      errorFailure(500, readError(error), { providerName: 'APIYI', key: undefined }),
  });
  const turns = new LongestTurn();
  const started = process.threadCpuUsage();
  for (let at = 0; at < body.length; at += chunkBytes) {
    await turn();
    if (await reader.write(body.subarray(at, at + chunkBytes))) break;
  }
  await turn();
  const outcome = await reader.end();
  await turn();
  const { user, system } = process.threadCpuUsage(started);
  return { cpuMs: (user + system) / 1000, turnMs: turns.end(), ok: outcome.ok };
}

/** Keeps nothing but the digest of what it is given. */
class CountingSink implements ImageSink {
  readonly #hash = createHash('sha256');

  async write(written: Uint8Array): Promise<void> {
    this.#hash.update(written);
  }

  async close(): Promise<void> {}

  async sha256(): Promise<string> {
    return this.#hash.digest('hex');
  }

  async discard(): Promise<void> {}
}
