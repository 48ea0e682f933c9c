import { formatCost } from '../src/core/shared/format.ts';
import { hasEnded } from '../src/core/shared/jobPhases.ts';
import type { JobView, PanelState, Picture, ResultView } from '../src/core/shared/protocol/panelState.ts';
import { canRunAgain } from './jobs.ts';

/** One edit of a batch, as a row of its table. */
export interface BatchRow {
  /** The job's. */
  id: string;
  job: JobView;
  /** What it is made from; undefined: nobody knows. */
  source: Picture | undefined;
  result: ResultView | undefined;
  cost: string;
}

/** Which rows are shown. */
export const batchFilters = ['all', 'done', 'failed', 'open'] as const;
export type BatchFilter = (typeof batchFilters)[number];

const fits: Record<BatchFilter, (row: BatchRow) => boolean> = {
  all: () => true,
  done: ({ job }) => job.phase === 'done',
  failed: ({ job }) => canRunAgain(job),
  open: ({ job }) => !hasEnded(job.phase),
};

/** The edits of the last run in their order. */
export function batchRows({ jobs, results, inputs }: PanelState): BatchRow[] {
  const given = new Map(results.map((result) => [result.role === 'final' ? result.jobId : '', result]));
  const listed = new Map(inputs.map((input) => [input.id, input]));
  return jobs.map((job) => {
    const result = given.get(job.id);
    const source = result?.before ?? listed.get(job.inputId ?? '') ?? job.before ?? undefined;
    const cost = result?.cost == null ? job.cost : formatCost(result.cost);
    return { id: job.id, job, source, result, cost };
  });
}

export const rowsThatFit = (rows: readonly BatchRow[], filter: BatchFilter): BatchRow[] =>
  rows.filter(fits[filter]);

/** What can be done with rows, by the ids that the host is asked with. */
export interface BatchChoice {
  runAgain: string[];
  keep: string[];
  discard: string[];
}

/** @param chosen ids of rows */
export function choiceOf(rows: readonly BatchRow[], chosen: ReadonlySet<string>): BatchChoice {
  const those = rows.filter(({ id }) => chosen.has(id));
  const results = those.flatMap(({ result }) => result ?? []);
  return {
    runAgain: those.filter(({ job, result }) => canRunAgain(job) && !result).map(({ id }) => id),
    keep: results.filter(({ isDraft, choice }) => isDraft && choice === null).map(({ id }) => id),
    discard: results.map(({ id }) => id),
  };
}

/**
 * Which rows of equal height are drawn: those in sight, and some around them.
 * @returns the first one and the one after the last
 */
export function windowOf(
  count: number,
  { rowHeight, scrollTop, height }: { rowHeight: number; scrollTop: number; height: number },
  around = 6,
): [from: number, to: number] {
  const first = Math.floor(scrollTop / rowHeight) - around;
  const last = Math.ceil((scrollTop + height) / rowHeight) + around;
  return [Math.max(0, Math.min(first, count)), Math.max(0, Math.min(last, count))];
}
