import { execFile } from 'node:child_process';
import { chmod, copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { build } from 'esbuild';
import { packagesIn } from './carried.mjs';
import { cliReadme } from './cliReadme.mjs';
import { buildCodec } from './codec.mjs';
import { writeNotices } from './notices.mjs';
import { writeSbom } from './sbom.mjs';

const root = path.resolve(import.meta.dirname, '..');

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
    ...repositoryOf(process.env),
  };
  const [{ metafile }, codec] = await Promise.all([
    build({
      absWorkingDir: root,
      entryPoints: ['src/cli/main.ts'],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node22',
      minify,
      metafile: true,
      legalComments: 'none',
      logLevel: 'warning',
      // `debug` asks for it where it happens to be installed.
      external: ['supports-color'],
      banner: {
        // The agents for proxies are CommonJS, which asks for Node's modules by `require`.
        js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
      },
      // Its Node build is CommonJS, which has no place in a module.
      alias: { yaml: path.join(root, 'node_modules/yaml/browser/dist/index.js') },
    }),
    buildCodec({ outdir: path.join(outdir, 'codec'), minify }),
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
  const carried = [...packagesIn(metafile), ...codec];
  await Promise.all([
    writeNotices(path.join(outdir, 'ThirdPartyNotices.md'), carried),
    writeSbom(path.join(outdir, 'sbom.cdx.json'), manifest, carried),
    chmod(bundle, 0o755),
  ]);
}

/**
 * The repository that a workflow builds: npm takes a proof of provenance only where the package names that one.
 * Elsewhere none is known.
 *
 * @param {Record<string, string | undefined>} env
 */
export function repositoryOf({ GITHUB_SERVER_URL, GITHUB_REPOSITORY }) {
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY) return {};
  return { repository: { type: 'git', url: `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git` } };
}

/**
 * Packs the command line as `npm publish` takes it. Its bill of materials lies beside it, under the same name.
 *
 * @param {string} outdir
 */
export async function packCli(outdir) {
  const built = path.join(root, 'dist/cli');
  await buildCli({ outdir: built, minify: true });
  await mkdir(outdir, { recursive: true });
  const shell = process.platform === 'win32';
  const pack = ['pack', '--json', '--pack-destination', outdir];
  const { stdout } = await promisify(execFile)('npm', pack, { cwd: built, shell });
  const [{ filename }] = Object.values(JSON.parse(stdout));
  await copyFile(
    path.join(built, 'sbom.cdx.json'),
    path.join(outdir, filename.replace(/\.tgz$/, '.cdx.json')),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { pack: { type: 'boolean', default: false } } });
  if (values.pack) await packCli(root);
  else await buildCli({ outdir: path.join(root, 'dist/cli'), minify: true });
}
