import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { nativeTargets } from './native.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** How `vsce` packs. Everything that the product needs is in its bundles. */
export const packageOptions = ['package', '--no-dependencies', '--allow-missing-repository'];

/**
 * Where relative links of the README lead, as options of `vsce`. A workflow packs a commit of a repository that it
 * knows; elsewhere there is no address to lead to, and they stay.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {string[]}
 */
export function linkOptions({ GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA }) {
  if (!GITHUB_SERVER_URL || !GITHUB_REPOSITORY || !GITHUB_SHA) return ['--no-rewrite-relative-links'];
  const repository = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  return [
    ...['--baseContentUrl', `${repository}/blob/${GITHUB_SHA}`],
    ...['--baseImagesUrl', `${repository}/raw/${GITHUB_SHA}`],
  ];
}

/**
 * Packs the extension: the universal package, which has the codec as WebAssembly and runs everywhere, or the one for a
 * platform, which has the native build besides. A gallery gives each VS Code the one for its platform, else the
 * universal one. Its bill of materials lies beside it, under the same name.
 *
 * @param {{ target?: string, outdir: string }} options target: as `vsce` names it; undefined: universal
 */
export async function packExtension({ target, outdir }) {
  const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const file = path.join(outdir, [name, ...(target ? [target] : []), version].join('-'));
  await mkdir(outdir, { recursive: true });
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  const args = [vsce, ...packageOptions, ...linkOptions(process.env), '--out', `${file}.vsix`];
  const child = spawn(process.execPath, target ? [...args, '--target', target] : args, {
    cwd: root,
    env: { ...process.env, NANO_BANANA_TARGET: target ?? '' },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`vsce ended with code ${code}.`);
  await copyFile(path.join(root, 'dist/sbom.cdx.json'), `${file}.cdx.json`);
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      // One or several platforms; without one it is the universal package.
      target: { type: 'string', multiple: true, default: [] },
      out: { type: 'string', default: root },
    },
  });
  const unknown = values.target.find((target) => !(target in nativeTargets));
  if (unknown) throw new Error(`There is no native build for ${unknown}: its package is the universal one.`);
  const targets = values.target.length > 0 ? values.target : [undefined];
  for (const target of targets) await packExtension({ target, outdir: path.resolve(values.out) });
}
