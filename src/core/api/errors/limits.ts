import { sentence } from '../../shared/l10n.ts';
import type { ErrorBody } from './errorBody.ts';
import type { Meaning } from './meaning.ts';

const quotaUsedUp = {
  code: 'rate.quota',
  what: sentence('The quota of this key at {name} is used up.'),
  next: sentence('Check plan and billing, or run it again later.'),
  nextSteps: ['openBilling', 'runAgain', 'chooseModel'],
  waits: true,
} as const;

const rateLimited = {
  code: 'rate.limited',
  what: sentence('{name} is receiving too many requests with this key.'),
  next: sentence('Try again {later}.'),
  nextSteps: ['runAgain'],
  waits: true,
} as const;

/** Too much in too short a time: waiting helps. */
export const limitMeanings: readonly Meaning[] = [
  {
    code: 'rate.concurrency',
    what: sentence('{name} allows fewer simultaneous requests for this key.'),
    next: sentence('Wait for the others, then run it again.'),
    nextSteps: ['runAgain'],
    waits: true,
    codes: ['token_concurrency_limit_reached', 'concurrency_limit_exceeded', 'concurrent_limit_exceeded'],
    words:
      /(?:too many|maximum number of|limit of) concurrent|concurren(?:t|cy) (?:requests? )?limit|并发(?:数|请求)?.{0,20}(?:限制|上限|超|过高|过多|过大)/i,
  },
  {
    code: 'rate.daily',
    what: sentence('The quota of this key at {name} is used up for today.'),
    next: sentence('Run again tomorrow, choose another model, or raise the quota.'),
    nextSteps: ['openBilling', 'chooseModel'],
    codes: ['entitlement_daily_limit_exceeded', 'daily_limit_exceeded'],
    when: isDaily,
  },
  {
    ...quotaUsedUp,
    words:
      /(?:hit|reached|exceeded) (?:your|the) (?:usage|monthly|weekly|[\w ]{1,20}plan) limit|使用(?:量)?上限|(?:限额|配额|额度).{0,20}重置/i,
  },
  {
    ...rateLimited,
    // A quota with a name or a time to wait is one that fills up again.
    when: ({ words, quotaIds, retryDelayMs }, status) =>
      (quotaIds.length > 0 || retryDelayMs !== undefined) &&
      (status === 429 || /exceeded your current quota|quota exceeded/i.test(words)),
  },
  {
    // The words that Google has for every quota, and OpenAI for an empty account too: nobody knows
    // which, so it is not repeated.
    ...quotaUsedUp,
    words: /exceeded your current quota|out of call volume quota|^limit exceeded\.?$/i,
  },
  {
    ...rateLimited,
    codes: [
      'rate_limit_exceeded',
      'rate_limit_error',
      'rate_limited',
      'rate_limit_reached',
      'too_many_requests',
      'toomanyrequests',
      'throttlingexception',
      'throttling',
      'policies.ratelimit.quotaviolation',
    ],
    words:
      /rate[ -]?limit(?:ed)?\b|too many requests|resource(?: has been)? exhausted|resource_exhausted|频率.{0,4}过高|请求(?:过于|太)?频繁|请求(?:数|次数|频率)?(?:限制|超限|超出|过多|过快)|速率限制|触发限流|(?:已)?限流|频率限制|频次限制|限频|\brequest limit exceeded/i,
    when: (_, status) => status === 429,
  },
];

function isDaily({ words, quotaIds }: ErrorBody): boolean {
  return (
    quotaIds.some((id) => /per_?day/i.test(id)) ||
    /per[ _-]day|daily (?:request |free |usage )?(?:limit|quota)|\b(?:RPD|TPD|IPD)\b|[今每当][日天].{0,20}(?:用完|用尽|上限|限制|限额|耗尽)/i.test(
      words,
    )
  );
}
