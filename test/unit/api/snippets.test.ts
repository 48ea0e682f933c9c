import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { resolveProvider } from '../../../src/api/providers.ts';
import { codeFor, type SnippetLanguage } from '../../../src/api/snippets.ts';
import { type StandIn, startStandIn } from '../../standin/standIn.ts';
import { image, plan, unwrap } from './support.ts';

const run = promisify(execFile);
const key = 'sk-snippet-canary';

/** What is written into a file, and how that is run. */
const runners: Record<SnippetLanguage, { file: string; command: string }> = {
  curl: { file: 'request.sh', command: 'bash' },
  node: { file: 'request.mjs', command: process.execPath },
  python: { file: 'request.py', command: 'python3' },
};

const isThere = (command: string): Promise<boolean> =>
  run(command, ['--version']).then(
    () => true,
    () => false,
  );

describe('code for a request', () => {
  let folder: string;
  let standIn: StandIn;

  before(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'nano-banana-snippets-'));
    standIn = await startStandIn({ style: 'apiyi', key });
  });
  after(async () => {
    await standIn.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  for (const [language, { file, command }] of Object.entries(runners)) {
    it(`runs as it stands with ${language} and sends the very request`, async function () {
      if (!(await isThere(command)) || (language === 'curl' && !(await isThere('curl')))) this.skip();
      standIn.reset();
      const picture = await sharp({ create: { width: 64, height: 36, channels: 3, background: 'teal' } })
        .png()
        .toBuffer();
      const source = path.join(folder, `it's "a" photo.png`);
      await fs.writeFile(source, picture);
      const prompt = 'Say "$HOME", `id`, \\n and it\'s ü 漢 🍌\nin two lines: true';
      const request = plan({
        prompt,
        images: [image(picture), image(picture)],
        aspectRatio: '16:9',
        size: '1K',
        thinking: 'high',
        includeThoughts: true,
      });
      const provider = unwrap(
        resolveProvider({ provider: 'custom', customBaseUrl: standIn.url, customAuth: 'bearer' }),
      );
      const code = unwrap(
        codeFor(language as SnippetLanguage, { provider, plan: request, paths: [source, source] }),
      );
      assert.ok(!code.includes(key));
      await fs.writeFile(path.join(folder, file), code);
      const { stdout } = await run(command, [file], {
        cwd: folder,
        env: { ...process.env, NANO_BANANA_API_KEY: key },
      });

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
      const saved = /Saved (\S+)/.exec(stdout)?.[1] ?? '';
      assert.equal((await sharp(path.join(folder, saved)).metadata()).width, 1376);
    });

    it(`tells with ${language} what the server refused`, async function () {
      if (!(await isThere(command)) || (language === 'curl' && !(await isThere('curl')))) this.skip();
      const provider = unwrap(
        resolveProvider({ provider: 'custom', customBaseUrl: standIn.url, customAuth: 'bearer' }),
      );
      const code = unwrap(codeFor(language as SnippetLanguage, { provider, plan: plan(), paths: [] }));
      await fs.writeFile(path.join(folder, file), code);
      const wrong = run(command, [file], {
        cwd: folder,
        env: { ...process.env, NANO_BANANA_API_KEY: 'wrong' },
      });
      await assert.rejects(wrong, /无效的令牌|token|401/i);
    });
  }
});
