import type { FileStore } from '../editing/ports.ts';
import type { RecordFiles } from '../records/readRecord.ts';

/** Looks at one file: counts what is read, and keeps its beginning so that it is read once. */
export class ShortLook implements RecordFiles {
  readonly #files: Pick<FileStore, 'stat' | 'readRange'>;
  #head: Uint8Array = new Uint8Array();
  #bytesRead = 0;

  constructor(files: Pick<FileStore, 'stat' | 'readRange'>) {
    this.#files = files;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  stat(uri: string): Promise<{ size: number }> {
    return this.#files.stat(uri);
  }

  async readRange(uri: string, offset: number, length: number): Promise<Uint8Array> {
    const bytes = await this.#files.readRange(uri, offset, length);
    this.#bytesRead += bytes.byteLength;
    if (offset === 0 && this.#head.byteLength === 0) this.#head = bytes;
    return bytes;
  }

  /** The first bytes of what was read first, the file itself. */
  head(): Uint8Array {
    return this.#head;
  }
}
