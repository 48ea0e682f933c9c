import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const modules = path.join(root, 'node_modules');
const fetched = path.join(modules, '.cache', 'sharp-native');

/**
 * The targets of `vsce package --target` that sharp ships a native build for, and how sharp calls them. All others
 * have the universal package.
 */
export const nativeTargets = {
  'linux-x64': { name: 'linux-x64', os: 'linux', cpu: 'x64', libc: 'glibc' },
  'linux-arm64': { name: 'linux-arm64', os: 'linux', cpu: 'arm64', libc: 'glibc' },
  'alpine-x64': { name: 'linuxmusl-x64', os: 'linux', cpu: 'x64', libc: 'musl' },
  'alpine-arm64': { name: 'linuxmusl-arm64', os: 'linux', cpu: 'arm64', libc: 'musl' },
  'darwin-x64': { name: 'darwin-x64', os: 'darwin', cpu: 'x64' },
  'darwin-arm64': { name: 'darwin-arm64', os: 'darwin', cpu: 'arm64' },
  'win32-x64': { name: 'win32-x64', os: 'win32', cpu: 'x64' },
  'win32-arm64': { name: 'win32-arm64', os: 'win32', cpu: 'arm64' },
};

/** The target of this machine; undefined where sharp ships nothing for it, or npm did not install it. */
export async function ownTarget() {
  for (const [target, { name, os, cpu }] of Object.entries(nativeTargets)) {
    if (os === process.platform && cpu === process.arch && (await isFolder(sharpFolder(modules, name)))) {
      return target;
    }
  }
  return undefined;
}

/**
 * The npm packages that hold the native build for a target: sharp's own, and libvips where that is apart.
 *
 * @returns {Promise<{ name: string, folder: string }[]>} their names and where they lie now
 */
export async function nativePackages(target) {
  const wanted = nativeTargets[target];
  if (!wanted) throw new Error(`sharp has no native build for ${target}.`);
  const installed = await isFolder(sharpFolder(modules, wanted.name));
  const folder = installed ? modules : await fetchPackages(wanted);
  const scope = path.join(folder, '@img');
  const names = [`sharp-${wanted.name}`, `sharp-libvips-${wanted.name}`];
  const there = await readdir(scope);
  return names
    .filter((name) => there.includes(name))
    .map((name) => ({ name, folder: path.join(scope, name) }));
}

/**
 * Puts the native build for a target into `outdir`: `index.cjs`, which loads it, and the packages' libraries below
 * their own names, by which they find each other. libvips stays a file of its own, which anyone may replace.
 *
 * @param {{ target: string, outdir: string }} options
 */
export async function carryNative({ target, outdir }) {
  const packages = await nativePackages(target);
  let addon;
  for (const { name, folder } of packages) {
    const lib = path.join(outdir, name, 'lib');
    await mkdir(lib, { recursive: true });
    for (const file of await readdir(path.join(folder, 'lib'))) {
      if (!/\.(node|dll|dylib)$|\.so[.\d]*$/.test(file)) continue;
      await cp(path.join(folder, 'lib', file), path.join(lib, file));
      if (file.endsWith('.node')) addon = `./${name}/lib/${file}`;
    }
  }
  // The question is sharp's own: on an older processor its code would end the process.
  const asks = nativeTargets[target].os === 'linux' && nativeTargets[target].cpu === 'x64';
  const lines = [
    `const sharp = require('${addon}');`,
    ...(asks ? ["if (!sharp._isUsingX64V2()) throw new Error('The processor lacks x86-64-v2.');"] : []),
    'module.exports = sharp;',
  ];
  await writeFile(path.join(outdir, 'index.cjs'), `${lines.join('\n')}\n`);
}

/** Fetches the packages for another platform than this one through npm, held to what the lockfile says of them. */
async function fetchPackages({ name, os, cpu, libc }) {
  const { packages: locked } = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'));
  const lockedOf = (of) => locked[`node_modules/@img/${of}`];
  const { version } = lockedOf(`sharp-${name}`);
  const folder = path.join(fetched, `${name}-${version}`);
  if (await isFolder(folder)) return path.join(folder, 'node_modules');
  await mkdir(fetched, { recursive: true });
  const building = await mkdtemp(path.join(fetched, 'fetching-'));
  try {
    // What is only optional may be for another platform than this one.
    const manifest = { private: true, optionalDependencies: { [`@img/sharp-${name}`]: version } };
    await writeFile(path.join(building, 'package.json'), JSON.stringify(manifest));
    const platform = [`--os=${os}`, `--cpu=${cpu}`, ...(libc ? [`--libc=${libc}`] : [])];
    const args = ['install', ...platform, '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    await promisify(execFile)('npm', args, { cwd: building, shell: process.platform === 'win32' });
    const { packages } = JSON.parse(await readFile(path.join(building, 'package-lock.json'), 'utf8'));
    for (const [at, { integrity }] of Object.entries(packages)) {
      if (at === '') continue;
      const wanted = locked[at]?.integrity;
      if (wanted === undefined || wanted !== integrity)
        throw new Error(`${at} is not what the lockfile names.`);
    }
    if (!(await isFolder(sharpFolder(path.join(building, 'node_modules'), name)))) {
      throw new Error(`npm has no native build of sharp for ${name}.`);
    }
    await rename(building, folder);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return path.join(folder, 'node_modules');
}

const sharpFolder = (folder, name) => path.join(folder, '@img', `sharp-${name}`);

const isFolder = (folder) =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
