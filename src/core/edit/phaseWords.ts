import type { JobPhase } from '../shared/panelState.ts';

/** What a running job does, for people; the ends have sentences of their own. */
export const phaseWords: Partial<Record<JobPhase, string>> = {
  queued: 'Waiting for its turn',
  preparing: 'Preparing the images',
  sending: 'Sending',
  waiting: 'Waiting for the model',
  receiving: 'Receiving',
  finishing: 'Finishing the image',
  saving: 'Saving',
};

/** What is waited for once it is being stopped. */
export const waitingSentence = (names: string): string =>
  `waiting for ${names}, which is paid for. Cancel again to break off; it may be billed all the same.`;
