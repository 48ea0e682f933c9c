import { sentence } from '../../shared/l10n.ts';
import type { Meaning } from './meaning.ts';

/** What is told wherever a filter refused, however that is spelled. */
export const refusedByFilter = {
  code: 'refused.moderation',
  what: sentence('A safety filter of {name} refused this.'),
  next: sentence('Rephrase the prompt, or use another input image.'),
  nextSteps: [],
  quote: true,
} satisfies Meaning;

/** The prompt, an input or the picture was refused: other options do not help, other words may. */
export const moderationMeanings: readonly Meaning[] = [
  {
    code: 'refused.fee',
    what: sentence('{name} refused the request and charged a fee for the violation.'),
    next: sentence('Ask for something different.'),
    nextSteps: [],
    billed: 'yes',
    quote: true,
    when: ({ codes }) => [...codes].some((code) => code.startsWith('violation_fee')),
  },
  {
    code: 'refused.words',
    what: sentence('{name} refused a word in the prompt.'),
    next: sentence('Rephrase it.'),
    nextSteps: [],
    codes: ['sensitive_words_detected'],
    words: /sensitive words?|敏感词|违[禁规]词/i,
  },
  {
    code: 'refused.output',
    what: sentence('The finished image was withheld by a safety filter of {name}.'),
    next: sentence('Rephrase the prompt, or use another input image.'),
    nextSteps: [],
    billed: 'maybe',
    quote: true,
    when: ({ moderationStage }) => moderationStage === 'output',
  },
  {
    code: 'refused.input',
    what: sentence('The prompt or an input image was refused by a safety filter of {name}.'),
    next: sentence('Rephrase the prompt, or use another input image.'),
    nextSteps: [],
    quote: true,
    when: ({ moderationStage }) => moderationStage === 'input',
  },
  {
    code: 'refused.prompt',
    what: sentence('{name} refused the prompt before the model saw it.'),
    next: sentence('Rephrase it.'),
    nextSteps: [],
    codes: ['prompt_blocked'],
    words:
      /request blocked by gemini|(?:prompt|request) (?:was |has been )?blocked(?: by| due to| because)|提示词(?:被|包含|存在|涉及).{0,20}(?:拦截|违规|拒绝)/i,
  },
  {
    ...refusedByFilter,
    billed: 'maybe',
    codes: ['moderation_blocked', 'image_safety', 'image_prohibited_content', 'image_recitation'],
    words:
      /image was not generated as expected|(?:generated|output) (?:images?|content|output|text) .{0,60}(?:filtered|blocked|withheld|flagged|sensitive)|unable to show (?:the )?generated image|生成(?:的)?(?:图片|图像|内容).{0,20}(?:违规|拦截|审核|不合规)|finish_?reason\W{1,6}(?:image_)?(?:safety|prohibited_content|recitation|blocklist|spii)/i,
    // The type is that of every fault of the person's, an unreadable image too.
    when: ({ codes, words }) =>
      codes.has('image_generation_user_error') && /safety system|safety_violations/i.test(words),
  },
  {
    ...refusedByFilter,
    codes: [
      'content_policy_violation',
      'content_filter',
      'contentfilter',
      'responsibleaipolicyviolation',
      'content_moderation',
      'content_moderation_failed',
      'content_blocked',
      'prohibited_content',
      'datainspectionfailed',
      'data_inspection_failed',
      'safety_violation',
      'public_error_unsafe_generation',
      'public_error_minor_upload',
      'public_error_prominent_people_upload',
      'safety_error',
      'safety',
      'moderation_failed',
      'content_policy',
    ],
    words:
      /sensitive (?:content|information|check|material)|\bnew_?sensitive\b|illegal (?:prompt|content|image)|high risk|request moderated|content moderated|risk detect|risk(?: control)? (?:system|not pass|reject)|guardrails?\b.{0,20}(?:policy|intervened|violation|checks?|concerning)|blocked by (?:a |the |your )?guardrail|(?:prompt|input|image) (?:was |has been )?(?:flagged|rejected)|flagged (?:by|for|as)|requires moderation|content filter|safety (?:system|filter|setting|threshold|polic|guard|guideline|standard|rule|check|reason|concern)|prompt could not be submitted|contentpolicy|terms of (?:service|use)\b|third-party content|public figures?|real (?:person|people)|celebrit|copyright|版权|侵权|\bnsfw\b|\bunsafe\b|(?:安全|内容)(?:策略|审核|过滤|风控)|触发.{0,10}(?:安全|风控|审核|敏感)|安全(?:系统|机制|检[查测]|限制|原因|规则)|真人|肖像|名人|未成年|content[ _-](?:policy|filter|moderation|safety)|content management policy|responsible ai|prohibited (?:use policy|content)|usage (?:polic(?:y|ies)|guidelines)|(?:flagged|blocked|rejected|refused|filtered).{0,40}(?:moderation|safety|policy)|(?:moderation|safety) .{0,30}(?:blocked|rejected|failed|flagged|violation)|violat(?:es?|ed|ing|ion).{0,60}polic(?:y|ies)|inappropriate content|内容(?:安全|违规|审核|不合规|政策)|(?:审核|审查)(?:未|不)通过|(?:违规|敏感|不当|色情|暴力)(?:内容|信息|图片)|违禁|合规(?:问题|原因|性)|涉嫌违|策略阻止|违反.{0,20}(?:政策|规定|规范|使用条款)|涉及?(?:黄|敏感|违规)/i,
    when: (_, status) => status === 451,
  },
];
