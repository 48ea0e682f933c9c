import type { Draft } from '../../../../core/storage/drafts.ts';
import type { JournalEntry } from '../../../../core/storage/journalEntry.ts';
import type { Change } from './sessionStore.ts';

/** What has to be done to have a discarded result again. */
export type WayBack =
  /** Its file was moved to the trash. */
  | { readonly kind: 'file'; readonly trashed: string }
  /** It was never saved: its bytes are in the storage still, and this was in the journal. */
  | { readonly kind: 'unsaved'; readonly entry: JournalEntry | undefined }
  /** It was a variant that nobody had kept: its bytes are in the storage still. */
  | { readonly kind: 'draft'; readonly draft: Draft }
  /** Its file was gone before. */
  | { readonly kind: 'gone' };

export interface Discarded {
  readonly resultId: string;
  /** Its place in the list. */
  readonly at: number;
  readonly back: WayBack;
}

/** What was discarded in one go, and is taken back in one. */
export interface Discarding {
  readonly kind: 'discarded';
  readonly words: string;
  readonly all: readonly Discarded[];
  /** The one for whose sake the others were discarded. */
  readonly keptId?: string;
}

/** A result was written over a file. */
export interface Replacing {
  readonly kind: 'replaced';
  readonly words: string;
  readonly uri: string;
  /** Names what was there before. */
  readonly backupId: string;
}

/** What Undo can take back. */
export type Undoable = Discarding | Replacing;

export const isDiscarding = (one: Undoable): one is Discarding => one.kind === 'discarded';
export const isReplacing = (one: Undoable): one is Replacing => one.kind === 'replaced';

export const addReplacing =
  (replacing: Omit<Replacing, 'kind'>): Change =>
  ({ undoable }) => ({ undoable: [...undoable, { ...replacing, kind: 'replaced' }] });

export const dropReplacing =
  (replacing: Replacing): Change =>
  ({ undoable }) => ({ undoable: undoable.filter((one) => one !== replacing) });
