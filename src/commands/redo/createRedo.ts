import type { Journal } from '../../editing/journal.ts';
import type { JournalEntry } from '../../editing/journalEntry.ts';
import type { NextSteps } from '../../vscode/nextSteps.ts';
import { type Command, guard, type Run } from '../command.ts';
import { RedoRecovery } from './recovery.ts';
import { RedoEdit } from './redoEdit.ts';
import { Redoing, type RedoingDeps } from './redoing.ts';
import { RedoStaleEdits } from './redoStaleEdits.ts';
import { redoWindow } from './redoWindow.ts';

export interface RedoRoomDeps extends Omit<RedoingDeps, 'window' | 'nextSteps'> {
  journal: Journal;
  nextSteps: NextSteps;
}

/** Doing recorded edits again; loaded when it is first asked for. */
export interface RedoRoom {
  commands: ReadonlyMap<string, Run>;
  /** Tells of what an earlier window left. */
  recover(entries: readonly JournalEntry[]): void;
}

export function createRedo(given: RedoRoomDeps): RedoRoom {
  const redoing = new Redoing({ ...given, window: redoWindow });
  const deps = { ...given, redoing, window: redoWindow };
  const all: Command[] = [new RedoEdit(deps), new RedoStaleEdits(deps)];
  const recovery = new RedoRecovery(deps);
  return {
    commands: new Map(all.map((command) => [command.id, guard(command, deps)])),
    recover: (entries) => recovery.recover(entries),
  };
}
