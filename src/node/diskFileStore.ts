import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FileError, type FileStore, type ScratchFile } from '../core/ports.ts';
import { moveToTrash } from '../core/save/trash.ts';
import { LocalFiles } from './localFiles.ts';
import { type OwnedFiles, roomyStorage } from './roomyStorage.ts';

/** All files by one port where there is no VS Code: `file:` only. */
export class DiskFileStore implements FileStore {
  readonly storage: OwnedFiles;
  readonly #local = new LocalFiles();

  /** @param storage for what the program itself keeps; of a path the folder there */
  constructor(storage: string | OwnedFiles) {
    this.storage = typeof storage === 'string' ? roomyStorage(storage) : storage;
  }

  async stat(uri: string): Promise<{ size: number; mtime: number }> {
    return this.#local.stat(pathOf(uri));
  }

  async read(uri: string, maxBytes: number): Promise<Uint8Array> {
    return this.#local.read(pathOf(uri), maxBytes);
  }

  async readRange(uri: string, offset: number, length: number): Promise<Uint8Array> {
    return this.#local.readRange(pathOf(uri), offset, length);
  }

  async readHead(uri: string, length: number): Promise<{ bytes: Uint8Array; size: number }> {
    return this.#local.readHead(pathOf(uri), length);
  }

  async *open(uri: string): AsyncGenerator<Uint8Array> {
    yield* this.#local.open(pathOf(uri));
  }

  isWritable(_uri: string): boolean {
    return true;
  }

  async exists(uri: string): Promise<boolean> {
    return this.#local.exists(pathOf(uri));
  }

  async list(folder: string): Promise<ReadonlyMap<string, 'file' | 'folder' | 'other'> | undefined> {
    return this.#local.list(pathOf(folder));
  }

  async followLinks(uri: string): Promise<string> {
    return pathToFileURL(await this.#local.followLinks(pathOf(uri))).href;
  }

  async createExclusively(uri: string, bytes: Uint8Array): Promise<boolean> {
    return this.#local.createExclusively(pathOf(uri), bytes);
  }

  async replace(uri: string, bytes: Uint8Array): Promise<void> {
    return this.#local.replace(pathOf(uri), bytes);
  }

  async trash(uri: string): Promise<string> {
    return moveToTrash(this, uri, (gone) => fs.rm(pathOf(gone)));
  }

  async room(): Promise<number | undefined> {
    return this.storage.room();
  }

  async createScratch(suffix: string): Promise<ScratchFile> {
    return this.storage.createScratch(suffix);
  }

  async readStored(name: string): Promise<Uint8Array> {
    return this.storage.read(name);
  }

  storedUri(name: string): string {
    return pathToFileURL(join(this.storage.folder, name)).href;
  }

  async writeStored(name: string, bytes: Uint8Array): Promise<void> {
    return this.storage.write(name, bytes);
  }

  async storedAt(name: string): Promise<number> {
    return this.storage.writtenAt(name);
  }

  async listStored(prefix: string): Promise<string[]> {
    return this.storage.list(prefix);
  }

  async removeStored(name: string): Promise<void> {
    return this.storage.remove(name);
  }

  async linksIn(folder: string): Promise<ReadonlySet<string>> {
    return this.#local.linksIn(pathOf(folder));
  }
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (error) {
    throw new FileError('other', `"${uri}" is not the address of a file`, { cause: error });
  }
}
