import type { EditRequest, EditResult, ExactTarget, Job, JobHooks } from '../editing/editRequest.ts';
import type { KeptResult } from '../editing/journal.ts';
import type { Saved } from '../editing/recording.ts';
import type { Outcome } from '../shared/failure.ts';

/** What the jobs of every build are kept under in the journal; they belong to no panel. */
export const assetsSession = 'assets';

/** The part of the editing service that makes assets. */
export interface AssetEditing {
  run(job: Job, hooks: JobHooks): Promise<Outcome<EditResult>>;
  saveKeptAt(
    kept: KeptResult,
    request: EditRequest & { target: ExactTarget },
    jobId: string,
  ): Promise<Outcome<Saved>>;
}

/** The part of the journal that tells what an earlier build left. */
export interface AssetJournal {
  leftovers(): Promise<Leftover[]>;
  remove(jobId: string): Promise<void>;
}

export interface Leftover {
  jobId: string;
  request: EditRequest;
  kept: KeptResult | undefined;
}

/** Keeps two builds of one manifest apart, also in different programs. */
export interface BuildLocks {
  /** Undefined while somebody else holds one of the names. */
  hold(names: readonly string[]): Promise<HeldLocks | undefined>;
}

export interface HeldLocks {
  /** False when somebody took over, because this program seemed to be gone. */
  areHeld(): Promise<boolean>;
  release(): Promise<void>;
}
