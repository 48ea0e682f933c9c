import { pathToFileURL } from 'node:url';
import type { FileError, ScratchFile } from '../../../src/editing/ports.ts';
import { DiskFileStore } from '../../../src/files/diskFileStore.ts';

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

/** The disk behind the port, and the faults that a test wants. */
export class DiskStore extends DiskFileStore {
  readonly faults: Faults = {};

  override isWritable(_uri: string): boolean {
    return this.faults.readOnly !== true;
  }

  override async createExclusively(uri: string, bytes: Uint8Array): Promise<boolean> {
    if (this.faults.onCreate) throw this.faults.onCreate;
    return super.createExclusively(uri, bytes);
  }

  override async createScratch(suffix: string): Promise<ScratchFile> {
    if (this.faults.onScratch) throw this.faults.onScratch;
    return super.createScratch(suffix);
  }
}
