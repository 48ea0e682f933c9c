import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from '@babel/parser';

export interface Node {
  type: string;
  start: number;
  end: number;
  loc?: { start: { line: number } };
  [field: string]: unknown;
}

export interface SourceFile {
  path: string;
  tree: Node;
  /** By local name, where it comes from. */
  imports: Map<string, { from: string; name: string }>;
  /** Functions and constants by name, each with the block in which it is known. */
  declared: Map<string, { node: Node; block: Node }[]>;
  /** Calls by the name that is called, each with the nodes around it. */
  calls: Map<string, { call: Node; above: Node[] }[]>;
}

export const root = join(import.meta.dirname, '..');

/** The codes of a file system's errors, as `src/core/ports.ts` names them. */
export function fileErrorCodes(): string[] {
  const [, union = ''] =
    /type FileErrorCode =([^;]+);/.exec(readFileSync(join(root, 'src/core/ports.ts'), 'utf8')) ?? [];
  return [...union.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
}

/** A file of the code, with what its names mean. */
export function readSource(path: string): SourceFile {
  const tree = parse(readFileSync(join(root, path), 'utf8'), {
    sourceType: 'module',
    plugins: ['typescript'],
  }).program as unknown as Node;
  const file: SourceFile = { path, tree, imports: new Map(), declared: new Map(), calls: new Map() };
  const declare = (name: string, node: Node, above: readonly Node[]) => {
    const block = above.findLast(({ type }) => type === 'BlockStatement' || type === 'Program') ?? tree;
    file.declared.set(name, [...(file.declared.get(name) ?? []), { node, block }]);
  };
  walk(tree, [], (node, above) => {
    if (node.type === 'ImportDeclaration') {
      const from = join(dirname(path), String((node.source as Node).value)).replaceAll('\\', '/');
      for (const { imported, local } of node.specifiers as { imported?: Node; local: Node }[]) {
        if (imported) file.imports.set(String(local.name), { from, name: String(imported.name) });
      }
    } else if (node.type === 'FunctionDeclaration') declare(String((node.id as Node).name), node, above);
    else if (node.type === 'VariableDeclarator' && node.init && (node.id as Node).type === 'Identifier') {
      declare(String((node.id as Node).name), node.init as Node, above);
    } else if (node.type === 'CallExpression') {
      const callee = node.callee as Node;
      const called = callee.type === 'MemberExpression' ? (callee.property as Node) : callee;
      const name = String((called.type === 'PrivateName' ? (called.id as Node).name : called.name) ?? '');
      file.calls.set(name, [...(file.calls.get(name) ?? []), { call: node, above: [...above] }]);
    }
  });
  return file;
}

/** Visits a node and all within it, with the nodes around each. */
export function walk(node: Node, above: Node[], visit: (node: Node, above: readonly Node[]) => void): void {
  visit(node, above);
  above.push(node);
  for (const [name, value] of Object.entries(node)) {
    if (name === 'loc' || typeof value !== 'object' || value === null) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') walk(child, above, visit);
    }
  }
  above.pop();
}

/** The fields of an object that is written out. */
export function fieldsOf(node: Node): Map<string, Node> {
  const fields = new Map<string, Node>();
  for (const property of (node.properties ?? []) as Node[]) {
    if (property.type === 'SpreadElement') continue;
    const key = property.key as Node;
    fields.set(
      String(key.name ?? key.value),
      property.type === 'ObjectMethod' ? property : (property.value as Node),
    );
  }
  return fields;
}

export const spreadOf = (node: Node): Node | undefined =>
  (node.properties as Node[]).find(({ type }) => type === 'SpreadElement')?.argument as Node | undefined;

export const isNamedCall = (node: Node, name: string): boolean =>
  node.type === 'CallExpression' && (node.callee as Node).name === name;

/** The name under which a function is called. */
export function nameOf(maker: Node, above: readonly Node[]): string | undefined {
  const named = (maker.id ?? maker.key) as Node | undefined;
  if (named) return String(named.name ?? (named.id as Node | undefined)?.name ?? '');
  const holder = above[above.indexOf(maker) - 1];
  return holder?.type === 'VariableDeclarator' ? String((holder.id as Node).name) : undefined;
}

export const parametersOf = (maker: Node): Node[] =>
  ((maker.params ?? []) as Node[]).map((one) =>
    one.type === 'AssignmentPattern' ? (one.left as Node) : one,
  );

export const parameterNames = (maker: Node): string[] =>
  parametersOf(maker).flatMap((one) => (one.type === 'Identifier' ? [String(one.name)] : []));
