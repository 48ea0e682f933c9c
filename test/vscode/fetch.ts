import { type SpawnOptionsWithStdioTuple, type StdioNull, type StdioPipe, spawn } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { cachedFolder } from './cache.ts';

/** VS Code 1.139.1's own server and web workbench, as code-server carries them in the npm registry. */
const pinned = {
  version: '4.139.1',
  vscode: '1.139.1',
  integrity:
    'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};

/** What only the server's AI agents, dev containers and tunnels need: half of everything it would fetch. */
const notNeeded = ['@github/copilot-sdk', '@microsoft/mxc-sdk', '@devcontainers/cli', 'ssh2'];

export interface VSCode {
  /** code-server's entry script, to be run by Node 24. */
  entry: string;
  /** VS Code's own version. */
  version: string;
}

/**
 * A real VS Code, fetched from the package registry at the first call.
 * @throws when the registry can't be reached or answers with other bytes than the pinned ones
 */
export async function fetchVSCode(log: (line: string) => void = console.log): Promise<VSCode> {
  const folder = await cachedFolder({
    name: `vscode-${pinned.version}`,
    build: (into) => install(into, log),
    log,
  });
  return { entry: join(folder, 'node_modules/code-server/out/node/entry.js'), version: pinned.vscode };
}

async function install(folder: string, log: (line: string) => void): Promise<void> {
  const started = performance.now();
  const elapsed = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  log(`Fetching VS Code ${pinned.vscode} from the package registry, once (about 130 MB)…`);
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies: { 'code-server': pinned.version } }),
  );
  await npmInstall(folder, (count) => log(`  the server: ${count} packages, ${elapsed()}`));
  const installed = JSON.parse(await readFile(join(folder, 'node_modules/.package-lock.json'), 'utf8'));
  if (installed.packages['node_modules/code-server']?.integrity !== pinned.integrity) {
    throw new Error(
      `The registry answered with another code-server ${pinned.version} than the one pinned here. Check npm's registry setting.`,
    );
  }
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  await dropDependencies(vscode);
  await Promise.all([
    npmInstall(vscode, (count) => log(`  the workbench: ${count} packages, ${elapsed()}`)),
    npmInstall(join(vscode, 'extensions'), () => {}),
  ]);
  await copyFile(
    join(import.meta.dirname, 'spdlog.cjs'),
    join(vscode, 'node_modules/@vscode/spdlog/index.js'),
  );
  log(`Fetched VS Code ${pinned.vscode} in ${elapsed()}.`);
}

async function dropDependencies(folder: string): Promise<void> {
  const path = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  for (const name of notNeeded) delete manifest.dependencies[name];
  await writeFile(path, JSON.stringify(manifest, null, 2));
}

/** Installs what the folder's manifest and its shrinkwrap ask for, calling `onProgress` about every 2 s. */
function npmInstall(folder: string, onProgress: (packages: number) => void): Promise<void> {
  const args = ['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=http'];
  // What npm hands to its scripts about this project must not steer an install in another folder.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(package|lifecycle)_|npm_config_local_prefix)/i.test(name),
    ),
  );
  const npm = process.env.npm_execpath;
  const options: SpawnOptionsWithStdioTuple<StdioNull, StdioPipe, StdioPipe> = {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  const child =
    npm && basename(npm) === 'npm-cli.js'
      ? spawn(process.execPath, [npm, ...args], options)
      : spawn('npm', args, { ...options, shell: process.platform === 'win32' });
  let packages = 0;
  let shown = performance.now();
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (line.startsWith('npm http')) {
        if (line.includes('.tgz')) packages++;
      } else {
        tail.push(line);
        tail.splice(0, tail.length - 20);
      }
      if (performance.now() - shown > 2000) {
        shown = performance.now();
        onProgress(packages);
      }
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm install for VS Code ended with code ${code}:\n${tail.join('\n')}`));
    });
  });
}
