import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeSampleWorkspace } from '../sample/make.ts';
import { startStandIn } from '../standin/standIn.ts';
import { Program } from '../unit/cli/program.ts';

/**
 * Builds the docs site of the sample workspace on the command line, changes a prompt and an input, and builds what
 * became stale of it.
 *
 * @param folder gets the workspace with the images
 * @returns what was typed and said, for reading
 */
export async function docsDemo(folder: string): Promise<{ transcript: string; requests: number[] }> {
  await mkdir(folder, { recursive: true });
  await makeSampleWorkspace(folder);
  await using standIn = await startStandIn({ style: 'apiyi', key: 'demo-key' });
  const program = await Program.install();
  const environment = { NANO_BANANA_BASE_URL: standIn.url, NANO_BANANA_API_KEY: 'demo-key' };
  const lines: string[] = [];
  const requests: number[] = [];
  const type = async (...words: string[]): Promise<void> => {
    const before = standIn.requests.length;
    const { code, stdout, stderr } = await program.run(folder, words, environment);
    lines.push(`$ nano-banana ${words.join(' ')}`, stdout + stderr, `(ended with ${code})`, '');
    requests.push(standIn.requests.length - before);
  };
  try {
    await type('check');
    await type('build', '--yes');
    await type('check', '--full');
    await changePrompt(folder);
    await changeInput(folder);
    lines.push('# The prompt of the overview was changed, and the plan of the berths was drawn anew.', '');
    await type('check');
    await type('build', '--yes');
    await type('check', '--full');
  } finally {
    await program.remove();
  }
  return { transcript: lines.join('\n'), requests };
}

async function changePrompt(folder: string): Promise<void> {
  const file = join(folder, 'site/nano-banana.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('Make it grayscale', 'Make it black and white, and brighter'));
}

async function changeInput(folder: string): Promise<void> {
  const file = join(folder, 'docs/images/berths.webp');
  const turned = await sharp(await readFile(file))
    .flop()
    .webp()
    .toBuffer();
  await writeFile(file, turned);
}
