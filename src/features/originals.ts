import type { Replacement } from '../core/save/replacements.ts';

/** A replacement, with what else a person has to know before. */
export interface AskedReplacement {
  replacement: Replacement;
  warnings: readonly string[];
  /** Called when the person took the replacement back. */
  undone?(): Promise<void>;
}

/** Replaces files by results and brings them back, asking first; what other features know of replacing. */
export interface Originals {
  /** False when the person did not agree, or it failed, which was told. */
  replace(replacement: Replacement): Promise<boolean>;
  restore(uri: string): Promise<boolean>;
  hasBackup(uri: string): Promise<boolean>;
  /** What a file held before, by the SHA-256 of it; undefined where no backup has it. Never rejects. */
  contentOf(uri: string, sha256: string): Promise<Uint8Array | undefined>;
}
