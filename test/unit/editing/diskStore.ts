import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FileError, FileStore, ScratchFile } from '../../../src/editing/ports.ts';
import { moveToTrash } from '../../../src/editing/trash.ts';
import { LocalFiles } from '../../../src/vscode/localFiles.ts';
import { OwnStorage } from '../../../src/vscode/ownStorage.ts';

const pathOf = (uri: string): string => decodeURIComponent(new URL(uri).pathname);

export const uriOf = (path: string): string => pathToFileURL(path).href;

/** What a test makes go wrong; each is asked before the real thing is done. */
export interface Faults {
  /** Thrown instead of creating a file of the workspace. */
  onCreate?: FileError;
  /** Thrown instead of opening a place for what is received. */
  onScratch?: FileError;
  /** Schemes that can't be written. */
  readOnly?: boolean;
}

/** The real parts for the disk behind the port, without VS Code; and the faults that a test wants. */
export class DiskStore implements FileStore {
  readonly storage: OwnStorage;
  readonly faults: Faults = {};
  readonly #local: LocalFiles;

  constructor(storageFolder: string) {
    this.storage = new OwnStorage(storageFolder);
    this.#local = new LocalFiles(this.storage);
  }

  stat = (uri: string) => this.#local.stat(pathOf(uri));
  read = (uri: string, maxBytes: number) => this.#local.read(pathOf(uri), maxBytes);
  readRange = (uri: string, offset: number, length: number) =>
    this.#local.readRange(pathOf(uri), offset, length);
  open = (uri: string) => this.#local.open(pathOf(uri));
  isWritable = () => this.faults.readOnly !== true;
  exists = (uri: string) => this.#local.exists(pathOf(uri));

  async createExclusively(uri: string, bytes: Uint8Array): Promise<boolean> {
    if (this.faults.onCreate) throw this.faults.onCreate;
    return this.#local.createExclusively(pathOf(uri), bytes);
  }

  replace = (uri: string, bytes: Uint8Array) => this.#local.replace(pathOf(uri), bytes);
  trash = (uri: string) => moveToTrash(this, uri, (gone) => rm(pathOf(gone)));

  async createScratch(suffix: string): Promise<ScratchFile> {
    if (this.faults.onScratch) throw this.faults.onScratch;
    return this.storage.createScratch(suffix);
  }

  storedUri = (name: string) => uriOf(join(this.storage.folder, name));
  readStored = (name: string) => this.storage.read(name);
  writeStored = (name: string, bytes: Uint8Array) => this.storage.write(name, bytes);
  storedAt = (name: string) => this.storage.writtenAt(name);
  listStored = (prefix: string) => this.storage.list(prefix);
  removeStored = (name: string) => this.storage.remove(name);
}
