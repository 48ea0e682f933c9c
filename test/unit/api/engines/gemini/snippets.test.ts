import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import type { Auth } from '../../../../../src/core/api/customHeaders.ts';
import { type Provider, resolveProvider } from '../../../../../src/core/api/providers.ts';
import { codeFor, type SnippetLanguage } from '../../../../../src/core/api/snippets.ts';
import { type StandIn, startStandIn } from '../../../../standin/standIn.ts';
import { json, LocalServer } from '../../connection/localServer.ts';
import { image, plan, unwrap } from '../../support.ts';

const run = promisify(execFile);
const key = 'sk-snippet-canary';

/** What is written into a file, and how that is run. */
const runners: Record<SnippetLanguage, { file: string; command: string }> = {
  curl: { file: 'request.sh', command: 'sh' },
  node: { file: 'request.mjs', command: process.execPath },
  python: { file: 'request.py', command: 'python3' },
};

/** Where a program lies, without the detours of those who install several; undefined where it is missing. */
async function find(command: string): Promise<string | undefined> {
  const [file, ...question] =
    command === 'python3'
      ? [command, '-c', 'import sys; print(sys.executable)']
      : ['sh', '-c', `command -v ${command}`];
  return run(file ?? '', question).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

const solid = (background: string) => sharp({ create: { width: 64, height: 36, channels: 3, background } });
const inline = (bytes: Buffer, mimeType = 'image/png') => ({
  inlineData: { mimeType, data: bytes.toString('base64') },
});
const answerWith = (parts: object[]) => ({ candidates: [{ content: { role: 'model', parts } }] });
const providerAt = (customBaseUrl: string, customAuth: Auth = 'bearer'): Provider =>
  unwrap(resolveProvider({ provider: 'custom', customBaseUrl, customAuth }));

describe('code for a request', () => {
  let folder: string;
  let standIn: StandIn;
  let server: LocalServer | undefined;
  let elsewhere: LocalServer | undefined;

  before(async () => {
    standIn = await startStandIn({ style: 'apiyi', key });
  });
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-snippets-'));
    standIn.reset();
  });
  afterEach(async () => {
    await server?.close();
    await elsewhere?.close();
    server = elsewhere = undefined;
    await fs.rm(folder, { recursive: true, force: true });
  });
  after(() => standIn.close());

  for (const [name, { file, command }] of Object.entries(runners)) {
    const language = name as SnippetLanguage;
    let program = command;

    const runIt = async (provider: Provider, request = plan(), paths: string[] = [], withKey = key) => {
      const code = unwrap(await codeFor(language, { provider, plan: request, paths }));
      assert.ok(!code.includes(key));
      await fs.writeFile(path.join(folder, file), code);
      const env = { ...process.env, NANO_BANANA_API_KEY: withKey, CURL_HOME: folder };
      return run(program, [file], { cwd: folder, env });
    };
    const savedBy = ({ stdout }: { stdout: string }) => /Saved (\S+)/.exec(stdout)?.[1] ?? '';

    describe(`with ${language}`, () => {
      before(async function () {
        const found = await find(language === 'curl' ? 'curl' : command);
        if (found === undefined) this.skip();
        if (language === 'python') program = found;
      });

      it('runs as it stands, sends the very request and overwrites nothing', async () => {
        const picture = await solid('teal').png().toBuffer();
        const source = path.join(folder, `it's "a" $photo\`.png`);
        await fs.writeFile(source, picture);
        await fs.writeFile(path.join(folder, 'result.jpg'), 'mine');
        const prompt =
          'Say "$HOME", `id`, $(touch pwned), \\n and it\'s ü 漢 🍌\nin two lines: true\r\n' +
          'JSON\n@@0@@ "data": "@@1@@"\u2028": true\u2029": false\t\u0000\u007f%s \\u0041 \'\'\' """ #{x} !!';
        const request = plan({
          prompt,
          images: [image(picture), image(picture)],
          aspectRatio: '16:9',
          size: '1K',
          thinking: 'high',
          includeThoughts: true,
        });
        const saved = savedBy(await runIt(providerAt(standIn.url), request, [source, source]));

        const [sent] = standIn.requests;
        const data = picture.toString('base64');
        assert.deepEqual(sent?.body, {
          contents: [
            {
              role: 'user',
              parts: [
                { text: prompt },
                { inlineData: { mimeType: 'image/png', data } },
                { inlineData: { mimeType: 'image/png', data } },
              ],
            },
          ],
          generationConfig: {
            responseModalities: ['TEXT', 'IMAGE'],
            imageConfig: { aspectRatio: '16:9', imageSize: '1K' },
            thinkingConfig: { thinkingLevel: 'High', includeThoughts: true },
          },
        });
        assert.equal(saved, 'result-2.jpg');
        assert.equal((await sharp(path.join(folder, saved)).metadata()).width, 1376);
        assert.equal(await fs.readFile(path.join(folder, 'result.jpg'), 'utf8'), 'mine');
        assert.deepEqual(
          (await fs.readdir(folder)).sort(),
          [path.basename(source), file, saved, 'result.jpg'].sort(),
        );
      });

      it('tells what the server refused, and what is missing', async () => {
        const provider = providerAt(standIn.url);
        await assert.rejects(runIt(provider, plan(), [], 'wrong'), /无效的令牌/);
        await assert.rejects(runIt(provider, plan(), [], ''), /NANO_BANANA_API_KEY/);
        const request = plan({ images: [image(Buffer.from('x'))] });
        await assert.rejects(runIt(provider, request, [path.join(folder, 'gone.png')]), /gone\.png/);
        assert.equal(standIn.requests.length, 1);
      });

      for (const status of [302, 307, 308]) {
        it(`gives the key to nobody else when the server redirects with ${status}`, async () => {
          const other = await LocalServer.answering((_, response) => json(response, {}));
          elsewhere = other;
          server = await LocalServer.answering((_, response) => {
            response.writeHead(status, { Location: `http://localhost:${other.port}/take` });
            response.end();
          });
          // As a person's own configuration of curl may ask for.
          await fs.writeFile(path.join(folder, '.curlrc'), 'location-trusted\n');
          const auth = status === 302 ? 'x-goog-api-key' : 'bearer';
          await assert.rejects(
            runIt(providerAt(`http://127.0.0.1:${server.port}`, auth)),
            new RegExp(`redirect \\(${status}\\), which is not followed`),
          );
          assert.deepEqual([server.seen.length, other.seen.length], [1, 0]);
        });
      }

      it('takes the last picture that is not a thought, however it is written', async () => {
        const [wanted, other] = [await solid('teal').jpeg().toBuffer(), await solid('red').png().toBuffer()];
        const webp = await solid('teal').webp().toBuffer();
        const thought = { thought: true, ...inline(other) };
        const words = { text: 'Here: "data":"iVBORw0KGgo=" \\" {[ "thought": true ]} \\\\' };
        const after = [
          { ...inline(other), thought: true, thoughtSignature: 'c2ln' },
          inline(Buffer.from('RIFF\0\0\0\0WAVEfmt '), 'audio/wav'),
          inline(Buffer.from('A text and no picture at all'), 'image/png'),
          words,
        ];
        const urlSafe = wanted.toString('base64url');
        for (const [answer, ending, bytes] of [
          [JSON.stringify(answerWith([thought, inline(other), inline(wanted), ...after])), 'jpg', wanted],
          [
            `\ufeff${JSON.stringify(answerWith([words, { ...inline(wanted, 'image/png'), thoughtSignature: 'c2ln' }, ...after]), null, 2)}`,
            'jpg',
            wanted,
          ],
          [JSON.stringify(answerWith([inline(webp), ...after])).replaceAll('/', '\\/'), 'webp', webp],
          [JSON.stringify(answerWith([{ inline_data: { data: urlSafe } }, ...after])), 'jpg', wanted],
          [JSON.stringify(answerWith([{ thought: true, ...inline(wanted) }])), 'jpg', wanted],
        ] as const) {
          server = await LocalServer.answering((_, response) => void response.end(answer));
          const saved = savedBy(await runIt(providerAt(`http://127.0.0.1:${server.port}`)));
          assert.match(saved, new RegExp(`\\.${ending}$`));
          assert.ok((await fs.readFile(path.join(folder, saved))).equals(bytes), answer.slice(0, 200));
          await server.close();
          server = undefined;
        }
      });

      it('keeps an answer without a picture in a file of its own', async () => {
        const answer = JSON.stringify(answerWith([{ text: 'I would rather not.' }]));
        server = await LocalServer.answering((_, response) => void response.end(answer));
        await fs.writeFile(path.join(folder, 'response.json'), 'mine');
        const running = runIt(providerAt(`http://127.0.0.1:${server.port}`));
        await assert.rejects(running, /No picture came back: see response-2\.json/);
        assert.equal(await fs.readFile(path.join(folder, 'response-2.json'), 'utf8'), answer);
        assert.equal(await fs.readFile(path.join(folder, 'response.json'), 'utf8'), 'mine');
      });

      it('waits ten minutes, and tells Google so', async () => {
        const provider = unwrap(resolveProvider({ provider: 'google' }));
        const code = unwrap(await codeFor(language, { provider, plan: plan(), paths: [] }));
        assert.match(code, /(max-time 600 |timeout\(600_000\)|timeout=600\))/);
        assert.match(code, /X-Server-Timeout"?: "?600"/);
        // The time limits of fetch can't be lifted.
        assert.doesNotMatch(code, /\bfetch\(/);
        assert.match(code, /"store": [Ff]alse/);
      });
    });
  }
});
