import type * as z from 'zod/mini';
import { imageSizes } from '../shared/options.ts';
import { didYouMean } from './problems.ts';
import { keysAt } from './schemaHelp.ts';
import type { Path } from './yamlText.ts';

export interface SchemaSentence {
  path: Path;
  /** Whether it is about the key and not about its value. */
  atKey: boolean;
  code: 'unknownKey' | 'missingKey' | 'wrongValue';
  sentence: string;
}

type Issue = z.core.$ZodIssue;

/** What a value breaks of the schema, in words. */
export function sentencesOf(issues: readonly Issue[], value: unknown): SchemaSentence[] {
  return issues.flatMap((issue) => sentenceOf(issue, valueAt(value, issue.path)));
}

function sentenceOf(issue: Issue, value: unknown): SchemaSentence[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      atKey: true,
      code: 'unknownKey' as const,
      sentence: `"${key}" is not known here.${didYouMean(key, known) || ` Known are ${listed(known)}.`}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const sentence = `"${String(path.at(-1))}" can't be the name of a variable: use letters, digits, "_" and "-", beginning with a letter.`;
    return [{ path, atKey: true, code: 'wrongValue', sentence }];
  }
  const name = nameOf(path);
  if (value === undefined) {
    const sentence = path.length === 0 ? 'The manifest is empty.' : `${name} is missing.`;
    return [{ path: path.slice(0, -1), atKey: false, code: 'missingKey', sentence }];
  }
  return [{ path, atKey: false, code: 'wrongValue', sentence: `${name} ${wantedOf(issue, value)}` }];
}

function wantedOf(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${spoken[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return oneOf(issue.values.map(String), value);
    case 'too_small':
      return 'must not be empty.';
    case 'too_big':
      return `is too long: at most ${issue.maximum} ${issue.origin === 'array' ? 'entries' : 'characters'}.`;
    case 'invalid_format':
      return formOf(String(issue.path.at(-1)), value);
    case 'invalid_union':
      return unionOf(issue.errors.flat(), value);
    default:
      return 'has a value that is not valid.';
  }
}

/** What a text has to look like at a key. */
function formOf(key: string, value: unknown): string {
  if (key === 'pixels') return 'must be a width and a height in pixels, as in "1280x720".';
  if (key !== 'size') return `can't be "${String(value)}".`;
  const meant = didYouMean(String(value), imageSizes);
  return `must be "auto", ${listed(imageSizes)}, or pixels as in "1536x1024".${meant}`;
}

/** A text of several kinds: the values of all of them, or the kinds themselves. */
function unionOf(issues: readonly Issue[], value: unknown): string {
  const values = issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values.map(String) : []));
  if (values.length > 0) return oneOf([...new Set(values)], value);
  if (issues.some(({ code }) => code === 'too_big')) return 'is too long.';
  return 'must be a text, a number, or true or false.';
}

const oneOf = (values: readonly string[], value: unknown): string =>
  values.length === 1
    ? `must be ${values[0]}.`
    : `must be one of ${listed(values)}.${typeof value === 'string' ? didYouMean(value, values) : ''}`;

const spoken: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a set of keys and values',
  record: 'a set of keys and values',
};

/** The last key by name; an entry of a list by its place. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'The manifest';
  return typeof last === 'number' ? `Entry ${last + 1} of "${String(path.at(-2))}"` : `"${String(last)}"`;
}

const listed = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

function valueAt(value: unknown, path: Path): unknown {
  let held = value;
  for (const step of path) {
    held = typeof held === 'object' && held !== null ? Reflect.get(held, step) : undefined;
  }
  return held;
}
