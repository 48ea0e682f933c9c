import {
  type EditRequest,
  type EditResult,
  type ExactRequest,
  isExact,
  type Job,
  type JobHooks,
  type KeptImage,
} from '../../editRequest.ts';
import type { Saved } from '../../save/recording.ts';
import type { Outcome } from '../../shared/failure.ts';
import type { KeptResult } from '../../storage/journalEntry.ts';

/** The part of the editing service that makes assets. */
export interface AssetEditing {
  run(job: Job, hooks: JobHooks): Promise<Outcome<EditResult>>;
  saveKeptAt(kept: KeptResult, request: ExactRequest, jobId: string): Promise<Outcome<Saved>>;
  /** Saves a picture under the first free name like the chosen one. */
  saveKept(image: KeptImage, chosen: string, jobId: string | undefined): Promise<Outcome<Saved>>;
}

/** The part of the journal that tells what an earlier build left. */
export interface AssetJournal {
  leftovers(): Promise<LeftJob[]>;
  remove(jobId: string): Promise<void>;
}

export interface LeftJob {
  jobId: string;
  request: EditRequest;
  kept: KeptResult | undefined;
}

/** What a job left that made an asset. */
export interface Leftover extends LeftJob {
  request: ExactRequest;
}

export const isLeftover = <Left extends LeftJob>(left: Left): left is Left & Leftover =>
  isExact(left.request);

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
