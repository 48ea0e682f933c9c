import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml';
import { hasConflict } from '../../records/conflict.ts';
import { t } from '../../shared/l10n.ts';
import type { Range } from './problems.ts';
import { quotedText, whyQuoted } from './quoting.ts';
import { onlySpaces, readFault, syntaxSentence } from './yamlFaults.ts';

export type Path = readonly PropertyKey[];

/** Longer texts are no manifest, and would keep the parser busy. */
const longestText = 4_000_000;
/** Enough for an anchor that every asset shares; a bomb unfolds to far more. */
const mostAliases = 100_000;

/** Of a text that is no YAML; more help nobody. */
const mostErrors = 20;
/** Each try reads the text once more. */
const mostTries = 6;
const longestTried = 200_000;

export interface YamlError {
  range: Range;
  code:
    | 'yaml'
    | 'tooLong'
    | 'encoding'
    | 'aliases'
    | 'duplicateKey'
    | 'conflict'
    | 'manyDocuments'
    | 'quote'
    | 'cutText';
  sentence: string;
}

/** A YAML text as plain values, and the way from each value to its place. */
export class YamlText {
  /** Undefined when nothing of the text can be read; with errors, what stands beside them can still be told. */
  readonly value: unknown;
  readonly errors: readonly YamlError[];
  /** What is read otherwise than it was probably meant. */
  readonly warnings: readonly YamlError[];
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed | undefined;

  constructor(text: string) {
    const errors: YamlError[] = [];
    const warnings: YamlError[] = [];
    this.errors = errors;
    this.warnings = warnings;
    const whole = { start: { line: 0, column: 0 }, end: { line: 0, column: 1 } };
    if (text.length > longestText) {
      const sentence = t(
        'The file is too long (more than {millions} million characters). Split it into several manifests.',
        { millions: longestText / 1e6 },
      );
      errors.push({ range: whole, code: 'tooLong', sentence });
      return;
    }
    if (hasConflict(text)) {
      errors.push(...conflictsIn(text));
      return;
    }
    const unread = text.search(/[\uFFFD\0]/);
    if (unread >= 0) errors.push(wrongEncoding(text, unread));
    // In UTF-16 every other sign is none.
    if (text.includes('\0')) return;
    try {
      this.#document = parseDocument(text, { ...options, lineCounter: this.#lines });
      errors.push(...this.#syntaxErrors(this.#document, text));
      this.#findInNodes(this.#document, text, errors, warnings);
      for (const { pos } of this.#document.warnings) warnings.push(this.#unquoted(text, this.#range(...pos)));
      this.value = this.#document.toJS({ maxAliasCount: mostAliases });
    } catch (error) {
      if (errors.length > 0) return;
      const code = error instanceof ReferenceError ? 'aliases' : 'yaml';
      errors.push({ range: whole, code, sentence: readFault(error) });
    }
  }

  /** Where a value stands; the nearest one around it where it has no place of its own (merged keys). */
  rangeOf(path: Path): Range {
    const { node } = this.#walk(path);
    return this.#rangeOfNode(node);
  }

  /** Where the key of a value stands. */
  rangeOfKey(path: Path): Range {
    const { key, node } = this.#walk(path);
    return this.#rangeOfNode(key ?? node);
  }

  /** How a scalar is written: `1.10`, which as a number is 1.1. Undefined where it stands nowhere. */
  sourceOf(path: Path): string | undefined {
    const { node, whole } = this.#walk(path);
    return whole && isScalar(node) ? node.source : undefined;
  }

  /** The ways to what stands at a place in the text, from the outside in. */
  #walk(path: Path): { node: Node | null; key: Node | undefined; whole: boolean } {
    let node: Node | null = this.#document?.contents ?? null;
    let key: Node | undefined;
    for (const step of path) {
      const held = this.#resolve(node);
      let next: unknown;
      let nextKey: Node | undefined;
      if (isMap(held)) {
        const pair = held.items.find((item) => keyText(item.key) === String(step));
        next = pair?.value ?? pair?.key;
        nextKey = isNode(pair?.key) ? pair.key : undefined;
      } else if (isSeq(held)) {
        next = held.items[Number(step)];
      }
      if (!isNode(next)) return { node, key: undefined, whole: false };
      node = next;
      key = nextKey;
    }
    return { node: this.#resolve(node), key, whole: true };
  }

  #resolve(node: Node | null): Node | null {
    if (!isAlias(node) || this.#document === undefined) return node;
    return node.resolve(this.#document) ?? node;
  }

  #rangeOfNode(node: Node | null): Range {
    const [start, end] = node?.range ?? [0, 1];
    return this.#range(start, end);
  }

  #range(from: number, to: number): Range {
    return { start: this.#position(from), end: this.#position(Math.max(to, from + 1)) };
  }

  #position(offset: number): Range['start'] {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(0, line - 1), column: Math.max(0, col - 1) };
  }

  /** Where putting a text in quotes mends an error, that is what is said. */
  #syntaxErrors({ errors }: Document.Parsed, text: string): YamlError[] {
    const lines = text.split('\n');
    let triesLeft = text.length > longestTried ? 0 : mostTries;
    const told = new Map<number, YamlError>();
    // A quote that is never closed is told of at the end.
    const open = lines.findIndex((text) => /:[ \t]+(?:'[^']*|"[^"]*)$/.test(text));
    for (const { pos, code, message } of errors.slice(0, mostErrors)) {
      const range = this.#range(pos[0], pos[1]);
      const { line } = range.start;
      const broken = [line, line - 1, open].find(
        (at) => !told.has(at) && triesLeft-- > 0 && isMendedByQuotes(lines, at, errors.length),
      );
      if (code === 'MULTIPLE_DOCS')
        told.set(line, { range, code: 'manyDocuments', sentence: manyDocuments() });
      else if (broken !== undefined) told.set(broken, this.#unquoted(text, lineRange(lines, broken)));
      else if (!told.has(line)) {
        const sentence = syntaxSentence(code, message, lines[line] ?? '');
        told.set(line, { range, code: 'yaml', sentence });
      }
    }
    const found = [...told.values()];
    const mended = found.filter(({ code }) => code === 'quote');
    // The others can be what the parser made of them.
    return mended.length > 0 ? found.filter(({ code }) => code !== 'yaml') : found;
  }

  #unquoted(text: string, range: Range): YamlError {
    return { range, code: 'quote', sentence: whyQuoted(text.split(/\r?\n/)[range.start.line] ?? '') };
  }

  #findInNodes(document: Document.Parsed, text: string, errors: YamlError[], warnings: YamlError[]): void {
    const open: unknown[] = [document.contents];
    const anchored: Node[] = [];
    const named = new Map<string, Node>();
    const anchors = new Set<string>();
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (isAlias(node)) {
        if (!named.has(node.source)) named.set(node.source, node);
      } else if (isNode(node) && 'anchor' in node && typeof node.anchor === 'string') {
        anchors.add(node.anchor);
      }
      if (isSeq(node)) for (const item of node.items) open.push(item);
      if (!isMap(node)) continue;
      const seen = new Set<string>();
      for (const { key, value } of node.items) {
        const name = keyText(key);
        if (isScalar(value) && name === 'prompt' && value.anchor !== undefined) anchored.push(value);
        for (const scalar of isSeq(value) ? value.items : [value]) {
          if (isScalar(scalar) && isCut(scalar, text, name === 'prompt')) {
            warnings.push({ range: this.#rangeOfNode(scalar), code: 'cutText', sentence: cutText() });
          }
        }
        if (name !== undefined && seen.has(name) && name !== '<<' && isNode(key)) {
          const sentence = t('"{name}" is listed twice. Remove one of them.', { name });
          errors.push({ range: this.#rangeOfNode(key), code: 'duplicateKey', sentence });
        }
        if (name !== undefined && isNode(key) && /^\s/.test(name))
          errors.push({ range: this.#rangeOfNode(key), code: 'yaml', sentence: onlySpaces() });
        if (name !== undefined) seen.add(name);
        if (value !== null) open.push(value);
      }
    }
    for (const [name, node] of named) {
      const range = this.#rangeOfNode(node);
      const isTold = errors.some((error) => error.range.start.line === range.start.line);
      if (!isTold && !anchors.has(name)) errors.push(this.#unquoted(text, range));
    }
    for (const node of anchored) {
      if (isScalar(node) && !named.has(node.anchor ?? ''))
        warnings.push(this.#unquoted(text, this.#rangeOfNode(node)));
    }
    errors.sort((one, other) => one.range.start.line - other.range.start.line);
  }
}

const options = {
  merge: true,
  prettyErrors: false,
  // The parser compares each key with each; ours is quick with many.
  uniqueKeys: false,
  // Quieter, it would not tell of further documents.
  logLevel: 'error',
} as const;

/** Whether a text without quotes goes on behind " #", where to YAML a comment begins. */
function isCut(scalar: Scalar, text: string, isProse: boolean): boolean {
  if (scalar.type !== 'PLAIN' || typeof scalar.value !== 'string') return false;
  const from = scalar.range?.[1] ?? text.length;
  const rest = text.slice(from, from + mostBlank);
  // What was meant as a comment mostly begins with a space.
  return (isProse ? /^[ \t]+#[^\n]/ : /^[ \t]+#[^\s#]/).test(rest);
}

/** Between a text and its comment; more is a table. */
const mostBlank = 200;

const cutText = () =>
  t(
    'YAML reads everything after " #" as a comment, so it is not part of the text. Put the text in quotes, or the comment on its own line.',
  );

const manyDocuments = () =>
  t(
    'A second YAML document starts here, and none of it is read. Remove the "---", or move it to a manifest in another folder.',
  );

function isMendedByQuotes(lines: readonly string[], at: number, errors: number): boolean {
  const line = lines[at];
  const edit = line === undefined ? undefined : quotedText(line);
  if (line === undefined || edit === undefined) return false;
  const mended = line.slice(0, edit.from) + edit.text + line.slice(edit.to);
  return parseDocument(lines.with(at, mended).join('\n'), options).errors.length < errors;
}

const lineRange = (lines: readonly string[], line: number): Range => {
  const text = lines[line] ?? '';
  const { from, to } = quotedText(text) ?? { from: 0, to: text.length };
  return { start: { line, column: from }, end: { line, column: Math.max(to, from + 1) } };
};

function conflictsIn(text: string): YamlError[] {
  return text.split(/\r?\n/).flatMap((line, at) =>
    hasConflict(line)
      ? [
          {
            range: { start: { line: at, column: 0 }, end: { line: at, column: line.length } },
            code: 'conflict' as const,
            sentence: t('A merge left a conflict here. Keep one side and remove the conflict markers.'),
          },
        ]
      : [],
  );
}

function wrongEncoding(text: string, at: number): YamlError {
  const before = text.slice(0, at).split('\n');
  const start = { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  return {
    range: { start, end: { line: start.line, column: start.column + 1 } },
    code: 'encoding',
    sentence: t('The file is not UTF-8, so this character is lost. Save the file with the encoding UTF-8.'),
  };
}

const keyText = (key: unknown): string | undefined =>
  isScalar(key) ? String(key.value) : typeof key === 'string' ? key : undefined;
