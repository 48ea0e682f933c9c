import { fieldMeanings } from './fields.ts';
import { firewallMeanings } from './firewalls.ts';
import { keyMeanings } from './keys.ts';
import { limitMeanings } from './limits.ts';
import { looseMeanings } from './loose.ts';
import type { Meaning } from './meaning.ts';
import { modelMeanings } from './models.ts';
import { moderationMeanings } from './moderation.ts';
import { moneyMeanings, moneyTroubles } from './money.ts';
import { requestMeanings } from './requests.ts';
import { serverMeanings } from './servers.ts';

/**
 * The one table of what errors mean, by what they say of themselves. The first that fits counts: a
 * gateway wraps one error into another, and what says more stands before what says less. Errors that
 * say nothing are told by their status, in statuses.ts.
 *
 * Sources: Google's API errors (google.rpc.Code, ErrorInfo, QuotaFailure) and the words its API is
 * known to send; OpenAI's error codes; the codes and sentences of one-api and new-api, which most
 * resellers run (types/error.go and i18n in QuantumNous/new-api); Cloudflare's 1xxx and 52x pages;
 * LiteLLM, OpenRouter and Azure as their trackers quote them.
 */
export const meanings: readonly Meaning[] = [
  ...firewallMeanings,
  ...keyMeanings,
  ...moneyMeanings,
  ...moderationMeanings,
  ...modelMeanings,
  ...moneyTroubles,
  ...limitMeanings,
  ...fieldMeanings,
  ...requestMeanings,
  ...serverMeanings,
  ...looseMeanings,
];
