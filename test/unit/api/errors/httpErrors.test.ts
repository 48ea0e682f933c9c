import assert from 'node:assert/strict';
import {
  networkFailure,
  redirectFailure,
  stoppedFailure,
  timeoutFailure,
} from '../../../../src/core/api/connection/networkFailures.ts';
import { retryAfterHeader, retryDelayInWords } from '../../../../src/core/api/errors/errorBody.ts';
import { type HttpError, httpFailure } from '../../../../src/core/api/errors/httpErrors.ts';
import { redact, waitingTime } from '../../../../src/core/api/failures.ts';
import type { Failure, NextStep } from '../../../../src/core/shared/failure.ts';

const key = 'canary-key-4f9a8b7c';
const now = Date.parse('2026-11-20T12:00:00Z');

const fail = (status: number, body: string, rest: Partial<HttpError> = {}): Failure =>
  httpFailure({ status, body, providerName: 'Google', model: 'gemini-3.1-flash-image', key, now, ...rest });
const google = (code: number, status: string, message: string, details?: unknown[]) =>
  JSON.stringify({ error: { code, status, message, ...(details && { details }) } });
const oneApi = (code: string | number, message = 'it failed (request id: 1)', param = '') =>
  JSON.stringify({ error: { message, localized_message: '', type: 'shell_api_error', param, code } });
const info = (reason: string) => [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }];
const retryInfo = (retryDelay: string) => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay,
});
const quotaFailure = (quotaId: string, quotaValue?: string) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId, quotaValue }],
});

type Row = readonly [
  what: string,
  status: number,
  body: string,
  code: string,
  words: RegExp,
  billed: Failure['billed'],
  step?: NextStep,
];

const rows: readonly Row[] = [
  [
    'a wrong key at Google',
    400,
    google(
      400,
      'INVALID_ARGUMENT',
      'API key not valid. Please pass a valid API key.',
      info('API_KEY_INVALID'),
    ),
    'auth.invalidKey',
    /does not accept the API key/,
    'no',
    'setApiKey',
  ],
  [
    'a wrong key without details',
    400,
    google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.'),
    'auth.invalidKey',
    /does not accept the API key/,
    'no',
    'setApiKey',
  ],
  [
    'a wrong key at APIYI',
    401,
    oneApi('', '无效的令牌 (request id: 20261120)'),
    'auth.invalidKey',
    /does not accept the API key/,
    'no',
    'setApiKey',
  ],
  [
    'Bearer at Google',
    401,
    google(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
    'auth.invalidKey',
    /does not accept the API key/,
    'no',
    'setApiKey',
  ],
  [
    'an expired key',
    400,
    google(400, 'INVALID_ARGUMENT', 'API key expired. Please renew the API key.', info('API_KEY_INVALID')),
    'auth.expiredKey',
    /has expired/,
    'no',
    'openKeyPage',
  ],
  [
    "a service of a project that is not enabled, in a gateway's form",
    403,
    oneApi('', 'Generative Language API has not been used in project 1 before or it is disabled.'),
    'auth.serviceDisabled',
    /not enabled/,
    'no',
    'openKeyPage',
  ],
  [
    "a region that is not served, in a gateway's form",
    400,
    oneApi('', 'User location is not supported for the API use.'),
    'region.notServed',
    /your region/,
    'no',
  ],
  [
    'an overload that ran into a deadline',
    503,
    google(503, 'UNAVAILABLE', 'Deadline expired before operation could complete.'),
    'server.overloaded',
    /too busy to have finished/,
    'no',
    'runAgain',
  ],
  [
    'a key of the wrong kind',
    401,
    google(401, 'UNAUTHENTICATED', 'x', info('ACCESS_TOKEN_TYPE_UNSUPPORTED')),
    'auth.keyType',
    /this kind of key/,
    'no',
    'openKeyPage',
  ],
  [
    'two keys at once',
    400,
    google(400, 'INVALID_ARGUMENT', 'Multiple authentication credentials received.'),
    'auth.twoKeys',
    /two keys at once/,
    'no',
    'openSettings',
  ],
  [
    'no key',
    403,
    google(
      403,
      'PERMISSION_DENIED',
      "Method doesn't allow unregistered callers (callers without established identity).",
    ),
    'auth.noKey',
    /no API key/,
    'no',
    'setApiKey',
  ],
  [
    'a leaked key',
    403,
    google(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked. Please use another API key.'),
    'auth.leakedKey',
    /found in a public place/,
    'no',
    'openKeyPage',
  ],
  [
    'a service that is not enabled',
    403,
    google(403, 'PERMISSION_DENIED', 'x', info('API_KEY_SERVICE_BLOCKED')),
    'auth.serviceBlocked',
    /not allowed to use/,
    'no',
    'openKeyPage',
  ],
  [
    'another refusal',
    403,
    google(403, 'PERMISSION_DENIED', 'Nope.'),
    'auth.forbidden',
    /It said: “Nope\.”/,
    'no',
    'setApiKey',
  ],
  [
    'a bad size',
    400,
    google(400, 'INVALID_ARGUMENT', 'Invalid value at generation_config.image_config.image_size'),
    'request.badSize',
    /another size/,
    'no',
    'chooseModel',
  ],
  [
    'a bad ratio',
    400,
    google(400, 'INVALID_ARGUMENT', 'Unsupported aspect_ratio 7:3'),
    'request.badRatio',
    /aspect ratio/,
    'no',
  ],
  [
    'a thinking level that is not taken',
    400,
    google(
      400,
      'INVALID_ARGUMENT',
      'Thinking level MINIMAL is not supported for this model. Please retry with other thinking level.',
    ),
    'request.badThinking',
    /thinking level/,
    'no',
  ],
  [
    'thinking that is not enabled',
    400,
    google(400, 'INVALID_ARGUMENT', 'Thinking is not enabled for models/gemini-2.5-flash-image'),
    'request.badThinking',
    /thinking level/,
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
    /as an input instead/,
    'no',
  ],
  [
    'an unknown field',
    400,
    google(
      400,
      'INVALID_ARGUMENT',
      'Unknown name "outputMimeType" at \'generation_config.image_config\': Cannot find field.',
    ),
    'request.unknownField',
    /does not know an option/,
    'no',
    'openSettings',
  ],
  [
    'a payload over the limit',
    400,
    google(400, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit: 20971520 bytes.'),
    'request.tooLarge',
    /20\.9 MB/,
    'no',
  ],
  [
    'an image it cannot read',
    400,
    google(400, 'INVALID_ARGUMENT', 'Unable to process input image. Please retry or report.'),
    'request.badImage',
    /Convert it to PNG or JPEG/,
    'no',
  ],
  [
    'a text model',
    400,
    google(400, 'INVALID_ARGUMENT', 'Model does not support the requested response modalities: image,text'),
    'model.noImages',
    /does not make images/,
    'no',
    'chooseModel',
  ],
  [
    'any other bad request',
    400,
    google(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
    'request.invalid',
    /It said: “Request contains/,
    'no',
    'chooseModel',
  ],
  [
    'a region that is not served',
    400,
    google(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
    'region.notServed',
    /your region/,
    'no',
  ],
  [
    'missing billing',
    400,
    google(400, 'FAILED_PRECONDITION', 'Free tier is not available in your country. Please enable billing.'),
    'billing.required',
    /Set up billing/,
    'no',
    'openBilling',
  ],
  [
    'a model that is gone',
    404,
    google(404, 'NOT_FOUND', 'models/x is not found for API version v1beta'),
    'model.notFound',
    /gemini-3\.1-flash-image/,
    'no',
    'chooseModel',
  ],
  [
    'a body that is too large for a proxy',
    413,
    '<html><title>413 Request Entity Too Large</title></html>',
    'request.tooLarge',
    /too large for Google/,
    'no',
  ],
  [
    'the free tier without image quota',
    429,
    google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded, limit: 0, model: x. Please retry in 41s.', [
      quotaFailure('PerDay-FreeTier'),
      retryInfo('41s'),
    ]),
    'billing.noFreeQuota',
    /Enable billing/,
    'no',
    'openBilling',
  ],
  [
    'a quota of 0 in the details',
    429,
    google(429, 'RESOURCE_EXHAUSTED', 'x', [quotaFailure('PerMinute', '0')]),
    'billing.noFreeQuota',
    /Enable billing/,
    'no',
    'openBilling',
  ],
  [
    'the end of the day',
    429,
    google(429, 'RESOURCE_EXHAUSTED', 'x limit: 250', [
      quotaFailure('GenerateRequestsPerDayPerProjectPerModel', '250'),
      retryInfo('41s'),
    ]),
    'rate.daily',
    /tomorrow/,
    'no',
    'chooseModel',
  ],
  [
    'an error of the server',
    500,
    google(500, 'INTERNAL', 'An internal error has occurred.'),
    'server.error',
    /may still have been billed/,
    'maybe',
    'runAgain',
  ],
  [
    'high demand',
    503,
    google(503, 'UNAVAILABLE', 'This model is currently experiencing high demand.'),
    'server.overloaded',
    /overloaded/,
    'no',
    'runAgain',
  ],
  [
    'an error in an array',
    503,
    `[${google(503, 'UNAVAILABLE', 'overloaded')}]`,
    'server.overloaded',
    /overloaded/,
    'no',
  ],
  [
    'a deadline of the server',
    504,
    google(504, 'DEADLINE_EXCEEDED', 'Too slow'),
    'server.timeout',
    /smaller size/,
    'maybe',
    'runAgain',
  ],
  [
    'a bad gateway',
    502,
    '<html><body><h1>Bad gateway</h1></body></html>',
    'server.badGateway',
    /gateway/,
    'maybe',
    'runAgain',
  ],
  [
    'a used-up balance',
    403,
    oneApi('insufficient_user_quota'),
    'billing.lowBalance',
    /Top it up/,
    'no',
    'openBilling',
  ],
  [
    'a used-up key',
    403,
    oneApi('pre_consume_token_quota_failed'),
    'billing.lowKeyLimit',
    /Raise the limit of the key/,
    'no',
    'openBilling',
  ],
  [
    'an upstream rate limit',
    500,
    oneApi('bad_response_status_code', 'upstream', '429'),
    'rate.limited',
    /too many requests/,
    'no',
  ],
  [
    'an upstream overload',
    500,
    oneApi('bad_response_status_code', '', '503'),
    'server.overloaded',
    /overloaded/,
    'no',
  ],
  [
    'an upstream error without a status',
    500,
    oneApi('bad_response_status_code', ''),
    'server.error',
    /internal error/,
    'maybe',
  ],
  [
    'a body too large to pass on',
    500,
    oneApi('write_response_body_failed'),
    'request.tooLargeToPassOn',
    /not billed/,
    'no',
  ],
  [
    'a model that the reseller has not',
    503,
    oneApi('model_not_found'),
    'model.notFound',
    /has no gemini/,
    'no',
    'chooseModel',
  ],
  [
    'a group without a channel',
    503,
    oneApi('channel:no_available_key'),
    'model.noChannel',
    /no free channel/,
    'no',
    'runAgain',
  ],
  [
    'no channels, in words',
    503,
    oneApi('', 'no available channels for this model'),
    'model.noChannel',
    /no channel/,
    'no',
    'chooseModel',
  ],
  ['a denied access', 403, oneApi('access_denied'), 'auth.denied', /denies/, 'no', 'setApiKey'],
  ['a refused prompt', 400, oneApi('prompt_blocked'), 'refused.prompt', /Rephrase/, 'no'],
  ['refused words', 400, oneApi('sensitive_words_detected'), 'refused.words', /Rephrase/, 'no'],
  [
    'an upstream that is out of reach',
    500,
    oneApi('do_request_failed'),
    'server.upstream',
    /could not reach the model/,
    'maybe',
    'runAgain',
  ],
  [
    'an empty upstream answer',
    500,
    oneApi('empty_response'),
    'server.emptyUpstream',
    /empty answer/,
    'maybe',
  ],
  [
    'too many at once',
    429,
    oneApi('token_concurrency_limit_reached'),
    'rate.concurrency',
    /simultaneous requests/,
    'no',
    'runAgain',
  ],
  [
    'a code that is a number, and no message',
    500,
    oneApi(500, ''),
    'server.error',
    /internal error/,
    'maybe',
  ],
  ['an error that is a bare text', 500, '{"error":"boom"}', 'server.error', /internal error/, 'maybe'],
  ['nothing at all', 500, '', 'server.error', /internal error/, 'maybe'],
  ['a status that nobody planned', 418, 'I am a teapot', 'request.refused', /418.*I am a teapot/, 'no'],
  ['a proxy that wants a password', 407, '', 'network.proxy', /proxy/, 'no'],
  ['an unpaid account', 402, '{}', 'billing.lowBalance', /payment/, 'no', 'openBilling'],
];

describe('HTTP errors', () => {
  for (const [what, status, body, code, words, billed, step] of rows) {
    it(what, () => {
      const failure = fail(status, body);
      assert.equal(failure.code, code);
      assert.match(failure.sentence, words);
      assert.match(failure.sentence, /[.”]$/);
      assert.equal(failure.billed, billed);
      if (step) assert.ok(failure.nextSteps.includes(step), failure.nextSteps.join());
      assert.match(failure.detail ?? '', new RegExp(`^HTTP ${status}`));
    });
  }

  for (const [what, body, retryAfter, milliseconds, said] of [
    ['RetryInfo', google(429, 'RESOURCE_EXHAUSTED', 'x', [retryInfo('34.4s')]), undefined, 34_400, /in 35 s/],
    ['the words', google(429, 'RESOURCE_EXHAUSTED', 'Please retry in 40.1s.'), undefined, 40_100, /in 41 s/],
    ['the header in seconds', google(429, 'RESOURCE_EXHAUSTED', 'x'), '7', 7000, /in 7 s/],
    ['the header as a date', '', 'Fri, 20 Nov 2026 12:05:00 GMT', 300_000, /in 5 min/],
    ['nothing', '', undefined, undefined, /in a minute/],
    ['nothing, where the header says 0', '', '0', undefined, /in a minute/],
    [
      'nothing, where the header names a moment that is over',
      '',
      'Fri, 20 Nov 2026 11:05:00 GMT',
      undefined,
      /in a minute/,
    ],
    [
      'nothing, where RetryInfo says 0',
      google(429, 'X', 'x', [retryInfo('0s')]),
      undefined,
      undefined,
      /in a minute/,
    ],
    ['seconds in words', oneApi('', 'Please try again after 51.84 seconds'), undefined, 51_840, /in 52 s/],
    ['Chinese words', oneApi('', '请求过于频繁，请在30秒后重试'), undefined, 30_000, /in 30 s/],
  ] as const) {
    it(`takes the time to wait from ${what}`, () => {
      const failure = fail(429, body, { retryAfter });
      assert.equal(failure.code, 'rate.limited');
      assert.equal(failure.retryAfterMs, milliseconds);
      assert.match(failure.sentence, said);
    });
  }

  it('takes the time to wait when overloaded too', () => {
    assert.equal(fail(503, '', { retryAfter: '3' }).retryAfterMs, 3000);
  });

  it('takes the milliseconds that OpenAI names before the seconds', () => {
    const limited = (retryAfterMs: string) => fail(429, '{}', { retryAfter: '7', retryAfterMs }).retryAfterMs;
    assert.deepEqual(['1250.4', '0', '-5', 'soon'].map(limited), [1251, 7000, 7000, 7000]);
  });

  it('leads to the page where an organization is verified', () => {
    const body = { error: { message: 'Your organization must be verified to use the model `x`.' } };
    const { nextSteps, links, sentence } = fail(403, JSON.stringify(body));
    assert.deepEqual(links, ['https://platform.openai.com/settings/organization/general']);
    assert.deepEqual(nextSteps, ['openLink', 'chooseModel']);
    assert.match(sentence, /lets only verified organizations use gemini-3.*platform\.openai\.com\/settings/);
  });

  it('reads every way to say a delay', () => {
    assert.equal(retryDelayInWords('Please try again in 3 hours.'), 10_800_000);
    assert.equal(retryDelayInWords('Please retry after 2 minutes'), 120_000);
    assert.equal(retryDelayInWords('Please try again after 51.84 seconds.'), 51_840);
    assert.equal(retryDelayInWords('retry in 2m3.5s'), 123_500);
    assert.equal(retryDelayInWords('retry in 800ms'), 800);
    assert.equal(retryDelayInWords('retry in 1h2m3s'), 3_723_000);
    assert.equal(retryDelayInWords('retry in a while'), undefined);
    assert.equal(retryDelayInWords('retry after 2026-11-30'), undefined);
    assert.equal(retryDelayInWords('when the limit resets in 3 hours and 12 minutes.'), 11_520_000);
    assert.equal(retryDelayInWords('Quota will be replenished in 12:00:00.'), 43_200_000);
    assert.equal(retryDelayInWords('请在 2 分钟后重试'), 120_000);
    assert.equal(retryDelayInWords('Please try again in 7m12s.'), 432_000);
    assert.equal(retryAfterHeader('soon', now), undefined);
    assert.equal(waitingTime(40_100), '41 s');
  });

  it('never repeats the key, however it is quoted', () => {
    const quotes = [key, `Bearer ${key}`, encodeURIComponent(key), Buffer.from(key).toString('base64')].join(
      ' ',
    );
    for (const status of [400, 401, 403, 404, 418, 429, 500, 503]) {
      for (const body of [
        google(status, 'X', `Your key ${quotes} is bad`),
        oneApi('x', quotes),
        `<p>${quotes}</p>`,
      ]) {
        const told = JSON.stringify(fail(status, body, { requestId: `id-${key}` }));
        assert.ok(!told.includes(key) && !told.includes(Buffer.from(key).toString('base64')), told);
      }
    }
  });

  // Quadratic work on a body of this size takes minutes.
  for (const run of [
    ' ',
    '\t\n',
    '<',
    '<a ',
    '<!--',
    '<script>',
    '<title',
    '&',
    '0',
    '"',
    '\\',
    '-',
    '{',
    '[',
  ]) {
    it(`reads a long run of ${JSON.stringify(run)} in an error body`, () => {
      const long = run.repeat(256_000 / run.length);
      for (const body of [long, `<p>x${long}`, oneApi('', `x${long}y`), oneApi(long, '', long)]) {
        assert.ok(fail(418, body).sentence.length < 1000);
      }
    });
  }

  it('never repeats a part of the key where a long text is cut', () => {
    for (let before = 2100; before < 2200; before++) {
      const told = JSON.stringify(fail(418, `${'x'.repeat(before)} ${key} and more ${'y'.repeat(200)}`));
      assert.ok(!told.includes(key.slice(0, 6)), told);
    }
  });

  it('takes the words of a web page without its code', () => {
    const page =
      '<!DOCTYPE html><style>p{a:b}</style ><p>One</p><script src=x>var no;</script><p>two<SCRIPT>no</p>';
    assert.match(fail(418, page).sentence, /It said: “One two”$/);
  });

  it('takes the id of the request out of the words', () => {
    const failure = fail(400, oneApi('', 'Bad thing (request id: 2026112012)'));
    assert.equal(failure.requestId, '2026112012');
    assert.match(failure.sentence, /“Bad thing”/);
  });

  it('removes what looks like somebody else’s key', () => {
    const text = 'AIzaSyA1234567890123456789012345 sk-abcdefghijklmnop1234 AQ.Ab8RN6abcdefghijklmnop plain';
    assert.equal(redact(text, undefined), '(key removed) (key removed) (key removed) plain');
  });
});

describe('network failures', () => {
  const error = (code: string, message = code) => Object.assign(new Error(message), { code });
  for (const [code, expected, words] of [
    ['ENOTFOUND', 'network.dns', /can't be found/],
    ['EAI_AGAIN', 'network.dns', /can't be found/],
    ['ECONNREFUSED', 'network.refused', /refuses the connection/],
    ['ECONNRESET', 'network.reset', /closed the connection/],
    ['EPIPE', 'network.reset', /closed the connection/],
    ['CERT_HAS_EXPIRED', 'network.certificate', /not trusted/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'network.certificate', /not trusted/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'network.certificate', /not trusted/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'network.certificate', /not trusted/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'network.tls', /TLS/],
    ['EHOSTUNREACH', 'network.unreachable', /can't be reached/],
    ['ETIMEDOUT', 'network.connectTimeout', /did not accept/],
    ['HPE_INVALID_CONSTANT', 'network.notHttp', /valid HTTP/],
    ['EWHATEVER', 'network.other', /failed/],
  ] as const) {
    it(code, () => {
      const before = networkFailure(error(code), 'APIYI', false);
      assert.equal(before.code, expected);
      assert.match(before.sentence, words);
      assert.equal(before.billed, 'no');
      const after = networkFailure(error(code), 'APIYI', true);
      assert.equal(after.billed, 'maybe');
      assert.match(after.sentence, /may still have been billed/);
    });
  }

  it('knows a proxy by its words', () => {
    const failure = networkFailure(
      error('ECONNRESET', 'Proxy connection ended before CONNECT'),
      'APIYI',
      false,
    );
    assert.equal(failure.code, 'network.proxy');
  });

  it('takes the first of several attempts', () => {
    const all = new AggregateError([error('ECONNREFUSED'), error('ENETUNREACH')]);
    assert.equal(networkFailure(all, 'APIYI', false).code, 'network.refused');
  });

  it('says what may be billed after a stop or the deadline', () => {
    assert.equal(stoppedFailure(false).billed, 'no');
    assert.equal(stoppedFailure(true).billed, 'maybe');
    assert.match(
      timeoutFailure('APIYI', 360_000, true).sentence,
      /within 6 min\. It may still have been billed/,
    );
    assert.equal(timeoutFailure('APIYI', 360_000, false).billed, 'no');
  });

  it('names the origin of a redirect, not its whole address', () => {
    const failure = redirectFailure('APIYI', 'https://a.example/x', 'https://b.example/y?key=secret');
    assert.match(failure.sentence, /redirects to https:\/\/b\.example\./);
    assert.ok(!JSON.stringify(failure).includes('secret'));
    assert.match(redirectFailure('APIYI', 'https://a.example/x', '/y').sentence, /https:\/\/a\.example\./);
    for (const nowhere of [undefined, 'file:///x', 'javascript:x'])
      assert.match(redirectFailure('APIYI', 'https://a.example/x', nowhere).sentence, /redirects elsewhere/);
  });
});
