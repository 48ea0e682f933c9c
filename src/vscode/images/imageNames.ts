import { formatList, inARow, inCommas, plural, t } from '../../core/shared/l10n.ts';
import { nameOf, splitName } from '../../core/uris.ts';

/** The endings, in lower case and without the dot, of the files that can be edited. The manifest's menus name the same. */
export const imageExtensions = [
  'png',
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  'webp',
  'gif',
  'avif',
  'heic',
  'heif',
  'tif',
  'tiff',
  'svg',
] as const;

const endings = new Set<string>(imageExtensions);

/** Whether a file's name says that it is an image that can be edited, in upper or lower case. */
export function isImageName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot >= 0 && endings.has(name.slice(dot + 1).toLowerCase());
}

/** Puts the image first that the other seems to be made of: its name begins the other's. */
export function originalFirst(first: string, second: string): [left: string, right: string] {
  const [one, other] = [first, second].map((uri) => splitName(nameOf(uri)).base);
  const isLater = one !== undefined && other !== undefined && one !== other && one.startsWith(other);
  return isLater ? [second, first] : [first, second];
}

const upperAndLower = (letter: string): string => `[${letter}${letter.toUpperCase()}]`;

/** A glob for all images below a folder, in any case also where the file system tells cases apart. */
export const imageGlob = `**/*.{${imageExtensions
  .map((extension) => extension.replace(/[a-z]/g, upperAndLower))
  .join(',')}}`;

const maxNamed = 3;

/** "notes.txt", "notes.txt and a.md", "notes.txt, a.md, b.md and 4 more". */
function enumerate(names: readonly string[]): string {
  if (names.length > maxNamed + 1) {
    return t('{names} and {count} more', {
      names: inCommas(names.slice(0, maxNamed)),
      count: names.length - maxNamed,
    });
  }
  return formatList(names);
}

/** What was left out of a selection, as a sentence; empty when nothing was. */
export function leftOutSentence(names: readonly string[]): string {
  if (names.length === 0) return '';
  return plural(
    names.length,
    { one: 'Left out {names}: not an image.', other: 'Left out {names}: not images.' },
    { names: enumerate(names) },
  );
}

/** For a selection in which nothing can be edited. */
export function nothingToEditSentence(names: readonly string[]): string {
  const what = plural(
    names.length,
    {
      one: '{name} is not an image that can be edited.',
      other: 'None of the {count} files is an image that can be edited.',
    },
    { name: names[0] ?? '' },
  );
  return inARow(what, t('Choose PNG, JPEG, WebP, GIF, AVIF, HEIC, TIFF or SVG files.'));
}
