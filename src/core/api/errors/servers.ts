import { sentence } from '../../shared/l10n.ts';
import type { Meaning } from './meaning.ts';

/** The provider, or what stands before it, has trouble of its own. */
export const serverMeanings: readonly Meaning[] = [
  {
    code: 'server.reset',
    what: sentence('A gateway before {name} lost the connection to it.'),
    next: sentence('Run it again.'),
    nextSteps: ['runAgain', 'showLog'],
    billed: 'maybe',
    words:
      /disconnect\/reset before headers.{0,40}(?:connection termination|remote reset|local reset)|upstream prematurely closed|stream (?:closed|reset|disconnected) before/i,
  },
  {
    code: 'server.overloaded',
    what: sentence('{name} is too busy to have finished in time.'),
    next: sentence('Run it again {later}, or choose a smaller size.'),
    nextSteps: ['runAgain', 'chooseModel'],
    waits: true,
    when: ({ words }, status) => status === 503 && /deadline expired/i.test(words),
  },
  {
    code: 'server.overloaded',
    what: sentence('{name} is overloaded.'),
    next: sentence('Run it again {later}, or choose another model.'),
    nextSteps: ['runAgain', 'chooseModel'],
    waits: true,
    codes: [
      'overloaded_error',
      'overloaded',
      'engine_overloaded',
      'server_overloaded',
      'unavailable',
      'service_unavailable',
      'token_concurrency_unavailable',
    ],
    words:
      /overloaded|high demand|at capacity|exhausted your capacity|no capacity|服务(?:器)?(?:繁忙|过载)|系统繁忙|上游(?:服务)?(?:繁忙|过载)/i,
    when: (_, status) => status === 529 || status === 503,
  },
  {
    code: 'server.upstream',
    what: sentence('{name} could not reach the model.'),
    next: sentence('Run it again.'),
    nextSteps: ['runAgain', 'showLog'],
    billed: 'maybe',
    codes: ['do_request_failed'],
  },
  {
    code: 'server.emptyUpstream',
    what: sentence('{name} got an empty answer from the model.'),
    next: sentence('Run it again.'),
    nextSteps: ['runAgain', 'showLog'],
    billed: 'maybe',
    codes: ['empty_response', 'bad_response_body', 'read_response_body_failed'],
    words:
      /empty response|(?:returned )?no (?:generated )?(?:images?|content|candidates?) (?:was |were )?(?:returned|generated|found in|in the (?:response|answer))|returned no (?:generated )?(?:images?|content)\b|upstream returned (?:an )?empty|(?:上游)?返回(?:内容)?为?空|未返回图片/i,
  },
  {
    code: 'server.badAnswer',
    what: sentence('{name} got an image that it can not hand on.'),
    next: sentence('Check the endpoint in the settings: is it the one of the Gemini API itself?'),
    nextSteps: ['openSettings', 'showLog'],
    billed: 'maybe',
    words: /generated data mime type/i,
  },
  {
    // Cloudflare, after 100 s; resellers have an address without it (docs.apiyi.com, 2026-11).
    code: 'server.timeout',
    what: sentence('A gateway before {name} gave up waiting after about 100 seconds.'),
    next: sentence(
      'Run it again with a smaller size, or enter another address of {name} in the settings: api. and vip. at APIYI wait longer than api-cf.',
    ),
    nextSteps: ['runAgain', 'openSettings'],
    billed: 'maybe',
    when: (_, status) => status === 524,
  },
  {
    code: 'server.timeout',
    what: sentence('{name} did not finish in time.'),
    next: sentence('Run it again, or choose a smaller size.'),
    nextSteps: ['runAgain'],
    billed: 'maybe',
    codes: ['deadline_exceeded', 'timeout', 'timeout_error', 'gateway_timeout', 'request_timeout'],
    when: ({ words, isPage }, status) =>
      status === 504 ||
      status === 524 ||
      (status !== 522 && !(status === 408 && isPage) && timedOut.test(words)),
  },
];

const timedOut = /deadline exceeded|\btimed? ?-?out\b|超时/i;
