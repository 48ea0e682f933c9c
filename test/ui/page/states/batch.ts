import type { JobView, PanelState, ResultView } from '../../../../src/core/shared/protocol/panelState.ts';
import { filled } from './form.ts';
import { dashboard, input, job, picture, result } from './parts.ts';

/** Many images with one prompt. */

const sceneries = Array.from({ length: 20 }, (_, at) =>
  picture(`scenery-${String(at + 1).padStart(2, '0')}.jpg`, `scenery-${at}`, {
    width: 1000,
    height: 370,
    type: 'JPEG',
    bytes: 88_000 + at * 7_300,
  }),
);

export const twenty: PanelState = {
  ...filled,
  inputs: sceneries.map((scenery, at) => input(`in-${at}`, scenery, { edited: at === 0 })),
  several: {
    mode: 'each',
    canCombine: false,
    reason: 'Nano Banana 2 takes 14 images at most.',
  },
  prompt: 'Make it night.',
  estimate: '20 × about $0.055 = $1.10',
};

const busySentence = 'The provider is overloaded. Nothing was billed. Try again in a minute.';

const batchJob = (at: number, name: string): JobView => {
  const more = { label: name, runId: `run-${at}`, inputId: `in-${at}`, prompt: 'Make it night.' };
  if (at < 9) return job(`job-${at}`, 'done', { ...more, resultId: `r${at}` });
  if (at === 9 || at === 11) {
    const failure = {
      sentence:
        at === 9 ? 'The model refused: image safety (IMAGE_SAFETY). Rephrase the prompt.' : busySentence,
      actions: [
        { step: 'runAgain' as const, label: 'Run Again' },
        { step: 'showLog' as const, label: 'Show Log' },
      ],
      jobId: `job-${at}`,
    };
    return job(`job-${at}`, 'failed', { ...more, failure });
  }
  if (at === 10) return job(`job-${at}`, 'done', { ...more, resultId: `r${at}` });
  if (at < 15) return job(`job-${at}`, at === 12 ? 'receiving' : 'waiting', more);
  return job(`job-${at}`, 'queued', more);
};

const batchResult = (at: number): ResultView => {
  const scenery = sceneries[at] ?? dashboard;
  return result(`r${at}`, {
    ...scenery,
    jobId: `job-${at}`,
    runId: `run-${at}`,
    prompt: 'Make it night.',
    name: scenery.name.replace('.jpg', '-edited.jpg'),
    preview: `/preview/scenery-${(at + 9) % 20}.svg`,
    savedAs: `docs/${scenery.name.replace('.jpg', '-edited.jpg')}`,
    before: scenery,
  });
};

/** The tenth and the twelfth failed. */
const batchResults = (count: number): ResultView[] =>
  sceneries.slice(0, count).flatMap((_, at) => (at === 9 || at === 11 ? [] : batchResult(at)));

export const eachRunning: PanelState = {
  ...twenty,
  running: true,
  jobs: sceneries.map((scenery, at) => batchJob(at, scenery.name)),
  results: batchResults(11),
  selectedResultId: 'r8',
  status: '12 of 20 done',
};

export const eachDone: PanelState = {
  ...twenty,
  inputs: twenty.inputs.slice(0, 16),
  several: { mode: 'each', canCombine: false, reason: 'Nano Banana 2 takes 14 images at most.' },
  jobs: sceneries.slice(0, 16).map((scenery, at) =>
    at === 9 || at === 11
      ? batchJob(at, scenery.name)
      : job(`job-${at}`, 'done', {
          label: scenery.name,
          runId: `run-${at}`,
          inputId: `in-${at}`,
          resultId: `r${at}`,
        }),
  ),
  results: batchResults(16),
  selectedResultId: 'r13',
  status: 'Saved 14 of 16; 2 failed.',
  ended: 'Saved 14 of 16; 2 failed.',
};
