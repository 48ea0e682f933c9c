import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { nativeTargets } from './native.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** How `vsce` packs. Everything that the product needs is in its bundles. */
export const packageOptions = [
  'package',
  '--no-dependencies',
  '--no-rewrite-relative-links',
  '--allow-missing-repository',
];

/**
 * Packs the extension: the universal package, which has the codec as WebAssembly and runs everywhere, or the one for a
 * platform, which has the native build besides. A gallery gives each VS Code the one for its platform, else the
 * universal one.
 *
 * @param {string | undefined} target as `vsce` names it; undefined: universal
 */
async function pack(target) {
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  const args = [vsce, ...packageOptions, ...(target ? ['--target', target] : [])];
  const env = { ...process.env, NANO_BANANA_TARGET: target ?? '' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`vsce ended with code ${code}.`);
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      // One or several platforms.
      target: { type: 'string', multiple: true, default: [] },
      // The universal package and one for each platform that sharp ships for.
      all: { type: 'boolean', default: false },
    },
  });
  const unknown = values.target.find((target) => !(target in nativeTargets));
  if (unknown) throw new Error(`There is no native build for ${unknown}: its package is the universal one.`);
  const targets = values.target.length > 0 ? values.target : [undefined];
  for (const target of values.all ? [undefined, ...Object.keys(nativeTargets)] : targets) await pack(target);
}
