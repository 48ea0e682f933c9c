/**
 * `npm run l10n`: writes the English sentences of the code to `l10n/bundle.l10n.json`, for translators' tools; brings the bundles of the other
 * languages into their order, takes out what no sentence of the code has any more, and says what each of them lacks.
 * `npm run l10n -- de` prints what German lacks as JSON, ready to be filled in.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pluralKey } from '../src/core/shared/l10n.ts';
import { type CodeSentence, placeholdersOf, sentencesInCode } from './sentences.ts';

const folder = join(import.meta.dirname, '../l10n');
const bundleFile = (language: string) => join(folder, `bundle.l10n.${language}.json`);

/** The languages that have a bundle, as VS Code spells them. */
export const languages = (): string[] =>
  globSync('bundle.l10n.*.json', { cwd: folder })
    .map((file) => basename(file).split('.')[2] ?? '')
    .sort();

/** What a language says, by the keys of its bundle. */
export const readBundle = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(bundleFile(language), 'utf8'));

/** The forms that a language has for numbers: `one` and `other` in German, `other` alone in Japanese. */
export const pluralCategories = (language: string): string[] =>
  new Intl.PluralRules(language).resolvedOptions().pluralCategories.sort();

/** What the bundle of a language must hold, and what of the code each key means in English. */
export function keysOf(language: string, sentences: readonly CodeSentence[]): Map<string, string> {
  const categories = pluralCategories(language.startsWith('qps') ? 'en' : language);
  const keys = new Map<string, string>();
  for (const { text, one } of sentences) {
    if (one === undefined) keys.set(text, text);
    else {
      for (const category of categories) {
        keys.set(pluralKey({ other: text }, category), category === 'one' ? one : text);
      }
      // "Replaced photo.png." is no "Replaced 1 image." in any language.
      if (!categories.includes('one') && !one.includes('{count}'))
        keys.set(pluralKey({ other: text }, '1'), one);
    }
  }
  return keys;
}

/**
 * What is wrong with a language's bundle: sentences of the code that it lacks, sentences that the code has no more, and
 * translations that are empty or have other braces than the English.
 */
export function faultsOf(
  language: string,
  bundle: Readonly<Record<string, string>>,
  sentences: readonly CodeSentence[],
): { missing: string[]; unused: string[]; faults: string[] } {
  const keys = keysOf(language, sentences);
  const faults = Object.entries(bundle).flatMap(([key, said]) => {
    const english = keys.get(key);
    if (english === undefined) return [];
    if (said.trim() === '') return [`"${key}" is empty.`];
    return haveSamePlaceholders(key, english, said) ? [] : [`"${key}" has other braces than "${said}".`];
  });
  return {
    missing: [...keys.keys()].filter((key) => bundle[key] === undefined),
    unused: Object.keys(bundle).filter((key) => !keys.has(key)),
    faults,
  };
}

/** A form for one number, `one` or `zero`, may leave the number out. */
function haveSamePlaceholders(key: string, english: string, said: string): boolean {
  const [wanted, have] = [placeholdersOf(english), placeholdersOf(said)];
  const isCounted = /\/(?:1|zero|one|two|few|many|other)$/.test(key);
  const strict = (names: string[]) => names.filter((name) => !isCounted || name !== 'count').join();
  return strict(wanted) === strict(have) && have.every((name) => wanted.includes(name) || name === 'count');
}

const accents: Readonly<Record<string, string>> = {
  ...{ a: 'á', e: 'é', i: 'í', o: 'ö', u: 'ü', c: 'ç', n: 'ñ', s: 'š', y: 'ý', z: 'ž' },
  ...{ A: 'Á', E: 'É', I: 'Í', O: 'Ö', U: 'Ü', C: 'Ç', N: 'Ñ', S: 'Š', Y: 'Ý', Z: 'Ž' },
};

/**
 * A sentence as no language has it, to find what is not translated and where there is no room: accented, in brackets,
 * and longer by a third, short ones by more, as German and Finnish are. What stands in braces stays.
 */
export function pseudo(text: string): string {
  const accented = text.replace(/\{[^}]*\}|[a-z]/gi, (part) => accents[part] ?? part);
  return `[${accented} ${'~'.repeat(Math.ceil(text.length * (text.length < 20 ? 0.5 : 0.33)))}]`;
}

/** The bundle of the made up language `qps-ploc`, or of `qps-plocm`, which is written from right to left. */
export const pseudoBundle = (sentences: readonly CodeSentence[]): Record<string, string> =>
  Object.fromEntries([...keysOf('qps-ploc', sentences)].map(([key, english]) => [key, pseudo(english)]));

const write = (file: string, bundle: object) => writeFileSync(file, `${JSON.stringify(bundle, null, 2)}\n`);

/** The English sentences, as translators' tools read them. */
const englishBundle = (sentences: readonly CodeSentence[]): Record<string, string> =>
  Object.fromEntries(keysOf('en', sentences));

function update(only: string | undefined): void {
  const { sentences, problems } = sentencesInCode();
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  if (only !== undefined) {
    const bundle = existsSync(bundleFile(only)) ? readBundle(only) : {};
    const lacks = [...keysOf(only, sentences)].filter(([key]) => bundle[key] === undefined);
    console.log(JSON.stringify(Object.fromEntries(lacks), null, 2));
    return;
  }
  write(join(folder, 'bundle.l10n.json'), englishBundle(sentences));
  for (const language of languages()) {
    const bundle = readBundle(language);
    const keys = [...keysOf(language, sentences).keys()];
    const kept = keys.flatMap((key) => (bundle[key] === undefined ? [] : [[key, bundle[key]]]));
    write(bundleFile(language), Object.fromEntries(kept));
    const gone = Object.keys(bundle).filter((key) => !keys.includes(key));
    for (const key of gone) console.log(`${language}: taken out: "${key}": "${bundle[key]}"`);
    console.log(`${language}: ${kept.length} of ${keys.length}; ${keys.length - kept.length} missing`);
  }
}

if (process.argv[1] === import.meta.filename) update(process.argv[2]);
