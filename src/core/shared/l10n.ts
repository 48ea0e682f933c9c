/// <reference path="./vscodeL10n.d.ts" />
import { config, t as look } from '@vscode/l10n/dist/browser.js';

/** What goes into a sentence, by the names in its braces. */
export type Values = Readonly<Record<string, string | number>>;

/** A language's sentences by the English ones, as `l10n/bundle.l10n.<language>.json` has them. */
export type Bundle = Readonly<Record<string, string>>;

/** A display language: what is handed on to pages, threads and whoever else speaks to the person. */
export interface Language {
  /** As VS Code spells it: `en`, `de`, `zh-cn`. */
  id: string;
  bundle: Bundle;
}

declare const english: unique symbol;
/** An English sentence of the code that is not translated yet: `say` does that when it is shown. */
export interface Sentence {
  readonly [english]: true;
}

/** A sentence for each form of English: the other languages have forms of their own, see docs/languages.md. */
export interface PluralForms {
  one: string;
  other: string;
}

const spokenByCode: Language = { id: 'en', bundle: {} };
let current = spokenByCode;

/**
 * What is spoken from now on. Without a bundle all is English, also numbers and dates.
 * @param id as VS Code or an operating system spells it
 */
export function setLanguage(id: string, bundle: Bundle | undefined): void {
  current = bundle ? { id, bundle } : spokenByCode;
  formats.clear();
  spoken.clear();
  config({ contents: { ...current.bundle } });
}

/** The display language, for those who speak in its place; undefined where that is English. */
export const spokenLanguage = (): Language | undefined => (current === spokenByCode ? undefined : current);

/** What `Intl` calls the display language: it knows nothing of made up ones. */
const intlTag = (): string => (current.id.startsWith('qps') ? 'en' : current.id);

/** Whether a language is written from right to left; one that is made up for tests is, too. */
export const isRightToLeft = (id: string): boolean => /^(?:ar|fa|he|ur|qps-plocm)\b/.test(id);

/** What keeps its order in a language that is written from right to left. */
export const leftToRight = (text: string): string =>
  isRightToLeft(current.id) ? `\u2066${text}\u2069` : text;

/**
 * A sentence in the display language.
 * @param sentence in English, written out: `t('Saved as {name}.', { name })`
 */
export const t = (sentence: string, values: Values = {}): string =>
  heard(look(sentence, { ...values }), sentence, values);

/**
 * The sentence that fits a number, in the display language.
 * @param forms whole sentences, written out; `{count}` is the number as the language writes it
 */
export function plural(count: number, forms: PluralForms, values: Values = {}): string {
  const all = { ...values, count: formatNumber(count) };
  const isOne = count === 1 && current.bundle[pluralKey(forms, '1')] !== undefined;
  const comment = isOne ? '1' : format('plural', (tag) => new Intl.PluralRules(tag)).select(count);
  const inEnglish = count === 1 ? forms.one : forms.other;
  const isKnown = current.bundle[pluralKey(forms, comment)] !== undefined;
  const said = isKnown ? look({ message: forms.other, comment, args: all }) : fill(inEnglish, all);
  return heard(said, inEnglish, all);
}

/**
 * Under which a bundle has one form of a sentence: its category in the language, behind the English `other`. `1` is the
 * form for one alone, of languages that have no category for it, where the English names the one instead of counting.
 */
export const pluralKey = ({ other }: Pick<PluralForms, 'other'>, category: string): string =>
  `${other}/${category}`;

/** Marks a sentence in a table that is made when the code is loaded: `say` translates it. */
export const sentence = (text: string): Sentence => text as unknown as Sentence;

/** A marked sentence in the display language. */
export const say = (sentence: Sentence, values: Values = {}): string =>
  t(sentence as unknown as string, values);

/** Chinese and Japanese have no spaces between sentences, and a comma of their own in lists. */
const isSetWide = (): boolean => /^(?:zh|ja)\b/.test(current.id);

/** Sentences behind one another, as the display language sets them. */
export const inARow = (...sentences: readonly (string | undefined | false)[]): string =>
  sentences.filter(Boolean).join(isSetWide() ? '' : ' ');

/** Names or short phrases behind one another, with the comma that the display language has for them. */
export const inCommas = (parts: readonly (string | undefined | false)[]): string =>
  parts.filter(Boolean).join(isSetWide() ? '、' : ', ');

const formats = new Map<string, unknown>();

function format<T>(key: string, make: (tag: string) => T): T {
  const made = (formats.get(key) as T | undefined) ?? make(intlTag());
  formats.set(key, made);
  return made;
}

/** A number as the display language writes it: `8,102,400`. */
export const formatNumber = (number: number, options: Intl.NumberFormatOptions = {}): string =>
  format(`number ${JSON.stringify(options)}`, (tag) => new Intl.NumberFormat(tag, options)).format(number);

/** A date as the display language writes it. @param milliseconds since 1970, or ISO 8601 */
export const formatDate = (
  milliseconds: number | string,
  options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' },
): string =>
  format(`date ${JSON.stringify(options)}`, (tag) => new Intl.DateTimeFormat(tag, options)).format(
    new Date(milliseconds),
  );

/** `3 months ago`. */
export const formatAgo = (count: number, unit: Intl.RelativeTimeFormatUnit): string =>
  format('ago', (tag) => new Intl.RelativeTimeFormat(tag)).format(-count, unit);

/** `a, b and c`, or with `or`. */
export const formatList = (parts: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction') =>
  // American English has a comma before the last word.
  format(`list ${type}`, (tag) => new Intl.ListFormat(tag === 'en' ? 'en-GB' : tag, { type })).format(parts);

/** What was said lately in another language, and what it is in English. */
const spoken = new Map<string, string>();
const mostSpoken = 500;

const fill = (
  template: string,
  values: Values,
  spell: (value: string) => string = (value) => value,
): string =>
  template.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : spell(String(value));
  });

function heard(said: string, inEnglish: string, values: Values): string {
  if (current === spokenByCode) return said;
  spoken.delete(said);
  spoken.set(
    said,
    fill(inEnglish, values, (value) => spoken.get(value) ?? value),
  );
  const [oldest] = spoken.keys();
  if (spoken.size > mostSpoken && oldest !== undefined) spoken.delete(oldest);
  return said;
}

/** For the log, which stays English: a text with what was said in the display language turned back. */
export function inEnglish(text: string): string {
  if (current === spokenByCode) return text;
  const whole = spoken.get(text);
  if (whole !== undefined) return whole;
  let turned = text;
  for (const said of [...spoken.keys()].sort((one, other) => other.length - one.length)) {
    if (said.length > 5) turned = turned.replaceAll(said, () => spoken.get(said) ?? said);
  }
  return turned;
}
