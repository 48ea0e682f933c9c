import { FileError, type ScratchFile } from '../../../src/core/ports.ts';
import { sidecarEnding } from '../../../src/core/records/embed.ts';
import { RoomyStorage, spareFolderOf } from '../../../src/node/roomyStorage.ts';
import { DiskStore } from '../edit/diskStore.ts';
import { type Disks, FaultyFolder } from './faultyFolder.ts';
import type { Phase } from './phases.ts';

/** The disk, which tells when an edit reaches it and can fill up or be locked from a moment on. */
export class FaultyStore extends DiskStore {
  readonly disks: Disks;
  /** The workspace can neither be read nor written. */
  isLocked = false;
  /** What an input waits for before it is read to be sent. */
  inputWaits: Promise<unknown> | undefined;
  readonly #reach: (phase: Phase, uri?: string) => Promise<void>;
  #made: string | undefined;

  constructor(folder: string, reach: (phase: Phase, uri?: string) => Promise<void>) {
    const disks = { isFull: false, areFull: false, isStorageLocked: false };
    const spare = new FaultyFolder(spareFolderOf(folder), disks, true);
    super(new RoomyStorage(new FaultyFolder(folder, disks, false), spare));
    this.disks = disks;
    this.#reach = reach;
  }

  override async stat(uri: string): Promise<{ size: number; mtime: number }> {
    this.#read();
    return super.stat(uri);
  }

  override async read(uri: string, maxBytes: number): Promise<Uint8Array> {
    if (uri === this.#made) await this.#reach('read back', uri);
    this.#read();
    return super.read(uri, maxBytes);
  }

  override async readRange(uri: string, offset: number, length: number): Promise<Uint8Array> {
    this.#read();
    return super.readRange(uri, offset, length);
  }

  override async readHead(uri: string, length: number): Promise<{ bytes: Uint8Array; size: number }> {
    this.#read();
    return super.readHead(uri, length);
  }

  override async *open(uri: string): AsyncGenerator<Uint8Array> {
    this.#read();
    await this.inputWaits;
    this.#read();
    yield* super.open(uri);
  }

  override async createExclusively(uri: string, bytes: Uint8Array): Promise<boolean> {
    await this.#reach(uri.endsWith(sidecarEnding) ? 'record' : 'save', uri);
    this.#read();
    this.#write();
    const created = await super.createExclusively(uri, bytes);
    if (created && !uri.endsWith(sidecarEnding)) this.#made = uri;
    return created;
  }

  override async replace(uri: string, bytes: Uint8Array): Promise<void> {
    this.#read();
    this.#write();
    return super.replace(uri, bytes);
  }

  override async createScratch(suffix: string): Promise<ScratchFile> {
    const scratch = await super.createScratch(suffix);
    const close = scratch.close.bind(scratch);
    return Object.assign(scratch, {
      close: async () => {
        await close();
        await this.#reach('decode');
      },
    });
  }

  #write(): void {
    if (this.disks.isFull || this.disks.areFull) throw new FileError('noSpace', 'there is no space left');
  }

  #read(): void {
    if (this.isLocked) throw new FileError('noPermission', 'permission was denied');
  }
}
