import type { PanelState, ResultView } from '../../../../src/core/shared/protocol/panelState.ts';
import { emptyGenerate, filled } from './form.ts';
import { blurPrompt, dashboard, job, picture, result, spent } from './parts.ts';

/** Results, and the steps that led to them. */

export const done: PanelState = {
  ...filled,
  spent: spent('$0.055'),
  recentPrompts: [blurPrompt],
  jobs: [job('job-r1', 'done', { resultId: 'r1' })],
  results: [result('r1')],
  selectedResultId: 'r1',
  status: 'Saved dashboard-edited.png',
};

export const askedTwice: PanelState = {
  ...done,
  options: { ...done.options, background: 'transparent-twice' },
  notes: [
    'Two pictures are requested, on white and on black, at twice the price: their difference gives the transparency.',
  ],
  estimate: '2 requests, about $0.11',
  results: [result('r1', { notes: ['Transparency: computed from two pictures, on white and on black.'] })],
};

export const talkative: PanelState = {
  ...done,
  options: { ...done.options, includeThoughts: true },
  results: [
    result('r1', {
      words:
        'I blurred the name, the e-mail address and the phone number in the header card with a soft Gaussian blur and left everything else as it was.',
      thoughts: {
        texts: [
          'The header card holds three pieces of personal data: a name, an address and a number.',
          'A blur of about eleven pixels hides them at this size. The rest stays untouched.',
        ],
        pictures: [picture('draft', 'dashboard'), picture('draft', 'dashboard-edited')],
      },
      notes: ['Padded to 16:9 before sending and cropped back to 1280 × 720.'],
    }),
  ],
};

export const generated: PanelState = {
  ...emptyGenerate,
  prompt: 'A banana as a logo, flat, thick outline, no words.',
  jobs: [job('job-r1', 'done', { resultId: 'r1' })],
  results: [
    result('r1', {
      ...picture('banana-logo.png', 'logo', { width: 1024, height: 1024, hasAlpha: true, bytes: 96_400 }),
      before: null,
      savedAs: 'docs/images/banana-logo.png',
    }),
  ],
  selectedResultId: 'r1',
  status: 'Saved banana-logo.png',
};

export const linksBeside: PanelState = {
  ...done,
  results: [
    result('r1', {
      words: 'I blurred the name. Two more versions are at the links.',
      links: [
        'https://cdn.images.example/a.png',
        'https://cdn.images.example/results/2026/11/20/7c1e94b0a2d84f6d9f3b/dashboard-edited-with-a-long-name-final.png?expires=1795516800&signature=b7d0c2…',
      ],
    }),
  ],
};

export const unsaved: PanelState = {
  ...done,
  results: [
    result('r1'),
    result('r2', { role: 'other', savedAs: null, name: 'dashboard-edited-2.png', seconds: null, cost: null }),
  ],
  selectedResultId: 'r2',
  status: 'The model sent a second picture.',
};

const steps: ResultView[] = [
  result('r1'),
  result('r2', {
    ...picture('dashboard-edited-2.png', 'dashboard-dark', { bytes: 198_000 }),
    savedAs: 'docs/images/dashboard-edited-2.png',
    prompt: 'Make a dark variant of it with the same layout.',
    step: 2,
    parentId: 'r1',
    before: picture('dashboard-edited.png', 'dashboard-edited', { bytes: 231_000 }),
    runId: 'run-2',
  }),
  result('r3', {
    ...picture('dashboard-edited-3.png', 'dashboard-night', { width: 1376, height: 768 }),
    savedAs: 'docs/images/dashboard-edited-3.png',
    prompt: 'Make a dark variant of it with the same layout.',
    step: 2,
    parentId: 'r1',
    before: picture('dashboard-edited.png', 'dashboard-edited', { bytes: 231_000 }),
    runId: 'run-2',
  }),
  result('r4', {
    ...picture('dashboard-edited-4.png', 'dashboard', { bytes: 240_000 }),
    savedAs: 'docs/images/dashboard-edited-4.png',
    prompt: 'Make a dark variant of it with the same layout.',
    step: 2,
    parentId: 'r1',
    before: picture('dashboard-edited.png', 'dashboard-edited', { bytes: 231_000 }),
    runId: 'run-2',
    missing: true,
  }),
  result('r5', {
    ...picture('dashboard-edited-5.png', 'dashboard-marked', { bytes: 251_000 }),
    savedAs: 'docs/images/dashboard-edited-5.png',
    prompt: 'Put a red box around the chart.',
    step: 3,
    parentId: 'r2',
    before: picture('dashboard-edited-2.png', 'dashboard-dark', { bytes: 198_000 }),
  }),
];

/** Five results in three steps, one of them discarded just now. */
export const iterated: PanelState = {
  ...filled,
  prompt: 'Make the red box thicker.',
  variants: 3,
  estimate: '3 × about $0.055 = $0.165',
  spent: spent('$0.28'),
  recentPrompts: ['Put a red box around the chart.', 'Make a dark variant of it.', blurPrompt],
  source: { ...dashboard, restorable: true },
  results: steps,
  hasHistory: true,
  undo: 'Discarded dashboard-edited-6.png',
  discarded: 1,
  selectedResultId: 'r2',
  status: 'Discarded dashboard-edited-6.png',
};

/** A result that was scaled up on the way. */
export const otherSize: PanelState = {
  ...iterated,
  undo: null,
  discarded: 0,
  selectedResultId: 'r3',
  status: '',
};
