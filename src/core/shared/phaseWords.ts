import type { JobPhase } from './jobPhases.ts';
import { type Sentence, say, sentence } from './l10n.ts';

const words: Readonly<Record<JobPhase, Sentence>> = {
  queued: sentence('Waiting for its turn'),
  preparing: sentence('Preparing the images'),
  sending: sentence('Sending'),
  waiting: sentence('Waiting for the model'),
  receiving: sentence('Receiving the image'),
  finishing: sentence('Finishing the image'),
  saving: sentence('Saving'),
  done: sentence('Done'),
  failed: sentence('Failed'),
  stopped: sentence('Stopped'),
  interrupted: sentence('Interrupted'),
};

/** What a job does, in words: the same in the panel, in notifications and in a terminal. */
export const phaseWords = (phase: JobPhase): string => say(words[phase]);
