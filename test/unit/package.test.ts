import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { projectFolder } from '../vscode/paths.ts';

const kilobyte = 1024;

/** The budgets of DESIGN.md, in bytes. */
const budgets = { extension: 200 * kilobyte, page: 250 * kilobyte, package: 5 * kilobyte * kilobyte };

describe('the package', () => {
  let folder: string;

  // Packaged in a folder of its own, so that a build for development beside it neither helps nor suffers.
  before(async function () {
    this.timeout(60_000);
    folder = await mkdtemp(join(tmpdir(), 'nano-banana-package-'));
    const build = ['esbuild.mjs', '--production', '--outdir', join(folder, 'dist')];
    await promisify(execFile)(process.execPath, build, { cwd: projectFolder });
    for (const name of [
      'package.json',
      'package.nls.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'media',
      'src',
    ]) {
      await cp(join(projectFolder, name), join(folder, name), { recursive: true });
    }
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    delete manifest.scripts;
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('contains what the product needs and nothing else', async () => {
    const files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
    const wasm = files.filter((file) => /^dist\/codec\/sharp-wasm32-[\d.]+\.node\.wasm$/.test(file));
    assert.equal(wasm.length, 1, "the codec's one wasm file");
    assert.deepEqual(files.filter((file) => !wasm.includes(file)).sort(), [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/ThirdPartyNotices.md',
      'dist/codec/sharpGlue.cjs',
      'dist/codec/worker.cjs',
      'dist/extension.cjs',
      'dist/webview/codicon.css',
      'dist/webview/codicon.ttf',
      'dist/webview/main.js',
      'media/icon.png',
      'media/manifest.schema.json',
      'media/prompts.schema.json',
      'package.json',
      'package.nls.json',
    ]);
  });

  it('keeps to the budgets of size', async () => {
    const vsix = join(folder, 'nano-banana.vsix');
    await createVSIX({
      cwd: folder,
      packagePath: vsix,
      dependencies: false,
      rewriteRelativeLinks: false,
      allowMissingRepository: true,
    });
    const size = async (path: string) => (await stat(path)).size;
    const sizes = {
      extension: await size(join(folder, 'dist/extension.cjs')),
      page: await size(join(folder, 'dist/webview/main.js')),
      package: await size(vsix),
    };
    for (const part of ['extension', 'page', 'package'] as const) {
      assert.ok(sizes[part] <= budgets[part], `${part}: ${sizes[part]} bytes of ${budgets[part]}`);
    }
  }).timeout(60_000);

  it('holds nothing of sharp in the main bundle', async () => {
    const text = await readFile(join(folder, 'dist/extension.cjs'), 'utf8');
    assert.doesNotMatch(text, /emscripten|libvips/);
  });

  it('names the licence of every package it carries', async () => {
    const text = await readFile(join(folder, 'dist/ThirdPartyNotices.md'), 'utf8');
    for (const name of [
      'zod',
      'lit',
      '@vscode-elements/elements',
      'sharp',
      '@img/sharp-wasm32',
      '@vscode/codicons',
    ]) {
      assert.match(text, new RegExp(`^## ${name} [\\d.]+ \\(`, 'm'));
    }
  });
});
