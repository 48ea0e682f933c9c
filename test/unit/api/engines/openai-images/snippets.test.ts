import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { resolveProvider } from '../../../../../src/core/api/providers.ts';
import { codeFor, type SnippetLanguage } from '../../../../../src/core/api/snippets.ts';
import { type StandIn, startStandIn } from '../../../../standin/standIn.ts';
import { json, LocalServer } from '../../connection/localServer.ts';
import { image, plan, unwrap } from '../../support.ts';

const run = promisify(execFile);
const runners: Record<SnippetLanguage, [file: string, command: string]> = {
  curl: ['request.sh', 'sh'],
  node: ['request.mjs', process.execPath],
  python: ['request.py', 'python3'],
};

/** Whether the program that runs it is installed. */
const isThere = (name: string, command: string): Promise<boolean> =>
  run(name === 'curl' ? 'curl' : command, ['--version']).then(
    () => true,
    () => false,
  );

const at = (customBaseUrl: string) =>
  unwrap(resolveProvider({ provider: 'custom', customBaseUrl, customProtocol: 'openai-images' }));

describe('code for a request to the Images endpoints', () => {
  let folder: string;
  let standIn: StandIn;
  const here = () => at(standIn.url);
  before(async () => {
    standIn = await startStandIn({ style: 'openai', key: 'sk-canary' });
    folder = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-snippets-'));
  });
  after(async () => {
    await standIn.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  for (const [name, [file, command]] of Object.entries(runners)) {
    it(`runs as it stands with ${name}, as a form and as JSON, and saves the picture`, async function () {
      if (!(await isThere(name, command))) this.skip();
      const provider = here();
      const picture = await sharp({ create: { width: 64, height: 36, channels: 3, background: 'teal' } })
        .png()
        .toBuffer();
      const source = path.join(folder, `it's "a" $photo.png`);
      await fs.writeFile(source, picture);
      const prompt =
        '--x\r\n@file <b; type=x Say "$HOME", `id`, $(touch pwned), %s \\n and it\'s ü 漢 🍌\nin two lines';
      for (const images of [[image(picture), image(picture)], []]) {
        const asked = plan({ prompt, images, size: '1088x608' }, 'gpt-image-2.6-flare');
        const paths = images.map(() => source);
        const language = name as SnippetLanguage;
        const code = unwrap(await codeFor(language, { provider, plan: asked, paths }));
        await fs.writeFile(path.join(folder, file), code);
        const env = { ...process.env, NANO_BANANA_API_KEY: 'sk-canary', CURL_HOME: folder };
        const { stdout } = await run(command, [file], { cwd: folder, env });
        const saved = /Saved (\S+)/.exec(stdout)?.[1] ?? '';
        const { width, height } = await sharp(path.join(folder, saved)).metadata();
        assert.deepEqual([width, height], [1088, 608]);
        const sent = standIn.requests.at(-1);
        if (images.length === 0) {
          assert.deepEqual(sent?.body, {
            model: 'gpt-image-2.6-flare',
            prompt,
            size: '1088x608',
            quality: 'medium',
          });
        } else {
          assert.equal(sent?.form?.scalars.get('prompt'), prompt);
          assert.deepEqual(
            sent.form.files.map(({ bytes }) => bytes.equals(picture)),
            [true, true],
          );
        }
      }
    }).timeout(60_000);

    it(`saves a drawing under its own ending with ${name}`, async function () {
      if (!(await isThere(name, command))) this.skip();
      const language = name as SnippetLanguage;
      const asked = plan({ prompt: 'A kite', format: 'svg' }, 'gpt-image-2.6-flare');
      const code = unwrap(await codeFor(language, { provider: here(), plan: asked, paths: [] }));
      await fs.writeFile(path.join(folder, file), code);
      const env = { ...process.env, NANO_BANANA_API_KEY: 'sk-canary' };
      const { stdout } = await run(command, [file], { cwd: folder, env });
      const saved = /Saved (\S+)/.exec(stdout)?.[1] ?? '';
      assert.match(saved, /^result.*\.svg$/);
      assert.equal((await sharp(path.join(folder, saved)).metadata()).format, 'svg');
    }).timeout(60_000);

    it(`hands a form and the key to nobody else where the server redirects, with ${name}`, async function () {
      if (!(await isThere(name, command))) this.skip();
      const other = await LocalServer.answering((_, response) => json(response, {}));
      const server = await LocalServer.answering((_, response) => {
        response.writeHead(307, { Location: `http://localhost:${other.port}/take` });
        response.end();
      });
      const source = path.join(folder, 'source.png');
      await fs.writeFile(source, 'a picture');
      const asked = plan({ images: [image(Buffer.from('a picture'))] }, 'gpt-image-2');
      const request = { provider: at(`http://127.0.0.1:${server.port}`), plan: asked, paths: [source] };
      await fs.writeFile(path.join(folder, file), unwrap(await codeFor(name as SnippetLanguage, request)));
      await fs.writeFile(path.join(folder, '.curlrc'), 'location-trusted\n');
      const env = { ...process.env, NANO_BANANA_API_KEY: 'sk-canary', CURL_HOME: folder };
      await assert.rejects(
        run(command, [file], { cwd: folder, env }),
        /redirect \(307\), which is not followed/,
      );
      assert.deepEqual([server.seen.length, other.seen.length], [1, 0]);
      await fs.rm(path.join(folder, '.curlrc'));
      await server.close();
      await other.close();
    }).timeout(60_000);
  }
});
