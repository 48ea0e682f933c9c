import type { FileStore } from '../../ports.ts';
import { headLength } from '../../records/containers/ranges.ts';
import type { RecordFiles } from '../../records/readRecord.ts';

export type LookFiles = Pick<FileStore, 'stat' | 'readRange' | 'readHead'>;

/** Looks at one file: counts what is read, and keeps its beginning so that it is read once. */
export class ShortLook implements RecordFiles {
  readonly #files: LookFiles;
  #head: { uri: string; bytes: Uint8Array } = { uri: '', bytes: none };
  #bytesRead = 0;

  constructor(files: LookFiles) {
    this.#files = files;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  stat(uri: string): Promise<{ size: number }> {
    return this.#files.stat(uri);
  }

  /** Begins the look at a file; gives its size. */
  async begin(uri: string): Promise<number> {
    const { bytes, size } = await this.#files.readHead(uri, headLength);
    this.#bytesRead += bytes.byteLength;
    this.#head = { uri, bytes };
    return size;
  }

  async readRange(uri: string, offset: number, length: number): Promise<Uint8Array> {
    const held = this.#head.uri === uri ? this.#head.bytes : none;
    if (offset + length <= held.byteLength) return held.subarray(offset, offset + length);
    const bytes = await this.#files.readRange(uri, offset, length);
    this.#bytesRead += bytes.byteLength;
    return bytes;
  }

  /** The first bytes of the file itself. */
  head(): Uint8Array {
    return this.#head.bytes;
  }
}

const none = new Uint8Array();
