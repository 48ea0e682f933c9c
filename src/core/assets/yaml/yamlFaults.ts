import { messageOf } from '../../shared/errorText.ts';
import { t } from '../../shared/l10n.ts';

/** What the parser says in its own words, by what a person can do. */
export function syntaxSentence(code: string, message: string, line: string): string {
  if (code === 'TAB_AS_INDENT' || /^ *[^\S \r\n]/.test(line)) return onlySpaces();
  if (/^[\s-]*[\w-]{1,60}\s?：/.test(line))
    return t('YAML does not read "：" as a colon. Write ":" and a space after the key.');
  if (/closing|(?:end with an?|with a) [\]}]|end with/i.test(message))
    return t('A bracket or a quote before this place is never closed.');
  if (fitsNotBelow.has(code))
    return t(
      'This line does not fit below the one above. Indent it like the other keys of its entry, or further if it continues a text.',
    );
  return sentenceOf(message);
}

/** Of tabs, and of blanks that look like a space. */
export const onlySpaces = (): string =>
  t('Indent lines with spaces only. Replace other characters at the start of the line.');

const fitsNotBelow = new Set([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'MISSING_CHAR',
  'MULTILINE_IMPLICIT_KEY',
  'UNEXPECTED_TOKEN',
]);

/** What reading failed with. */
export const readFault = (error: unknown): string =>
  error instanceof ReferenceError
    ? t('The aliases in this file expand to too much. Write the values out.')
    : t("The file can't be read: {reason}", { reason: sentenceOf(messageOf(error)) });

const sentenceOf = (message: string): string =>
  message.startsWith('Maximum call stack')
    ? t('It is nested too deeply.')
    : (message.split('\n')[0]?.replace(/\.?$/, '.') ?? message);
