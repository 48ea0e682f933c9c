import type { Journal } from '../../core/storage/journal.ts';
import type { JournalEntry } from '../../core/storage/journalEntry.ts';
import type { NextSteps } from '../../vscode/dialogs/nextSteps.ts';
import { RedoRecovery } from './recovery.ts';
import { RedoEdit } from './redoEdit.ts';
import { Redoing, type RedoingDeps } from './redoing.ts';
import { RedoStaleEdits } from './redoStaleEdits.ts';
import { redoWindow } from './redoWindow.ts';

export interface RedoDeps extends Omit<RedoingDeps, 'window' | 'nextSteps'> {
  journal: Journal;
  nextSteps: NextSteps;
}

/** All of doing recorded edits again; loaded when it is first asked for. */
export interface LoadedRedo {
  redoEdit: RedoEdit;
  redoStaleEdits: RedoStaleEdits;
  /** Tells of what an earlier window left. */
  recover(entries: readonly JournalEntry[]): void;
}

export function createRedo(given: RedoDeps): LoadedRedo {
  const redoing = new Redoing({ ...given, window: redoWindow });
  const deps = { ...given, redoing, window: redoWindow };
  const recovery = new RedoRecovery(deps);
  return {
    redoEdit: new RedoEdit(deps),
    redoStaleEdits: new RedoStaleEdits(deps),
    recover: (entries) => recovery.recover(entries),
  };
}
