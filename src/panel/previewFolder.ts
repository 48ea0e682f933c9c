import { randomUUID } from 'node:crypto';
import { Uri } from 'vscode';
import type { OwnStorage } from '../files/ownStorage.ts';
import type { Previews } from '../session/previews.ts';

/** Copies of all that a page shows, in a folder that is the page's only window to files. */
export class PreviewFolder implements Previews {
  readonly #storage: OwnStorage;
  readonly #addressOf: (file: Uri) => Uri;

  /** @param addressOf the webview's `asWebviewUri` */
  constructor(storage: OwnStorage, addressOf: (file: Uri) => Uri) {
    this.#storage = storage;
    this.#addressOf = addressOf;
  }

  async put(bytes: Uint8Array, extension: string): Promise<string> {
    const name = `${randomUUID()}.${extension}`;
    await this.#storage.write(name, bytes);
    return this.#addressOf(Uri.joinPath(Uri.file(this.#storage.folder), name)).toString(true);
  }

  clear(): Promise<void> {
    return this.#storage.destroy();
  }
}
