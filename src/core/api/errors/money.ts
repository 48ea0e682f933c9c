import { sentence } from '../../shared/l10n.ts';
import type { ErrorBody } from './errorBody.ts';
import { soundsOfMoney } from './loose.ts';
import type { Meaning } from './meaning.ts';

/** The account, the project or the key may not spend: waiting does not help, so nothing here is repeated. */
export const moneyMeanings: readonly Meaning[] = [
  {
    code: 'billing.lowKeyLimit',
    what: sentence('The amount this key may still spend at {name} is too low for this run.'),
    next: sentence('Raise the limit of the key.'),
    nextSteps: ['openKeyPage', 'openBilling'],
    codes: [
      'pre_consume_token_quota_failed',
      'token_quota_exhausted',
      'token_exhausted',
      'insufficient_token_quota',
      'key_limit_exceeded',
      'entitlement_total_limit_exceeded',
    ],
    when: isOfKey,
  },
  {
    code: 'billing.spendingCap',
    what: sentence('The spending cap set at {name} is reached.'),
    next: sentence('Raise it there, or wait until it resets.'),
    nextSteps: ['openBilling'],
    codes: [
      'billing_hard_limit_reached',
      'spend_cap_exceeded',
      'spending_limit_exceeded',
      'cost_limit_exceeded',
      'budget_exceeded',
    ],
    words:
      /(?:spend(?:ing)?|cost|expense)[ -](?:cap|limit)|specified api usage limits|billing (?:hard|soft) limit|(?:budget|spend(?:ing)?|set) ?limit ?(?:has been )?exceeded|budget has been exceeded|(?:crossed|exceeded) budget\b|reached the set .{0,40}limit|(?:exceeded|reached|hit) (?:its|the|your)(?: \w{1,20}(?:['’]s)?)? (?:monthly |weekly |daily )?(?:budget|spend)|(?:消费|支出|花费|费用)(?:上限|限额|限制)|预算(?:已)?(?:用尽|超出|耗尽)/i,
  },
  {
    code: 'billing.prepaidSpent',
    what: sentence('The prepaid credits at {name} are used up.'),
    next: sentence('Buy more, then run again.'),
    nextSteps: ['openBilling'],
    words:
      /(?:out of|no) prepa(?:yment|id)|prepa(?:y|yment|id)\b[^.]{0,40} (?:depleted|exhausted|used up|expired|consumed|spent|gone)|预付费?(?:余额|额度)(?:已)?(?:用尽|耗尽|不足)/i,
  },
  {
    code: 'billing.required',
    what: sentence('{name} requires billing to be set up for this key.'),
    next: sentence('Set up billing, then run again.'),
    nextSteps: ['openBilling'],
    codes: [
      'billing_disabled',
      'billing_not_active',
      'customer_verification_required',
      'entitlement_required',
    ],
    words:
      /\bdunning\b|enable billing|billing (?:is |has been |to be )?(?:not )?(?:enabled|disabled|active)|requires? billing|billing (?:must|needs to|has to) be enabled|billing account .{0,60}not found|free tier is not available|account is not active.{0,80}billing|valid (?:credit card|payment method)|billing account .{0,60}(?:closed|disabled|delinquent|past due|suspended)|only available (?:to|for|on|with) (?:paid|billed)|requires? a paid|not (?:available|supported|included) (?:on|in|for|with|to) (?:the |your )?free\b|upgrade to a paid/i,
  },
  {
    code: 'billing.noFreeQuota',
    codes: ['allocationquota.freetieronly'],
    what: sentence('This key has no image quota at {name}: the free tier makes no images.'),
    next: sentence('Enable billing, then run again.'),
    nextSteps: ['openBilling', 'chooseModel'],
    words:
      /\b(?:limit|quota ?value)['"]?: ?['"]?0(?!\.?\d)|\blimit 0, used 0\b|free (?:tier )?quota (?:is |has been )?(?:exhausted|used up)|(?<!今[日天])免费(?:使用)?额度(?:已)?(?:用完|用尽|耗尽)/i,
    when: ({ hasZeroQuota }) => hasZeroQuota,
  },
  {
    code: 'billing.lowBalance',
    what: sentence('The balance at {name} is too low for this run.'),
    next: sentence('Top it up, then run again.'),
    nextSteps: ['openBilling'],
    codes: [
      'insufficient_user_quota',
      'insufficient_quota',
      'insufficient_balance',
      'insufficient_credits',
      'insufficient_funds',
      'exceeded_current_quota_error',
      'payment_required',
      'quota_not_enough',
      'local_quota_not_enough',
      'arrearage',
      'accountoverdueerror',
      'entitlement_inactive',
    ],
    words:
      /(?:user |account )?(?:quota|balance|credits?) (?:is |are |has been |have been )?(?:not enough|insufficient|exhausted|depleted|too low|negative|zero|empty|used up)|(?:insufficient|exhausted|not enough|no remaining|out of|doesn't have enough|not have enough) (?:account |user |api )?(?:quota|balance|credits?|funds|points|(?<=api )tokens)|credit balance is too low|requires more credits|exceeded your current quota.{0,200}platform\.openai\.com|can only afford|depleted your .{0,40}credits|exceeded your .{0,40}included credits|overdue payment|account.{0,30} in arrears|余额(?:已经?)?(?:不足|用尽|用完|为 ?[零负0]|耗尽)|(?<![今每当][日天].{0,8})额度(?:已)?(?:不足|用尽|用完|耗尽)|(?:账户|账号)?(?:已)?欠费|请(?:及时|先|尽快)?充值|配额不足|预扣费(?:额度)?失败|pre-?(?:deduct|consum)\w{0,6}(?: \w{1,10})? fail|点数不足|积分不足/i,
  },
  {
    code: 'billing.lowBalance',
    what: sentence('{name} asks for payment.'),
    next: sentence('Top up the balance and run again.'),
    nextSteps: ['openBilling'],
    quote: true,
    when: (_, status) => status === 402,
  },
];

/** What sounds of money and of nothing that is told better. */
export const moneyTroubles: readonly Meaning[] = [
  {
    code: 'billing.trouble',
    what: sentence('{name} did not run this because of a billing problem.'),
    next: sentence('Look at the balance and the limits there.'),
    nextSteps: ['openBilling', 'showLog'],
    quote: true,
    when: (body, status) =>
      (status === 429 || status === 403 || body.status === 'FAILED_PRECONDITION') && soundsOfMoney(body),
  },
];

/** A limit of the key itself; the account may still have money. */
function isOfKey({ words }: ErrorBody): boolean {
  if (/用户(?:剩余)?额度|user quota/i.test(words)) return false;
  if (
    /\btoken quota|token ?remain ?quota|\bTokenStatusExhausted|exceeded ?token ?budget|\b(?:key|token)\b (?:has been|is|was) (?:exhausted|used up|depleted)/i.test(
      words,
    )
  )
    return true;
  return ofKey.test(words) && !ofSpeed.test(words);
}

const ofKey =
  /(?:令牌|密钥|api ?key).{0,15}(?:额度|限额|消费)|(?:令牌|密钥)已?(?:用尽|耗尽|用完)|\b(?:key|token)\b.{0,60}\b(?:limit|budget|quota|cap)\b.{0,40}(?:reach|exceed|exhaust|used)|\b(?:key|token)\b has (?:reached|exceeded).{0,60}\b(?:limit|budget|quota|cap)\b|\b(?:limit|budget|quota)\b (?:is |was |has been )?(?:reached|exceeded|exhausted) for (?:this|your|the) (?:api )?(?:key|token)|(?:key|token) over budget|budget .{0,40}for (?:this )?(?:key|token)/i;

const ofSpeed =
  /\brate\b|\brequests?\b|\bper (?:second|minute|hour|day)\b|\b[rti]p[md]\b|concurren|频率|并发|次数/i;
