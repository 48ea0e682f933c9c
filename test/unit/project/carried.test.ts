import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { packagesIn } from '../../../build/carried.mjs';
import { projectFolder } from '../../vscode/paths.ts';

describe('The packages in a bundle', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nano-banana-carried-'));
    const files = {
      'main.js':
        "import { used } from 'plain'; import { scoped } from '@scope/one'; import 'unused'; import { mine } from 'replaced'; console.log(used, scoped, mine);",
      'node_modules/plain/index.js': "export { inner as used } from 'inner';",
      'node_modules/plain/node_modules/inner/index.js': 'export const inner = Math.random();',
      'node_modules/@scope/one/lib/index.js': 'export const scoped = Math.random();',
      'node_modules/@scope/one/package.json': '{ "main": "lib/index.js" }',
      'node_modules/unused/index.js': 'export const nobody = 1;',
      'node_modules/replaced/index.js': 'export const mine = Math.random();',
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are those of which something is left in it: scoped ones, innermost ones, and no replaced file', async () => {
    const { metafile } = await build({
      absWorkingDir: projectFolder,
      entryPoints: [join(folder, 'main.js')],
      bundle: true,
      format: 'esm',
      write: false,
      metafile: true,
    });
    const found = packagesIn(metafile, { except: [join(folder, 'node_modules/replaced/index.js')] });
    assert.deepEqual(
      found.map((path) => resolve(path)).sort(),
      ['node_modules/@scope/one', 'node_modules/plain/node_modules/inner'].map((path) => join(folder, path)),
    );
  });
});
