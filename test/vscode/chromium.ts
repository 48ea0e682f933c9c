import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { cachedFolder } from './cache.ts';
import { projectFolder } from './paths.ts';

export interface Chromium {
  executablePath: string;
  /** Added to the environment of the browser's process. */
  env: Record<string, string>;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const places: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const base = process.env[variable];
    return base
      ? [
          'Google/Chrome/Application/chrome.exe',
          'Chromium/Application/chrome.exe',
          'Microsoft/Edge/Application/msedge.exe',
        ].map((path) => join(base, path))
      : [];
  }),
};

/**
 * CHROMIUM_PATH, else the one that @sparticuz/chromium carries, so that a test sees the same browser and the same
 * fonts everywhere; where there is none for this system, an installed Chromium or Chrome.
 */
export async function findChromium(log: (line: string) => void = console.log): Promise<Chromium> {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM_PATH names "${wanted}", and there is no such file.`);
    return { executablePath: wanted, env: {} };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return packagedChromium(log);
  const installed = installedChromium();
  if (installed) return { executablePath: installed, env: {} };
  throw new Error('No Chromium or Chrome was found. Install one, or set CHROMIUM_PATH to its executable.');
}

/** A headless browser, closed by the caller. */
export async function launchChromium(log?: (line: string) => void): Promise<Browser> {
  const { executablePath, env } = await findChromium(log);
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
      // Where all processors are busy, helpers only take from others.
      '--js-flags=--single-threaded-gc',
      '--num-raster-threads=1',
    ],
  });
}

function installedChromium(): string | undefined {
  const folders =
    process.platform === 'win32' ? [] : (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...(places[process.platform] ?? [])].find((path) => existsSync(path));
}

/**
 * The package carries the binary, the libraries that a bare machine lacks and one font, all compressed;
 * unpacked once into the cache.
 */
async function packagedChromium(log: (line: string) => void): Promise<Chromium> {
  const home = join(projectFolder, 'node_modules/@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  const folder = await cachedFolder({
    name: `chromium-${version}`,
    log,
    build: async (into) => {
      log(`Unpacking Chromium ${version}, once…`);
      // The package unpacks into the system's temporary folder, so a process of its own gets ours as that.
      const archives = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'].map((file) =>
        join(home, 'bin', file),
      );
      const script = `import { inflate } from '@sparticuz/chromium'; await Promise.all(${JSON.stringify(archives)}.map(inflate));`;
      await run(process.execPath, ['--input-type=module', '-e', script], { TMPDIR: into });
    },
  });
  const executablePath = join(folder, 'chromium');
  const env: Record<string, string> = { FONTCONFIG_FILE: await writeFontConfig(folder) };
  if (!(await starts(executablePath, env))) {
    const own = join(folder, 'al2023', 'lib');
    env.LD_LIBRARY_PATH = process.env.LD_LIBRARY_PATH ? `${own}:${process.env.LD_LIBRARY_PATH}` : own;
    if (!(await starts(executablePath, env))) {
      throw new Error(
        `The Chromium of @sparticuz/chromium doesn't start here. Install one, or set CHROMIUM_PATH.`,
      );
    }
  }
  return { executablePath, env };
}

/** The package's font for all text and, where the machine has fonts, those for code and other scripts. */
async function writeFontConfig(folder: string): Promise<string> {
  const path = join(folder, 'fonts.conf');
  const alias = (family: string, prefer: string) =>
    `<alias binding="strong"><family>${family}</family><prefer>${prefer}</prefer></alias>`;
  const sans = '<family>Open Sans</family><family>DejaVu Sans</family>';
  const mono =
    '<family>DejaVu Sans Mono</family><family>Liberation Mono</family><family>Noto Sans Mono</family>';
  const text = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>
<cachedir>${join(folder, 'fontcache')}</cachedir>
${alias('sans-serif', sans)}${alias('system-ui', sans)}${alias('monospace', mono)}
</fontconfig>`;
  if ((await readFile(path, 'utf8').catch(() => '')) !== text) await writeFile(path, text);
  return path;
}

async function starts(executablePath: string, env: Record<string, string>): Promise<boolean> {
  try {
    await promisify(execFile)(executablePath, ['--version'], { env: { ...process.env, ...env } });
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: string[], env: Record<string, string>): Promise<void> {
  const child = spawn(command, args, {
    cwd: projectFolder,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with code ${code}.`)),
    );
  });
}
