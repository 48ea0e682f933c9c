import { constants, createReadStream, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { FileError } from '../editing/ports.ts';
import { errorCode, toFileError, tooLargeError } from './fileErrors.ts';
import type { OwnStorage } from './ownStorage.ts';

const pieceBytes = 256 * 1024;

/** Files of the disk, named by absolute paths. Every method rejects with a `FileError`. */
export class LocalFiles {
  readonly #storage: OwnStorage;

  /** @param storage Takes the temporary files. */
  constructor(storage: OwnStorage) {
    this.#storage = storage;
  }

  async stat(file: string): Promise<{ size: number; mtime: number }> {
    const { size, mtimeMs } = await this.#plainFile(file);
    return { size, mtime: mtimeMs };
  }

  async read(file: string, maxBytes: number): Promise<Uint8Array> {
    const { size } = await this.#plainFile(file);
    if (size > maxBytes) throw tooLargeError(size, maxBytes);
    try {
      const bytes = await fs.readFile(file);
      // It can have grown meanwhile, and files of the system itself say that they are empty.
      if (bytes.byteLength > maxBytes) throw tooLargeError(bytes.byteLength, maxBytes);
      return bytes;
    } catch (error) {
      throw toFileError(error, 'read');
    }
  }

  async readRange(file: string, offset: number, length: number): Promise<Uint8Array> {
    const { size } = await this.#plainFile(file);
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
    try {
      const handle = await fs.open(file, 'r');
      try {
        return bytes.subarray(0, await fill(handle, bytes, offset));
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw toFileError(error, 'read');
    }
  }

  async *open(file: string): AsyncGenerator<Uint8Array> {
    await this.#plainFile(file);
    try {
      yield* createReadStream(file, { highWaterMark: pieceBytes });
    } catch (error) {
      throw toFileError(error, 'read');
    }
  }

  /** A link that leads nowhere counts: its name is taken. */
  async exists(file: string): Promise<boolean> {
    try {
      await fs.lstat(file);
      return true;
    } catch (error) {
      const failure = toFileError(error, 'read');
      if (failure.code === 'notFound') return false;
      throw failure;
    }
  }

  /**
   * The bytes become a finished temporary file that is copied exclusively: of many writers, also in other
   * programs, one wins. A copy that breaks off is removed by the system call itself, which knows whether
   * the file is its own.
   */
  async createExclusively(file: string, bytes: Uint8Array): Promise<boolean> {
    // Spares the temporary file while a free name is looked for.
    if (await this.exists(file)) return false;
    try {
      return await this.#storage.withTemporary(bytes, async (temporary) => {
        try {
          return await copyExclusively(temporary, file);
        } catch (error) {
          if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error))) throw error;
          await makeFolder(path.dirname(file));
          return copyExclusively(temporary, file);
        }
      });
    } catch (error) {
      throw toFileError(error, 'save');
    }
  }

  /** Refuses folders, and devices and pipes, which can be read without end. */
  async #plainFile(file: string): Promise<Stats> {
    let found: Stats;
    try {
      found = await fs.stat(file);
    } catch (error) {
      throw toFileError(error, 'read');
    }
    if (found.isDirectory()) {
      throw new FileError('isFolder', 'it is a folder');
    }
    if (!found.isFile()) throw new FileError('other', 'it is not a plain file');
    return found;
  }
}

/** Reads on until the bytes are full or the file ends; how many were read. */
async function fill(handle: fs.FileHandle, bytes: Uint8Array, offset: number): Promise<number> {
  let done = 0;
  while (done < bytes.byteLength) {
    const { bytesRead } = await handle.read(bytes, done, bytes.byteLength - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}

async function copyExclusively(from: string, to: string): Promise<boolean> {
  try {
    await fs.copyFile(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await fs.mkdir(folder, { recursive: true });
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
    throw new FileError('other', `a file is in the way of the folder ${folder}`, { cause: error });
  }
}
