import { sentence } from '../../shared/l10n.ts';
import type { ErrorBody } from './errorBody.ts';
import type { Meaning } from './meaning.ts';
import { refusedByFilter } from './moderation.ts';

/**
 * What an error is about by a word or two, where no meaning knows it better: nobody can list all sentences, but
 * what a refusal, an account or a model is spoken of with is a small set of words.
 */
export const looseMeanings: readonly Meaning[] = [
  {
    ...refusedByFilter,
    billed: 'maybe',
    when: (body, status) => isVague(status) && refusal.test(body.words) && !otherPolicy.test(body.words),
  },
  {
    code: 'billing.trouble',
    what: sentence('{name} did not run this because of a billing problem.'),
    next: sentence('Look at the balance and the limits there.'),
    nextSteps: ['openBilling', 'showLog'],
    quote: true,
    when: (body, status) => isVague(status) && status < 500 && soundsOfMoney(body),
  },
  {
    code: 'model.notFound',
    what: sentence('{name} has no {model} for this key.'),
    next: sentence('Choose another model, or change the group of the key.'),
    nextSteps: ['chooseModel', 'openKeyPage'],
    quote: true,
    when: ({ words }, status) => isVague(status) && status < 500 && ofModel.test(words),
  },
];

/** A status that says little of the reason. */
const isVague = (status: number): boolean => [400, 403, 404, 409, 410, 422, 500].includes(status);

const refusal =
  /\b(?:polic(?:y|ies)|guidelines?|safety|unsafe|prohibited|harmful|sexual\w{0,3}|explicit|nud(?:e|ity)|violen(?:t|ce)|minors?|likeness|trademark\w{0,3}|copyright\w{0,3}|moderat(?:ion|ed)|offensive|inappropriate)\b|违规|不合规|审核|敏感|侵权|色情|暴力|血腥|涉政|拒绝生成/i;

/** Policies of those who run servers, not of those who look at pictures. */
const otherPolicy =
  /(?:resource|identity|iam|bucket|cors|retry|rate|network|security|privacy|data|referrer|control|access|organi[sz]ation)[- ](?:based )?polic|explicit deny|explicitly/i;

const ofModel =
  /\bmodel\b.{0,80}\b(?:not (?:found|available|supported|enabled|allowed|permitted)|unavailable|unsupported|unknown)\b|\b(?:unavailable|unknown|unsupported|no such) .{0,20}\bmodel\b|模型.{0,40}(?:没有|无法使用)/i;

/** What sounds of money, apart from the words that Google has for every quota. */
export function soundsOfMoney({ words, quotaIds }: ErrorBody): boolean {
  return (
    quotaIds.length === 0 &&
    !/check your plan and billing details|per[ _-]day|no credits were charged/i.test(words) &&
    /\b(?:billing|balance|top[ -]?up|recharge|credits|payments?|spend(?:ing)?|budget|prepa(?:id|yment)|subscription)\b|余额|充值|欠费|付费|消费|套餐|续[费订]/i.test(
      words,
    )
  );
}
