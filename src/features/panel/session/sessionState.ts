import type { Notice } from '../../../core/shared/panelState.ts';

/** How a run came to its end. */
export interface Ended {
  /** "Saved photo-edited.png" */
  readonly sentence: string;
  /** Something went wrong. */
  readonly failed: boolean;
}

/** What a session is at one moment. It is changed through its store alone. */
export interface SessionState {
  /** Undefined while nothing is known of a key. */
  readonly hasKey: boolean | undefined;
  /** True from Run until it is told how all of it ended, and who is asked for places was asked. */
  readonly isBusy: boolean;
  /** What happened last, as a sentence. */
  readonly status: string;
  readonly alert: Notice | undefined;
  /** How the last run ended that came to its end by itself. */
  readonly ended: Ended | undefined;
}

export const emptyState: SessionState = {
  hasKey: undefined,
  isBusy: false,
  status: '',
  alert: undefined,
  ended: undefined,
};
