/** The way of one job, in order; the last four are ends. */
export const jobPhases = [
  'queued',
  'preparing',
  'sending',
  'waiting',
  'receiving',
  'finishing',
  'saving',
  'done',
  'failed',
  'stopped',
  'interrupted',
] as const;
export type JobPhase = (typeof jobPhases)[number];

const endPhases: readonly JobPhase[] = ['done', 'failed', 'stopped', 'interrupted'];
/** True once a job will not change any more by itself. */
export const hasEnded = (phase: JobPhase): boolean => endPhases.includes(phase);
