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
    code: 'request.badImage',
    what: sentence("{name} can't read an input image."),
    next: sentence('Convert it to PNG or JPEG, or leave it out.'),
    nextSteps: [],
    quote: true,
    when: ({ words, codeWords }, status) =>
      [400, 415, 422].includes(status) && (ofImage.test(words) || ofImage.test(codeWords)),
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

/** That something is wrong with a picture that was sent. */
const ofImage =
  /\b(?:image|picture|media(?! type))\b.{0,60}\b(?:not (?:be )?(?:found|accessed|accessible|supported|valid|read|decoded|opened|loaded|match)|unsupported|invalid|fail(?:ed|ure)?|corrupt\w{0,3}|damaged|empty|mismatch|mode|too small|small|unreadable)\b|\b(?:unsupported|invalid|empty|corrupt\w{0,3}|bad) .{0,20}\b(?:image|picture|media(?! type))\b|(?:图片|图像).{0,12}(?:格式|错误|失败|不支持|为空|过小)|不支持.{0,8}(?:图片|图像)|(?:图片|图像|文件) ?(?:url|链接|地址).{0,6}(?:非法|无效|错误|失败)/i;

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
