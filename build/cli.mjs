import { chmod, copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { cliReadme } from './cliReadme.mjs';
import { buildCodec } from './codec.mjs';
import { markdownReaders, writeNotices } from './notices.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** What the command line carries; the rest of the notices is the extension's. */
const carried = [
  '@vscode/l10n',
  'sharp',
  '@img/sharp-wasm32',
  '@emnapi/runtime',
  'agent-base',
  'debug',
  'http-proxy-agent',
  'https-proxy-agent',
  'ignore',
  'ms',
  'proxy-from-env',
  'yaml',
  'zod',
  ...markdownReaders,
];

/**
 * Emits the command line as a package that can be published as it stands: one file without dependencies, the
 * image codec beside it, and a `package.json` of its own.
 *
 * @param {{ outdir: string, minify: boolean }} options
 * @returns {Promise<void>}
 */
export async function buildCli({ outdir, minify }) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const bundle = path.join(outdir, 'nano-banana.mjs');
  const { version, license } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const manifest = {
    name: '@nano-banana-tools/cli',
    version,
    description:
      'Checks and builds the images of docs that a nano-banana.yaml describes, and reports on the images of documents.',
    license,
    type: 'module',
    bin: { 'nano-banana': 'nano-banana.mjs' },
    engines: { node: '>=22' },
    files: ['nano-banana.mjs', 'codec', 'l10n', 'manifest.schema.json', 'ThirdPartyNotices.md'],
    publishConfig: { access: 'public' },
  };
  await Promise.all([
    build({
      absWorkingDir: root,
      entryPoints: ['src/cli/main.ts'],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node22',
      minify,
      legalComments: 'none',
      logLevel: 'warning',
      banner: {
        // The agents for proxies are CommonJS, which asks for Node's modules by `require`.
        js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
      },
      // Its Node build is CommonJS, which has no place in a module.
      alias: { yaml: path.join(root, 'node_modules/yaml/browser/dist/index.js') },
    }),
    buildCodec({ outdir: path.join(outdir, 'codec'), minify }),
    writeNotices(path.join(outdir, 'ThirdPartyNotices.md'), { names: carried }),
    writeFile(path.join(outdir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`),
    cp(path.join(root, 'l10n'), path.join(outdir, 'l10n'), {
      recursive: true,
      // The English sentences are in the code.
      filter: (file) => path.basename(file) !== 'bundle.l10n.json',
    }),
    copyFile(path.join(root, 'LICENSE'), path.join(outdir, 'LICENSE')),
    writeFile(path.join(outdir, 'README.md'), await cliReadme()),
    copyFile(path.join(root, 'media/manifest.schema.json'), path.join(outdir, 'manifest.schema.json')),
  ]);
  await chmod(bundle, 0o755);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildCli({ outdir: path.join(root, 'dist/cli'), minify: true });
}
