import type { Provider } from '../api/providers.ts';
import type { Failure } from '../shared/failure.ts';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Stopped while it waited or was prepared; once it is out, the wire says what stopping means. */
export const stoppedBeforeSending: Failure = {
  code: 'stopped',
  sentence: 'Stopped before anything was sent. Nothing was billed.',
  nextSteps: ['runAgain'],
  billed: 'no',
};

export const missingKey = (provider: Provider): Failure => ({
  code: 'auth.noKey',
  sentence: `There is no API key for ${provider.name} yet. Set one, then run again.`,
  nextSteps: ['setApiKey', 'openKeyPage'],
  billed: 'no',
});

/** The result has no place of its own and the person did not choose one. */
export const notPlaced = (name: string): Failure => ({
  code: 'save.noPlace',
  sentence: `${name} is not saved yet, because it can't lie beside its source. Choose a place for it.`,
  nextSteps: ['saveElsewhere'],
  billed: 'yes',
});

/** The bytes that came back could not be brought into shape; they are kept as they came. */
export const unfinished = (error: unknown): Failure => ({
  code: 'answer.undecodable',
  sentence: `An image came back that can't be read (${messageOf(error).replace(/\.$/, '')}). It is kept as it came: save it elsewhere to look at it, or run again.`,
  nextSteps: ['saveElsewhere', 'runAgain', 'showLog'],
  billed: 'yes',
});

export const unexpected = (error: unknown): Failure => ({
  code: 'unexpected',
  sentence: `Something unexpected went wrong: ${messageOf(error).replace(/\.$/, '')}. The log has the details.`,
  nextSteps: ['runAgain', 'showLog'],
  billed: 'maybe',
});
