import type { PanelState } from '../../../../src/core/shared/protocol/panelState.ts';
import { filled } from './form.ts';
import { choice, job, picture, result, spent } from './parts.ts';

/** A run on its way, and how it can end. */

export const running: PanelState = {
  ...filled,
  running: true,
  blocked: 'It is running.',
  status: 'Waiting for the model',
  jobs: [job('job-1', 'waiting')],
};

/** A model that shows what it draws has sent the second of three pictures. */
export const growing: PanelState = {
  ...running,
  options: { ...running.options, model: 'gpt-image-2.6-flare', thinking: '', partialImages: 3 },
  choices: {
    ...running.choices,
    models: [choice('gpt-image-2.6-flare', 'GPT Image 2.6 Flare', 'about $0.05')],
    thinking: [],
    qualities: [choice('', 'Auto', 'Medium'), choice('high', 'High')],
    partialImages: [choice('0', 'Off'), choice('1', '1'), choice('2', '2'), choice('3', '3')],
    imageOnly: false,
    includeThoughts: false,
  },
  provider: { ...running.provider, name: 'OpenAI', host: 'api.openai.com' },
  status: 'Receiving the result',
  jobs: [job('job-1', 'receiving', { partial: picture('Partial image 2', 'dashboard-edited') })],
};

export const retrying: PanelState = {
  ...running,
  jobs: [job('job-1', 'sending', { note: 'Busy. Trying again in 4 s (2 of 4).' })],
};

export const failed: PanelState = {
  ...filled,
  jobs: [job('job-1', 'failed')],
  alert: {
    sentence:
      'The model refused: image safety (IMAGE_SAFETY). Nothing was saved. Rephrase the prompt, or leave out one of the inputs.',
    actions: [
      { step: 'runAgain', label: 'Run Again' },
      { step: 'showLog', label: 'Show Log' },
    ],
    jobId: 'job-1',
  },
};

/** Stopped after it was sent, while an older result is there. */
export const stopped: PanelState = {
  ...filled,
  spent: spent('$0.055'),
  jobs: [
    job('job-2', 'stopped', {
      failure: {
        sentence: 'Stopped after it was sent. It may still be billed.',
        actions: [{ step: 'runAgain', label: 'Run Again' }],
        jobId: 'job-2',
      },
      cost: 'up to $0.055',
    }),
  ],
  results: [result('r1')],
  selectedResultId: 'r1',
  status: 'Stopped after it was sent. It may still be billed.',
};

/** The second run failed; the result of the first is still there. */
export const failedLater: PanelState = {
  ...failed,
  results: [result('r1')],
  selectedResultId: 'r1',
  status: failed.alert?.sentence ?? '',
};

/** An answer that names pictures in place of sending them, and one that names more beside the picture. */
export const linkInPlace: PanelState = {
  ...filled,
  jobs: [job('job-1', 'failed')],
  alert: {
    sentence:
      'The answer contains a link instead of an image: cdn.images.example/results/2026/11/20/7c1e94b0a2d84f6d9f3b/dashboard-edited-final.png?expires=1795516800&signature=b7d0c2… It has probably been billed. Fetch the picture soon, because such links expire, or open the link.',
    actions: [
      { step: 'fetchPicture', label: 'Fetch Picture' },
      { step: 'openLink', label: 'Open Link' },
    ],
    jobId: 'job-1',
  },
};

export const interrupted: PanelState = {
  ...filled,
  jobs: [
    job('job-1', 'interrupted', {
      failure: {
        sentence: 'The window was closed while the model was at work. It may have been billed.',
        actions: [{ step: 'runAgain', label: 'Run Again' }],
        jobId: 'job-1',
      },
    }),
  ],
};

/** One of its requests was stopped after it was sent. */
export const maybeBilled: PanelState = {
  ...filled,
  spent: {
    text: '$0.11 to $0.17',
    detail:
      'This session has cost $0.11 so far. 1 more request, about $0.055, returned no result and may have been billed.',
  },
};
