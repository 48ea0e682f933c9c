import type { NextStep } from '../shared/failure.ts';

/** What a session asks of the window around it. */
export interface SessionHost {
  /** Something that the page shows has changed. */
  changed(): void;
  /** The last running job has ended. */
  settled(): void;
  hasKey(origin: string): Promise<boolean>;
  /** Asks for a key; false when none was given. */
  askForKey(): Promise<boolean>;
  /** Asks for a model; undefined when none was chosen. */
  pickModel(current: string): Promise<string | undefined>;
  /** Asks for images of the workspace. */
  pickImages(): Promise<string[]>;
  /** Asks before money is spent. */
  confirm(question: string, yes: string): Promise<boolean>;
  /** Asks where to save; undefined when the person doesn't say. */
  choosePlace(suggestedName: string, near: string | undefined): Promise<string | undefined>;
  /** `docs/photo-edited.png`: how a place is said to people. */
  placeOf(uri: string): string;
  open(uri: string): Promise<void>;
  takeStep(step: NextStep): Promise<void>;
}
