import type { FileStore } from '../../../../core/ports.ts';

/** Size and time of a file; undefined where there is none. */
export async function versionOf(files: Pick<FileStore, 'stat'>, uri: string): Promise<string | undefined> {
  try {
    const { size, mtime } = await files.stat(uri);
    return `${size} ${mtime}`;
  } catch {
    return undefined;
  }
}

/** Remembers what the files of inputs were like when they were read. */
export class FileVersions {
  readonly #files: Pick<FileStore, 'stat'>;
  readonly #read = new Map<string, string | undefined>();

  constructor(files: Pick<FileStore, 'stat'>) {
    this.#files = files;
  }

  /** A file is about to be read. */
  async note(uri: string): Promise<void> {
    this.#read.set(uri, await versionOf(this.#files, uri));
  }

  /** Whether a file that was read is another one since. */
  async hasChanged(uri: string): Promise<boolean> {
    return this.#read.has(uri) && this.#read.get(uri) !== (await versionOf(this.#files, uri));
  }
}
