import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import * as path from 'node:path';
import { FileError, type ScratchFile } from '../core/ports.ts';
import { errorCode } from './fileErrors.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { OwnStorage } from './ownStorage.ts';
import { SpillingScratch } from './spillingScratch.ts';

/** Files of the program itself, by plain names. */
export type OwnedFiles = Pick<
  OwnStorage,
  'folder' | 'read' | 'write' | 'writtenAt' | 'list' | 'remove' | 'room'
> & { createScratch(suffix: string): Promise<ScratchFile> };

/**
 * A storage that takes what is received also where its own folder does not: then it goes on in the spare folder, and
 * where that takes nothing either, in memory until this process ends. Everything else is written to its own folder
 * alone and fails with it. What is in memory moves there as soon as it takes something again.
 */
export class RoomyStorage implements OwnedFiles {
  readonly #own: OwnStorage;
  readonly #spare: OwnStorage;
  readonly #memory = new MemoryFiles();
  /** Whether something may lie in the spare folder: from an earlier process, or this one. */
  #usesSpare: Promise<boolean> | undefined;
  #moving = false;

  /** @param spare on another disk, where there is one; its folder is made when it is needed */
  constructor(own: OwnStorage, spare: OwnStorage) {
    this.#own = own;
    this.#spare = spare;
  }

  get folder(): string {
    return this.#own.folder;
  }

  room(): Promise<number | undefined> {
    return this.#own.room();
  }

  createScratch(suffix: string): Promise<ScratchFile> {
    return SpillingScratch.open([
      () => this.#own.createScratch(suffix),
      async () => {
        await makePrivate(this.#spare.folder);
        this.#usesSpare = Promise.resolve(true);
        return this.#spare.createScratch(suffix);
      },
      async () => this.#memory.createScratch(suffix),
    ]);
  }

  async read(name: string): Promise<Uint8Array> {
    return this.#memory.read(name) ?? (await this.#placeOf(name)).read(name);
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await this.#own.write(name, bytes);
    await this.#moveToDisk();
  }

  async writtenAt(name: string): Promise<number> {
    return this.#memory.writtenAt(name) ?? (await this.#placeOf(name)).writtenAt(name);
  }

  async list(prefix: string): Promise<string[]> {
    const own = await this.#own.list(prefix);
    return [...new Set([...own, ...(await this.#inSpare(prefix)), ...this.#memory.list(prefix)])];
  }

  async remove(name: string): Promise<void> {
    this.#memory.remove(name);
    const place = await this.#placeOf(name);
    await place.remove(name);
    // It lies where everybody's do, so it goes with its last file.
    if (place === this.#spare) await fs.rmdir(place.folder).catch(() => undefined);
  }

  /** Where a file lies; its own folder, where it lies nowhere. */
  async #placeOf(name: string): Promise<OwnStorage> {
    return (await this.#inSpare(name)).includes(name) ? this.#spare : this.#own;
  }

  /** Names in the spare folder that begin with this. */
  async #inSpare(prefix: string): Promise<string[]> {
    this.#usesSpare ??= isPrivate(this.#spare.folder);
    if (!(await this.#usesSpare) || !(await isPrivate(this.#spare.folder))) return [];
    return this.#spare.list(prefix);
  }

  async #moveToDisk(): Promise<void> {
    if (this.#moving) return;
    this.#moving = true;
    try {
      for (const name of this.#memory.list('')) {
        const bytes = this.#memory.read(name);
        if (bytes) await this.#own.write(name, bytes);
        // It may have been saved, or discarded, meanwhile.
        if (!this.#memory.remove(name)) await this.#own.remove(name);
      }
    } catch {
      // There is no room yet.
    } finally {
      this.#moving = false;
    }
  }
}

/** The storage in a folder. */
export const roomyStorage = (folder: string): RoomyStorage =>
  new RoomyStorage(new OwnStorage(folder), new OwnStorage(spareFolderOf(folder)));

/** Path of a storage's spare folder, among the temporary files of the system. */
export function spareFolderOf(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return path.join(tmpdir(), `nano-banana-spare-${name}`);
}

/** In a folder that everybody may write to somebody else could have made one of this name. */
async function makePrivate(folder: string): Promise<void> {
  await fs.mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  if (!(await isPrivate(folder))) throw new FileError('noPermission', `${folder} is not this person's own`);
}

/** Whether it is a folder of this person's that nobody else can look into. */
async function isPrivate(folder: string): Promise<boolean> {
  const found = await fs.lstat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return false;
  const { uid } = userInfo();
  // Windows knows neither, and has such a folder for each person.
  return uid === -1 || (found.uid === uid && (found.mode & 0o077) === 0);
}
