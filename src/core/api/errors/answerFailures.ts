import { messageOf } from '../../shared/errorText.ts';
import type { Failure, NextStep } from '../../shared/failure.ts';
import { inARow, t } from '../../shared/l10n.ts';
import { clean, failure, mayBeBilled } from '../failures.ts';
import type { JsonValue } from '../json/jsonValue.ts';
import { readError } from './errorBody.ts';

/** The connection ended before the answer did. */
export function cutFailure(providerName: string, requestId?: string, detail?: string): Failure {
  const sentence = inARow(
    t('The answer from {name} broke off before the image was complete.', { name: providerName }),
    mayBeBilled(),
    t('Run it again.'),
  );
  return failure('answer.cut', sentence, 'maybe', ['runAgain', 'showLog'], { requestId, detail });
}

/** The answer is larger than anything an image model sends. */
export function tooLargeFailure(providerName: string, requestId?: string): Failure {
  const sentence = inARow(
    t('The answer from {name} is too large to be an image.', { name: providerName }),
    mayBeBilled(),
    t('Choose a smaller size, or run it again.'),
  );
  return failure('answer.tooLarge', sentence, 'maybe', ['runAgain', 'showLog'], { requestId });
}

/** The answer has no body. */
export function nothingFailure(providerName: string, requestId: string | undefined): Failure {
  const sentence = inARow(
    t('{name} sent an empty answer.', { name: providerName }),
    mayBeBilled(),
    t('Run it again.'),
  );
  return failure('answer.cut', sentence, 'maybe', ['runAgain', 'showLog'], { requestId });
}

/** What an answer is that is none of the API's. */
export interface Foreign {
  isPage: boolean;
  /** Where the pictures of a page are. */
  links: readonly string[];
  detail: string;
  requestId: string | undefined;
}

/** The answer is a web page or a text, and has no picture in it. */
export function notJsonFailure(name: string, { isPage, links, detail, requestId }: Foreign): Failure {
  const sentence = inARow(
    isPage
      ? t('{name} answered with a web page instead of an image.', { name })
      : t('{name} answered with something other than JSON instead of an image.', { name }),
    mayBeBilled(),
    t('Check the endpoint, or run it again.'),
  );
  const forLinks: NextStep[] = links.length > 0 ? ['openLink', 'fetchPicture'] : [];
  const steps: NextStep[] = ['openSettings', 'runAgain', 'showLog', ...forLinks];
  const told = failure('answer.notJson', sentence, 'maybe', steps, { detail, requestId });
  return links.length > 0 ? { ...told, links: [...links] } : told;
}

/** What came as the image is not one. */
export function damagedFailure(providerName: string, requestId: string | undefined): Failure {
  const sentence = t(
    'The image in the answer of {providerName} is damaged. It has probably been billed. Run it again.',
    { providerName },
  );
  return failure('answer.badImage', sentence, 'yes', ['runAgain', 'showLog'], { requestId });
}

/** The image came and this machine did not take it. */
export function notStoredFailure(error: unknown, requestId: string | undefined): Failure {
  const detail = messageOf(error);
  const sentence = t(
    'The image arrived but could not be stored: {detail}. It has probably been billed. Free up space and run it again.',
    { detail: clean(detail, 200) },
  );
  return failure('answer.notStored', sentence, 'yes', ['runAgain', 'showLog'], { detail, requestId });
}

/** What an answer with an image reports beside it, as a note. */
export function besideError(name: string, error: JsonValue): string {
  const said = clean(readError(error).message, 300);
  return said === ''
    ? t('{name} reported an error along with the image. The image is complete.', { name })
    : t('{name} reported an error along with the image: “{said}”. The image is complete.', { name, said });
}
