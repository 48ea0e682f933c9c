import { plural } from './l10n.ts';

/** A text without those of the characters that stand at its end: `withoutEnd('a/b//', '/')` is `a/b`. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** `1 image`, `3 images`. */
export const countedImages = (count: number): string =>
  plural(count, { one: '{count} image', other: '{count} images' });
