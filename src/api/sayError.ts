import type { Billed, Failure, NextStep } from '../shared/failure.ts';

/** Who was asked for what; for sentences. */
export interface ErrorContext {
  providerName: string;
  /** As the wire spells it; absent when no model was asked. */
  model?: string | undefined;
  /** To remove it wherever a server repeats it. */
  key: string | undefined;
  requestId?: string | undefined;
}

/** Makes a failure with the detail and id of the error at hand. */
export type Say = (
  code: string,
  sentence: string,
  billed: Billed,
  nextSteps?: NextStep[],
  retryAfterMs?: number,
) => Failure;
