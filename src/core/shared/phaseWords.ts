import type { JobPhase } from './panelState.ts';

/** What a job does, in words: the same in the panel, in notifications and in a terminal. */
export const phaseWords: Readonly<Record<JobPhase, string>> = {
  queued: 'Waiting for its turn',
  preparing: 'Preparing the images',
  sending: 'Sending',
  waiting: 'Waiting for the model',
  receiving: 'Receiving the image',
  finishing: 'Finishing the image',
  saving: 'Saving',
  done: 'Done',
  failed: 'Failed',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
};
