import { imageEnding } from '../document/imageLinks.ts';

/** A path as another file than a document has it, without what stands before its first folder. */
export interface PathMention {
  /** With `anyName` and `anyPath` in the place of what is only known when a program runs. */
  path: string;
  /** Whether it begins with a dot: then it may count from the file's own folder. */
  isRelative: boolean;
  /** Whether it begins with a slash. */
  isRooted: boolean;
}

/** Stands for a part of one step of a path. */
export const anyName = '\uE001';
/** Stands for any number of steps. */
export const anyPath = '\uE002';
/** Stands for one of several endings. */
export const anyEnding = '\uE003';

/** No longer path is looked at, in signs. */
const longest = 300;
const endings = new RegExp(`${imageEnding}(?![\\w-])`, 'gi');
const tableOf = (signs: string): Uint8Array => {
  const table = new Uint8Array(128);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
};
/** The signs that end a path, and those that end one in quotes. */
const endsPath = tableOf(' \t\r\n\f\v"\'`<>()[]{}|,;=?#&^$!:\\');
const endsQuoted = tableOf('\n"\'`<>()[]|');

/** Templates of many languages: `${x}`, `{{ x }}`, `<%= x %>`, `#{x}`, `'…' + x + '…'`, `%s`, `{x}`. */
const templates =
  /\$\{[^{}\n]{0,200}\}|\{\{[^{}\n]{0,300}\}\}|\{%[^%\n]{0,300}%\}|<%[^%\n]{0,300}%>|#\{[^{}\n]{0,200}\}|["'`]\s{0,9}\+\s{0,9}[\w$.()[\]]{1,100}(?:\s{0,9}\+\s{0,9}["'`])?|%[svd]|\{[\w.]{0,60}\}/g;
/** What is put together within a template: `'a/' + x + '.png'`, `'a/' ~ x ~ '.png'`, `'a/' | append: x | append: '.png'`, `"a/" .x ".png"`. */
const joined =
  /["'`]\s{0,9}(?:[+~.]|\.\.|\|\s{0,9}append:)\s{0,9}[\w$.()[\]]{1,100}(?:\s{0,9}(?:[+~.]|\.\.|\|\s{0,9}append:)\s{0,9}["'`])?|["'`]\s{1,9}[.$][\w.$]{1,100}\s{1,9}["'`]/g;
const placeholders = /%[svd]/g;
/** `*.png`, `**`, `.{png,svg}`. */
const globs = /\.\*(?![\w*])|\*{1,2}|\.\{[\w,]{1,80}\}/g;

/** Whether a text may name an image or a folder of images; most do not. */
export const mayMention = (text: string): boolean => hint.test(text);
const hint = new RegExp(
  `${imageEnding}(?![\\w-])|[/\\w-]["'\`]?\\s{0,9}(?:\\$\\{|\\{\\{|\\{%|<%|#\\{|\\+|%[svd]|\\{|\\*)`,
  'i',
);

/** The paths of images that a text names, whatever its language: those that are whole. */
export function wholePaths(text: string): PathMention[] {
  const found = new Set<string>();
  for (const match of text.matchAll(endings)) {
    const end = match.index + match[0].length;
    found.add(text.slice(startOf(text, match.index, endsPath), end));
    // Within quotes a path may have blanks.
    found.add(text.slice(startOf(text, match.index, endsQuoted), end).trim());
  }
  return [...found].map(mentionOf);
}

/**
 * The paths whose parts are only known when the program runs, like `img/${name}.png`.
 * @param withGlobs also those that are written with stars; in the configuration of tools these name what they pass over
 */
export function openPaths(text: string, withGlobs: boolean): PathMention[] {
  const open = (from: string): string => (withGlobs ? from.replace(globs, signOf) : from);
  // What a template itself names is looked at too: `{{ printf "img/%s.png" .name }}`.
  const texts = [templates, placeholders, joined].map((parts) => open(text.replace(parts, anyName)));
  const found = new Set<string>();
  for (const opened of texts) {
    let at = 0;
    for (const { index } of opened.matchAll(/[\uE001-\uE003]/g)) {
      if (index < at) continue;
      at = endOf(opened, index, endsPath);
      const path = opened.slice(startOf(opened, index, endsPath), at);
      if (path.includes('/')) found.add(path);
    }
  }
  return [...found].map(mentionOf);
}

const signOf = (glob: string): string => (glob === '**' ? anyPath : glob === '*' ? anyName : `.${anyEnding}`);

function startOf(text: string, before: number, ends: Uint8Array): number {
  let start = before;
  while (start > 0 && before - start < longest && ends[text.charCodeAt(start - 1)] !== 1) start--;
  return start;
}

function endOf(text: string, from: number, ends: Uint8Array): number {
  let end = from;
  while (end < text.length && end - from < longest && ends[text.charCodeAt(end)] !== 1) end++;
  return end;
}

function mentionOf(written: string): PathMention {
  const isRelative = written.startsWith('.');
  // Of `https://host/img/a.png` two slashes and all behind them are left.
  const local = written.startsWith('//') ? written.replace(/^\/\/[^/]*/, '') : written;
  const path = decoded(isRelative ? local : local.replace(/^[/~@]+/, ''));
  return { path, isRelative, isRooted: written.startsWith('/') };
}

function decoded(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
