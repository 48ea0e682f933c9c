import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder } from './paths.ts';

export interface CachedFolder {
  /** Names content and version; another version is another folder. */
  name: string;
  /** Fills the empty folder it is given; may be called again, with another one, after a failure. */
  build: (folder: string) => Promise<void>;
  log: (line: string) => void;
}

const stampName = 'complete.json';
const attempts = 4;

/**
 * A folder in the cache that is either complete or absent: it is built under another name and renamed when
 * done. Callers in other processes wait for the one that builds.
 * @returns the folder's path
 */
export async function cachedFolder({ name, build, log }: CachedFolder): Promise<string> {
  const folder = join(cacheFolder, name);
  if (await isComplete(folder, name)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const unlock = await lock(`${folder}.lock`, () =>
    log(`Waiting for another process that prepares ${name}…`),
  );
  try {
    if (await isComplete(folder, name)) return folder;
    const building = `${folder}.building`;
    for (let attempt = 1; ; attempt++) {
      await rm(building, { recursive: true, force: true });
      await mkdir(building);
      try {
        await build(building);
        break;
      } catch (error) {
        await rm(building, { recursive: true, force: true });
        if (attempt === attempts) throw error;
        const seconds = 2 ** attempt;
        log(`${error instanceof Error ? error.message : error}\nTrying again in ${seconds} s…`);
        await delay(seconds * 1000);
      }
    }
    await writeFile(join(building, stampName), JSON.stringify({ name }));
    await rm(folder, { recursive: true, force: true });
    await rename(building, folder);
    return folder;
  } finally {
    await unlock();
  }
}

async function isComplete(folder: string, name: string): Promise<boolean> {
  try {
    return JSON.parse(await readFile(join(folder, stampName), 'utf8')).name === name;
  } catch {
    return false;
  }
}

/** Takes a lock file that names its owner's process; the lock of a process that is gone is taken over. */
async function lock(path: string, onWait: () => void): Promise<() => Promise<void>> {
  for (let waited = false; ; waited = true) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if (!isErrno(error) || error.code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (owner && !isAlive(owner)) {
      await rm(path, { force: true });
      continue;
    }
    if (!waited) onWait();
    await delay(300);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error) && error.code === 'EPERM';
  }
}

function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
