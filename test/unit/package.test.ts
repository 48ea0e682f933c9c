import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { carryNative, nativePackages, ownTarget } from '../../build/native.mjs';
import { writeNotices } from '../../build/notices.mjs';
import { budgets, hostParts, hostSizes, isOf } from '../budgets.ts';
import { projectFolder } from '../vscode/paths.ts';
import { assertShippable, fullName, type Sbom } from './project/shipped.ts';

describe('the package', () => {
  let folder: string;

  // Packaged in a folder of its own, so that a build for development beside it neither helps nor suffers.
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nano-banana-package-'));
    const build = ['esbuild.mjs', '--production', '--outdir', join(folder, 'dist')];
    await promisify(execFile)(process.execPath, build, { cwd: projectFolder });
    for (const name of [
      'package.json',
      ...globSync('package.nls*.json', { cwd: projectFolder }),
      'l10n',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'media',
      'src',
      // What is there for contributors alone.
      'CONTRIBUTING.md',
      'SECURITY.md',
      'CODE_OF_CONDUCT.md',
      '.editorconfig',
      '.github',
      '.vscode',
      'docs',
      'test/README.md',
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
    const late = files.filter((file) =>
      /^dist\/host\/(chunk|compose|redoFeature|galleryFeature|createTools|markdownFeature|reading|docsReader|assetsFeature|svgBrowser|svgFeatures|svgSafe|sourceMetadata|snippets|httpErrors|wire|recordedImages|recordedAnswers|keyCommands|bareImage)-[A-Z\d]{8}\.cjs$/.test(
        file,
      ),
    );
    assert.deepEqual(
      files.filter((file) => !wasm.includes(file) && !late.includes(file)).sort(),
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'dist/ThirdPartyNotices.md',
        'dist/codec/libheif.cjs',
        'dist/codec/libheif.wasm',
        'dist/codec/sharpGlue.cjs',
        'dist/codec/worker.cjs',
        'dist/extension.cjs',
        'dist/reading/worker.cjs',
        'dist/webview/codicon.css',
        'dist/webview/codicon.ttf',
        'dist/webview/covers.js',
        'dist/webview/lists.js',
        'dist/webview/main.js',
        'dist/webview/viewer.js',
        ...globSync('l10n/bundle.l10n.*.json', { cwd: projectFolder }).sort(),
        'media/icon.png',
        'media/manifest.schema.json',
        'media/prompts.schema.json',
        'media/sample/answers.json',
        'media/sample/harbour.png',
        ...globSync('media/walkthrough/*', { cwd: projectFolder }),
        'package.json',
        ...globSync('package.nls*.json', { cwd: projectFolder }),
      ].sort(),
    );
  });

  it('keeps to the budgets of size', async () => {
    const vsix = await packed(folder);
    const size = async (path: string) => (await stat(path)).size;
    const sum = async (paths: string[]) =>
      (await Promise.all(paths.map(size))).reduce((total, one) => total + one, 0);
    const sizes = {
      ...(await hostSizes(join(folder, 'dist'))),
      main: await sum(await loadedAtStart(folder)),
      page: await size(join(folder, 'dist/webview/main.js')),
      package: await size(vsix),
    };
    for (const part of ['main', ...hostParts, 'page', 'package'] as const) {
      assert.ok(
        sizes[part] > 0 && sizes[part] <= budgets[part],
        `${part}: ${sizes[part]} of ${budgets[part]}`,
      );
    }
  });

  it('carries the native codec for its platform, with the licences, within its budget', async function () {
    const target = await ownTarget();
    // sharp ships nothing for this machine.
    if (target === undefined) this.skip();
    const universal = await listFiles({ cwd: folder, packageManager: PackageManager.None });
    const native = join(folder, 'dist/codec/native');
    try {
      await carryNative({ target, outdir: native });
      const files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
      const added = files.filter((file) => !universal.includes(file));
      assert.ok(added.includes('dist/codec/native/index.cjs'), added.join());
      assert.ok(
        added.some((file) => /\/sharp-[\w-]+\/lib\/sharp-[\w.-]+\.node$/.test(file)),
        added.join(),
      );
      assert.ok(
        added.some((file) => /\/libvips[\w.-]*\.(so|dylib|dll)[.\d]*$/.test(file)),
        added.join(),
      );
      assert.ok(added.length <= 4, added.join());
      const { size } = await stat(await packed(folder, target));
      assert.ok(size <= budgets.platformPackage, `${size} of ${budgets.platformPackage}`);
      const carried = (await nativePackages(target)).map((one) => one.folder);
      await writeNotices(join(native, 'notices.md'), carried);
      const notices = await readFile(join(native, 'notices.md'), 'utf8');
      assert.match(notices, /^## @img\/sharp-[a-z\d-]+ [\d.]+ \(Apache-2\.0/m);
      assert.match(notices, /\| libvips +\| LGPLv3/);
    } finally {
      await rm(native, { recursive: true, force: true });
    }
  });

  it('holds nothing of sharp in the main bundle', async () => {
    for (const file of await loadedAtStart(folder)) {
      assert.doesNotMatch(await readFile(file, 'utf8'), /emscripten|libvips/, file);
    }
  });

  it('loads what the tools for agents are made of when the first is used', async () => {
    const host = join(folder, 'dist/host');
    const holding: string[] = [];
    for (const file of await readdir(host)) {
      if (/The user declined/.test(await readFile(join(host, file), 'utf8'))) holding.push(file);
    }
    assert.equal(holding.length, 1);
    assert.match(holding[0] ?? '', /^createTools-/);
    assert.ok(!(await loadedAtStart(folder)).some((file) => /createTools|redoFeature/.test(file)));
  });

  it('holds nothing of Markdown outside of its own file', async () => {
    const host = join(folder, 'dist/host');
    const others = (await readdir(host)).filter((name) => !isOf('reading', name));
    for (const name of others)
      assert.doesNotMatch(
        await readFile(join(host, name), 'utf8'),
        /resourceDestination|definitionLabel/,
        name,
      );
  });

  it('holds nothing of YAML outside of the file for manifests', async () => {
    const host = join(folder, 'dist/host');
    for (const name of (await readdir(host)).filter((file) => !isOf('manifest', file))) {
      assert.doesNotMatch(await readFile(join(host, name), 'utf8'), /UNEXPECTED_TOKEN|yaml 1\.1/i, name);
    }
  });

  it('draws every icon that the page names', async () => {
    const styles = await readFile(join(folder, 'dist/webview/codicon.css'), 'utf8');
    const files = globSync('webview/**/*.ts', { cwd: projectFolder });
    const sources = await Promise.all(files.map((file) => readFile(join(projectFolder, file), 'utf8')));
    const icons = new Set(
      [...sources.join('\n').matchAll(/\b(?:icon\('|icon="|icon: '|codicon codicon-)([a-z-]+)/g)].map(
        ([, name = '']) => name,
      ),
    );
    assert.ok(icons.size > 15);
    for (const name of icons) assert.match(styles, new RegExp(`\\.codicon-${name}\\b`), name);
  });

  it('is made of what its bill of materials names, with the licence of every part', async () => {
    const sbom = await readFile(join(folder, 'dist/sbom.cdx.json'), 'utf8');
    const notices = await readFile(join(folder, 'dist/ThirdPartyNotices.md'), 'utf8');
    await assertShippable(sbom, notices);
    const { metadata, components }: Sbom = JSON.parse(sbom);
    assert.equal(metadata.component.name, 'nano-banana');
    const names = components.map(fullName);
    for (const name of ['zod', 'lit-html', 'sharp', '@img/sharp-wasm32', '@vscode/codicons', 'libheif-js']) {
      assert.ok(names.includes(name), `${name} is carried`);
    }
    const headings = [...notices.matchAll(/^## (\S+) \d[\w.-]* \(/gm)].map(([, name]) => name);
    assert.deepEqual(headings, names.sort());
    const inside = components.find(({ name }) => name === 'sharp-wasm32')?.components ?? [];
    assert.match(inside.find(({ name }) => name === 'libvips')?.version ?? '', /^8\.\d+/);
  });
});

/** Packs what lies in a folder. */
async function packed(folder: string, target?: string): Promise<string> {
  const packagePath = join(folder, `nano-banana-${target ?? 'universal'}.vsix`);
  const how = { dependencies: false, rewriteRelativeLinks: false, allowMissingRepository: true };
  await createVSIX({ cwd: folder, packagePath, ...how, ...(target !== undefined && { target }) });
  return packagePath;
}

/** The files that loading the main bundle reads, before anything is asked of it. */
async function loadedAtStart(folder: string): Promise<string[]> {
  const vscode = join(folder, 'node_modules/vscode');
  await mkdir(vscode, { recursive: true });
  await writeFile(join(vscode, 'index.js'), '');
  const main = join(folder, 'dist/extension.cjs');
  const script = 'require(process.argv[1]); console.log(Object.keys(require.cache).join("\\n"))';
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, main]);
  return stdout
    .trim()
    .split('\n')
    .filter((file) => !file.startsWith(vscode));
}
