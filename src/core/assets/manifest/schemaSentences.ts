import type * as z from 'zod/mini';
import { inARow, t } from '../../shared/l10n.ts';
import { imageSizes } from '../../shared/options.ts';
import { didYouMean } from '../yaml/problems.ts';
import type { Path } from '../yaml/yamlText.ts';
import { keysAt } from './schemaHelp.ts';

export interface SchemaSentence {
  path: Path;
  /** Whether it is about the key and not about its value. */
  atKey: boolean;
  code: 'unknownKey' | 'missingKey' | 'wrongValue';
  /** Whether a text is wanted where another plain value stands. */
  isText?: boolean;
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
      sentence: inARow(
        t('"{key}" is not known here.', { key }),
        didYouMean(key, known) || t('Known: {known}.', { known: listed(known) }),
      ),
    }));
  }
  if (issue.code === 'invalid_key') {
    const sentence = t(
      `"{path}" can't be the name of a variable: use letters, digits, "_" and "-", beginning with a letter.`,
      { path: String(path.at(-1)) },
    );
    return [{ path, atKey: true, code: 'wrongValue', sentence }];
  }
  const name = nameOf(path);
  if (value === undefined) {
    const sentence = path.length === 0 ? t('The manifest is empty.') : t('{name} is missing.', { name });
    return [{ path: path.slice(0, -1), atKey: false, code: 'missingKey', sentence }];
  }
  const isText = issue.code === 'invalid_type' && issue.expected === 'string';
  return [{ path, atKey: false, code: 'wrongValue', isText, sentence: faultOf(name, issue, value) }];
}

function faultOf(name: string, issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return kindFault(name, issue.expected);
    case 'invalid_value':
      return oneOf(name, issue.values.map(String), value);
    case 'too_small':
      return t('{name} must not be empty.', { name });
    case 'too_big':
      return issue.origin === 'array'
        ? t('{name} is too long: at most {most} entries.', { name, most: Number(issue.maximum) })
        : t('{name} is too long: at most {most} characters.', { name, most: Number(issue.maximum) });
    case 'invalid_format':
      return formOf(name, String(issue.path.at(-1)), value);
    case 'invalid_union':
      return unionOf(name, issue.errors.flat(), value);
    default:
      return t('{name} has a value that is not valid.', { name });
  }
}

/** What a text has to look like at a key. */
function formOf(name: string, key: string, value: unknown): string {
  if (key === 'pixels')
    return t('{name} must be a width and a height in pixels, as in "1280x720".', { name });
  if (key !== 'size') return t(`{name} can't be "{value}".`, { name, value: String(value) });
  const meant = didYouMean(String(value), imageSizes);
  const fault = t('{name} must be "auto", {sizes}, or pixels as in "1536x1024".', {
    name,
    sizes: listed(imageSizes),
  });
  return inARow(fault, meant);
}

/** A text of several kinds: the values of all of them, or the kinds themselves. */
function unionOf(name: string, issues: readonly Issue[], value: unknown): string {
  const values = issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values.map(String) : []));
  if (values.length > 0) return oneOf(name, [...new Set(values)], value);
  if (issues.some(({ code }) => code === 'too_big')) return t('{name} is too long.', { name });
  return t('{name} must be a text, a number, or true or false.', { name });
}

function oneOf(name: string, values: readonly string[], value: unknown): string {
  const [only = ''] = values;
  if (values.length === 1) return t('{name} must be {value}.', { name, value: only });
  const fault = t('{name} must be one of {values}.', { name, values: listed(values) });
  return inARow(fault, typeof value === 'string' && didYouMean(value, values));
}

function kindFault(name: string, kind: string): string {
  switch (kind) {
    case 'string':
      return t('{name} must be a text.', { name });
    case 'number':
      return t('{name} must be a number.', { name });
    case 'boolean':
      return t('{name} must be true or false.', { name });
    case 'array':
      return t('{name} must be a list.', { name });
    case 'object':
    case 'record':
      return t('{name} must be a set of keys and values.', { name });
    default:
      return t('{name} must be {kind}.', { name, kind });
  }
}

/** The last key by name; an entry of a list by its place. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return t('The manifest');
  return typeof last === 'number'
    ? t('Entry {number} of "{path}"', { number: last + 1, path: String(path.at(-2)) })
    : `"${String(last)}"`;
}

const listed = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

function valueAt(value: unknown, path: Path): unknown {
  let held = value;
  for (const step of path) {
    held = typeof held === 'object' && held !== null ? Reflect.get(held, step) : undefined;
  }
  return held;
}
