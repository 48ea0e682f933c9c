import type { Replacement } from '../editing/replacements.ts';

/** Replaces files by results and brings them back, asking first; backups are its business. */
export interface OriginalReplacer {
  /** False when the person did not agree, or it failed, which was told. */
  replace(replacement: Replacement): Promise<boolean>;
  restore(uri: string): Promise<boolean>;
  hasBackup(uri: string): Promise<boolean>;
  /** What a file held before, by the SHA-256 of it; undefined where no backup has it. Never rejects. */
  contentOf(uri: string, sha256: string): Promise<Uint8Array | undefined>;
}
