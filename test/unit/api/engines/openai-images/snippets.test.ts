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
import { image, plan, unwrap } from '../../support.ts';

const run = promisify(execFile);
const runners: Record<SnippetLanguage, [file: string, command: string]> = {
  curl: ['request.sh', 'sh'],
  node: ['request.mjs', process.execPath],
  python: ['request.py', 'python3'],
};

describe('code for a request to the Images endpoints', () => {
  let folder: string;
  let standIn: StandIn;
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
      const tool = name === 'curl' ? 'curl' : command;
      if (
        await run(tool, ['--version']).then(
          () => false,
          () => true,
        )
      )
        this.skip();
      const provider = unwrap(
        resolveProvider({ provider: 'custom', customBaseUrl: standIn.url, customProtocol: 'openai-images' }),
      );
      const picture = await sharp({ create: { width: 64, height: 36, channels: 3, background: 'teal' } })
        .png()
        .toBuffer();
      const source = path.join(folder, `it's "a" $photo.png`);
      await fs.writeFile(source, picture);
      const prompt = 'Say "$HOME", `id`, %s \\n and it\'s ü 漢 🍌\nin two lines';
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
  }
});
