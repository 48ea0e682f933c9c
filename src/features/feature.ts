import type { Commands } from '../vscode/command.ts';

/** What a thing that a person can do gives to VS Code. */
export interface Feature {
  /** Each id of package.json beside what it runs. */
  readonly commands: Commands;
  /** Ends what the feature holds open. */
  dispose?(): void;
}
