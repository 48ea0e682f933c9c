import type { Replacement } from '../core/save/replacements.ts';

/** A replacement, with what else a person has to know before. */
export interface AskedReplacement {
  replacement: Replacement;
  warnings: readonly string[];
  /** Called when the person took the replacement back. */
  undone?(): Promise<void>;
}

/** One replacement that was made: what takes it back needs to know of it. */
export interface ReplacedFile {
  uri: string;
  /** Names what was there before. */
  backupId: string;
}

/**
 * How taking a replacement back ended: `failed` and `declined` can be tried again; with `gone` there is nothing to bring
 * back any more. All but `undone` was told, where there is something to tell.
 */
export type ReplaceUndone = 'undone' | 'declined' | 'failed' | 'gone';

/** Replaces files by results and brings them back, asking first; what other features know of replacing. */
export interface Originals {
  /** Undefined when the person did not agree, or it failed, which was told. */
  replace(replacement: Replacement): Promise<ReplacedFile | undefined>;
  /** Takes one replacement back; asks first where somebody else has changed the file since. */
  undo(replaced: ReplacedFile): Promise<ReplaceUndone>;
  restore(uri: string): Promise<boolean>;
  hasBackup(uri: string): Promise<boolean>;
  /** What a file held before, by the SHA-256 of it; undefined where no backup has it. Never rejects. */
  contentOf(uri: string, sha256: string): Promise<Uint8Array | undefined>;
}
