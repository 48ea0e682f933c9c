import { plural } from './l10n.ts';

/** A text without those of the characters that stand at its end: `withoutEnd('a/b//', '/')` is `a/b`. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Signs that give orders to a terminal, or that turn the order of what is read; but for the ends of lines and tabs. */
const orders = /(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Names and prompts come out of files that somebody else wrote: what in them would move a cursor, clear a screen or
 * show a text backwards is spelled out.
 */
export const spelledOut = (text: string): string =>
  text.replace(orders, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);

/** `1 image`, `3 images`. */
export const countedImages = (count: number): string =>
  plural(count, { one: '{count} image', other: '{count} images' });
