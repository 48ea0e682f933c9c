import { fieldsOf, fileErrorCodes, type Node, parametersOf, type SourceFile, walk } from './syntax.ts';

/** A function that makes failures, with what its callers gave it, by the names of its parameters. */
export type Given = ReadonlyMap<string, { node: Node; file: SourceFile; given: Given }>;
export const nothing: Given = new Map();

/** What expressions of the code can say, across its files, without running it. */
export class Speech {
  readonly #files: ReadonlyMap<string, SourceFile>;

  constructor(files: ReadonlyMap<string, SourceFile>) {
    this.#files = files;
  }

  /** The function or constant that a name stands for, and its file. */
  resolve(callee: Node, file: SourceFile): { node: Node; file: SourceFile } | undefined {
    if (callee.type !== 'Identifier') return undefined;
    const name = String(callee.name);
    const imported = file.imports.get(name);
    const home = imported ? this.#files.get(imported.from) : file;
    const known = home?.declared.get(imported?.name ?? name) ?? [];
    const isAround = ({ block }: { block: Node }) => block.start <= callee.start && callee.end <= block.end;
    const node = imported
      ? known[0]?.node
      : known.filter(isAround).sort((a, b) => a.block.end - a.block.start - (b.block.end - b.block.start))[0]
          ?.node;
    return home && node ? { node, file: home } : undefined;
  }

  /** What an expression can say; what is not known stands as its name in braces. */
  texts(node: Node, file: SourceFile, given: Given, depth = 0): string[] {
    const again = (one: Node) => this.texts(one, file, given, depth + 1);
    if (depth > 24) return ['{value}'];
    switch (node.type) {
      case 'StringLiteral':
        return [String(node.value)];
      case 'TSAsExpression':
        return again(node.expression as Node);
      case 'AwaitExpression':
        return again(node.argument as Node);
      case 'TemplateLiteral': {
        const quasis = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => [value.cooked]);
        // A frame such as `${name}: ${problem}` says what it is filled with.
        const isFrame = !/\p{L}/u.test(quasis.join(''));
        const filled = (node.expressions as Node[]).map((one) => {
          const texts = again(one);
          const isSaid = isFrame && texts.some((text) => text.includes(' '));
          return isSaid ? texts.filter((text) => text !== '') : onlyHoles(texts, holeOf(one));
        });
        return product(
          quasis.flatMap((text, index) => [text, ...(filled[index] ? [filled[index]] : [])]),
        ).map((parts) => parts.join(''));
      }
      case 'ConditionalExpression':
        return [...again(node.consequent as Node), ...again(node.alternate as Node)];
      case 'LogicalExpression':
        return node.operator === '&&'
          ? ['', ...again(node.right as Node)]
          : [...again(node.left as Node), ...again(node.right as Node)];
      case 'Identifier': {
        const name = String(node.name);
        if (name === 'undefined') return [];
        const argument = given.get(name);
        if (argument) return this.texts(argument.node, argument.file, argument.given, depth + 1);
        const target = this.resolve(node, file);
        if (!target || /Function/.test(target.node.type)) return [`{${name}}`];
        return this.texts(target.node, target.file, nothing, depth + 1);
      }
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration':
      case 'ObjectMethod': {
        const body = node.body as Node;
        if (body.type !== 'BlockStatement') return again(body);
        const said: string[] = [];
        walk(body, [], (one) => {
          if (one.type === 'ReturnStatement' && one.argument) said.push(...again(one.argument as Node));
        });
        return said;
      }
      case 'MemberExpression': {
        const of = holeOf(node);
        if (of === '{error.code}' && file.imports.has('FileError')) return fileErrorCodes();
        const property = String((node.property as Node).name);
        if (/^(?:sentence|problem|reason|message)$/.test(property)) {
          const said = this.#inField(property, node.object as Node, file, given, depth + 1);
          if (said.length > 0) return said;
        }
        const target = this.resolve(node.object as Node, file);
        if (target?.node.type !== 'ObjectExpression') return [of];
        const fields = fieldsOf(target.node);
        const only = node.computed ? undefined : fields.get(property);
        const values = only ? [only] : node.computed ? [...fields.values()] : [];
        return values.length === 0
          ? [of]
          : values.flatMap((one) => this.texts(one, target.file, nothing, depth + 1));
      }
      case 'CallExpression':
        return this.#saidBy(node, file, given, depth);
      default:
        return [holeOf(node)];
    }
  }

  /** What stands in a field of the objects that an expression can be, also of those that a function gives. */
  #inField(property: string, node: Node, file: SourceFile, given: Given, depth: number): string[] {
    if (depth > 24) return [];
    const inside = (one: Node, where = file, what = given) =>
      this.#inField(property, one, where, what, depth + 1);
    const { type } = node;
    if (type === 'AwaitExpression') return inside(node.argument as Node);
    if (type === 'ConditionalExpression')
      return [...inside(node.consequent as Node), ...inside(node.alternate as Node)];
    if (type === 'LogicalExpression') return [...inside(node.left as Node), ...inside(node.right as Node)];
    if (type === 'ObjectExpression') {
      const field = fieldsOf(node).get(property);
      return field ? this.texts(field, file, given, depth + 1) : [];
    }
    if (type === 'NewExpression') {
      // An error says its last words, as those of the codec do after their code.
      const words = (node.arguments as Node[]).slice(0, 2).at(-1);
      return property === 'message' && words ? this.texts(words, file, given, depth + 1) : [];
    }
    const target = this.resolve((type === 'CallExpression' ? node.callee : node) as Node, file);
    if (!target) return [];
    if (type === 'Identifier') return inside(target.node, target.file, nothing);
    if (type !== 'CallExpression' || !/Function/.test(target.node.type)) return [];
    const inner = givenTo(target.node, node, file, given);
    const body = target.node.body as Node;
    if (body.type !== 'BlockStatement') return inside(body, target.file, inner);
    const said: string[] = [];
    walk(body, [], (one) => {
      if (one.type === 'ReturnStatement' && one.argument)
        said.push(...inside(one.argument as Node, target.file, inner));
    });
    return said;
  }

  #saidBy(node: Node, file: SourceFile, given: Given, depth: number): string[] {
    const callee = node.callee as Node;
    const args = node.arguments as Node[];
    const name = String(callee.name ?? '');
    const [first, second] = args;
    const again = (one: Node) => this.texts(one, file, given, depth + 1);
    if (first && (name === 't' || name === 'sentence' || (name === 'say' && file.imports.has('say'))))
      return again(first);
    if (name === 'plural' && second) return again(fieldsOf(second).get('other') ?? second);
    if (name === 'inARow') {
      const rows = args.map((one) => (one.type === 'SpreadElement' ? ['{notes}'] : again(one)));
      return product(rows.map(bare)).map((parts) => parts.filter((part) => part !== '').join(' '));
    }
    const target = this.resolve(callee, file);
    if (!target || !/Function/.test(target.node.type)) return [holeOf(node)];
    const said = this.texts(target.node, target.file, givenTo(target.node, node, file, given), depth + 1);
    return said.length > 0 ? said : [holeOf(node)];
  }
}

/** Words that may follow a sentence stand without their alternative of nothing, so that each sentence is there once. */
const bare = (texts: string[]): string[] =>
  texts.some((text) => text !== '') ? texts.filter((text) => text !== '').slice(0, 6) : [''];

/** What a template is filled with, where that is words alone and few; else its name. */
const onlyHoles = (texts: string[], name: string): string[] =>
  texts.length === 0 ||
  (texts.length > 3 && texts.some((text) => text.includes(' '))) ||
  texts.some((text) => text === '' || /^\{[\w.]+\}$/.test(text) || text.includes('{value}'))
    ? [name]
    : texts;

const product = (rows: readonly string[][]): string[][] =>
  rows.reduce<string[][]>(
    (made, row) => made.flatMap((before) => row.map((text) => [...before, text])),
    [[]],
  );

function holeOf(node: Node): string {
  if (node.type === 'Identifier') return `{${node.name}}`;
  if (node.type === 'MemberExpression') {
    const [object, property] = [node.object as Node, node.property as Node];
    const of = object.type === 'Identifier' ? `${object.name}.` : '';
    return `{${of}${property.name ?? 'value'}}`;
  }
  if (node.type !== 'CallExpression') return '{value}';
  const callee = node.callee as Node;
  return /^(?:replace|replaceAll|trim|slice)$/.test(String((callee.property as Node)?.name))
    ? holeOf(callee.object as Node)
    : `{${String(callee.name ?? 'value').replace(/Of$/, '')}}`;
}
/** What the parameters of a function stand for at a call. */
export function givenTo(maker: Node, call: Node, file: SourceFile, outer: Given): Given {
  const args = call.arguments as Node[];
  const parameters = (maker.params ?? []) as Node[];
  return new Map(
    parametersOf(maker).flatMap((one, index) => {
      const usual =
        parameters[index]?.type === 'AssignmentPattern' ? (parameters[index].right as Node) : undefined;
      const node = args[index] ?? usual;
      return one.type === 'Identifier' && node
        ? [[String(one.name), { node, file, given: outer }] as const]
        : [];
    }),
  );
}
