import { FileError, type FileStore } from '../../ports.ts';
import { type Content, contentOf } from '../../records/content.ts';

/** Files that are hashed at the same time. */
const atOnce = 4;

/** The content of input files by its hashes, each read once however many assets are made from it. */
export class InputHashes {
  readonly #files: Pick<FileStore, 'open'>;
  readonly #known = new Map<string, Promise<Content | undefined>>();
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(files: Pick<FileStore, 'open'>) {
    this.#files = files;
  }

  /** Undefined when there is no such file; rejects when it can't be read. */
  of(uri: string): Promise<Content | undefined> {
    const known = this.#known.get(uri);
    if (known !== undefined) return known;
    const hash = this.#hash(uri);
    this.#known.set(uri, hash);
    return hash;
  }

  /** The file changed, or came, or went. */
  forget(uri: string): void {
    this.#known.delete(uri);
  }

  async #hash(uri: string): Promise<Content | undefined> {
    if (this.#running >= atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await contentOf(this.#files.open(uri));
    } catch (error) {
      if (error instanceof FileError && ['notFound', 'isFolder'].includes(error.code)) return undefined;
      throw error;
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
