import { plural } from '../../../../core/shared/l10n.ts';

/** What is said when discarded results are among the others again. @param name of the only one */
export const backSentence = (count: number, name: string): string =>
  plural(count, { one: '{name} is back.', other: '{count} results are back.' }, { name });
