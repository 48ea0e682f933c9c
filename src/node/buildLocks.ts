import { createHash, randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import * as path from 'node:path';
import { errorCode } from './fileErrors.ts';

const refreshMs = 10_000;
/** Not refreshed for so long, a lock belongs to nobody. */
const staleMs = 60_000;

/** Locks that all programs of a person on this machine see, the command line and every window. */
export class FileLocks {
  readonly #folder: string;
  readonly #owner: number;
  readonly #isAlive: (owner: number) => boolean;

  /** @param deps `owner` names this program, `isAlive` tells whether another one still runs. */
  constructor(deps: { owner: number; isAlive(owner: number): boolean; folder?: string }) {
    this.#owner = deps.owner;
    this.#isAlive = deps.isAlive;
    this.#folder = deps.folder ?? path.join(tmpdir(), `nano-banana-locks-${userName()}`);
  }

  /** Undefined while somebody else holds one of the names. */
  async hold(names: readonly string[]): Promise<HeldFileLocks | undefined> {
    await fs.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const token = randomUUID();
    const held: string[] = [];
    for (const name of [...new Set(names)].sort()) {
      const file = path.join(
        this.#folder,
        `${createHash('sha256').update(name).digest('hex').slice(0, 40)}.lock`,
      );
      if (await this.#take(file, token)) {
        held.push(file);
        continue;
      }
      await new HeldFileLocks(held, token).release();
      return undefined;
    }
    return new HeldFileLocks(held, token);
  }

  async #take(file: string, token: string): Promise<boolean> {
    if (await this.#create(file, token)) return true;
    const found = await this.#look(file);
    if (found !== undefined && !found.isStale) return false;
    if (found !== undefined) {
      // Of several that see it stale, one gets it by its name; what it gets must be what it saw.
      const aside = `${file}.${token}`;
      if (!(await moved(file, aside))) return false;
      const isSame = (await read(aside)) === found.text;
      // Somebody was quicker, and this is already the new one: it goes back.
      if (!isSame) await fs.link(aside, file).catch(() => undefined);
      await fs.rm(aside, { force: true });
      if (!isSame) return false;
    }
    return this.#create(file, token);
  }

  async #create(file: string, token: string): Promise<boolean> {
    try {
      await fs.writeFile(file, JSON.stringify({ token, owner: this.#owner }), { flag: 'wx' });
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    }
  }

  /** Undefined when it went away meanwhile. */
  async #look(file: string): Promise<{ text: string; isStale: boolean } | undefined> {
    const text = await read(file);
    const found = await fs.stat(file).catch(() => undefined);
    if (text === undefined || found === undefined) return undefined;
    const isOld = Date.now() - found.mtimeMs > staleMs;
    const owner = Number(/"owner":(\d+)/.exec(text)?.[1] ?? Number.NaN);
    return { text, isStale: isOld || (Number.isFinite(owner) && !this.#isAlive(owner)) };
  }
}

/** Locks that are refreshed until they are released. */
class HeldFileLocks {
  readonly #files: readonly string[];
  readonly #token: string;
  readonly #timer: NodeJS.Timeout;

  constructor(files: readonly string[], token: string) {
    this.#files = files;
    this.#token = token;
    this.#timer = setInterval(() => void this.#refresh(), refreshMs);
    this.#timer.unref();
  }

  /** False when somebody took over, because this program seemed to be gone. */
  async areHeld(): Promise<boolean> {
    const texts = await Promise.all(this.#files.map(read));
    return texts.every((text) => text?.includes(this.#token));
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    for (const file of this.#files) {
      if ((await read(file))?.includes(this.#token)) await fs.rm(file, { force: true });
    }
  }

  async #refresh(): Promise<void> {
    const now = new Date();
    for (const file of this.#files) {
      if ((await read(file))?.includes(this.#token)) await fs.utimes(file, now, now).catch(() => undefined);
    }
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function moved(from: string, to: string): Promise<boolean> {
  try {
    await fs.rename(from, to);
    return true;
  } catch {
    return false;
  }
}

function userName(): string {
  try {
    return userInfo().username.replace(/[^A-Za-z0-9._-]/g, '_');
  } catch {
    return 'somebody';
  }
}
