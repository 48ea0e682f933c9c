import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { compile } from '../../../src/core/assets/compile/compile.ts';
import { readManifest } from '../../../src/core/assets/manifest/manifest.ts';
import { makeSampleWorkspace } from '../../sample/make.ts';
import { measureText, strokeText, wrapText } from '../../sample/strokeText.ts';

describe('the sample workspace', () => {
  let folder: string;
  let written: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sample workspace-'));
    written = await makeSampleWorkspace(folder);
  });

  after(() => rm(folder, { recursive: true }));

  it('holds a picture of every kind, and what is none', async () => {
    const kinds: Record<string, string> = {};
    for (const path of written.filter((name) => !/\.(md|txt|svg|yaml)$/.test(name))) {
      const { format, width, height, pageHeight, pages, orientation, hasAlpha } = await sharp(
        join(folder, path),
        { pages: -1 },
      ).metadata();
      kinds[path] = [
        format,
        `${width}x${pageHeight ?? height}`,
        ...(orientation ? [`orientation ${orientation}`] : []),
        ...(pages ? [`${pages} frames`] : []),
        ...(hasAlpha && format === 'png' ? ['alpha'] : []),
      ].join(' ');
    }
    assert.deepEqual(kinds, {
      'docs/images/dashboard.png': 'png 1280x720',
      'docs/images/architecture.png': 'png 1000x370',
      'docs/images/harbour.jpg': 'jpeg 1600x1067',
      'docs/images/team photo.jpg': 'jpeg 1600x1200 orientation 6',
      'docs/images/anim.gif': 'gif 320x200 12 frames',
      'docs/images/berths.webp': 'webp 900x600',
      'docs/images/OLD-LOGO.PNG': 'png 400x160',
      'media/icon.png': 'png 512x512 alpha',
    });
    assert.match(await readFile(join(folder, 'docs/images/flow.svg'), 'utf8'), /<text /);
    assert.ok(written.includes('docs/notes.txt'));
    assert.equal(
      (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
        .length,
      written.length,
    );
  });

  it('links each picture, and nothing that is not there', async () => {
    const linked = new Set<string>();
    for (const path of written.filter((name) => name.endsWith('.md'))) {
      const text = await readFile(join(folder, path), 'utf8');
      for (const [, target] of text.matchAll(/(?:\]\(|\]: |src=")([^\s)"]+)/g)) {
        linked.add(join(dirname(path), decodeURIComponent(target ?? '')).replaceAll('\\', '/'));
      }
    }
    const pictures = written.filter((name) => /images\/|media\//.test(name));
    const manifest = readManifest(
      'file:///sample/site/nano-banana.yaml',
      await readFile(join(folder, 'site/nano-banana.yaml'), 'utf8'),
    );
    const { assets, problems } = compile([manifest], 'file:///sample');
    assert.deepEqual(problems, []);
    const made = assets.map(({ name }) => name);
    assert.deepEqual(
      [...linked].filter((target) => !written.includes(target) && !made.includes(target)),
      [],
    );
    assert.deepEqual(
      assets
        .flatMap(({ inputs }) => inputs.map(({ uri }) => uri.slice('file:///sample/'.length)))
        .filter((path) => !written.includes(path) && !made.includes(path)),
      [],
    );
    assert.deepEqual(
      pictures.filter((picture) => !linked.has(picture)),
      [],
    );
  });
});

describe('text drawn as strokes', () => {
  const ink = async (text: string) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80">${strokeText(text, 10, 50, { size: 40 })}</svg>`;
    return await sharp(Buffer.from(svg)).png().toBuffer();
  };

  it('shows every character, also one it has no shape for', async () => {
    const nothing = await ink(' ');
    const seen = new Map<string, string>();
    for (const character of 'abcxyzABCXYZ0189.,!?@&%äÖéß€→✓漢') {
      const drawn = await ink(character);
      assert.notDeepEqual(drawn, nothing, character);
      seen.set(drawn.toString('base64'), character);
    }
    assert.equal(seen.size, [...'abcxyzABCXYZ0189.,!?@&%äÖéß€→✓漢'].length);
  });

  it('breaks lines at the width it measures', () => {
    const text = 'A lighthouse on a cliff above a stormy sea';
    const lines = wrapText(text, 20, 160);
    assert.equal(lines.join(' '), text);
    assert.ok(lines.length > 1 && lines.every((line) => measureText(line, 20) <= 160));
    assert.deepEqual(wrapText('Unbreakableword', 20, 10), ['Unbreakableword']);
  });
});
