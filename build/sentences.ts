import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';

/** A sentence of the code that people see. */
export interface CodeSentence {
  /** In English; of a plural the form `other`. */
  text: string;
  /** The form `one`, where the sentence counts. */
  one?: string;
  /** Where it stands first: `src/core/edit/prepare/prepare.ts:31`. */
  at: string;
}

interface Node {
  type: string;
  loc?: { start: { line: number } };
  [field: string]: unknown;
}

const root = join(import.meta.dirname, '..');
const room = 'src/core/shared/l10n.ts';
/** They translate at once, so they have no place where the code is only being loaded. */
const speaking = new Set(['t', 'plural', 'say', 'formatNumber', 'formatDate', 'formatList', 'inARow']);

/** The names in a sentence's braces, each once, in the order of the alphabet: not what is meant as `${name}` or `{{name}}`. */
export const placeholdersOf = (text: string): string[] =>
  [...new Set([...text.matchAll(/(?<![{$])\{(\w+)\}/g)].map(([, name = '']) => name))].sort();

/**
 * All sentences that the code gives to `t`, `plural` and `sentence` of the one room for them, and what is wrong with
 * these calls: a sentence that is not written out, values that do not fit its braces, a call while the code is being
 * loaded, where the language is not known yet.
 */
export function sentencesInCode(): { sentences: CodeSentence[]; problems: string[] } {
  const found = new Map<string, CodeSentence>();
  const problems: string[] = [];
  const files = globSync(['src/**/*.ts', 'webview/**/*.ts'], { cwd: root }).sort();
  for (const file of files) {
    if (file === room) continue;
    const code = readFileSync(join(root, file), 'utf8');
    if (!/\/l10n\.ts'/.test(code)) continue;
    for (const one of readFile(file, code, problems)) {
      const known = found.get(one.text);
      if (!known) found.set(one.text, one);
      else if (known.one !== one.one) {
        problems.push(`${one.at}: "${one.text}" is counted here and not so at ${known.at}.`);
      }
    }
  }
  const sentences = [...found.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
  return { sentences, problems };
}

function readFile(file: string, code: string, problems: string[]): CodeSentence[] {
  const sentences: CodeSentence[] = [];
  const tree = parse(code, { sourceType: 'module', plugins: ['typescript'] });
  const names = importedNames(tree.program as unknown as Node);
  const read = (node: Node, isLate: boolean): void => {
    const callee = node.type === 'CallExpression' ? (node.callee as Node) : undefined;
    const called = callee?.type === 'Identifier' ? names.get(callee.name as string) : undefined;
    if (called !== undefined) {
      const at = `${file}:${node.loc?.start.line}`;
      const complain = (what: string) => problems.push(`${at}: ${what}`);
      if (speaking.has(called) && !isLate) complain(`${called}() is called while the code is loaded.`);
      const one = readCall(called, node.arguments as Node[], at, complain);
      if (one) sentences.push(one);
    }
    for (const child of childrenOf(node)) read(child, isLate || runsLater(node));
  };
  read(tree.program as unknown as Node, false);
  return sentences;
}

function readCall(
  called: string,
  [first, second, third]: Node[],
  at: string,
  complain: (what: string) => void,
): CodeSentence | undefined {
  if (called === 't' || called === 'sentence') {
    const text = literalOf(first);
    if (text === undefined) {
      complain('The sentence is not written out as one literal.');
      return undefined;
    }
    if (called === 't') checkValues([text], valuesOf(second), complain);
    return { text, at };
  }
  if (called !== 'plural') return undefined;
  const forms = fieldsOf(second);
  const [one, text] = [literalOf(forms?.get('one')), literalOf(forms?.get('other'))];
  if (one === undefined || text === undefined) {
    complain('The forms of the sentence are not written out as literals.');
    return undefined;
  }
  const values = valuesOf(third);
  checkValues([one, text], values && new Set([...values, 'count']), complain, new Set(['count']));
  return { text, one, at };
}

/** The values have the names in the braces, and no others. Undefined values are not known here. */
function checkValues(
  texts: string[],
  values: ReadonlySet<string> | undefined,
  complain: (what: string) => void,
  optional: ReadonlySet<string> = new Set(),
): void {
  if (!values) return;
  const named = new Set(texts.flatMap(placeholdersOf));
  for (const name of named) if (!values.has(name)) complain(`{${name}} has no value.`);
  for (const name of values) {
    if (!named.has(name) && !optional.has(name)) complain(`The value ${name} is not in the sentence.`);
  }
}

function importedNames(program: Node): Map<string, string> {
  const names = new Map<string, string>();
  for (const node of program.body as Node[]) {
    const from = node.type === 'ImportDeclaration' ? String((node.source as Node).value) : '';
    if (!from.endsWith('/l10n.ts')) continue;
    for (const { imported, local } of node.specifiers as { imported?: Node; local: Node }[]) {
      if (imported) names.set(local.name as string, imported.name as string);
    }
  }
  return names;
}

const literalOf = (node: Node | undefined): string | undefined => {
  if (node?.type === 'StringLiteral') return node.value as string;
  if (node?.type !== 'TemplateLiteral' || (node.expressions as Node[]).length > 0) return undefined;
  const [only] = node.quasis as { value: { cooked: string } }[];
  return only?.value.cooked;
};

function fieldsOf(node: Node | undefined): Map<string, Node> | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  const fields = new Map<string, Node>();
  for (const property of node.properties as Node[]) {
    if (property.type !== 'ObjectProperty') return undefined;
    const key = property.key as Node;
    fields.set(String(key.name ?? key.value), property.value as Node);
  }
  return fields;
}

/** The names of the values; undefined where they are not written out at the call. */
const valuesOf = (node: Node | undefined): ReadonlySet<string> | undefined => {
  if (!node) return new Set();
  const fields = fieldsOf(node);
  return fields && new Set(fields.keys());
};

const runsLater = ({ type, static: isStatic }: Node): boolean =>
  /Function|Method/.test(type) || (/^Class(?:Private)?Property$/.test(type) && isStatic !== true);

function* childrenOf(node: Node): Iterable<Node> {
  for (const [name, value] of Object.entries(node)) {
    if (name === 'loc' || typeof value !== 'object' || value === null) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') yield child;
    }
  }
}
