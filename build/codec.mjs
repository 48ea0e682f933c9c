import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { packagesIn } from './carried.mjs';
import { carryNative, nativePackages } from './native.mjs';

const root = path.resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

const sharpFolder = path.dirname(require.resolve('sharp'));
const wasmFolder = path.join(path.dirname(require.resolve('@img/sharp-wasm32/sharp.node')), 'lib');

/**
 * The parts of sharp that look for a compiled library on this machine. The product carries what it runs: a thread
 * has the wasm build, by its glue file beside the worker, and a process the native one. The questions about the
 * machine get fixed answers.
 */
const replacements = new Map([
  [
    path.join(sharpFolder, 'sharp.cjs'),
    `const { isMainThread } = require('node:worker_threads');
module.exports = isMainThread ? require('./native/index.cjs') : require('./sharpGlue.cjs');`,
  ],
  [path.join(sharpFolder, 'libvips.cjs'), `module.exports = { runtimePlatformArch: () => 'wasm32' };`],
  [createRequire(sharpFolder).resolve('detect-libc'), `module.exports = { familySync: () => null };`],
]);

const libheifFolder = path.join(path.dirname(require.resolve('libheif-js/package.json')), 'libheif-wasm');

const carriedLibraries = {
  name: 'carried-libraries',
  setup(builder) {
    builder.onResolve({ filter: /^sharp$/ }, () => ({ path: path.join(sharpFolder, 'index.cjs') }));
    builder.onResolve({ filter: /^\.\/(sharpGlue|native\/index)\.cjs$/ }, (args) => ({
      path: args.path,
      external: true,
    }));
    builder.onResolve({ filter: /^libheif-js\// }, () => ({ path: './libheif.cjs', external: true }));
    builder.onLoad({ filter: /\.c?js$/ }, (args) => {
      const contents = replacements.get(args.path);
      return contents === undefined ? undefined : { contents, loader: 'js' };
    });
  },
};

/**
 * Emits the image codec into `outdir`: `worker.cjs`, `sharpGlue.cjs` and sharp's `.wasm` under its
 * original name, `libheif.cjs` and `libheif.wasm`. They need nothing else at run time.
 *
 * The glue stays a file of its own because emscripten starts that very file again for each of its threads.
 *
 * libheif is loaded for HEIC alone, and as files of its own anyone may put another build in its place.
 *
 * @param {{ outdir: string, minify: boolean, target?: string }} options target: whose native build lies in `native/`
 *   besides; without one there is none
 * @returns {Promise<string[]>} the folders of the npm packages that are carried in it
 */
export async function buildCodec({ outdir, minify, target }) {
  const native = path.join(outdir, 'native');
  await rm(native, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const { version } = JSON.parse(await readFile(path.join(sharpFolder, '../package.json'), 'utf8'));
  const wasm = `sharp-wasm32-${version}.node.wasm`;
  const shared = {
    absWorkingDir: root,
    metafile: true,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    minify,
    legalComments: 'none',
    logLevel: 'warning',
  };
  const [worker, glue] = await Promise.all([
    build({
      ...shared,
      entryPoints: [path.join(root, 'src/node/codec/worker.ts')],
      outfile: path.join(outdir, 'worker.cjs'),
      plugins: [carriedLibraries],
    }),
    build({
      ...shared,
      entryPoints: [path.join(wasmFolder, `sharp-wasm32-${version}.node.js`)],
      outfile: path.join(outdir, 'sharpGlue.cjs'),
    }),
    ...(target ? [carryNative({ target, outdir: native })] : []),
    copyFile(path.join(wasmFolder, wasm), path.join(outdir, wasm)),
    copyFile(path.join(libheifFolder, 'libheif.js'), path.join(outdir, 'libheif.cjs')),
    copyFile(path.join(libheifFolder, 'libheif.wasm'), path.join(outdir, 'libheif.wasm')),
  ]);
  return [
    ...packagesIn(worker.metafile, { except: [...replacements.keys()] }),
    ...packagesIn(glue.metafile),
    path.dirname(libheifFolder),
    ...(target ? await nativePackages(target) : []).map(({ folder }) => folder),
  ];
}
