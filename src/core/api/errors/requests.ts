import { sentence } from '../../shared/l10n.ts';
import type { Meaning } from './meaning.ts';

/** What is wrong with the request itself; it would fail the same way again. */
export const requestMeanings: readonly Meaning[] = [
  {
    code: 'request.noAddress',
    what: sentence('{name} does not know this address.'),
    next: sentence('Check the endpoint in the settings.'),
    nextSteps: ['openSettings'],
    words:
      /invalid url \(|cannot (?:post|get) \/|no static resource|no route matched|(?:route|path|endpoint|page) (?:could )?not (?:be )?found|could not route to|\bendpoint \S{1,200} is offline|plain http request was sent to https|\bapi has been (?:deprecated|retired|removed|shut ?down)|接口(?:已)?(?:下线|废弃|停用)/i,
  },
  {
    code: 'request.roleMissing',
    what: sentence(
      '{name} passes the request to a service that requires a role with each message, but for this provider none is sent.',
    ),
    next: sentence('Enter its address as the provider “custom” in the settings: that sends the role.'),
    nextSteps: ['openSettings', 'chooseModel'],
    words:
      /valid role: user, model|(?:missing|requires?|needs?) (?:a |the )?['"`]?role\b|\brole\b.{0,30}(?:required|missing|empty|must be set|not (?:set|specified))|contents?(?:\[\d{1,3}\])?\.role|(?:缺少|缺失|需要|必须).{0,10}\brole\b|\brole\b.{0,10}(?:缺|为空|必[填须]|无效)/i,
  },
  {
    code: 'request.tooManyTokens',
    what: sentence('The prompt and the input images are more than {model} can take at once.'),
    next: sentence('Shorten the prompt, or use fewer or smaller input images.'),
    nextSteps: ['chooseModel'],
    codes: ['context_length_exceeded', 'string_above_max_length', 'max_tokens_exceeded', 'prompt_too_long'],
    words:
      /tokens?\b.{0,40}exceed|exceeds? the (?:maximum|max|model'?s?) .{0,40}(?:tokens?|context|length)|maximum (?:context length|number of (?:input )?tokens)|(?:prompt|input|context)(?: tokens?| length| token length)? (?:is |are )?too long|too many (?:input )?tokens|context (?:window|length).{0,30}exceed|(?:上下文|输入|提示词|\bprompt).{0,20}(?:过长|超长|超出|超过|太长)|prompt.{0,60}(?:at most|exceed|longer than|maximum of|limit(?:ed to| of)|under) (?:the )?(?:maximum )?(?:length )?(?:of )?\d{2,6} char|string should have at most|token ?数?(?:量)?(?:超过|超出|过多)/i,
  },
  {
    code: 'request.tooManyImages',
    what: sentence('{model} accepts fewer input images at {name}.'),
    next: sentence('Leave some out, or choose another model.'),
    nextSteps: ['chooseModel'],
    quote: true,
    words:
      /(?:fewer|less) than \d{1,3} images|at most \d{1,3} (?:input |reference )?images?|too many (?:input |reference )?images|(?:number of|max(?:imum)?|up to) (?:\d{1,3} )?(?:input |reference )?images?.{0,40}(?:exceed|allowed|supported|per (?:prompt|request))|最多.{0,6}\d{1,2} ?[张幅个].{0,4}图|(?:图片|图像|参考图)(?:数量|个数|张数).{0,10}(?:超|过多|上限|限制)/i,
  },
  {
    code: 'request.longHeader',
    what: sentence('The headers of this request are too long for {name}.'),
    next: sentence('Check the key and the additional headers in the settings.'),
    nextSteps: ['openSettings', 'setApiKey'],
    words: /request header or cookie too large|request header fields too large|header too (?:long|large)/i,
    when: (_, status) => status === 431,
  },
  {
    code: 'request.tooLarge',
    what: sentence('The request is larger than the {limit} that {name} accepts.'),
    next: sentence('Use fewer or smaller input images.'),
    nextSteps: [],
    when: ({ payloadLimit }) => payloadLimit !== undefined,
  },
  {
    code: 'request.tooLarge',
    what: sentence('The request is too large for {name}.'),
    next: sentence('Use fewer or smaller input images.'),
    nextSteps: [],
    codes: ['request_too_large', 'payload_too_large', 'request_entity_too_large'],
    words:
      /(?:payload|request|body|entity|content|file|image) (?:size )?(?:is )?too (?:large|big)|payload size exceeds|(?:image|file|picture) (?:size|resolution|dimensions?) exceed|(?:image|picture) exceeds max|maximum (?:upload|file|body|request) size|(?:图片|图像|文件|请求体?).{0,10}(?:过大|太大|超过.{0,6}(?:限制|大小|上限)|大小不(?:能)?超过|超出.{0,4}大小)/i,
    when: (_, status) => status === 413,
  },
  {
    code: 'request.tooLargeToPassOn',
    what: sentence('{name} could not pass on a request or answer this large. It was not billed.'),
    next: sentence('Use smaller images or a smaller size.'),
    nextSteps: ['runAgain'],
    codes: ['write_response_body_failed'],
  },
  {
    code: 'request.badThinking',
    what: sentence('{model} does not accept this thinking level at {name}.'),
    next: sentence('Choose “none”.'),
    nextSteps: ['chooseModel'],
    quote: true,
    words: /thinking/i,
  },
  {
    code: 'request.signature',
    what: sentence('{name} requires the signature of an earlier image.'),
    next: sentence('Use the image as an input instead.'),
    nextSteps: [],
    words: /thought_?signature/i,
  },
  {
    code: 'request.unknownField',
    what: sentence('{name} does not know an option of this request.'),
    next: sentence('Choose another model, or check the endpoint.'),
    nextSteps: ['chooseModel', 'openSettings'],
    quote: true,
    codes: ['unknown_parameter', 'unsupported_parameter', 'invalid_input_fidelity_model'],
    words:
      /unknown name|cannot find field|unknown (?:parameter|field|argument)|unrecognized (?:request )?(?:argument|field|key)|extra (?:inputs are|fields) not permitted|additional properties are not allowed|unexpected keyword argument|does not support the ['"`]?\w{1,30}['"`]? (?:parameter|field)/i,
  },
  {
    code: 'request.badSize',
    what: sentence('{model} does not accept this size at {name}.'),
    next: sentence('Choose another size or Auto.'),
    nextSteps: ['chooseModel'],
    quote: true,
    words:
      /image[_ ]?size|invalid size|(?:unsupported|supported) (?:sizes?|resolutions?)|invalid value: ?['"`]?\d{2,5}x\d{2,5}|不支持.{0,6}(?:尺寸|分辨率)|(?:\bsize|尺寸|分辨率).{0,6}(?:不合法|非法|无效|错误|不支持|不在|超出|必须|[仅只]支持)/i,
  },
  {
    code: 'request.badRatio',
    what: sentence('{model} does not accept this aspect ratio at {name}.'),
    next: sentence('Choose another one.'),
    nextSteps: ['chooseModel'],
    quote: true,
    words:
      /aspect[_ ]?ratio|[宽长][高宽]比|(?<!压缩|缩放)比例.{0,6}(?:不合法|非法|无效|错误|不支持|不在|超出|必须|[仅只]支持)/i,
  },
  {
    code: 'request.badImage',
    what: sentence("{name} can't read an input image."),
    next: sentence('Convert it to PNG or JPEG, or leave it out.'),
    nextSteps: [],
    quote: true,
    codes: [
      'invalid_image_file',
      'invalid_image',
      'invalid_image_format',
      'image_parse_error',
      'unsupported_image',
    ],
    words:
      /(?<!generated data )mime ?type|unable to process (?:the )?input image|\binline_?data\b|image is not valid|invalid image|(?:could not|failed to|cannot|unable to) (?:decode|process|read|load|parse|fetch|download|get) (?:the |an |your )?(?:input |remote |file )?(?:image|media|picture|file\b|base64)|fetch content from the provided url|error while downloading|image: unknown format|unsupported image|(?:invalid|bad|illegal|malformed|not (?:in )?(?:a )?valid) base64|base64.{0,20}(?:decod|invalid|illegal)|不支持.{0,4}(?:图片|图像)(?:格式|类型)|(?:图片|图像)(?:格式|解码|解析|下载|读取|处理).{0,10}(?:错误|失败|不支持)|(?:图片|图像)(?:不能)?为空|(?:图片|图像|参考图|原图|\bimage\b).{0,12}(?:无效|损坏|不是有效|无法(?:识别|读取|解析|打开|访问|下载|加载))/i,
  },
];
