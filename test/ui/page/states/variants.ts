import type { JobView, PanelState, ResultView } from '../../../../src/core/shared/protocol/panelState.ts';
import { filled } from './form.ts';
import { job, picture, result, spent } from './parts.ts';

/** Several results of one run, of which some are kept. */

/** Three variants of one run, one of which failed. */
export const variants: PanelState = {
  ...filled,
  variants: 3,
  estimate: '3 × about $0.055 = $0.165',
  spent: spent('$0.11'),
  jobs: [
    job('job-r1', 'done', { resultId: 'r1' }),
    job('job-r2', 'done', { resultId: 'r2' }),
    job('job-3', 'failed', {
      failure: {
        sentence: 'The model refused: image safety (IMAGE_SAFETY). Rephrase the prompt.',
        actions: [{ step: 'runAgain', label: 'Run Again' }],
        jobId: 'job-3',
      },
    }),
  ],
  results: [
    result('r1', { runId: 'run-1' }),
    result('r2', {
      ...picture('dashboard-edited-2.png', 'dashboard-marked'),
      savedAs: 'docs/images/dashboard-edited-2.png',
      runId: 'run-1',
    }),
  ],
  selectedResultId: 'r2',
  status: '2 saved, 1 failed',
};

const draft = (number: number, more: Partial<ResultView> = {}): ResultView =>
  result(`v${number}`, {
    ...picture(
      'dashboard-edited.png',
      ['dashboard-edited', 'dashboard-marked', 'dashboard-dark', 'dashboard'][(number - 1) % 4] ??
        'dashboard',
    ),
    jobId: `job-v${number}`,
    runId: 'run-v',
    variant: number,
    isDraft: true,
    savedAs: null,
    replaces: null,
    ...more,
  });

const variantJob = (number: number, phase: JobView['phase'], more: Partial<JobView> = {}): JobView =>
  job(`job-v${number}`, phase, {
    runId: 'run-v',
    variant: number,
    label: `dashboard.png · variant ${number}`,
    ...more,
  });

/** Four variants came back; the second was kept. */
export const choosing: PanelState = {
  ...filled,
  variants: 4,
  estimate: '4 × about $0.055 = $0.22',
  spent: spent('$0.22'),
  jobs: [1, 2, 3, 4].map((number) => variantJob(number, 'done', { resultId: `v${number}` })),
  results: [
    draft(1),
    draft(2, {
      isDraft: false,
      savedAs: 'docs/images/dashboard-edited.png',
      replaces: 'dashboard.png',
    }),
    draft(3),
    draft(4),
  ],
  selectedResultId: 'v1',
  status: '4 variants are here. Keep the ones you want.',
};

/** The second of three variants was refused, with a page that says why. */
export const refusedWithLink: PanelState = {
  ...choosing,
  variants: 3,
  jobs: [
    variantJob(1, 'done', { resultId: 'v1' }),
    variantJob(2, 'failed', {
      failure: {
        sentence: 'The model refused: image safety (IMAGE_SAFETY). Rephrase the prompt.',
        actions: [
          { step: 'runAgain', label: 'Run Again' },
          { step: 'openLink', label: 'Open Link' },
          { step: 'showLog', label: 'Show Log' },
        ],
        jobId: 'job-v2',
      },
    }),
    variantJob(3, 'done', { resultId: 'v3' }),
  ],
  results: [draft(1), draft(3)],
  selectedResultId: 'v1',
  status: '2 of 3 variants are here; 1 failed.',
};

/** Eight variants on their way: two are here, one failed, one was stopped. */
export const choosingSoon: PanelState = {
  ...choosing,
  variants: 8,
  running: true,
  blocked: 'It is running.',
  estimate: '8 × about $0.055 = $0.44',
  spent: spent('$0.11'),
  jobs: [
    variantJob(1, 'done', { resultId: 'v1' }),
    variantJob(2, 'waiting'),
    variantJob(3, 'done', { resultId: 'v3' }),
    variantJob(4, 'failed', {
      failure: {
        sentence: 'The model refused: image safety (IMAGE_SAFETY). Rephrase the prompt.',
        actions: [{ step: 'runAgain', label: 'Run Again' }],
        jobId: 'job-v4',
      },
    }),
    variantJob(5, 'sending', { note: 'Busy. Trying again in 4 s (2 of 4).' }),
    variantJob(6, 'stopped', {
      failure: {
        sentence: 'Stopped before anything was sent. Nothing was billed.',
        actions: [{ step: 'runAgain', label: 'Run Again' }],
        jobId: 'job-v6',
      },
    }),
    variantJob(7, 'receiving', { partial: picture('Partial image 1', 'dashboard-marked') }),
    variantJob(8, 'queued'),
  ],
  results: [draft(1), draft(3)],
  status: '2 of 8 done',
};
