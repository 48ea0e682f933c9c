import { pathToFileURL } from 'node:url';
import type { FileError, ScratchFile } from '../../../src/core/ports.ts';
import { DiskFileStore } from '../../../src/node/diskFileStore.ts';

export const uriOf = (path: string): string => pathToFileURL(path).href;

/** What a test makes go wrong; each is asked before the real thing is done. */
export interface Faults {
  /** Thrown instead of creating a file of the workspace. */
  onCreate?: FileError;
  /** The same for a file of this name alone. */
  onCreateOf?: { name: string; error: FileError } | undefined;
  /** Thrown instead of opening a place for what is received. */
  onScratch?: FileError;
  /** Bytes that are left on the disk of the storage. */
  room?: number | undefined;
  /** Schemes that can't be written. */
  readOnly?: boolean;
}

/** The disk behind the port, and the faults that a test wants. */
export class DiskStore extends DiskFileStore {
  readonly faults: Faults = {};

  override isWritable(_uri: string): boolean {
    return this.faults.readOnly !== true;
  }

  override async createExclusively(uri: string, bytes: Uint8Array): Promise<boolean> {
    const { onCreate, onCreateOf } = this.faults;
    if (onCreate) throw onCreate;
    if (onCreateOf && uri.endsWith(`/${onCreateOf.name}`)) throw onCreateOf.error;
    return super.createExclusively(uri, bytes);
  }

  override async room(): Promise<number | undefined> {
    return 'room' in this.faults ? this.faults.room : super.room();
  }

  override async createScratch(suffix: string): Promise<ScratchFile> {
    if (this.faults.onScratch) throw this.faults.onScratch;
    return super.createScratch(suffix);
  }
}
