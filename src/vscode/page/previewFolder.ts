import { randomUUID } from 'node:crypto';
import type { OwnStorage } from '../../node/ownStorage.ts';
import type { Previews } from './previews.ts';

/** Copies of all that a page shows, in a folder that is the page's only window to files. */
export class PreviewFolder implements Previews {
  readonly #storage: OwnStorage;

  constructor(storage: OwnStorage) {
    this.#storage = storage;
  }

  async put(bytes: Uint8Array, extension: string): Promise<string> {
    const name = `${randomUUID()}.${extension}`;
    await this.#storage.write(name, bytes);
    return name;
  }

  clear(): Promise<void> {
    return this.#storage.destroy();
  }
}
