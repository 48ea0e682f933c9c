import assert from 'node:assert/strict';
import { httpFailure } from '../../../src/api/httpErrors.ts';
import { mayRepeat } from '../../../src/api/retry.ts';
import type { Billed } from '../../../src/shared/failure.ts';

/*
 * Error bodies as providers, gateways and what stands before them send them: from Google's and OpenAI's
 * documentation, from the source of one-api and new-api, and from what people report to the trackers of
 * those, of LiteLLM, OpenRouter and the SDKs. Ids and names are made up.
 */

type Row = readonly [
  what: string,
  status: number,
  body: string,
  code: string,
  billed: Billed,
  again?: 'repeated',
];

const google = (code: number, status: string, message: string, ...details: unknown[]) =>
  JSON.stringify({ error: { code, message, status, ...(details.length > 0 && { details }) } });
const info = (reason: string, metadata = {}) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
  metadata,
});
const quota = (quotaId: string, quotaValue?: string) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [
    {
      quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
      quotaId,
      quotaDimensions: { location: 'global', model: 'gemini-3.1-flash-image' },
      ...(quotaValue && { quotaValue }),
    },
  ],
});
const retry = (retryDelay: unknown) => ({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay });
const help = {
  '@type': 'type.googleapis.com/google.rpc.Help',
  links: [
    {
      description: 'Learn more about Gemini API quotas',
      url: 'https://ai.google.dev/gemini-api/docs/rate-limits',
    },
  ],
};
const newApi = (message: string, code: string | number | null = '', type = 'new_api_error') =>
  JSON.stringify({
    error: { message: `${message} (request id: 20261120121212abcdef)`, type, param: '', code },
  });
const openAi = (message: string, type: string, code: string | null = null, more = {}) =>
  JSON.stringify({ error: { message, type, param: null, code, ...more } });
const cloudflare = (title: string, words = '') =>
  `<!DOCTYPE html><!--[if lt IE 7]> <html class="no-js ie6"> <![endif]--><head><title>${title}</title><style>.cf{a:b}</style></head><body><h1>${words}</h1><script>var x = "</div>";</script><p>Cloudflare Ray ID: <strong>8f</strong></p></body></html>`;
const exceeded =
  'You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.';
const blockedImage =
  "Unable to show the generated image. The image was filtered out because it violated Google's Generative AI Prohibited Use policy. You will not be charged for blocked images. Try rephrasing the prompt.";
const moderated = (stage?: string) =>
  openAi(
    'Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID 5f. safety_violations=[sexual].',
    'image_generation_user_error',
    'moderation_blocked',
    stage === undefined ? {} : { moderation_details: { moderation_stage: stage, categories: ['sexual'] } },
  );

const groups: Readonly<Record<string, readonly Row[]>> = {
  'Money at Google': [
    [
      'prepaid credits gone',
      429,
      google(
        429,
        'RESOURCE_EXHAUSTED',
        'Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio/projects to manage your project and billing.',
      ),
      'billing.prepaidSpent',
      'no',
    ],
    [
      'prepaid credits gone, as 402',
      402,
      google(402, 'FAILED_PRECONDITION', 'Your prepayment credits are depleted.'),
      'billing.prepaidSpent',
      'no',
    ],
    [
      'a spending cap',
      429,
      google(
        429,
        'RESOURCE_EXHAUSTED',
        'Your project has exceeded its spending cap. Please go to AI Studio at https://ai.studio/spend to manage your project spend cap.',
      ),
      'billing.spendingCap',
      'no',
    ],
    [
      'a monthly spending cap',
      429,
      google(429, 'RESOURCE_EXHAUSTED', 'Your project has exceeded its monthly spending cap.', retry('20s')),
      'billing.spendingCap',
      'no',
    ],
    [
      'no quota on the free tier',
      429,
      google(
        429,
        'RESOURCE_EXHAUSTED',
        `${exceeded}\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 0, model: gemini-3.1-flash-image\nPlease retry in 41.2s.`,
        help,
        quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier'),
        retry('41s'),
      ),
      'billing.noFreeQuota',
      'no',
    ],
    [
      'a quota with the value 0',
      429,
      google(
        429,
        'RESOURCE_EXHAUSTED',
        exceeded,
        quota('GenerateRequestsPerMinutePerProjectPerModel', '0'),
        retry('5s'),
      ),
      'billing.noFreeQuota',
      'no',
    ],
    [
      'a quota of 0 in the metadata',
      429,
      google(
        429,
        'RESOURCE_EXHAUSTED',
        'Quota exceeded for quota metric.',
        info('RATE_LIMIT_EXCEEDED', {
          quota_limit: 'GenerateContentRequestsPerMinutePerProjectPerRegion',
          quota_limit_value: '0',
        }),
      ),
      'billing.noFreeQuota',
      'no',
    ],
    [
      'billing that is not enabled',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        'This API method requires billing to be enabled. Please enable billing on project #1 by visiting https://console.developers.google.com/billing/enable?project=1 then retry.',
        info('BILLING_DISABLED'),
      ),
      'billing.required',
      'no',
    ],
    [
      'a free tier without this country',
      400,
      google(
        400,
        'FAILED_PRECONDITION',
        'Gemini API free tier is not available in your country. Please enable billing on your project in Google AI Studio.',
      ),
      'billing.required',
      'no',
    ],
    ['a quota that is not named', 429, google(429, 'RESOURCE_EXHAUSTED', exceeded), 'rate.quota', 'no'],
    [
      'the same through a router',
      429,
      JSON.stringify({
        error: {
          message: `Error from provider(gemini,undefined: 429): {\n  "error": {\n    "code": 429,\n    "message": "${exceeded} ",\n    "status": "RESOURCE_EXHAUSTED"\n  }\n}\n`,
          type: 'api_error',
          code: 'provider_response_error',
        },
      }),
      'rate.quota',
      'no',
    ],
  ],
  'Limits at Google': [
    [
      'a minute',
      429,
      google(
        429,
        'RESOURCE_EXHAUSTED',
        exceeded,
        quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier', '10'),
        help,
        retry('34.4s'),
      ),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'a minute, with a delay as an object',
      429,
      google(429, 'RESOURCE_EXHAUSTED', exceeded, retry({ seconds: '7', nanos: 500_000_000 })),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'a day',
      429,
      google(
        429,
        'RESOURCE_EXHAUSTED',
        `${exceeded} Please retry in 12h3m.`,
        quota('GenerateRequestsPerDayPerProjectPerModel', '250'),
        retry('41s'),
      ),
      'rate.daily',
      'no',
    ],
    [
      'nothing but exhausted',
      429,
      google(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'Vertex',
      429,
      google(
        429,
        'RESOURCE_EXHAUSTED',
        'Resource exhausted. Please try again later. Please refer to https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429 for more details.',
      ),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'an array',
      429,
      `[${google(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).')}]`,
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'JSON in a message',
      429,
      JSON.stringify({
        error: {
          message: google(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'),
          code: 429,
          status: 'Too Many Requests',
        },
      }),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'a wait of hours',
      429,
      google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded.', retry('7200s')),
      'rate.limited',
      'no',
    ],
  ],
  'Keys at Google': [
    [
      'a wrong key',
      400,
      google(
        400,
        'INVALID_ARGUMENT',
        'API key not valid. Please pass a valid API key.',
        info('API_KEY_INVALID'),
        {
          '@type': 'type.googleapis.com/google.rpc.LocalizedMessage',
          locale: 'en-US',
          message: 'API key not valid. Please pass a valid API key.',
        },
      ),
      'auth.invalidKey',
      'no',
    ],
    [
      'an unknown key',
      400,
      google(
        400,
        'INVALID_ARGUMENT',
        'API Key not found. Please pass a valid API key.',
        info('API_KEY_INVALID'),
      ),
      'auth.invalidKey',
      'no',
    ],
    [
      'an expired key',
      400,
      google(400, 'INVALID_ARGUMENT', 'API key expired. Please renew the API key.', info('API_KEY_INVALID')),
      'auth.expiredKey',
      'no',
    ],
    [
      'a leaked key',
      403,
      google(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked. Please use another API key.'),
      'auth.leakedKey',
      'no',
    ],
    [
      'no key',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
      ),
      'auth.noKey',
      'no',
    ],
    [
      'a suspended project',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        "Permission denied: Consumer 'api_key:AIza' has been suspended.",
        info('CONSUMER_SUSPENDED'),
      ),
      'auth.suspended',
      'no',
    ],
    [
      'a denied project',
      403,
      google(403, 'PERMISSION_DENIED', 'Your project has been denied access. Please contact support.'),
      'auth.suspended',
      'no',
    ],
    [
      'a key for certain addresses',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        'The provided API key has an IP address restriction. The originating IP address of the call (203.0.113.7) violates this restriction.',
        info('API_KEY_IP_ADDRESS_BLOCKED'),
      ),
      'auth.keyRestricted',
      'no',
    ],
    [
      'a key for certain sites',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        'Requests from referer <empty> are blocked.',
        info('API_KEY_HTTP_REFERRER_BLOCKED'),
      ),
      'auth.keyRestricted',
      'no',
    ],
    [
      'a blocked service',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        'Requests to this API generativelanguage.googleapis.com method google.ai.generativelanguage.v1beta.GenerativeService.GenerateContent are blocked.',
        info('API_KEY_SERVICE_BLOCKED'),
      ),
      'auth.serviceBlocked',
      'no',
    ],
    [
      'a disabled service',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        'Generative Language API has not been used in project 1 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/x then retry.',
        info('SERVICE_DISABLED'),
      ),
      'auth.serviceDisabled',
      'no',
    ],
    [
      'a right that is missing',
      403,
      google(
        403,
        'PERMISSION_DENIED',
        "Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/p'",
        info('IAM_PERMISSION_DENIED'),
      ),
      'auth.forbidden',
      'no',
    ],
    [
      'a region',
      400,
      google(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
      'region.notServed',
      'no',
    ],
  ],
  'Requests at Google': [
    [
      'a missing role',
      400,
      google(400, 'INVALID_ARGUMENT', 'Please use a valid role: user, model.'),
      'request.roleMissing',
      'no',
    ],
    [
      'too many tokens',
      400,
      google(
        400,
        'INVALID_ARGUMENT',
        'The input token count (1234567) exceeds the maximum number of tokens allowed (131072).',
      ),
      'request.tooManyTokens',
      'no',
    ],
    [
      'too many tokens, in other words',
      400,
      google(
        400,
        'INVALID_ARGUMENT',
        'The input token count exceeds the maximum number of tokens allowed 65536.',
      ),
      'request.tooManyTokens',
      'no',
    ],
    [
      'an unknown field',
      400,
      google(
        400,
        'INVALID_ARGUMENT',
        'Invalid JSON payload received. Unknown name "store": Cannot find field.',
        {
          '@type': 'type.googleapis.com/google.rpc.BadRequest',
          fieldViolations: [
            { description: 'Invalid JSON payload received. Unknown name "store": Cannot find field.' },
          ],
        },
      ),
      'request.unknownField',
      'no',
    ],
    [
      'a thinking level',
      400,
      google(
        400,
        'INVALID_ARGUMENT',
        'Thinking level LOW is not supported for this model. Supported levels: MINIMAL, HIGH.',
      ),
      'request.badThinking',
      'no',
    ],
    [
      'a missing signature',
      400,
      google(
        400,
        'INVALID_ARGUMENT',
        'Image part is missing a thought_signature in content position 2, part position 1.',
      ),
      'request.signature',
      'no',
    ],
    [
      'an image it can not read',
      400,
      google(
        400,
        'INVALID_ARGUMENT',
        'Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
      ),
      'request.badImage',
      'no',
    ],
    [
      'a type it does not take',
      400,
      google(400, 'INVALID_ARGUMENT', 'Unsupported MIME type: image/avif'),
      'request.badImage',
      'no',
    ],
    [
      'a body over the limit',
      400,
      google(
        400,
        'INVALID_ARGUMENT',
        'Request payload size exceeds the limit: 20971520 bytes. Please use the File API.',
      ),
      'request.tooLarge',
      'no',
    ],
    [
      'a model that is gone',
      404,
      google(
        404,
        'NOT_FOUND',
        'models/gemini-3.1-flash-image-preview is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.',
      ),
      'model.notFound',
      'no',
    ],
    [
      'a model that was retired',
      404,
      google(
        404,
        'NOT_FOUND',
        'This model models/gemini-2.5-flash-image is no longer available. Please update your code to use a newer model.',
      ),
      'model.notFound',
      'no',
    ],
    [
      'a text model',
      400,
      google(400, 'INVALID_ARGUMENT', 'Model does not support the requested response modalities: image,text'),
      'model.noImages',
      'no',
    ],
    [
      'anything else',
      400,
      google(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
      'request.invalid',
      'no',
    ],
  ],
  'Servers at Google': [
    [
      'an internal error',
      500,
      google(
        500,
        'INTERNAL',
        'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
      ),
      'server.error',
      'maybe',
    ],
    [
      'high demand',
      503,
      google(
        503,
        'UNAVAILABLE',
        'This model is currently experiencing high demand. Spikes in demand are usually temporary. Please try again later.',
      ),
      'server.overloaded',
      'no',
      'repeated',
    ],
    [
      'overload',
      503,
      google(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
      'server.overloaded',
      'no',
      'repeated',
    ],
    [
      'a deadline',
      504,
      google(504, 'DEADLINE_EXCEEDED', 'Deadline expired before operation could complete.'),
      'server.timeout',
      'maybe',
    ],
    [
      'a cancelled call',
      499,
      google(499, 'CANCELLED', 'The operation was cancelled.'),
      'server.timeout',
      'maybe',
    ],
    [
      "Google's own page of a 502",
      502,
      '<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title><p><b>502.</b> <ins>That’s an error.</ins><p>The server encountered a temporary error and could not complete your request.',
      'server.badGateway',
      'maybe',
    ],
    [
      "Google's own page of a 404",
      404,
      '<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title><p>The requested URL <code>/v1/v1beta/models/x:generateContent</code> was not found on this server.',
      'request.noAddress',
      'no',
    ],
  ],
  'Money at resellers': [
    [
      'a balance, new-api',
      403,
      newApi('用户额度不足, 剩余额度: ＄-0.000002', 'insufficient_user_quota'),
      'billing.lowBalance',
      'no',
    ],
    [
      'a balance, one-api',
      403,
      newApi('user quota is not enough', 'insufficient_user_quota', 'one_api_error'),
      'billing.lowBalance',
      'no',
    ],
    [
      'a balance before the charge',
      403,
      newApi(
        '预扣费额度失败, 用户剩余额度: ＄0.012000, 需要预扣费额度: ＄0.045000',
        'insufficient_user_quota',
      ),
      'billing.lowBalance',
      'no',
    ],
    ['a balance, in words alone', 403, newApi('用户额度不足'), 'billing.lowBalance', 'no'],
    [
      'a balance, as 429',
      429,
      newApi('您的账户余额不足，请充值后再试', 'quota_exceeded'),
      'billing.lowBalance',
      'no',
    ],
    ['a balance, as 500', 500, newApi('余额不足'), 'billing.lowBalance', 'no'],
    [
      'a key, new-api',
      401,
      newApi('该令牌额度已用尽 TokenStatusExhausted[sk-abc***xyz]'),
      'billing.lowKeyLimit',
      'no',
    ],
    [
      'a key, one-api',
      401,
      JSON.stringify({ error: { message: '该令牌额度已用尽', type: 'one_api_error' } }),
      'billing.lowKeyLimit',
      'no',
    ],
    [
      'a key before the charge',
      403,
      newApi(
        'token quota is not enough, token remain quota: ＄0.010000, need quota: ＄0.045000',
        'pre_consume_token_quota_failed',
      ),
      'billing.lowKeyLimit',
      'no',
    ],
    [
      'a key before the charge, in Chinese',
      403,
      newApi('令牌额度不足, 令牌剩余额度: ＄0.01', ''),
      'billing.lowKeyLimit',
      'no',
    ],
    [
      "an upstream's empty account",
      429,
      newApi(
        'You exceeded your current quota, please check your plan and billing details.',
        'insufficient_quota',
        'insufficient_quota',
      ),
      'billing.lowBalance',
      'no',
    ],
    [
      'arrears at Aliyun',
      400,
      JSON.stringify({
        code: 'Arrearage',
        message: 'Access denied, please make sure your account is in good standing.',
        request_id: '1',
      }),
      'billing.lowBalance',
      'no',
    ],
    [
      'overdue at Volcengine',
      403,
      openAi(
        'The request failed because your account has an overdue balance.',
        'Forbidden',
        'AccountOverdueError',
      ),
      'billing.lowBalance',
      'no',
    ],
    [
      'SiliconFlow',
      403,
      JSON.stringify({ code: 30001, message: 'Sorry, your account balance is insufficient', data: null }),
      'billing.lowBalance',
      'no',
    ],
    [
      'DeepSeek',
      402,
      openAi('Insufficient Balance', 'unknown_error', 'invalid_request_error'),
      'billing.lowBalance',
      'no',
    ],
    [
      'OpenRouter',
      402,
      JSON.stringify({
        error: {
          message:
            'This request requires more credits, or fewer max_tokens. You requested up to 32768 tokens, but can only afford 8246.',
          code: 402,
          metadata: { provider_name: null },
        },
      }),
      'billing.lowBalance',
      'no',
    ],
    [
      'OpenRouter, never paid',
      402,
      JSON.stringify({
        error: { message: 'Insufficient credits. This account never purchased credits.', code: 402 },
      }),
      'billing.lowBalance',
      'no',
    ],
    [
      "OpenRouter's limit of a key",
      403,
      JSON.stringify({
        error: {
          message: 'Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys',
          code: 403,
        },
      }),
      'billing.lowKeyLimit',
      'no',
    ],
    [
      "another's limit of a key",
      402,
      JSON.stringify({
        error:
          'API key USD spend limit exceeded. Your account may still have USD balance, but this API key has reached its configured USD spending limit.',
      }),
      'billing.lowKeyLimit',
      'no',
    ],
    [
      "LiteLLM's budget",
      400,
      openAi('Budget has been exceeded! Current cost: 10.02, Max budget: 10.0', 'budget_exceeded', '400'),
      'billing.spendingCap',
      'no',
    ],
    [
      "LiteLLM's budget, as 429",
      429,
      openAi('ExceededBudget: User=u over budget. Spend=10.02, Budget=10.0', 'budget_exceeded', '429'),
      'billing.spendingCap',
      'no',
    ],
    [
      "Anthropic's words",
      400,
      JSON.stringify({
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message:
            'Your credit balance is too low to access the API. Please go to Plans & Billing to upgrade or purchase credits.',
        },
      }),
      'billing.lowBalance',
      'no',
    ],
    [
      'included credits',
      402,
      JSON.stringify({
        error: 'You have depleted your monthly included credits. Purchase pre-paid credits to continue.',
      }),
      'billing.lowBalance',
      'no',
    ],
    [
      'a card that is missing',
      403,
      openAi(
        'AI Gateway requires a valid credit card on file to service requests.',
        'customer_verification_required',
      ),
      'billing.required',
      'no',
    ],
    [
      "OpenAI's hard limit",
      400,
      openAi('Billing hard limit has been reached', 'invalid_request_error', 'billing_hard_limit_reached'),
      'billing.spendingCap',
      'no',
    ],
    [
      "OpenAI's empty account",
      429,
      openAi(
        'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
        'insufficient_quota',
        'insufficient_quota',
      ),
      'billing.lowBalance',
      'no',
    ],
    [
      "OpenAI's empty account, words alone",
      500,
      newApi(
        'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
        'openai_error',
      ),
      'billing.lowBalance',
      'no',
    ],
    [
      "OpenAI's inactive account",
      429,
      openAi(
        'Your account is not active, please check your billing details on our website.',
        'billing_not_active',
        'billing_not_active',
      ),
      'billing.required',
      'no',
    ],
    [
      "Google's prepaid credits, wrapped",
      500,
      newApi(
        google(429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'),
        'bad_response_status_code',
      ),
      'billing.prepaidSpent',
      'no',
    ],
    [
      "Google's cap, wrapped by LiteLLM",
      429,
      openAi(
        `litellm.RateLimitError: geminiException - ${google(429, 'RESOURCE_EXHAUSTED', 'Your project has exceeded its spending cap.')}. Received Model Group=nano\nAvailable Model Group Fallbacks=None`,
        'throttling_error',
        '429',
      ),
      'billing.spendingCap',
      'no',
    ],
    [
      "Google's words as Python prints them",
      500,
      JSON.stringify({
        detail:
          "429 RESOURCE_EXHAUSTED. {'error': {'code': 429, 'message': 'Your prepayment credits are depleted.', 'status': 'RESOURCE_EXHAUSTED'}}",
      }),
      'billing.prepaidSpent',
      'no',
    ],
  ],
  'Keys at resellers': [
    ['a wrong key', 401, newApi('无效的令牌'), 'auth.invalidKey', 'no'],
    ['a wrong key in English', 401, newApi('Invalid token'), 'auth.invalidKey', 'no'],
    ['no key', 401, newApi('未提供令牌'), 'auth.noKey', 'no'],
    ['an expired key', 401, newApi('该令牌已过期'), 'auth.expiredKey', 'no'],
    ['a disabled key', 401, newApi('该令牌状态不可用'), 'auth.invalidKey', 'no'],
    ['a banned user', 403, newApi('用户已被封禁'), 'auth.suspended', 'no'],
    [
      'an address that is not on the list',
      403,
      newApi('您的 IP 不在令牌允许访问的列表中'),
      'auth.keyRestricted',
      'no',
    ],
    [
      'OpenAI',
      401,
      openAi(
        'Incorrect API key provided: sk-ab***yz. You can find your API key at https://platform.openai.com/account/api-keys.',
        'invalid_request_error',
        'invalid_api_key',
      ),
      'auth.invalidKey',
      'no',
    ],
    [
      'OpenAI without a key',
      401,
      openAi(
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.",
        'invalid_request_error',
      ),
      'auth.noKey',
      'no',
    ],
    [
      "OpenAI's verification",
      403,
      openAi(
        'Your organization must be verified to use the model `gpt-image-2`. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization.',
        'invalid_request_error',
      ),
      'auth.verifyOrganization',
      'no',
    ],
    [
      "OpenAI's regions",
      403,
      openAi(
        'Country, region, or territory not supported',
        'request_forbidden',
        'unsupported_country_region_territory',
      ),
      'region.notServed',
      'no',
    ],
    [
      'OpenRouter',
      401,
      JSON.stringify({ error: { message: 'User not found.', code: 401 } }),
      'auth.invalidKey',
      'no',
    ],
    [
      'LiteLLM',
      401,
      openAi(
        'Authentication Error, Invalid proxy server token passed. Received API Key = sk-...abcd',
        'token_not_found_in_db',
        '401',
      ),
      'auth.invalidKey',
      'no',
    ],
    [
      'LiteLLM, expired',
      401,
      openAi(
        'Authentication Error - Expired Key. Key Expiry time 2026-01-01 and current time 2026-11-20',
        'expired_key',
        '401',
      ),
      'auth.expiredKey',
      'no',
    ],
    [
      "Google's key of a reseller, wrapped",
      500,
      newApi(
        google(
          400,
          'INVALID_ARGUMENT',
          'API key not valid. Please pass a valid API key.',
          info('API_KEY_INVALID'),
        ),
        'bad_response_status_code',
      ),
      'auth.invalidKey',
      'no',
    ],
  ],
  'Models at resellers': [
    [
      'no channel in the group',
      503,
      newApi('分组 default 下模型 gemini-3-pro-image-preview 无可用渠道（distributor）', 'model_not_found'),
      'model.noChannel',
      'no',
    ],
    [
      'no channel, one-api',
      503,
      newApi('当前分组 default 下对于模型 gemini-3-pro-image-preview 无可用渠道', '', 'one_api_error'),
      'model.noChannel',
      'no',
    ],
    [
      'no channel, in English',
      503,
      newApi(
        'No available channel for model gemini-3-pro-image-preview under group default (distributor)',
        'model_not_found',
      ),
      'model.noChannel',
      'no',
    ],
    [
      'channels that could not be read',
      503,
      newApi(
        '获取分组 auto 下模型 gemini-3-pro-image-preview 的可用渠道失败（distributor）：x',
        'get_channel_failed',
      ),
      'model.noChannel',
      'no',
    ],
    [
      'a key without the model',
      403,
      newApi('该令牌无权访问模型 gemini-3-pro-image-preview'),
      'model.notAllowed',
      'no',
    ],
    [
      'a key without the model, in English',
      403,
      newApi('This token has no access to model gemini-3-pro-image-preview'),
      'model.notAllowed',
      'no',
    ],
    ['a group that is not for this user', 403, newApi('无权访问 vip 分组'), 'model.notAllowed', 'no'],
    [
      'LiteLLM',
      401,
      openAi(
        "key not allowed to access model. This key can only access models=['a']. Tried to access gemini",
        'key_model_access_denied',
        '401',
        { param: 'model' },
      ),
      'model.notAllowed',
      'no',
    ],
    [
      'OpenAI',
      404,
      openAi(
        'The model `gpt-image-9` does not exist or you do not have access to it.',
        'invalid_request_error',
        'model_not_found',
      ),
      'model.notFound',
      'no',
    ],
    [
      'OpenRouter',
      404,
      JSON.stringify({ error: { message: 'No endpoints found for google/gemini-x.', code: 404 } }),
      'model.notFound',
      'no',
    ],
    [
      'a model without a price',
      400,
      newApi('模型 gemini-x 倍率或价格未配置，请联系管理员设置或开始自用模式', 'model_price_error'),
      'model.noPrice',
      'no',
    ],
    [
      'not one for images',
      400,
      newApi(
        'not supported model for image generation, only imagen models are supported',
        'convert_request_failed',
      ),
      'model.noImages',
      'no',
    ],
  ],
  'Limits and overload at resellers': [
    [
      'a full group',
      429,
      newApi('当前分组上游负载已饱和，请稍后再试', 'model_not_found'),
      'server.overloaded',
      'no',
      'repeated',
    ],
    [
      'too many in a minute',
      429,
      newApi('您已达到请求数限制：1分钟内最多请求10次'),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'too often',
      429,
      JSON.stringify({ code: 429, msg: '请求过于频繁，请稍后再试' }),
      'rate.limited',
      'no',
      'repeated',
    ],
    ['the end of the day', 429, newApi('今日额度已用完，请明天再试'), 'rate.daily', 'no'],
    [
      'at once',
      429,
      newApi('并发请求数超过限制', 'token_concurrency_limit_reached'),
      'rate.concurrency',
      'no',
      'repeated',
    ],
    [
      'OpenAI',
      429,
      openAi(
        'Rate limit reached for gpt-image-1 in organization org-x on images per min: Limit 5, Used 5, Requested 1. Please try again in 12s.',
        'input-images',
        'rate_limit_exceeded',
      ),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'OpenAI, a day',
      429,
      openAi(
        'Rate limit reached for gpt-image-1 on requests per day (RPD): Limit 200, Used 200. Please try again in 7m12s.',
        'requests',
        'rate_limit_exceeded',
      ),
      'rate.daily',
      'no',
    ],
    [
      'a usage limit of hours',
      429,
      openAi("You've hit your usage limit. Your limit resets in 5 hours.", 'usage_limit_reached'),
      'rate.quota',
      'no',
    ],
    [
      'an upstream limit as 500',
      500,
      newApi('openai_error', 'bad_response_status_code').replace('"param":""', '"param":"429"'),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'an upstream limit in words',
      500,
      newApi('bad response status code 429', 'bad_response_status_code'),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'an upstream overload in words',
      500,
      newApi('status_code=503, The model is overloaded. Please try again later.', 'upstream_error'),
      'server.overloaded',
      'no',
      'repeated',
    ],
    [
      'an upstream error in words',
      500,
      newApi('status_code=500, Internal error encountered.', 'upstream_error'),
      'server.error',
      'maybe',
    ],
    [
      'OpenRouter passing Google on',
      429,
      JSON.stringify({
        error: {
          message: 'Provider returned error',
          code: 429,
          metadata: {
            raw: google(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'),
            provider_name: 'Google',
          },
        },
      }),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'overload as 529',
      529,
      JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
      'server.overloaded',
      'no',
      'repeated',
    ],
    ['overload as a bare 529', 529, '', 'server.overloaded', 'no', 'repeated'],
    ['Kong', 429, '{"message":"API rate limit exceeded"}', 'rate.limited', 'no', 'repeated'],
    [
      'Apigee',
      429,
      JSON.stringify({
        fault: {
          faultstring: 'Rate limit quota violation. Quota limit exceeded. Identifier : _default',
          detail: { errorcode: 'policies.ratelimit.QuotaViolation' },
        },
      }),
      'rate.limited',
      'no',
      'repeated',
    ],
    [
      'an upstream that is out of reach',
      500,
      newApi(
        'Post "https://x/v1beta/models/y:generateContent": context deadline exceeded',
        'do_request_failed',
      ),
      'server.upstream',
      'maybe',
    ],
    [
      'an upstream time-out',
      504,
      newApi('upstream request timeout', 'upstream_error'),
      'server.timeout',
      'maybe',
    ],
    [
      'Envoy before the upstream was reached',
      503,
      'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
      'server.overloaded',
      'no',
      'repeated',
    ],
    [
      'Envoy after the request was handed over',
      503,
      'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
      'server.reset',
      'maybe',
    ],
    [
      'no image',
      500,
      newApi('no image returned from upstream', 'empty_response'),
      'server.emptyUpstream',
      'maybe',
    ],
  ],
  Moderation: [
    ['OpenAI, the stage unknown', 400, moderated(), 'refused.moderation', 'maybe'],
    ['OpenAI, the prompt', 400, moderated('input'), 'refused.input', 'no'],
    ['OpenAI, the finished image', 400, moderated('output'), 'refused.output', 'maybe'],
    [
      'OpenAI through Azure and new-api',
      400,
      newApi(
        'Your request was rejected by the safety system. If you believe this is an error, contact us at Azure support ticket and include the request ID 0. safety_violations=[violence].',
        'moderation_blocked',
        'image_generation_user_error',
      ),
      'refused.moderation',
      'maybe',
    ],
    [
      'the same wrapped in 500',
      500,
      newApi(moderated(), 'bad_response_status_code'),
      'refused.moderation',
      'maybe',
    ],
    [
      'content policy',
      400,
      openAi(
        'Your request was rejected as a result of our safety system. Your prompt may contain text that is not allowed by our safety system.',
        'invalid_request_error',
        'content_policy_violation',
      ),
      'refused.moderation',
      'no',
    ],
    [
      'content policy in words',
      400,
      newApi('Your request was rejected as a result of our safety system.'),
      'refused.moderation',
      'no',
    ],
    [
      'Azure',
      400,
      openAi(
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
        'invalid_request_error',
        'content_filter',
        {
          status: 400,
          innererror: {
            code: 'ResponsibleAIPolicyViolation',
            content_filter_result: { sexual: { filtered: true, severity: 'high' } },
          },
        },
      ),
      'refused.moderation',
      'no',
    ],
    [
      'Azure, as a code of its own',
      400,
      JSON.stringify({
        error: { code: 'contentFilter', message: 'Your task failed as a result of our safety system.' },
      }),
      'refused.moderation',
      'no',
    ],
    [
      'Gemini through new-api',
      400,
      newApi('request blocked by Gemini API: PROHIBITED_CONTENT', 'prompt_blocked', 'prompt_blocked'),
      'refused.prompt',
      'no',
    ],
    [
      'sensitive words',
      400,
      newApi('用户输入内容包含敏感词', 'sensitive_words_detected'),
      'refused.words',
      'no',
    ],
    ['Chinese, in words', 400, newApi('内容审核未通过，请修改提示词'), 'refused.moderation', 'no'],
    ['Chinese, wrapped in 500', 500, newApi('图片内容违规，请更换图片后重试'), 'refused.moderation', 'no'],
    [
      'Aliyun',
      400,
      JSON.stringify({
        code: 'DataInspectionFailed',
        message: 'Input data may contain inappropriate content.',
      }),
      'refused.moderation',
      'no',
    ],
    [
      "APIYI's hard block",
      500,
      openAi('Image was not generated as expected. Please adjust your prompt.', 'invalid_request_error'),
      'refused.moderation',
      'maybe',
    ],
    ["Google's words about a withheld image", 400, newApi(blockedImage), 'refused.moderation', 'no'],
    ["Google's words wrapped in 500", 500, newApi(blockedImage, 'image_safety'), 'refused.moderation', 'no'],
    ['a reverse route', 451, '{"error":{"message":"blocked"}}', 'refused.moderation', 'no'],
    [
      'a fee for a violation',
      400,
      newApi('Content violates usage guidelines', 'violation_fee.grok.csam'),
      'refused.fee',
      'yes',
    ],
    [
      'pollinations',
      422,
      JSON.stringify({
        success: false,
        error: {
          message:
            'Your request was rejected by content moderation. The prompt, input, or generated content was flagged as disallowed.',
          code: 'content_policy_violation',
          details: { name: 'UpstreamError' },
        },
      }),
      'refused.moderation',
      'maybe',
    ],
  ],
  'Between here and the provider': [
    [
      'Cloudflare blocks',
      403,
      cloudflare('Attention Required! | Cloudflare', 'Sorry, you have been blocked'),
      'network.blocked',
      'no',
    ],
    [
      'Cloudflare asks who is there',
      403,
      cloudflare('Just a moment...', 'Enable JavaScript and cookies to continue'),
      'network.blocked',
      'no',
    ],
    [
      'Cloudflare asks who is there, as 503',
      503,
      cloudflare('Just a moment...', 'Checking your browser before accessing'),
      'network.blocked',
      'no',
    ],
    ['Cloudflare 1020', 403, 'error code: 1020', 'network.blocked', 'no'],
    [
      'Cloudflare 1010',
      403,
      cloudflare('Access denied | api.example used Cloudflare to restrict access', 'Error 1010'),
      'network.blocked',
      'no',
    ],
    [
      'Cloudflare 1009',
      403,
      cloudflare(
        'Access denied',
        'Error 1009 The owner has banned the country or region your IP address is in',
      ),
      'region.notServed',
      'no',
    ],
    ['Cloudflare 1015', 429, 'error code: 1015', 'rate.limited', 'no', 'repeated'],
    [
      'Cloudflare 520',
      520,
      cloudflare('api.example | 520: Web server is returning an unknown error'),
      'server.badGateway',
      'maybe',
    ],
    ['Cloudflare 521', 521, cloudflare('api.example | 521: Web server is down'), 'server.unreachable', 'no'],
    [
      'Cloudflare 522',
      522,
      cloudflare('api.example | 522: Connection timed out'),
      'server.badGateway',
      'maybe',
    ],
    [
      'Cloudflare 523',
      523,
      cloudflare('api.example | 523: Origin is unreachable'),
      'server.unreachable',
      'no',
    ],
    ['Cloudflare 524', 524, cloudflare('api.example | 524: A timeout occurred'), 'server.timeout', 'maybe'],
    ['Cloudflare 524 in plain text', 524, 'error code: 524', 'server.timeout', 'maybe'],
    [
      'Cloudflare 525',
      525,
      cloudflare('api.example | 525: SSL handshake failed'),
      'server.unreachable',
      'no',
    ],
    ['Cloudflare 526', 526, 'error code: 526', 'server.unreachable', 'no'],
    ['Cloudflare 530', 530, 'error code: 1033', 'server.unreachable', 'no'],
    [
      'nginx 413',
      413,
      '<html><head><title>413 Request Entity Too Large</title></head><body><center><h1>413 Request Entity Too Large</h1></center><hr><center>nginx/1.18.0</center></body></html>',
      'request.tooLarge',
      'no',
    ],
    [
      'nginx 502',
      502,
      '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
      'server.badGateway',
      'maybe',
    ],
    [
      'nginx 503',
      503,
      '<html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>',
      'server.overloaded',
      'no',
      'repeated',
    ],
    [
      'nginx 504',
      504,
      '<html><head><title>504 Gateway Time-out</title></head><body></body></html>',
      'server.timeout',
      'maybe',
    ],
    [
      'nginx 403',
      403,
      '<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>',
      'network.blocked',
      'no',
    ],
    [
      'nginx 404',
      404,
      '<html><head><title>404 Not Found</title></head><body></body></html>',
      'request.noAddress',
      'no',
    ],
    [
      "nginx's 408",
      408,
      '<html><head><title>408 Request Time-out</title></head><body></body></html>',
      'server.timeout',
      'no',
    ],
    [
      "a company's proxy",
      403,
      '<html><body><h1>Access to this site is blocked by your organization</h1></body></html>',
      'network.blocked',
      'no',
    ],
    [
      'Spring',
      404,
      '{"timestamp":"2026-11-20T12:00:00Z","status":404,"error":"Not Found","path":"/v1beta/models/x"}',
      'model.notFound',
      'no',
    ],
    [
      'FastAPI',
      422,
      '{"detail":[{"loc":["body","contents"],"msg":"field required","type":"value_error.missing"}]}',
      'request.invalid',
      'no',
    ],
    [
      'one-api without such an address',
      404,
      openAi('Invalid URL (POST /v1/v1beta/models/x:generateContent)', 'invalid_request_error'),
      'request.noAddress',
      'no',
    ],
  ],
};

describe('error bodies', () => {
  for (const [group, rows] of Object.entries(groups)) {
    for (const [what, status, body, code, billed, again] of rows) {
      it(`${group}: ${what}`, () => {
        const failure = httpFailure({
          status,
          body,
          providerName: 'Example',
          model: 'gemini-x',
          key: undefined,
          now: 0,
        });
        const told = `${failure.code}: ${failure.sentence}`;
        assert.equal(failure.code, code, told);
        assert.equal(failure.billed, billed, told);
        assert.equal(mayRepeat(failure), again === 'repeated', told);
        assert.equal(/may still have been billed/.test(failure.sentence), billed === 'maybe', told);
        assert.doesNotMatch(failure.sentence, /[{}]/, told);
        if (/^(?:refused|billing)\./.test(code))
          assert.doesNotMatch(failure.sentence, /options|too many requests/i);
      });
    }
  }
});
