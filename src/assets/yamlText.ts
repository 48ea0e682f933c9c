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
} from 'yaml';
import type { Range } from './problems.ts';

export type Path = readonly PropertyKey[];

/** Longer texts are no manifest, and would keep the parser busy. */
const longestText = 4_000_000;
/** Enough for an anchor that every asset shares; a bomb unfolds to far more. */
const mostAliases = 100_000;

/** Of a text that is no YAML; more help nobody. */
const mostErrors = 20;

export interface YamlError {
  range: Range;
  code: 'yaml' | 'tooLong' | 'aliases' | 'duplicateKey';
  sentence: string;
}

/** A YAML text as plain values, and the way from each value to its place. */
export class YamlText {
  /** Undefined when the text is broken, and then there are errors. */
  readonly value: unknown;
  readonly errors: readonly YamlError[];
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed | undefined;

  constructor(text: string) {
    const errors: YamlError[] = [];
    this.errors = errors;
    const whole = { start: { line: 0, column: 0 }, end: { line: 0, column: 1 } };
    if (text.length > longestText) {
      const sentence = `The file is too long (more than ${longestText / 1e6} million characters). Split it into several manifests.`;
      errors.push({ range: whole, code: 'tooLong', sentence });
      return;
    }
    try {
      this.#document = parseDocument(text, {
        lineCounter: this.#lines,
        merge: true,
        prettyErrors: false,
        // The parser compares each key with each; ours is quick with many.
        uniqueKeys: false,
        logLevel: 'silent',
      });
      for (const { pos, message } of this.#document.errors.slice(0, mostErrors)) {
        errors.push({ range: this.#range(pos[0], pos[1]), code: 'yaml', sentence: sentenceOf(message) });
      }
      if (errors.length > 0) return;
      this.#findDuplicates(this.#document, errors);
      this.value = this.#document.toJS({ maxAliasCount: mostAliases });
    } catch (error) {
      const isBomb = error instanceof ReferenceError;
      errors.push({
        range: whole,
        code: isBomb ? 'aliases' : 'yaml',
        sentence: isBomb
          ? 'The aliases in this file unfold to too much. Write the values out.'
          : `The file can't be read: ${sentenceOf(error instanceof Error ? error.message : String(error))}`,
      });
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

  #findDuplicates(document: Document.Parsed, errors: YamlError[]): void {
    const open: unknown[] = [document.contents];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (isSeq(node)) for (const item of node.items) open.push(item);
      if (!isMap(node)) continue;
      const seen = new Set<string>();
      for (const { key, value } of node.items) {
        const name = keyText(key);
        if (name !== undefined && seen.has(name) && name !== '<<' && isNode(key)) {
          const sentence = `"${name}" stands here twice. Remove one of them.`;
          errors.push({ range: this.#rangeOfNode(key), code: 'duplicateKey', sentence });
        }
        if (name !== undefined) seen.add(name);
        if (value !== null) open.push(value);
      }
    }
    errors.sort((one, other) => one.range.start.line - other.range.start.line);
  }
}

const keyText = (key: unknown): string | undefined =>
  isScalar(key) ? String(key.value) : typeof key === 'string' ? key : undefined;

const sentenceOf = (message: string): string =>
  message.startsWith('Maximum call stack')
    ? 'It is nested too deeply.'
    : (message.split('\n')[0]?.replace(/\.?$/, '.') ?? message);
