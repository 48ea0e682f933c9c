import type { PanelState, ResultView } from '../../../../src/core/shared/protocol/panelState.ts';
import type { Region } from '../../../../src/core/shared/region/region.ts';
import { filled } from './form.ts';
import { picture, result } from './parts.ts';
import { done } from './results.ts';

/** Regions and marks. */

export const spot: Region = {
  shapes: [{ kind: 'rectangle', mode: 'add', x: 284, y: 110, width: 430, height: 110 }],
  inverted: false,
  feather: 'auto',
  context: 'auto',
  of: { width: 1280, height: 720 },
};

/** A region and marks on the edited image, with what is sent of it. */
export const marked: PanelState = {
  ...filled,
  prompt: 'Blur the name and the address.',
  region: {
    ...spot,
    shapes: [
      ...spot.shapes,
      {
        kind: 'stroke',
        mode: 'add',
        width: 52,
        points: [
          [330, 600],
          [420, 545],
          [520, 520],
        ],
      },
      {
        kind: 'polygon',
        mode: 'subtract',
        points: [
          [560, 120],
          [700, 130],
          [640, 200],
        ],
      },
    ],
  },
  markup: {
    marks: [
      { kind: 'arrow', colour: 'red', from: [900, 240], to: [730, 180] },
      { kind: 'note', colour: 'red', at: [860, 244], text: 'Only this card' },
      { kind: 'ellipse', colour: 'blue', x: 960, y: 420, width: 180, height: 220 },
      { kind: 'box', colour: 'yellow', x: 40, y: 100, width: 190, height: 70 },
      {
        kind: 'pen',
        colour: 'green',
        points: [
          [60, 420],
          [100, 380],
          [130, 430],
          [180, 390],
        ],
      },
    ],
    of: { width: 1280, height: 720 },
  },
  crop: {
    parts: [{ x: 140, y: 46, width: 720, height: 640 }],
    words:
      'Sends 720 × 640 of 1280 × 720 pixels: at the price of the whole picture, about 50 % of the bytes.',
  },
};

export const regionKept: PanelState = {
  ...done,
  results: [result('r1', { region: spot, outside: { pixels: 874_300, changed: 0 } })],
};

export const regionBroken: PanelState = {
  ...done,
  results: [result('r1', { region: spot, outside: { pixels: 874_300, changed: 1_204 } })],
};

const somethingElse = (id: string, more: Partial<ResultView>): ResultView =>
  result(id, { jobId: 'job-else', runId: 'run-else', isDraft: true, savedAs: null, replaces: null, ...more });

/** The model drew something else around the region: how is its answer to be kept? */
export const answerToChoose: PanelState = {
  ...done,
  results: [
    somethingElse('r1', {
      choice: 'setIn',
      region: spot,
      outside: { pixels: 874_300, changed: 0 },
      notes: ['Around the region, the answer differs from dashboard.png.'],
    }),
    somethingElse('r2', {
      ...picture('dashboard-edited-whole.jpg', 'dashboard-dark', { width: 720, height: 640 }),
      choice: 'whole',
      role: 'other',
    }),
  ],
  selectedResultId: 'r1',
  status: 'dashboard-edited.png is here. Around the region it differs from the source: choose what to keep.',
};
