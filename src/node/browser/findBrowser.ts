import { access, constants, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { t } from '../../core/shared/l10n.ts';

/** The machine that a browser is looked for on. */
export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
}

/** A browser's program, or the words on why there is none, to follow "and". */
export type FoundBrowser = { path: string } | { missing: string };

/** Names the browser to use, before all others. */
export const browserVariable = 'NANO_BANANA_BROWSER';

/** Programs on PATH that speak the DevTools protocol over a pipe. */
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const macPlaces = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const windowsPlaces = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];
const linuxPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/snap/bin/chromium',
];

/** Chromium, Chrome or Edge: the one that the environment names, else on PATH, else in its usual place. */
export async function findBrowser(machine: Machine): Promise<FoundBrowser> {
  const wanted = machine.env[browserVariable];
  if (wanted) {
    const found = path.isAbsolute(wanted) && (await isProgram(wanted));
    return found
      ? { path: wanted }
      : {
          missing: t('{variable} is set to "{wanted}", which is not the full path of a program', {
            variable: browserVariable,
            wanted,
          }),
        };
  }
  for (const place of [...onPath(machine), ...usualPlaces(machine)]) {
    if (await isProgram(place)) return { path: place };
  }
  return {
    missing: t(
      'no Chromium, Chrome or Edge was found here (install one, or name it in the environment variable {variable})',
      { variable: browserVariable },
    ),
  };
}

/** A relative folder on PATH would let the folder that is open name the program. */
function onPath({ platform, env }: Machine): string[] {
  if (platform === 'win32') return [];
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function usualPlaces({ platform, env }: Machine): string[] {
  if (platform === 'win32') {
    const bases = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(
      (base) => base !== undefined,
    );
    return windowsPlaces.flatMap((steps) => bases.map((base) => path.win32.join(base, ...steps)));
  }
  if (platform !== 'darwin') return linuxPlaces;
  const homes = env.HOME ? ['/', env.HOME] : ['/'];
  return macPlaces.flatMap((place) => homes.map((home) => path.join(home, 'Applications', place)));
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
