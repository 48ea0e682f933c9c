import type { WebviewPanel } from 'vscode';
import type { JournalEntry } from '../core/storage/journalEntry.ts';
import type { Commands } from '../vscode/dialogs/command.ts';

/**
 * Shows again what a panel showed before a reload of the window.
 * @param panel the one that VS Code made
 * @param kept what its page kept, unchecked
 */
export type BringBack = (panel: WebviewPanel, kept: unknown) => Promise<void>;

/** What a thing that a person can do gives to VS Code. */
export interface Feature {
  /** Each id of package.json beside what it runs. */
  readonly commands: Commands;
  /** Tells of what an earlier window left: results that are not saved yet, and what may have been billed. */
  recover?(left: readonly JournalEntry[]): Promise<void>;
  /** Ends what the feature holds open. */
  dispose?(): void;
}
