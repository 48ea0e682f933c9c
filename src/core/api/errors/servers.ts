import { sentence } from '../../shared/l10n.ts';
import type { Meaning } from './meaning.ts';

const lost =
  /disconnect\/reset before headers.{0,40}(?:connection termination|remote reset|local reset|protocol error)|upstream prematurely closed|stream (?:closed|reset|disconnected) before|(?:first|between) bytes? timeout|backend (?:fetch|read|write)\b.{0,20}(?:failed|error|timeout)|socket hang up|econnreset|connection reset|unexpected eof|^application error\b/i;
const timedOut = /deadline exceeded|\btim(?:ed?|ing) ?-?out\b|超时/i;

const tooSlow = {
  code: 'server.timeout',
  what: sentence('{name} did not finish in time.'),
  next: sentence('Run it again, or choose a smaller size.'),
  nextSteps: ['runAgain'],
  billed: 'maybe',
} as const;

/** The provider, or what stands before it, has trouble of its own. */
export const serverMeanings: readonly Meaning[] = [
  {
    code: 'server.badGateway',
    what: sentence('A gateway in front of {name} got no valid answer from it.'),
    next: sentence('Run it again.'),
    nextSteps: ['runAgain', 'showLog'],
    billed: 'maybe',
    codes: ['bad_response_body', 'read_response_body_failed'],
    // Cloudflare's Workers, which many gateways are, can break behind the answer of the model.
    words: /error (?:code: )?110[1-4]\b|worker (?:threw exception|exceeded)/i,
  },
  {
    code: 'server.unreachable',
    what: sentence(
      "The server of {name} is down, or its own gateway can't reach it (status {status}). Nothing was billed.",
    ),
    next: sentence('Run it again later.'),
    nextSteps: ['runAgain', 'openSettings'],
    words: /error (?:code: )?10(?:0[01]|16|18|33)\b/i,
  },
  {
    code: 'server.reset',
    what: sentence('A gateway in front of {name} lost its connection to it.'),
    next: sentence('Run it again.'),
    nextSteps: ['runAgain', 'showLog'],
    billed: 'maybe',
    when: ({ words }, status) => status >= 500 && lost.test(words),
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
    // Whoever passes it on waited for the model, which may have made the picture by now.
    ...tooSlow,
    when: ({ words }, status) => status === 503 && timedOut.test(words),
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
    codes: ['empty_response'],
    words:
      /empty response|no media generated|(?:failed to|did not|could not) generate (?:the |any |an )?(?:expected )?(?:output|result|content)|generation failed no content|(?:returned )?no (?:generated )?(?:images?|content|candidates?) (?:was |were )?(?:returned|generated|found in|in the (?:response|answer))|returned no (?:generated )?(?:images?|content)\b|upstream returned (?:an )?empty|(?:上游)?返回(?:内容)?为?空|未(?:能)?(?:返回|生成|获取到?|收到)(?:任何|有效)?的?(?:图片|图像|结果|内容)|missing the .{0,4}candidates|(?:did|does|do) not (?:return|contain|include) (?:an? |any )?(?:images?|pictures?|content|candidates)\b|no images? (?:was|were|is) (?:generated|returned)|(?:failed|unable|could not) to (?:download|fetch|get|retrieve|save) (?:the )?(?:generated|result|output|final)|download (?:generated )?image failed|(?:下载|保存|上传)(?:生成的)?图片失败/i,
  },
  {
    code: 'server.badAnswer',
    what: sentence("{name} got an image that it can't pass on."),
    next: sentence("Check the endpoint in the settings: is it the Gemini API's own address?"),
    nextSteps: ['openSettings', 'showLog'],
    billed: 'maybe',
    words: /generated data mime type/i,
  },
  {
    // Cloudflare, after 100 s; resellers have an address without it (docs.apiyi.com, 2026-11).
    code: 'server.timeout',
    what: sentence('A gateway in front of {name} gave up waiting after about 100 seconds.'),
    next: sentence(
      'Run it again at a smaller size, or enter another address for {name} in the settings: at APIYI, api. and vip. wait longer than api-cf.',
    ),
    nextSteps: ['runAgain', 'openSettings'],
    billed: 'maybe',
    when: (_, status) => status === 524,
  },
  {
    ...tooSlow,
    codes: [
      'channel:response_time_exceeded',
      'deadline_exceeded',
      'timeout',
      'timeout_error',
      'gateway_timeout',
      'request_timeout',
    ],
    when: ({ words, codeWords, isPage }, status) =>
      status === 504 ||
      status === 524 ||
      (status !== 522 && !(status === 408 && isPage) && (timedOut.test(words) || timedOut.test(codeWords))),
  },
];
