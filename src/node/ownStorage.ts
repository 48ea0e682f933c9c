import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { FileError, type ScratchFile } from '../core/ports.ts';
import { storedNames } from '../core/storage/names.ts';
import { errorCode, type FileOperation, toFileError } from './fileErrors.ts';

const temporaryPrefix = '.tmp-';
const readBackBytes = 256 * 1024;
const oneDay = 24 * 60 * 60 * 1000;

/** Names that are one step of a path on every file system, and never those of temporary files. */
const validName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** The folder that VS Code gives the extension: plain names, no folders below it. */
export class OwnStorage {
  /** Path of the folder; it may not exist before the first use. */
  readonly folder: string;
  #ready: Promise<void> | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  async createScratch(suffix: string): Promise<StoredScratch> {
    const name = `${storedNames.scratch}${randomUUID()}.${suffix}`;
    return this.#guard('save', async () => {
      const file = this.#pathOf(name);
      return new StoredScratch(name, file, await fs.open(file, 'wx'));
    });
  }

  read(name: string): Promise<Uint8Array> {
    return this.#guard('read', () => fs.readFile(this.#pathOf(name)));
  }

  /** The old content stays until the new one is whole and on the disk. */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    await this.#guard('save', async () => {
      const target = this.#pathOf(name);
      const temporary = await this.#writeTemporary(bytes);
      try {
        await fs.rename(temporary, target);
      } catch (error) {
        await fs.rm(temporary, { force: true });
        throw error;
      }
    });
  }

  /** When a file was last written, in milliseconds since 1970. */
  writtenAt(name: string): Promise<number> {
    return this.#guard('read', async () => (await fs.stat(this.#pathOf(name))).mtimeMs);
  }

  list(prefix: string): Promise<string[]> {
    return this.#guard('read', async () =>
      (await fs.readdir(this.folder)).filter((name) => name.startsWith(prefix) && validName.test(name)),
    );
  }

  async remove(name: string): Promise<void> {
    await this.#guard('save', () => fs.rm(this.#pathOf(name), { force: true }));
  }

  /** Bytes that its disk can still take; undefined where the file system does not say. Never rejects. */
  async room(): Promise<number | undefined> {
    try {
      await this.#prepare();
      const { bavail, blocks, bsize } = await fs.statfs(this.folder);
      return blocks === 0 ? undefined : bavail * bsize;
    } catch {
      return undefined;
    }
  }

  /** Removes the folder with all that is in it; a later write makes it anew. */
  async destroy(): Promise<void> {
    this.#ready = undefined;
    try {
      await fs.rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      throw toFileError(error, 'save');
    }
  }

  async #writeTemporary(bytes: Uint8Array): Promise<string> {
    const file = path.join(this.folder, temporaryPrefix + randomUUID());
    try {
      await fs.writeFile(file, bytes, { flag: 'wx', flush: true });
    } catch (error) {
      await fs.rm(file, { force: true });
      throw error;
    }
    return file;
  }

  async #guard<T>(operation: FileOperation, work: () => Promise<T>): Promise<T> {
    try {
      await this.#prepare();
      return await work();
    } catch (error) {
      throw toFileError(error, operation);
    }
  }

  #pathOf(name: string): string {
    if (!validName.test(name)) throw new FileError('other', `"${name}" is not a name for a stored file`);
    return path.join(this.folder, name);
  }

  async #prepare(): Promise<void> {
    this.#ready ??= this.#makeFolder();
    try {
      await this.#ready;
    } catch (error) {
      this.#ready = undefined;
      throw error;
    }
  }

  /** Temporary files of a host that was killed are swept after a day, when surely nobody writes them any more. */
  async #makeFolder(): Promise<void> {
    await fs.mkdir(this.folder, { recursive: true });
    const names = (await fs.readdir(this.folder)).filter((name) => name.startsWith(temporaryPrefix));
    await Promise.all(
      names.map(async (name) => {
        const file = path.join(this.folder, name);
        const found = await fs.stat(file).catch(() => undefined);
        if (found && Date.now() - found.mtimeMs > oneDay) await fs.rm(file, { force: true });
      }),
    );
  }
}

/** A file of the folder that is being written. */
export class StoredScratch implements ScratchFile {
  readonly name: string;
  readonly lasts = true;
  readonly #file: string;
  readonly #handle: fs.FileHandle;
  #byteLength = 0;

  constructor(name: string, file: string, handle: fs.FileHandle) {
    this.name = name;
    this.#file = file;
    this.#handle = handle;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  async write(chunk: Uint8Array): Promise<void> {
    try {
      // A disk that fills up can take a part of a chunk without an error.
      for (let done = 0; done < chunk.byteLength; ) {
        const { bytesWritten } = await this.#handle.write(chunk, done);
        done += bytesWritten;
        this.#byteLength += bytesWritten;
      }
    } catch (error) {
      throw toFileError(error, 'save');
    }
  }

  /** What lies in the file by now; a part of a chunk that was not taken whole among it. */
  async soFar(): Promise<Uint8Array> {
    try {
      return await fs.readFile(this.#file);
    } catch (error) {
      throw toFileError(error, 'read');
    }
  }

  async close(): Promise<void> {
    try {
      await this.#handle.close();
    } catch (error) {
      throw toFileError(error, 'save');
    }
  }

  async sha256(): Promise<string> {
    const hash = createHash('sha256');
    try {
      for await (const piece of createReadStream(this.#file, { highWaterMark: readBackBytes }))
        hash.update(piece);
    } catch (error) {
      throw toFileError(error, 'read');
    }
    return hash.digest('hex');
  }

  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await fs.rm(this.#file, { force: true }).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw toFileError(error, 'save');
    });
  }
}
