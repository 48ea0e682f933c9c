/**
 * Finds regular expressions whose time can grow faster than the text they look at. scslre finds the loops
 * that overlap each other; to that comes what stands before a loop: where it can begin anew inside the text
 * that the loop runs over, each beginning runs to the end of the text.
 */
import { parse } from '@babel/parser';
import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { isDisjointWith, JS, NFA } from 'refa';
import { analyse } from 'scslre';

export interface Pattern {
  source: string;
  flags: string;
  line: number;
}

/** The regular expressions of a TypeScript file, as far as they are written out. */
export function patternsIn(code: string): Pattern[] {
  const { tokens } = parse(code, { sourceType: 'module', plugins: ['typescript'], tokens: true });
  return (tokens ?? [])
    .filter(({ type }) => type.label === 'regexp')
    .map(({ value, loc }) => ({ source: value.pattern, flags: value.flags, line: loc.start.line }));
}

/** Why a pattern can be slow; undefined when nothing was found. */
export function slowReason(pattern: Omit<Pattern, 'line'>): string | undefined {
  const { source, flags } = new RegExp(pattern.source, pattern.flags);
  const [report] = analyse({ source, flags }).reports.filter(({ type }) => type !== 'Move');
  if (report) return `its loops overlap at ${report.character.pick}`;
  const literal = new RegExpParser().parseLiteral(`/${source}/${flags}`);
  if (flags.includes('y')) return undefined;
  const loop = loopsOf(literal.pattern).find((found) => beginsAnew(found, flags));
  return loop && `it can begin anew inside what ${loop.element.parent.raw} runs over`;
}

interface Loop {
  element: AST.QuantifiableElement;
  /** All that stands before it, and all that follows. */
  before: AST.Node[];
  after: AST.Node[];
}

/** The unbounded loops that a search can begin to run at any place of the text. */
function loopsOf(node: AST.Node, before: AST.Node[] = [], after: AST.Node[] = []): Loop[] {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives.flatMap((one) => loopsOf(one, before, after));
    case 'Alternative':
      return node.elements.flatMap((one, at) =>
        loopsOf(one, [...before, ...node.elements.slice(0, at)], [...node.elements.slice(at + 1), ...after]),
      );
    case 'Quantifier': {
      const inner = loopsOf(node.element, before, after);
      return node.max === Number.POSITIVE_INFINITY
        ? [{ element: node.element, before: [...before, ...required(node)], after }, ...inner]
        : inner;
    }
    default:
      return [];
  }
}

const required = ({ min, element }: AST.Quantifier): AST.Node[] =>
  Array.from({ length: Math.min(min, 8) }, () => element);

function beginsAnew({ element, before, after }: Loop, flags: string): boolean {
  if (before.some((node) => isStart(node, flags))) return false;
  // What is sure to be followed by a match never runs in vain.
  if (after.every(isOptional) || (element.raw === '[\\s\\S]' && after.every(takesTheEnd))) return false;
  const loop = `(?:${plain(element)})*`;
  const start = before.map(plain).join('');
  const runs = automaton(loop, flags);
  return [`${start}${loop}`, `[^]*${start}`].some((again) => !isDisjointWith(automaton(again, flags), runs));
}

const isStart = (node: AST.Node, flags: string) =>
  node.type === 'Assertion' && node.kind === 'start' && !flags.includes('m');

const isOptional = (node: AST.Node): boolean => node.type === 'Quantifier' && node.min === 0;

/** Like `(?:-->|$)`: what runs over everything meets it at the latest at the end. */
const takesTheEnd = (node: AST.Node): boolean =>
  node.type === 'Group' &&
  node.alternatives.some(({ elements: [only, more] }) => only?.raw === '$' && more === undefined);

/** Without what only looks around, which would make the language smaller. */
function plain(node: AST.Node): string {
  switch (node.type) {
    case 'Assertion':
      return '';
    case 'Backreference':
      return '(?:[^]*)';
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return `(?:${node.alternatives.map(plain).join('|')})`;
    case 'Alternative':
      return node.elements.map(plain).join('');
    case 'Quantifier':
      return `(?:${plain(node.element)})${node.raw.slice(node.element.raw.length)}`;
    default:
      return node.raw;
  }
}

function automaton(source: string, flags: string): NFA {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({
    source,
    flags: flags.replace(/[gyd]/g, ''),
  }).parse();
  return NFA.fromRegex(expression, { maxCharacter });
}
