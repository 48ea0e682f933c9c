import { randomUUID } from 'node:crypto';
import { constants, createReadStream, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { FileError } from '../core/ports.ts';
import { t } from '../core/shared/l10n.ts';
import { errorCode, toFileError, tooLargeError } from './fileErrors.ts';
import { type Part, readPart, refuseAllButFiles } from './readPart.ts';

const pieceBytes = 256 * 1024;
const oneDay = 24 * 60 * 60 * 1000;
const longestName = 255;
const uuid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/;

/** Files of the disk, named by absolute paths. Every method rejects with a `FileError`. */
export class LocalFiles {
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

  /** The names in a folder that are symbolic links; none where there is no such folder. */
  async linksIn(folder: string): Promise<ReadonlySet<string>> {
    try {
      const entries = await fs.readdir(folder, { withFileTypes: true });
      return new Set(entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name));
    } catch (error) {
      const problem = toFileError(error, 'read');
      if (problem.code === 'notFound') return new Set();
      throw problem;
    }
  }

  /** The names in a folder; undefined where there is no such folder. */
  async list(folder: string): Promise<ReadonlyMap<string, 'file' | 'folder' | 'other'> | undefined> {
    try {
      const entries = await fs.readdir(folder, { withFileTypes: true });
      return new Map(
        entries.map((entry) => [
          entry.name,
          entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other',
        ]),
      );
    } catch (error) {
      if (errorCode(error) === 'ENOTDIR') return undefined;
      const problem = toFileError(error, 'read');
      if (problem.code === 'notFound') return undefined;
      throw problem;
    }
  }

  async readRange(file: string, offset: number, length: number): Promise<Uint8Array> {
    try {
      return (await readPart(file, offset, length)).bytes;
    } catch (error) {
      throw toFileError(error, 'read');
    }
  }

  async readHead(file: string, length: number): Promise<Part> {
    try {
      return await readPart(file, 0, length);
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

  /** The real path; of what isn't there yet, below the real path of the nearest folder that is. */
  async followLinks(file: string): Promise<string> {
    try {
      return await fs.realpath(file);
    } catch (error) {
      const above = path.dirname(file);
      if (errorCode(error) !== 'ENOENT' || above === file) throw toFileError(error, 'read');
      if (await this.exists(file)) throw new FileError('other', t('it is a link that leads nowhere'));
      return path.join(await this.followLinks(above), path.basename(file));
    }
  }

  /**
   * The bytes become a finished temporary file beside it (`.name.random.tmp`) that gets its name exclusively: of many
   * writers, also in other programs, one wins, and the file is whole from the first moment, also when the process is
   * killed.
   */
  async createExclusively(file: string, bytes: Uint8Array): Promise<boolean> {
    // Spares the temporary file while a free name is looked for.
    if (await this.exists(file)) return false;
    try {
      const folder = path.dirname(file);
      const temporary = path.join(folder, temporaryName(path.basename(file)));
      try {
        await writeNew(temporary, bytes);
        await sweep(file);
        return await nameExclusively(temporary, file);
      } finally {
        await fs.rm(temporary, { force: true });
      }
    } catch (error) {
      throw toFileError(error, 'save');
    }
  }

  /** The old or the new content, whole, at every moment. */
  async replace(file: string, bytes: Uint8Array): Promise<void> {
    try {
      await replaceFile(file, bytes);
    } catch (error) {
      throw toFileError(error, errorCode(error) === 'ENOENT' ? 'read' : 'save');
    }
  }

  /** Refuses folders, and devices and pipes, which can be read without end. */
  async #plainFile(file: string): Promise<Stats> {
    try {
      const found = await fs.stat(file);
      refuseAllButFiles(found);
      return found;
    } catch (error) {
      throw toFileError(error, 'read');
    }
  }
}

/** Writes a file that nobody else knows, with the missing folders above it. */
async function writeNew(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await fs.writeFile(file, bytes, { flag: 'wx' });
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error))) throw error;
    await makeFolder(path.dirname(file));
    await fs.writeFile(file, bytes, { flag: 'wx' });
  }
}

/** False when something has the name. Where the file system knows no second names, the file is copied. */
async function nameExclusively(from: string, to: string): Promise<boolean> {
  try {
    await fs.link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    return copyExclusively(from, to);
  }
}

/** A copy that breaks off is removed by the system call itself, which knows whether the file is its own. */
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
    throw new FileError('other', t('a file is in the way of the folder {folder}', { folder }), {
      cause: error,
    });
  }
}

/**
 * Replaces the content of a file of the disk so that it is the old or the new one, whole, at every moment,
 * also when the process is killed: a temporary file beside it (`.name.random.tmp`) is written to the disk and
 * takes its place in one step. Its permissions stay. A symbolic link stays a link: the file that it leads to
 * is replaced, as an editor's save does. A file that may not be written is refused, although its folder would
 * let it be replaced. Rejects with the error of the system call, unchanged.
 */
async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const target = await fs.realpath(file);
  const found = await fs.stat(target);
  refuseAllButFiles(found);
  await fs.access(target, constants.W_OK);
  await sweep(target);
  const temporary = path.join(path.dirname(target), temporaryName(path.basename(target)));
  try {
    await write(temporary, bytes, found);
    await fs.rename(temporary, target);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
  await flushFolder(path.dirname(target));
}

async function write(file: string, bytes: Uint8Array, { mode, uid, gid }: Stats): Promise<void> {
  const permissions = mode & 0o7777;
  const handle = await fs.open(file, 'wx', permissions);
  try {
    await handle.writeFile(bytes);
    // An owner can't be given away, and some file systems know none.
    const own = await handle.stat();
    if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid).catch(() => undefined);
    if ((own.mode & 0o7777) !== permissions) await handle.chmod(permissions);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const temporaryName = (name: string): string => `${beginning(name)}.${randomUUID()}.tmp`;

/** File systems count a name in bytes; a long one is cut, between characters. */
function beginning(name: string): string {
  const room = longestName - '..'.length - randomUUID().length - '.tmp'.length;
  let cut = name;
  while (Buffer.byteLength(cut) > room) cut = [...cut].slice(0, -1).join('');
  return `.${cut}`;
}

/** Removes what a host that was killed left of an earlier replacement, when surely nobody writes it any more. */
async function sweep(target: string): Promise<void> {
  const folder = path.dirname(target);
  const start = `${beginning(path.basename(target))}.`;
  const isLeft = (name: string) =>
    name.startsWith(start) && new RegExp(`^${uuid.source}\\.tmp$`).test(name.slice(start.length));
  for (const name of (await fs.readdir(folder)).filter(isLeft)) {
    const left = path.join(folder, name);
    const found = await fs.stat(left).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > oneDay) await fs.rm(left, { force: true });
  }
}

/** Makes the new name last through a loss of power, where a folder can be flushed (not on Windows). */
async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await fs.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) === '') throw error;
  }
}
