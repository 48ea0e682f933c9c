import { Uri } from 'vscode';
import { FileError, type FileStore, type ScratchFile } from '../../core/ports.ts';
import { moveToTrash } from '../../core/save/trash.ts';
import { LocalFiles } from '../../node/localFiles.ts';
import type { OwnedFiles } from '../../node/roomyStorage.ts';
import { ProviderFiles } from './providerFiles.ts';

/** All files by one port: those of the disk directly, all others as VS Code provides them. */
export class VscodeFileStore implements FileStore {
  readonly #local = new LocalFiles();
  readonly #provided = new ProviderFiles();
  readonly #storage: OwnedFiles;

  constructor(storage: OwnedFiles) {
    this.#storage = storage;
  }

  async stat(uri: string): Promise<{ size: number; mtime: number }> {
    const parsed = parse(uri);
    return isLocal(parsed) ? this.#local.stat(parsed.fsPath) : this.#provided.stat(parsed);
  }

  async read(uri: string, maxBytes: number): Promise<Uint8Array> {
    const parsed = parse(uri);
    return isLocal(parsed)
      ? this.#local.read(parsed.fsPath, maxBytes)
      : this.#provided.read(parsed, maxBytes);
  }

  async readRange(uri: string, offset: number, length: number): Promise<Uint8Array> {
    const parsed = parse(uri);
    if (isLocal(parsed)) return this.#local.readRange(parsed.fsPath, offset, length);
    const bytes = await this.#provided.read(parsed, Number.POSITIVE_INFINITY);
    return bytes.subarray(offset, offset + length);
  }

  async readHead(uri: string, length: number): Promise<{ bytes: Uint8Array; size: number }> {
    const parsed = parse(uri);
    if (isLocal(parsed)) return this.#local.readHead(parsed.fsPath, length);
    const bytes = await this.#provided.read(parsed, Number.POSITIVE_INFINITY);
    return { bytes: bytes.subarray(0, length), size: bytes.byteLength };
  }

  async *open(uri: string): AsyncGenerator<Uint8Array> {
    const parsed = parse(uri);
    if (isLocal(parsed)) yield* this.#local.open(parsed.fsPath);
    else yield await this.#provided.read(parsed, Number.POSITIVE_INFINITY);
  }

  isWritable(uri: string): boolean {
    const parsed = parse(uri);
    return isLocal(parsed) || this.#provided.isWritable(parsed);
  }

  async exists(uri: string): Promise<boolean> {
    const parsed = parse(uri);
    return isLocal(parsed) ? this.#local.exists(parsed.fsPath) : this.#provided.exists(parsed);
  }

  async list(folder: string): Promise<ReadonlyMap<string, 'file' | 'folder' | 'other'> | undefined> {
    const parsed = parse(folder);
    return isLocal(parsed) ? this.#local.list(parsed.fsPath) : this.#provided.list(parsed);
  }

  async followLinks(uri: string): Promise<string> {
    const parsed = parse(uri);
    return isLocal(parsed) ? Uri.file(await this.#local.followLinks(parsed.fsPath)).toString() : uri;
  }

  /** The names in a folder that are symbolic links; none where there is no such folder. */
  async linksIn(folder: string): Promise<ReadonlySet<string>> {
    const parsed = parse(folder);
    return isLocal(parsed) ? this.#local.linksIn(parsed.fsPath) : this.#provided.linksIn(parsed);
  }

  async createExclusively(uri: string, bytes: Uint8Array): Promise<boolean> {
    const parsed = parse(uri);
    return isLocal(parsed)
      ? this.#local.createExclusively(parsed.fsPath, bytes)
      : this.#provided.createExclusively(parsed, bytes);
  }

  async replace(uri: string, bytes: Uint8Array): Promise<void> {
    const parsed = parse(uri);
    return isLocal(parsed)
      ? this.#local.replace(parsed.fsPath, bytes)
      : this.#provided.replace(parsed, bytes);
  }

  async trash(uri: string): Promise<string> {
    return moveToTrash(this, uri, (gone) => this.#provided.remove(parse(gone)));
  }

  async room(): Promise<number | undefined> {
    return this.#storage.room();
  }

  async createScratch(suffix: string): Promise<ScratchFile> {
    return this.#storage.createScratch(suffix);
  }

  storedUri(name: string): string {
    return Uri.joinPath(Uri.file(this.#storage.folder), name).toString();
  }

  async readStored(name: string): Promise<Uint8Array> {
    return this.#storage.read(name);
  }

  async writeStored(name: string, bytes: Uint8Array): Promise<void> {
    return this.#storage.write(name, bytes);
  }

  async storedAt(name: string): Promise<number> {
    return this.#storage.writtenAt(name);
  }

  async listStored(prefix: string): Promise<string[]> {
    return this.#storage.list(prefix);
  }

  async removeStored(name: string): Promise<void> {
    return this.#storage.remove(name);
  }
}

function parse(uri: string): Uri {
  try {
    return Uri.parse(uri, true);
  } catch (error) {
    throw new FileError('other', `"${uri}" is not an address of a file`, { cause: error });
  }
}

const isLocal = (uri: Uri): boolean => uri.scheme === 'file';
