/** One look at all assets of a folder, as `nano-banana check` does it, in a process of its own. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from '../../src/core/assets/compile/compile.ts';
import { readManifest } from '../../src/core/assets/manifest/manifest.ts';
import { check } from '../../src/core/assets/states/check.ts';
import { DiskFileStore } from '../../src/node/diskFileStore.ts';
import { becomeIdle, type Cost, measure } from './measure.ts';

export interface AssetsTask {
  folder: string;
}

export interface AssetsCost extends Cost {
  /** Of all threads. */
  cpuMs: number;
  upToDate: number;
  /** Bytes read of the asset of which most was read. */
  mostRead: number;
}

process.once('message', async ({ folder }: AssetsTask) => {
  const file = join(folder, 'nano-banana.yaml');
  const idle = await becomeIdle();
  const before = process.cpuUsage();
  const { cost, value } = await measure(idle, async () => {
    const manifest = readManifest(pathToFileURL(file).href, await readFile(file, 'utf8'));
    const project = compile([manifest], pathToFileURL(folder).href);
    return check(project, new DiskFileStore(join(folder, 'unused')));
  });
  const { user, system } = process.cpuUsage(before);
  const answer: AssetsCost = {
    ...cost,
    cpuMs: (user + system) / 1000,
    upToDate: value.statuses.filter(({ state }) => state === 'upToDate').length,
    mostRead: Math.max(...value.statuses.map(({ bytesRead }) => bytesRead)),
  };
  process.send?.(answer);
  process.disconnect();
});
