import type { ImageRecord } from '../../records/record.ts';
import { t } from '../../shared/l10n.ts';
import { cut, wordsOfName } from './words.ts';

export interface AltSuggestion {
  alt: string;
  /** What it was taken from, as a sentence. */
  basis: string;
}

/** What screen readers read in one go. */
const longest = 125;

/** What commands a picture, before what the picture is of. */
const command =
  /^(?:please\s+)?(?:draw|create|generate|make|paint|sketch|design|render|show|illustrate)\s+(?:me\s+)?/i;
const pictureOf = /^(?:an?|the)?\s*(?:picture|image|illustration|photo|drawing)\s+(?:of|for|showing)\s+/i;

/**
 * An alternative text out of what is known, without asking a model: the words that the image was made from, else
 * its name. The instruction of an edit tells what changed and not what is seen, so it is no description.
 */
export function suggestAlt(name: string, record: ImageRecord | undefined): AltSuggestion {
  if (record?.kind === 'generated') {
    const described = firstSentence(record.prompt.replace(command, '').replace(pictureOf, ''));
    if (described !== '') {
      return {
        alt: described.charAt(0).toLocaleUpperCase() + described.slice(1),
        basis: t('Taken from the prompt that made the image.'),
      };
    }
  }
  return {
    alt: wordsOfName(name),
    basis: t('Taken from the file name: nothing else is known about the image.'),
  };
}

function firstSentence(text: string): string {
  const line = text.trim().split(/\n/)[0] ?? '';
  const [sentence = ''] = /^.*?[.!?。！？](?=\s|$)/.exec(line) ?? [line];
  return cut(sentence.replace(/[.。]$/, '').trim(), longest);
}
