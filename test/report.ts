/** What this project reads of mocha's JSON report. */
export interface MochaReport {
  stats: { passes: number; failures: number; pending: number };
  failures: { fullTitle: string; err: { message?: string | undefined; stack?: string | undefined } }[];
}
