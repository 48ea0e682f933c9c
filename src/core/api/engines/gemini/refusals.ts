import type { Failure, NextStep } from '../../../shared/failure.ts';
import { inARow, type Sentence, say, sentence, t } from '../../../shared/l10n.ts';
import { shownLink } from '../../answer/links.ts';
import type { Usage } from '../../answer/response.ts';
import { clean, failure, mayBeBilled, notBilled, saysFree } from '../../failures.ts';

/** What an answer without an image says of itself. */
export interface Refusal {
  blockReason?: string | undefined;
  blockMessage?: string | undefined;
  finishReason?: string | undefined;
  finishMessage?: string | undefined;
  words: string;
  /** Addresses that it names. */
  links?: readonly string[] | undefined;
  /** Whether one of them is surely that of a picture. */
  linksToPicture?: boolean | undefined;
  usage?: Usage | undefined;
}

type Told = readonly [code: string, sentence: Sentence, nextSteps?: NextStep[]];

/*
 * The reasons of the Gemini API (its SDK's enums, with what resellers say of them). A block of the
 * prompt is often caused by one input image, and Pro is stricter than the flash models.
 */
const blocks: Record<string, Told> = {
  SAFETY: [
    'promptSafety',
    sentence('The prompt was blocked by a safety filter. Rephrase it, or use another input image.'),
  ],
  OTHER: [
    'promptOther',
    sentence(
      'The prompt was blocked without a reason, often because of one input image. Leave images out one by one, or choose another model.',
    ),
    ['chooseModel'],
  ],
  BLOCKLIST: [
    'promptBlocklist',
    sentence('The prompt was blocked because of a word on a blocklist. Rephrase it.'),
  ],
  PROHIBITED_CONTENT: [
    'promptProhibited',
    sentence(
      'The prompt was blocked because its content is prohibited. Ask for something else, or use another input image.',
    ),
  ],
  IMAGE_SAFETY: [
    'promptImageSafety',
    sentence(
      'An input image was blocked by a safety filter. Use another input image, or choose another model.',
    ),
    ['chooseModel'],
  ],
  MODEL_ARMOR: [
    'promptModelArmor',
    sentence("The prompt was blocked by the endpoint's Model Armor rules. Rephrase it."),
  ],
  JAILBREAK: [
    'promptJailbreak',
    sentence('The prompt was blocked because it looks like a jailbreak. Rephrase it.'),
  ],
  BLOCKED_REASON_UNSPECIFIED: [
    'promptUnspecified',
    sentence('The prompt was blocked without a reason. Rephrase it, or use another input image.'),
  ],
};

const finishes: Record<string, Told> = {
  NO_IMAGE: [
    'noImage',
    sentence('The model made no image. Say more clearly what the image should show, or run it again.'),
    ['runAgain'],
  ],
  MAX_TOKENS: [
    'maxTokens',
    sentence(
      'The model reached its output limit before the image. Shorten the prompt, or choose a smaller size.',
    ),
  ],
  SAFETY: ['safety', sentence('The answer was stopped by a safety filter. Rephrase the prompt.')],
  PROHIBITED_CONTENT: [
    'prohibited',
    sentence('The answer was stopped because its content is prohibited. Ask for something else.'),
  ],
  BLOCKLIST: [
    'blocklist',
    sentence('The answer was stopped because of a word on a blocklist. Rephrase the prompt.'),
  ],
  SPII: [
    'personalData',
    sentence(
      'The answer was stopped because it may hold personal data. Leave personal data out of the prompt.',
    ),
  ],
  IMAGE_SAFETY: [
    'imageSafety',
    sentence('The image was withheld by a safety filter. Rephrase the prompt, or use another input image.'),
  ],
  IMAGE_PROHIBITED_CONTENT: [
    'imageProhibited',
    sentence(
      'The image was withheld because its content is prohibited. Ask for something else, or use another input image.',
    ),
  ],
  IMAGE_RECITATION: [
    'imageRecitation',
    sentence(
      'The image was withheld because it is too close to an existing one. Ask for something more original.',
    ),
  ],
  IMAGE_OTHER: [
    'imageOther',
    sentence('The image was withheld without a reason. Run it again, or rephrase the prompt.'),
    ['runAgain'],
  ],
  RECITATION: [
    'recitation',
    sentence('The answer was stopped because it repeats existing work. Ask for something more original.'),
  ],
  LANGUAGE: ['language', sentence('The model does not accept this language. Write the prompt in English.')],
  OTHER: [
    'other',
    sentence('The model stopped without a reason. Run it again, or rephrase the prompt.'),
    ['runAgain'],
  ],
  MALFORMED_FUNCTION_CALL: [
    'functionCall',
    sentence('The model tried to call a function instead of making an image. Run it again.'),
    ['runAgain'],
  ],
  UNEXPECTED_TOOL_CALL: [
    'toolCall',
    sentence('The model tried to use a tool instead of making an image. Run it again.'),
    ['runAgain'],
  ],
  TOO_MANY_TOOL_CALLS: [
    'toolCalls',
    sentence('The model kept using tools instead of making an image. Run it again.'),
    ['runAgain'],
  ],
  CONTINUATION: [
    'continuation',
    sentence('The model paused before making the image. Run it again.'),
    ['runAgain'],
  ],
  FINISH_REASON_UNSPECIFIED: [
    'unspecified',
    sentence('The model stopped and did not say why. Run it again, or rephrase the prompt.'),
    ['runAgain'],
  ],
};

const otherBlock: Told = [
  'prompt',
  sentence('The prompt was blocked ({reason}). Rephrase it, or use another input image.'),
];
const otherFinish: Told = [
  'unknown',
  sentence('The model stopped without an image ({reason}). Run it again, or rephrase the prompt.'),
  ['runAgain'],
];

/** Reasons after which an image that is only flagged as a thought can still be the result. */
export const finishedNormally = (reason: string | undefined): boolean =>
  reason === undefined ||
  ['', 'STOP', 'FINISH_REASON_UNSPECIFIED', 'MAX_TOKENS', 'CONTINUATION'].includes(reason);

/**
 * The failure for an answer without an image. Providers differ in whether a refusal is charged (APIYI
 * charges some of them), so it is free only where the provider says so.
 */
export function refusalFailure(refusal: Refusal): Failure {
  const { blockReason, finishReason, usage } = refusal;
  const words = clean(refusal.words, 300);
  const reason = clean(refusal.blockMessage || refusal.finishMessage || '', 400);
  const free = saysFree.test(reason);
  const detail = [
    blockReason && `blockReason ${blockReason}`,
    finishReason && `finishReason ${finishReason}`,
    refusal.blockMessage,
    refusal.finishMessage,
  ]
    .filter((line) => line !== undefined && line !== '')
    .map((line) => clean(line ?? '', 500))
    .join('; ');
  const tell = ([code, why, nextSteps = []]: Told, given = ''): Failure => {
    const whole = inARow(
      say(why, { reason: given }),
      free ? notBilled() : mayBeBilled(),
      reason !== '' && t('The provider wrote: “{reason}”', { reason }),
      words !== '' && t('The model wrote: “{words}”', { words }),
    );
    return failure(`refused.${code}`, whole, free ? 'no' : 'maybe', [...nextSteps], { detail });
  };

  if (blockReason) {
    return tell(blocks[blockReason] ?? otherBlock, clean(blockReason, 60));
  }
  if (finishReason && finishReason !== 'STOP') {
    return tell(finishes[finishReason] ?? otherFinish, clean(finishReason, 60));
  }
  const generated = (usage?.candidatesTokens ?? 0) > 0;
  const [link, ...otherLinks] = refusal.links ?? [];
  const links = link === undefined ? undefined : [link, ...otherLinks];
  if (link !== undefined && refusal.linksToPicture) {
    const told = t(
      'The answer contains a link instead of an image: {link} It has probably been billed. Fetch the picture soon, because such links expire, or open the link.',
      { link: shownLink(link) },
    );
    const details = { detail: [detail, ...(links ?? [])].join('; ') };
    return { ...failure('answer.link', told, 'yes', ['fetchPicture', 'openLink'], details), links };
  }
  if (words !== '') {
    const why = t(
      'The model answered with words and no image: “{words}” Answer it in the prompt and run again.',
      {
        words,
      },
    );
    const steps: NextStep[] = links ? ['runAgain', 'openLink', 'fetchPicture'] : ['runAgain'];
    const told = failure('answer.textOnly', why, generated ? 'yes' : 'maybe', steps, { detail });
    return links ? { ...told, links } : told;
  }
  const why = inARow(
    t('The answer contains no image.'),
    mayBeBilled(),
    t('Run it again, or rephrase the prompt.'),
  );
  return failure('answer.empty', why, generated ? 'yes' : 'maybe', ['runAgain'], { detail });
}
