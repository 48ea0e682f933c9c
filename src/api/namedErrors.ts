import type { Billed, Failure, NextStep } from '../shared/failure.ts';
import type { ErrorBody } from './errorBody.ts';
import { mayBeBilled } from './failures.ts';
import type { ErrorContext, Say } from './sayError.ts';

interface Named {
  code: string;
  /** Given the provider's name and the model. */
  sentence(name: string, model: string): string;
  nextSteps: NextStep[];
  billed?: Billed;
}

/** By the `code` of the one-api family, as its source and APIYI's pages name them. */
const byOneApiCode: Record<string, Named> = {
  insufficient_user_quota: {
    code: 'billing.lowBalance',
    sentence: (name) => `The balance at ${name} is too low for this run. Top it up, then run again.`,
    nextSteps: ['openBilling'],
  },
  pre_consume_token_quota_failed: {
    code: 'billing.lowKeyLimit',
    sentence: (name) =>
      `What this key may still spend at ${name} is too little for this run. Raise the limit of the key.`,
    nextSteps: ['openKeyPage', 'openBilling'],
  },
  model_not_found: {
    code: 'model.notFound',
    sentence: (name, model) =>
      `${name} has no ${model} for this key. Choose another model, or change the group of the key.`,
    nextSteps: ['chooseModel', 'openKeyPage'],
  },
  'channel:no_available_key': {
    code: 'model.noChannel',
    sentence: (name, model) =>
      `${name} has no channel free for ${model}. Run it again later, or choose another model.`,
    nextSteps: ['runAgain', 'chooseModel'],
  },
  access_denied: {
    code: 'auth.denied',
    sentence: (name) => `${name} denies this key the access. Check what the key may do, or set another one.`,
    nextSteps: ['openKeyPage', 'setApiKey'],
  },
  prompt_blocked: {
    code: 'refused.prompt',
    sentence: (name) => `${name} refused the prompt before the model saw it. Rephrase it.`,
    nextSteps: [],
  },
  sensitive_words_detected: {
    code: 'refused.words',
    sentence: (name) => `${name} refused a word of the prompt. Rephrase it.`,
    nextSteps: [],
  },
  token_concurrency_limit_reached: {
    code: 'rate.concurrency',
    sentence: (name) => `${name} allows this key fewer requests at once. Wait for the others and run again.`,
    nextSteps: ['runAgain'],
  },
  write_response_body_failed: {
    code: 'request.tooLargeToPassOn',
    sentence: (name) =>
      `${name} could not pass on a request or answer this large, and it was not billed. Use smaller images or a smaller size.`,
    nextSteps: ['runAgain'],
  },
  do_request_failed: {
    code: 'server.upstream',
    sentence: (name) => `${name} could not reach the model. ${mayBeBilled} Run it again.`,
    nextSteps: ['runAgain', 'showLog'],
    billed: 'maybe',
  },
  empty_response: {
    code: 'server.emptyUpstream',
    sentence: (name) => `${name} got an empty answer from the model. ${mayBeBilled} Run it again.`,
    nextSteps: ['runAgain', 'showLog'],
    billed: 'maybe',
  },
};

const expiredKey: Named = {
  code: 'auth.expiredKey',
  sentence: (name) => `The API key for ${name} has expired. Make a new one and set it.`,
  nextSteps: ['openKeyPage', 'setApiKey'],
};

const invalidKey: Named = {
  code: 'auth.invalidKey',
  sentence: (name) => `${name} does not accept the API key. Set another one.`,
  nextSteps: ['setApiKey', 'openKeyPage'],
};

const blockedService: Named = {
  code: 'auth.serviceBlocked',
  sentence: (name) =>
    `The key is not allowed to use the Gemini API at ${name}. Allow it in the key's settings, or set another key.`,
  nextSteps: ['openKeyPage', 'setApiKey'],
};

const disabledService: Named = {
  code: 'auth.serviceDisabled',
  sentence: (name) =>
    `The Gemini API is not enabled for this key's project at ${name}. Enable it, or set another key.`,
  nextSteps: ['openKeyPage', 'setApiKey'],
};

/** By the `reason` of Google's ErrorInfo. */
const byReason: Record<string, Named> = {
  API_KEY_INVALID: invalidKey,
  ACCESS_TOKEN_TYPE_UNSUPPORTED: {
    code: 'auth.keyType',
    sentence: (name) => `${name} does not take this kind of key for images. Make a new key and set it.`,
    nextSteps: ['openKeyPage', 'setApiKey'],
  },
  API_KEY_SERVICE_BLOCKED: blockedService,
  SERVICE_DISABLED: disabledService,
};

/** By words, because a gateway that passes an error on often keeps only those. */
const byWords: readonly (readonly [RegExp, Named])[] = [
  [/api key expired/i, expiredKey],
  [/api key not valid|无效的令牌|invalid token/i, invalidKey],
  [/requests to this api .* are blocked/i, blockedService],
  [/has not been used in project|api .*is disabled/i, disabledService],
  [
    /multiple authentication credentials/i,
    {
      code: 'auth.twoKeys',
      sentence: (name) =>
        `${name} received two keys at once, probably one from a gateway between. Check the endpoint in the settings.`,
      nextSteps: ['openSettings'],
    },
  ],
  [
    /unregistered callers|without established identity/i,
    {
      code: 'auth.noKey',
      sentence: (name) => `${name} received no API key. Set one, then run again.`,
      nextSteps: ['setApiKey'],
    },
  ],
  [
    /key was reported as leaked|leaked api key/i,
    {
      code: 'auth.leakedKey',
      sentence: (name) =>
        `${name} blocked this key because it was found in public. Make a new key and set it.`,
      nextSteps: ['openKeyPage', 'setApiKey'],
    },
  ],
  [
    /enable billing|free tier is not available/i,
    {
      code: 'billing.required',
      sentence: (name) => `${name} wants billing to be set up for this key. Open billing, then run again.`,
      nextSteps: ['openBilling'],
    },
  ],
  [
    /location is not supported|not available in your (?:region|country|location)/i,
    {
      code: 'region.notServed',
      sentence: (name) => `${name} does not serve this region. Use another provider.`,
      nextSteps: ['openSettings'],
    },
  ],
];

/** The failure for an error that says what it is, whatever its status; undefined when it doesn't. */
export function namedFailure(body: ErrorBody, context: ErrorContext, say: Say): Failure | undefined {
  const words = byWords.find(([pattern]) => pattern.test(body.message))?.[1];
  const reason = body.reasons.map((name) => own(byReason, name)).find((named) => named !== undefined);
  const named = own(byOneApiCode, body.code) ?? (words === expiredKey ? words : (reason ?? words));
  if (!named) return undefined;
  const sentence = named.sentence(context.providerName, context.model ?? 'such model');
  return say(named.code, sentence, named.billed ?? 'no', [...named.nextSteps]);
}

const own = (table: Record<string, Named>, key: string) =>
  Object.hasOwn(table, key) ? table[key] : undefined;
