import { glob, readFile, rm, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { analyzeMetafile, context } from 'esbuild';
import { packagesIn } from './build/carried.mjs';
import { buildCodec } from './build/codec.mjs';
import { splitCommonJs } from './build/hostBundles.mjs';
import { usedIcons } from './build/icons.mjs';
import { writeNotices } from './build/notices.mjs';
import { smallStyles } from './build/pageStyles.mjs';
import { writeSbom } from './build/sbom.mjs';

const root = import.meta.dirname;

const { values: wanted } = parseArgs({
  options: {
    // Small and without maps or tests, as it is packaged.
    production: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    // Tells what each bundle is made of.
    analyze: { type: 'boolean', default: false },
    outdir: { type: 'string', default: join(root, 'dist') },
    // A target of `vsce package`, whose native codec is carried besides. `vsce` starts this without a word on it.
    target: { type: 'string', default: process.env.NANO_BANANA_TARGET },
  },
});

const outdir = resolve(wanted.outdir);

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: wanted.production,
  sourcemap: wanted.production ? false : 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

const host = { ...common, platform: 'node', format: 'cjs', target: 'node22', external: ['vscode'] };

/** The main bundle, and in `host/` what it loads when that is needed. */
const extension = splitCommonJs({
  ...host,
  entryPoints: { extension: 'src/extension.ts' },
  together: ['src/vscode/images/recordedImages.ts', 'src/compose.ts'],
  outdir,
  // What offers an ES module beside CommonJS shakes better as such.
  mainFields: ['module', 'main'],
  conditions: ['module'],
});

/** What reads long Markdown documents in a thread of its own. */
const reader = {
  ...host,
  entryPoints: ['src/core/markdown/reading/readingWorker.ts'],
  outfile: join(outdir, 'reading/worker.cjs'),
  mainFields: ['module', 'main'],
  conditions: ['module'],
};

const page = {
  ...common,
  entryPoints: {
    main: 'webview/main.ts',
    viewer: 'webview/viewer.ts',
    lists: 'webview/lists.ts',
    covers: 'webview/covers.ts',
  },
  outdir: join(outdir, 'webview'),
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  plugins: [
    ...(wanted.production ? [smallStyles()] : []),
    usedIcons({ root, outdir: join(outdir, 'webview'), minify: wanted.production }),
  ],
};

/** The tests that run inside the extension host, found by their names, as one module with `run()`. */
async function hostTests() {
  const files = await Array.fromAsync(glob('test/host/**/*.test.ts', { cwd: root }));
  const load = files.sort().map((file) => `require('./${file.replaceAll('\\', '/')}');`);
  return {
    ...host,
    stdin: {
      contents: `import { runHostTests } from './test/host/index.ts';
export const run = () => runHostTests(() => { ${load.join(' ')} });`,
      resolveDir: root,
      sourcefile: 'hostTests.js',
    },
    outfile: join(outdir, 'test/host.cjs'),
    packages: 'external',
    sourcemap: 'inline',
  };
}

/** A line for each file with a name of its own; the parts that several of them share are told as one. */
async function tellSizes() {
  const files = await Array.fromAsync(glob('**/*.{js,cjs,css,ttf,wasm}', { cwd: outdir }));
  const sizes = new Map();
  for (const file of files.sort()) {
    const { size } = await stat(join(outdir, file));
    const told = file.replace(/chunk-[^/]*$/, 'chunk-*.cjs');
    sizes.set(told, (sizes.get(told) ?? 0) + size);
  }
  for (const [file, size] of sizes) {
    console.log(`${(size / 1024).toFixed(1).padStart(9)} KB  ${join(relative(root, outdir), file)}`);
  }
}

if (wanted.production) await rm(outdir, { recursive: true, force: true });
const carried = [extension, reader, page];
const bundles = wanted.production ? carried : [...carried, await hostTests()];
const builders = await Promise.all(bundles.map((options) => context(options)));
const results = await Promise.all(builders.map((builder) => builder.rebuild()));
const packages = [
  ...results.slice(0, carried.length).flatMap(({ metafile }) => packagesIn(metafile)),
  // Its font and its style sheet are copied.
  join(root, 'node_modules/@vscode/codicons'),
  ...(await buildCodec({ outdir: join(outdir, 'codec'), minify: wanted.production, target: wanted.target })),
];
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
await Promise.all([
  writeNotices(join(outdir, 'ThirdPartyNotices.md'), packages),
  writeSbom(join(outdir, 'sbom.cdx.json'), manifest, packages),
]);
await tellSizes();
if (wanted.analyze) {
  for (const { metafile } of results) console.log(await analyzeMetafile(metafile));
}
if (wanted.watch) {
  await Promise.all(builders.map((builder) => builder.watch()));
  console.log('Watching for changes; Ctrl+C ends it.');
} else {
  await Promise.all(builders.map((builder) => builder.dispose()));
}
