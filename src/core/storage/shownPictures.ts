import { createHash } from 'node:crypto';
import type { FileStore } from '../ports.ts';
import { nameOf, splitName } from '../uris.ts';
import { storedNames } from './names.ts';

/** A larger picture is shown as the window first saw it. */
const largest = 32 * 1024 * 1024;
const mostCopies = 20;

type ShownFiles = Pick<FileStore, 'stat' | 'read' | 'writeStored' | 'removeStored' | 'storedUri'>;

/**
 * Addresses under which a window shows pictures as they are now. VS Code drops what stands behind a path and keeps
 * a picture by its address alone, so a file that has changed since is shown from a copy with a name of its own.
 */
export class ShownPictures {
  readonly #files: ShownFiles;
  readonly #first = new Map<string, string>();
  readonly #copies: string[] = [];

  constructor(files: ShownFiles) {
    this.#files = files;
  }

  /** The address to show a file by, as a URI string. */
  async addressOf(uri: string): Promise<string> {
    const { size, mtime } = await this.#files.stat(uri);
    const version = `${size} ${mtime}`;
    const first = this.#first.get(uri) ?? version;
    this.#first.set(uri, first);
    if (first === version || size > largest) return uri;
    const hash = createHash('sha256').update(`${uri} ${version}`).digest('hex').slice(0, 16);
    const { extension } = splitName(nameOf(uri));
    const name = `${storedNames.shown}${hash}.${extension}`;
    if (!this.#copies.includes(name)) {
      await this.#files.writeStored(name, await this.#files.read(uri, largest));
      this.#copies.push(name);
      const [oldest] = this.#copies;
      if (this.#copies.length > mostCopies && oldest !== undefined) {
        this.#copies.shift();
        await this.#files.removeStored(oldest);
      }
    }
    return this.#files.storedUri(name);
  }
}
