import { FileError } from '../../../src/core/ports.ts';
import { OwnStorage, type StoredScratch } from '../../../src/node/ownStorage.ts';

/** What is wrong with the disks. */
export interface Disks {
  /** The one of the workspace and of the extension's storage has no room. */
  isFull: boolean;
  /** No other has room either. */
  areFull: boolean;
  /** The extension's storage may not be written to. */
  isStorageLocked: boolean;
}

/** A folder of the extension's own, on the disk of the workspace or on another one. */
export class FaultyFolder extends OwnStorage {
  readonly #disks: Disks;
  readonly #isSpare: boolean;

  constructor(folder: string, disks: Disks, isSpare: boolean) {
    super(folder);
    this.#disks = disks;
    this.#isSpare = isSpare;
  }

  override async room(): Promise<number | undefined> {
    return this.#disks.isFull || this.#disks.areFull ? 0 : super.room();
  }

  override async write(name: string, bytes: Uint8Array): Promise<void> {
    this.#check();
    return super.write(name, bytes);
  }

  override async remove(name: string): Promise<void> {
    if (this.#disks.isStorageLocked && !this.#isSpare) this.#check();
    return super.remove(name);
  }

  override async createScratch(suffix: string): Promise<StoredScratch> {
    this.#check();
    const scratch = await super.createScratch(suffix);
    const write = scratch.write.bind(scratch);
    return Object.assign(scratch, {
      write: async (bytes: Uint8Array) => {
        this.#check();
        return write(bytes);
      },
    });
  }

  #check(): void {
    const { isFull, areFull, isStorageLocked } = this.#disks;
    if (areFull || (isFull && !this.#isSpare)) throw new FileError('noSpace', 'there is no space left');
    if (isStorageLocked && !this.#isSpare) throw new FileError('noPermission', 'permission was denied');
  }
}
