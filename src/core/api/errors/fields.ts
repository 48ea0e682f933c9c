import { sentence } from '../../shared/l10n.ts';
import type { ErrorBody } from './errorBody.ts';
import type { Meaning } from './meaning.ts';

/** OpenAI names the field of the request that an error is about, and so do those that speak like it. */
export const fieldMeanings: readonly Meaning[] = [
  {
    code: 'request.badMask',
    what: sentence("{name} can't use the mask or the marks that go with the picture."),
    next: sentence('Clear the region or the marks, or choose another model.'),
    nextSteps: ['chooseModel'],
    quote: true,
    words:
      /\b(?:mask|markup)(?: image)? .{0,40}(?:size|dimension|format|alpha|transparent|match)|(?:mask|蒙版|遮罩).{0,20}(?:尺寸|大小|格式|不一致|不匹配|不支持)/i,
    when: isAbout('mask', 'markup'),
  },
  {
    code: 'request.badForm',
    what: sentence('{name} takes images in a different form from OpenAI.'),
    next: sentence('Check the endpoint in the settings, or choose another model.'),
    nextSteps: ['openSettings', 'chooseModel'],
    quote: true,
    words:
      /content-type isn't multipart|invalid character '-' in numeric literal|no multipart boundary|^image(?:\[\])? is required/i,
    when: (body) =>
      isAbout('image', 'images')(body) &&
      ['missing_required_parameter', 'duplicate_parameter'].some((code) => body.codes.has(code)),
  },
  {
    code: 'request.tooManyImages',
    what: sentence('{model} accepts fewer input images at {name}.'),
    next: sentence('Leave some out, or choose another model.'),
    nextSteps: ['chooseModel'],
    quote: true,
    words:
      /only (?:one|1|a single|\d{1,2}) (?:input|reference) images? (?:is|are|can|per|allowed)|(?:最多|[仅只]支持) ?(?:\d{1,2}|[一单两三]) ?[张个幅](?:输入|参考)?图/i,
    when: (body) => isAbout('image', 'images')(body) && body.codes.has('array_above_max_length'),
  },
  {
    code: 'request.badSize',
    what: sentence('{model} does not accept this size at {name}.'),
    next: sentence('Choose another size or Auto.'),
    nextSteps: ['chooseModel'],
    quote: true,
    when: isAbout('size'),
  },
  {
    code: 'request.badQuality',
    what: sentence('{model} does not accept this quality at {name}.'),
    next: sentence('Choose another one.'),
    nextSteps: ['chooseModel'],
    quote: true,
    words:
      /\bquality ['"`]?\w{2,10}['"`]? (?:is )?(?:not supported|unsupported|invalid)|(?:invalid|unsupported) quality\b|(?:\bquality|画质|质量).{0,6}(?:不合法|非法|无效|错误|不支持|不在|超出|必须|[仅只]支持)/i,
    when: isAbout('quality'),
  },
  {
    code: 'request.badBackground',
    what: sentence("{model} can't make this background at {name}."),
    next: sentence('Choose another background, another format or another model.'),
    nextSteps: ['chooseModel'],
    quote: true,
    words: /transparent background.{0,40}not supported|does not support (?:a )?transparent/i,
    when: isAbout('background'),
  },
  {
    code: 'request.badFormat',
    what: sentence('{model} does not offer this format at {name}.'),
    next: sentence('Choose another one.'),
    nextSteps: ['chooseModel'],
    quote: true,
    when: isAbout('output_format', 'output_compression'),
  },
  {
    code: 'request.badPartialImages',
    what: sentence('{model} sends no partial images at {name}.'),
    next: sentence('Set Partial images to Off.'),
    nextSteps: [],
    quote: true,
    words: /\bstream(?:ing)?\b.{0,20}not supported|不支持(?:流式|stream)/i,
    when: ({ params }) => params.has('stream') || params.has('partial_images'),
  },
  {
    code: 'request.badCount',
    what: sentence('{model} does not make that many pictures in one request at {name}.'),
    next: sentence('Ask for fewer.'),
    nextSteps: ['chooseModel'],
    quote: true,
    words:
      /(?:\bn|number of images) (?:must|should) (?:be|not)\b|(?:\bn|图片数量|生成数量|张数) ?的?(?:参数|取?值)?.{0,6}(?:范围|不合法|非法|无效|错误|超出|必须|只能|最[多大]|[仅只]支持)/i,
    when: isAbout('n'),
  },
  {
    code: 'request.badImage',
    what: sentence("{name} can't read an input image."),
    next: sentence('Convert it to PNG or JPEG, or leave it out.'),
    nextSteps: [],
    quote: true,
    when: (body) =>
      isAbout('image', 'images')(body) && !body.codes.has('file_too_large') && !/too large/i.test(body.words),
  },
];

/** Whether it is about a value of one of these fields, and not that there is no such field. */
function isAbout(...fields: string[]): (body: ErrorBody) => boolean {
  return ({ params, codes }) =>
    fields.some((field) => params.has(field)) &&
    !codes.has('unknown_parameter') &&
    !codes.has('unsupported_parameter');
}
