export interface MochaFailure {
  fullTitle: string;
  err: { message: string; stack?: string | undefined };
}

/** What this project reads of mocha's JSON report. */
export interface MochaReport {
  stats: { passes: number; failures: number; pending: number };
  failures: MochaFailure[];
  /** What failed and was tried again, whatever came of that; absent where nothing is. */
  retries?: MochaFailure[];
}
