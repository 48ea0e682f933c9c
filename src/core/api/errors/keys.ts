import { sentence } from '../../shared/l10n.ts';
import type { Meaning } from './meaning.ts';

/** The key: missing, wrong, expired, restricted, or of an account that is closed. */
export const keyMeanings: readonly Meaning[] = [
  {
    code: 'auth.expiredKey',
    what: sentence('The API key for {name} has expired.'),
    next: sentence('Make a new one and set it.'),
    nextSteps: ['openKeyPage', 'setApiKey'],
    codes: ['api_key_expired', 'expired_api_key', 'key_expired', 'token_expired', 'expired_key'],
    words:
      /(?:api[ _-]?key|token|key)(?: included in the request)? (?:has |is |was )?expired|expired (?:api[ _-]?)?(?:key|token)|(?:令牌|密钥|key|token|凭证).{0,30}(?:过期|到期)|\b(?:jwt|session|credentials?|subscription key) (?:has |have |is |are )?expired|有効期限が切れ/i,
  },
  {
    code: 'auth.leakedKey',
    what: sentence('{name} blocked this key because it was found in a public place.'),
    next: sentence('Make a new key and set it.'),
    nextSteps: ['openKeyPage', 'setApiKey'],
    words: /key was reported as leaked|leaked api key|key (?:has been|was) (?:leaked|compromised)/i,
  },
  {
    code: 'auth.suspended',
    what: sentence('{name} has suspended the account or project of this key.'),
    next: sentence('Ask {name} why, or use a key from another account.'),
    nextSteps: ['openKeyPage', 'setApiKey', 'showLog'],
    codes: [
      'consumer_suspended',
      'account_deactivated',
      'account_disabled',
      'account_suspended',
      'organization_restricted',
      'user_banned',
      'user_disabled',
      'user_inactive',
    ],
    words:
      /has been suspended|\b(?:account|user|organization)\b (?:(?:has been|is|was) )?(?:deactivated|banned|disabled|blocked|frozen|locked(?!\. reason: exhausted))|\b(?:project|resource|access) has been (?:denied access|(?:temporarily )?(?:blocked|restricted|suspended))|(?:用户|账号|账户|帐号).{0,12}(?:封禁|封号|禁用|冻结|锁定|停用|注销|异常|受限|被限制|风控|非活动)/i,
  },
  {
    code: 'auth.verifyOrganization',
    what: sentence('{name} lets only verified organizations use {model}.'),
    next: sentence(
      'Verify it at platform.openai.com/settings, which can take 15 minutes, or choose another model.',
    ),
    nextSteps: ['openLink', 'chooseModel'],
    link: 'https://platform.openai.com/settings/organization/general',
    words: /organization must be verified|verify (?:your )?organization/i,
  },
  {
    code: 'auth.scope',
    what: sentence('{name} gives this key no permission to make images.'),
    next: sentence("Grant it in the key's settings, or use another key."),
    nextSteps: ['openKeyPage', 'setApiKey'],
    codes: ['missing_scope'],
    words: /missing scopes?\b|insufficient permissions for this operation/i,
  },
  {
    code: 'auth.organization',
    what: sentence('{name} does not find the key in the given organization or project.'),
    next: sentence('Check the additional headers in the settings, or use another key.'),
    nextSteps: ['openSettings', 'setApiKey'],
    codes: ['mismatched_organization', 'mismatched_project', 'invalid_organization', 'invalid_project'],
    words: /no such (?:organization|project)|must be a member of an organization/i,
  },
  {
    code: 'auth.verifyAccount',
    what: sentence('{name} requires the account of this key to be verified first.'),
    next: sentence('Verify it there, or choose another model.'),
    nextSteps: ['openKeyPage', 'chooseModel'],
    codes: ['need_real_name_verify'],
    words: /identity verification|verify your (?:account|identity)|实名认证/i,
  },
  {
    code: 'auth.keyRestricted',
    what: sentence('{name} accepts this key only from certain addresses or sites.'),
    next: sentence("Change that in the key's settings, or use another key."),
    nextSteps: ['openKeyPage', 'setApiKey'],
    codes: [
      'api_key_ip_address_blocked',
      'api_key_http_referrer_blocked',
      'api_key_android_app_blocked',
      'api_key_ios_app_blocked',
      'ip_not_authorized',
    ],
    words:
      /ip address restriction|referer <?[^ ]{0,200} are blocked|requests from (?:this )?(?:ip|referer)|\bip\b.{0,60}(?:allow ?list|white ?list|not allowed|restricted|forbidden|banned|blocked|denied)|\bip\b.{0,40}(?:不在.{0,6}(?:允许|白名单)|未授权|被?禁止)/i,
  },
  {
    code: 'auth.twoKeys',
    what: sentence('{name} received two keys at once, one probably added by a gateway.'),
    next: sentence('Check the endpoint in the settings.'),
    nextSteps: ['openSettings'],
    words: /multiple authentication credentials/i,
  },
  {
    code: 'auth.keyType',
    what: sentence('{name} does not accept this kind of key for images.'),
    next: sentence('Make a new key and set it.'),
    nextSteps: ['openKeyPage', 'setApiKey'],
    codes: ['access_token_type_unsupported', 'authenticationtypedisabled'],
    words: /api keys are not supported|key[ -]based authentication is disabled/i,
  },
  {
    code: 'auth.noKey',
    what: sentence('{name} received no API key.'),
    next: sentence('Set one, then run again.'),
    nextSteps: ['setApiKey'],
    codes: ['credentials_missing', 'no_api_key'],
    words:
      /unregistered callers|without established identity|missing (?:required )?(?:authentication|subscription|authorization|api) (?:credential|key|token|header)|未(?:收到|携带|传入?|提供) ?(?:authori[sz]ation|authentication|认证|鉴权|令牌|密钥|api ?key|access ?token)|no (?:cookie )?(?:auth|authentication) credentials|(?:no|missing|didn't provide an) (?:api[ _-]?key|auth(?:entication|orization)? (?:header|token|credentials))|api key (?:is )?(?:required|missing)/i,
  },
  {
    code: 'auth.serviceBlocked',
    what: sentence('The key is not allowed to use the Gemini API at {name}.'),
    next: sentence("Allow it in the key's settings, or use another key."),
    nextSteps: ['openKeyPage', 'setApiKey'],
    codes: ['api_key_service_blocked'],
    words: /requests to this api .{0,300} are blocked/i,
  },
  {
    code: 'auth.serviceDisabled',
    what: sentence("The Gemini API is not enabled for this key's project at {name}."),
    next: sentence('Enable it, or set another key.'),
    nextSteps: ['openKeyPage', 'setApiKey'],
    codes: ['service_disabled'],
    words: /has not been used in project|\bapi (?:is|has been|was) disabled/i,
  },
  {
    code: 'auth.denied',
    what: sentence('{name} denies access to this key.'),
    next: sentence("Check the key's permissions, or use another key."),
    nextSteps: ['openKeyPage', 'setApiKey'],
    words:
      /\bunauthorized operation|\bnot authorized to (?:invoke|call|use|access|perform)|无权(?:执行|进行)(?:该|此|这个)?操作(?!.{0,20}token)/i,
  },
  {
    code: 'auth.invalidKey',
    what: sentence('{name} does not accept the API key.'),
    next: sentence('Use another one.'),
    nextSteps: ['setApiKey', 'openKeyPage'],
    codes: [
      'api_key_invalid',
      'invalid_api_key',
      'channel:invalid_key',
      'invalid_token',
      'token_not_found_in_db',
    ],
    words:
      /api key not (?:valid|found)|(?:incorrect|invalid|wrong) (?:api[ _-]?)?(?:key|token)|invalid proxy server token|user not found\.|无效的? ?(?:令牌|密钥|api ?key|token)|(?:令牌|密钥)(?:无效|不存在|错误|状态不可用)|令牌(?:验证失败|已被禁用)|(?<!billing |service )auth(?:entication)? (?:error|fail(?:ed|s|ure))\b|(?:账户|账号|用户)不存在|failed to authenticate|security token included in the request is invalid|(?:身份验证|鉴权|认证)失败/i,
  },
];
