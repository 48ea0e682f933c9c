import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

const sharpFolder = path.dirname(require.resolve('sharp'));
const wasmFolder = path.join(path.dirname(require.resolve('@img/sharp-wasm32/sharp.node')), 'lib');

/**
 * The parts of sharp that look for a compiled library on this machine. The product carries the wasm
 * build only, so that every platform runs the same codec: the loader becomes a `require` of the glue
 * file beside the worker, and the questions about the machine get fixed answers.
 */
const replacements = new Map([
  [path.join(sharpFolder, 'sharp.cjs'), `module.exports = require('./sharpGlue.cjs');`],
  [path.join(sharpFolder, 'libvips.cjs'), `module.exports = { runtimePlatformArch: () => 'wasm32' };`],
  [require.resolve('detect-libc'), `module.exports = { familySync: () => null };`],
]);

const libheifFolder = path.join(path.dirname(require.resolve('libheif-js/package.json')), 'libheif-wasm');

const carriedLibraries = {
  name: 'carried-libraries',
  setup(builder) {
    builder.onResolve({ filter: /^sharp$/ }, () => ({ path: path.join(sharpFolder, 'index.cjs') }));
    builder.onResolve({ filter: /^\.\/sharpGlue\.cjs$/ }, (args) => ({ path: args.path, external: true }));
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
 * @param {{ outdir: string, minify: boolean }} options
 * @returns {Promise<void>}
 */
export async function buildCodec({ outdir, minify }) {
  await mkdir(outdir, { recursive: true });
  const { version } = JSON.parse(await readFile(path.join(sharpFolder, '../package.json'), 'utf8'));
  const wasm = `sharp-wasm32-${version}.node.wasm`;
  const shared = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    minify,
    legalComments: 'none',
    logLevel: 'warning',
  };
  await Promise.all([
    build({
      ...shared,
      entryPoints: [path.join(root, 'src/core/images/codecWorker.ts')],
      outfile: path.join(outdir, 'worker.cjs'),
      plugins: [carriedLibraries],
    }),
    build({
      ...shared,
      entryPoints: [path.join(wasmFolder, `sharp-wasm32-${version}.node.js`)],
      outfile: path.join(outdir, 'sharpGlue.cjs'),
    }),
    copyFile(path.join(wasmFolder, wasm), path.join(outdir, wasm)),
    copyFile(path.join(libheifFolder, 'libheif.js'), path.join(outdir, 'libheif.cjs')),
    copyFile(path.join(libheifFolder, 'libheif.wasm'), path.join(outdir, 'libheif.wasm')),
  ]);
}
