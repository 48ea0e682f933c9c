import type { KeptDiscard } from '../../../../core/save/keptDiscards.ts';
import type { Failure } from '../../../../core/shared/failure.ts';
import type { EditOptions } from '../../../../core/shared/options.ts';
import type { Notice, PresetView } from '../../../../core/shared/protocol/panelState.ts';
import type { ResultTarget } from '../../../resultTarget.ts';
import { type Form, newForm } from './form.ts';
import { type Inputs, noInputs } from './inputs.ts';
import { anyJobRuns, type Jobs } from './jobs.ts';
import { noticeOf } from './notice.ts';
import { noResults, type Results } from './results.ts';
import type { Spending } from './spending.ts';
import type { Undoable } from './undoing.ts';

/** How a run came to its end. */
export interface Ended {
  /** "Saved photo-edited.png" */
  readonly sentence: string;
  /** Something went wrong. */
  readonly failed: boolean;
}

/** What a session is at one moment: the jobs and results of one panel, with what the person writes and chooses. */
export interface SessionState {
  readonly id: string;
  readonly kind: 'edit' | 'generate';
  readonly form: Form;
  readonly inputs: Inputs;
  readonly jobs: Jobs;
  readonly results: Results;
  readonly spending: Spending;
  readonly prompts: OfferedPrompts;
  /** What the results are for, beside themselves. */
  readonly target: ResultTarget | undefined;
  /** What the present run's results are for. */
  readonly runTarget: ResultTarget | undefined;
  readonly history: KnownHistory;
  /** What was discarded or replaced and can be taken back by Undo, the last one last. */
  readonly undoable: readonly Undoable[];
  /** What was discarded in this and earlier sessions and can still be restored. */
  readonly discarded: readonly KeptDiscard[];
  /** Whether the original was replaced and can be brought back. */
  readonly isRestorable: boolean;
  /** Undefined while nothing is known of a key. */
  readonly hasKey: boolean | undefined;
  /** What the test of the key said in this panel. `works` is undefined while it is asked. */
  readonly connection: { readonly works: boolean | undefined; readonly sentence: string } | undefined;
  /** True from Run until the jobs are there, so that a second press does nothing. */
  readonly isStarting: boolean;
  /** True from Run until it is told how all of it ended, and the person was asked where it goes. */
  readonly isBusy: boolean;
  /** What happened last, as a sentence. */
  readonly status: string;
  readonly alert: Notice | undefined;
  /** How the last run ended that came to its end by itself. */
  readonly ended: Ended | undefined;
  /** The ids that an endpoint lists itself; undefined until they are known. */
  readonly listed: { readonly baseUrl: string; readonly ids: ReadonlySet<string> } | undefined;
  /** What is known of what the provider's limits will make of the inputs. */
  readonly outlook: KnownOutlook | undefined;
}

/** What the provider's limits will make of what Run would send. */
interface KnownOutlook {
  /** All that decides it: of anything else nothing is known. */
  readonly subject: string;
  /** Sentences. */
  readonly notes: readonly string[];
}

/** The prompts that are offered beside the built-in ones. */
export interface OfferedPrompts {
  readonly team: readonly PresetView[];
  /** Why the workspace's own prompts can't be used; undefined when they can, or there are none. */
  readonly problem: string | undefined;
  /** Those that were run, newest first. */
  readonly recent: readonly string[];
  /** Typed before the panel of this image was closed. */
  readonly unsent: string | undefined;
  /** In place of all others where answers are recorded. */
  readonly recorded?: readonly PresetView[];
}

/** What a session and the history know of each other. */
export interface KnownHistory {
  /** The lines of steps that are shown, by their keys in the history. */
  readonly lines: readonly string[];
  /** Whether steps of earlier sessions are shown. */
  readonly isShown: boolean;
  /** Ids of results that the history must not offer again. */
  readonly gone: ReadonlySet<string>;
}

/** A session that begins. */
export const newSession = (
  id: string,
  kind: 'edit' | 'generate',
  folder: string | undefined,
  options: EditOptions,
): SessionState => ({
  id,
  kind,
  form: newForm(options, folder),
  inputs: noInputs,
  jobs: [],
  results: noResults,
  spending: [],
  prompts: { team: [], problem: undefined, recent: [], unsent: undefined },
  target: undefined,
  runTarget: undefined,
  history: { lines: [], isShown: false, gone: new Set() },
  undoable: [],
  discarded: [],
  isRestorable: false,
  hasKey: undefined,
  connection: undefined,
  isStarting: false,
  isBusy: false,
  status: '',
  alert: undefined,
  ended: undefined,
  listed: undefined,
  outlook: undefined,
});

/** Whether a run goes on, or is about to begin. */
export const isRunning = ({ jobs, isStarting }: SessionState): boolean => anyJobRuns(jobs) || isStarting;

/** Tells what went wrong; undefined: nothing, any more. */
export const alertOf = (
  failure: Failure | undefined,
  jobId: string | null = null,
): Pick<SessionState, 'alert'> => ({
  alert: failure && noticeOf(failure, jobId),
});
