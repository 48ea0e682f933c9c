import * as z from 'zod/mini';
import { type Sentence, say, sentence, t } from './l10n.ts';

/** What a person can do next about a failure; each is a button in the panel and in notifications. */
export const nextSteps = [
  'setApiKey',
  'openKeyPage',
  'openBilling',
  'chooseModel',
  'openSettings',
  'useSuccessor',
  'fetchPicture',
  'openLink',
  'runAgain',
  'saveElsewhere',
  'showLog',
] as const;
export type NextStep = (typeof nextSteps)[number];

const labels: Record<NextStep, Sentence> = {
  setApiKey: sentence('Set API Key…'),
  openKeyPage: sentence('Get a Key'),
  openBilling: sentence('Open Billing'),
  chooseModel: sentence('Choose Model…'),
  openSettings: sentence('Open Settings'),
  useSuccessor: sentence('Use Its Successor'),
  fetchPicture: sentence('Fetch Picture'),
  openLink: sentence('Open Link'),
  runAgain: sentence('Run Again'),
  saveElsewhere: sentence('Save As…'),
  showLog: sentence('Show Log'),
};

/** The words on the button of a failure's step. */
export const stepLabel = (step: NextStep, { successor }: Pick<Failure, 'successor'> = {}): string =>
  step === 'useSuccessor' && successor !== undefined
    ? t('Use {successor}', { successor })
    : say(labels[step]);

/** Whether the provider may have charged for what failed. */
export type Billed = 'no' | 'maybe' | 'yes';

/**
 * What went wrong, as a value: a code for the program, one sentence for the person that says what
 * happened and what to do, and the buttons that help. Never holds a key.
 */
const failureSchema = z.object({
  /** Stable, dotted, lower case: `auth.invalidKey`, `refused.imageSafety`, `timeout`, `file.diskFull`. */
  code: z.string(),
  sentence: z.string(),
  nextSteps: z.array(z.enum(nextSteps)),
  billed: z.enum(['no', 'maybe', 'yes']),
  /** Earliest time to try again, in milliseconds from the answer. */
  retryAfterMs: z.optional(z.number()),
  /** For the log: the raw message or status. Shown only in the log. */
  detail: z.optional(z.string()),
  /** The provider's id of the request, for support. */
  requestId: z.optional(z.string()),
  /** The id of the model that took the place of a retired one, for `useSuccessor`. */
  successor: z.optional(z.string()),
  /**
   * Addresses (https) that the answer named in place of a picture, for `fetchPicture` and `openLink`; or the page
   * where it is put right, for `openLink` alone.
   */
  links: z.optional(z.array(z.string())),
});
export type Failure = z.infer<typeof failureSchema>;

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export const succeed = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const fail = (failure: Failure): { ok: false; failure: Failure } => ({ ok: false, failure });
