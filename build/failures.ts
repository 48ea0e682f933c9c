import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NextStep, nextSteps } from '../src/core/shared/failure.ts';
import { type Given, givenTo, nothing, Speech } from './speech.ts';
import {
  fieldsOf,
  isNamedCall,
  type Node,
  nameOf,
  parameterNames,
  readSource,
  root,
  type SourceFile,
  spreadOf,
  walk,
} from './syntax.ts';

/** What the code can fail with: one entry for each code of a failure. */
export interface CodeFailure {
  /** `network.dns` */
  code: string;
  /** What is said, each once; what a sentence is filled with stands in braces. */
  sentences: string[];
  /** The buttons that go with it, in the order of `nextSteps`. */
  steps: NextStep[];
}

/** What these give is made elsewhere: a meaning of the tables, a violation of the rules, a refusal of the tables. */
const passedOn = /^\{(?:meaning|violation)\.code\}$|^refused\.\{code\}$|^\{code\}$/;
/** Files without any of these make no failure and say nothing. */
const concerned = /fail|refus|violat|sentence|nextSteps|Problem|\/l10n\.ts'/i;
const hole = /\{[\w.]+\}/;

/**
 * All failures that the code makes: objects with `code`, `nextSteps` and a sentence, what is made by functions that
 * build such objects from what they are given, the meanings of answers, violations of a model's options, and
 * refusals. Also the places whose code can't be told from what is written there.
 */
export function failuresInCode(): { failures: CodeFailure[]; problems: string[] } {
  const files = new Map(
    globSync('src/**/*.ts', { cwd: root })
      .filter((path) => concerned.test(readFileSync(join(root, path), 'utf8')))
      .map((path) => path.replaceAll('\\', '/'))
      .map((path) => [path, readSource(path)]),
  );
  return new Collector(files).collect();
}

class Collector {
  readonly #files: ReadonlyMap<string, SourceFile>;
  readonly #speech: Speech;
  readonly #found = new Map<string, { sentences: Set<string>; steps: Set<NextStep> }>();
  readonly #problems = new Set<string>();
  /** Calls that are a part of another failure. */
  readonly #done = new Set<Node>();

  constructor(files: ReadonlyMap<string, SourceFile>) {
    this.#files = files;
    this.#speech = new Speech(files);
  }

  collect(): { failures: CodeFailure[]; problems: string[] } {
    for (const file of this.#files.values())
      walk(file.tree, [], (node) => {
        const spread = node.type === 'ObjectExpression' ? spreadOf(node) : undefined;
        if (spread?.type === 'CallExpression' && fieldsOf(node).has('code')) this.#done.add(spread);
      });
    for (const file of this.#files.values())
      walk(file.tree, [], (node, above) => this.#read(node, above, file));
    const failures = [...this.#found]
      .map(([code, { sentences, steps }]) => ({
        code,
        // By their words, so that moving a file changes no document.
        sentences: onlySaid([...sentences].sort()),
        steps: nextSteps.filter((step) => steps.has(step)),
      }))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    return { failures, problems: [...this.#problems] };
  }

  #read(node: Node, above: readonly Node[], file: SourceFile): void {
    if (node.type === 'ArrayExpression' && file.path.endsWith('/refusals.ts')) this.#readRefusal(node, file);
    if (node.type !== 'ObjectExpression') return;
    const fields = fieldsOf(node);
    const spread = spreadOf(node);
    const text = fields.get('sentence') ?? fields.get('what') ?? fields.get('fault') ?? fields.get('refusal');
    const isWhole =
      fields.has('code') && text && (fields.has('nextSteps') || fields.has('remedy') || fields.has('taken'));
    if (isWhole) this.#tell(fields, text, above, file, nothing);
    else if (spread?.type === 'CallExpression' && (fields.has('code') || fields.has('sentence'))) {
      const [base, from] = this.#madeBy(spread, file);
      if (!base) return;
      const own = new Map([...base, ...fields]);
      const sentence = own.get('sentence');
      if (sentence) this.#tell(own, sentence, [], file, from);
    }
  }

  /** The fields of the failure that a call makes first, and what its function is given. */
  #madeBy(call: Node, file: SourceFile): [Map<string, Node> | undefined, Given] {
    const target = this.#speech.resolve(call.callee as Node, file);
    if (!target) return [undefined, nothing];
    const given = givenTo(target.node, call, file, nothing);
    let fields: Map<string, Node> | undefined;
    walk(target.node, [], (node) => {
      if (fields) return;
      if (node.type === 'ObjectExpression' && fieldsOf(node).has('nextSteps')) fields = fieldsOf(node);
      else if (isNamedCall(node, 'failure')) {
        const [code, sentence, , steps] = node.arguments as Node[];
        if (code && sentence)
          fields = new Map([
            ['code', code],
            ['sentence', sentence],
            ...(steps ? [['nextSteps', steps] as const] : []),
          ]);
      }
    });
    return [fields, given];
  }

  #readRefusal(node: Node, file: SourceFile): void {
    const [code, sentence, steps] = node.elements as Node[];
    if (code?.type !== 'StringLiteral' || !sentence || !isNamedCall(sentence, 'sentence')) return;
    this.#add(`refused.${code.value}`, this.#speech.texts(sentence, file, nothing), stepsOf(steps));
  }

  /** One failure; where it stands in a function that is given its code or sentence, one for each call of that. */
  #tell(fields: Map<string, Node>, text: Node, above: readonly Node[], file: SourceFile, given: Given): void {
    const code = fields.get('code');
    if (!code || file.path === 'src/core/shared/failure.ts') return;
    const maker = above.findLast((node) => /Function|Method/.test(node.type) && node.type !== 'ObjectMethod');
    const name = maker && nameOf(maker, above);
    const names = maker ? parameterNames(maker) : [];
    const needs = [...this.#speech.texts(code, file, given), ...this.#speech.texts(text, file, given)].some(
      (said) => names.some((one) => !given.has(one) && said.includes(`{${one}}`)),
    );
    const isAsked = maker && name && needs && given === nothing;
    const calls = isAsked ? this.#callsOf(name, maker, file) : [];
    if (calls.length === 0) this.#keep(code, text, fields, file, given);
    for (const { call, from, above: further } of calls) {
      if (this.#done.has(call)) continue;
      const inner = givenTo(maker as Node, call, from, nothing);
      const outer = further.findLast((node) => /Function|Method/.test(node.type));
      const outerName = outer && nameOf(outer, further);
      const open = this.#speech.texts(code, file, inner).some((said) => hole.test(said));
      const outerCalls = open && outer && outerName ? this.#callsOf(outerName, outer, from) : [];
      if (outerCalls.length === 0) this.#keep(code, text, fields, file, inner);
      for (const { call: second, from: where } of outerCalls) {
        if (this.#done.has(second)) continue;
        this.#keep(
          code,
          text,
          fields,
          file,
          givenTo(maker as Node, call, from, givenTo(outer as Node, second, where, nothing)),
        );
      }
    }
  }

  #keep(code: Node, text: Node, fields: Map<string, Node>, file: SourceFile, given: Given): void {
    const steps = fields.get('nextSteps') ?? fields.get('remedy');
    const next = fields.get('next');
    const said = this.#speech.texts(text, file, given);
    const texts = next
      ? said.flatMap((one) => this.#speech.texts(next, file, given).map((two) => `${one} ${two}`))
      : said;
    for (const known of this.#speech.texts(code, file, given)) {
      if (passedOn.test(known)) continue;
      if (hole.test(known))
        this.#problems.add(`${file.path}:${code.loc?.start.line}: What "${known}" can be is not known.`);
      else this.#add(known, texts, stepsOf(steps, given));
    }
  }

  #add(code: string, texts: readonly string[], steps: readonly NextStep[]): void {
    const known = this.#found.get(code) ?? { sentences: new Set(), steps: new Set() };
    for (const text of texts) known.sentences.add(text.replaceAll(/\s+/g, ' ').trim());
    for (const step of steps) known.steps.add(step);
    this.#found.set(code, known);
  }

  #callsOf(name: string, maker: Node, home: SourceFile): { call: Node; from: SourceFile; above: Node[] }[] {
    const found: { call: Node; from: SourceFile; above: Node[] }[] = [];
    for (const from of this.#files.values()) {
      const locals = [...from.imports].flatMap(([local, one]) =>
        one.from === home.path && one.name === name ? [local] : [],
      );
      if (from === home && !from.imports.has(name)) locals.push(name);
      for (const { call, above } of locals.flatMap((local) => from.calls.get(local) ?? [])) {
        if (!above.includes(maker)) found.push({ call, from, above });
      }
    }
    return found;
  }
}

/**
 * What is said in words, each once: without what a sentence is only passed on in, and without the words on what may
 * have been billed where the sentence comes without them, too.
 */
function onlySaid(texts: readonly string[]): string[] {
  const mayBeBilled = ' It may still have been billed.';
  return (
    texts
      .map((text) =>
        text
          .replaceAll(/\{(?:\w+\.)?(\w+)\}/g, '{$1}')
          .replaceAll('{providerName}', '{name}')
          .replaceAll(/\{(?:value|String|decodeURIComponent)\}/g, '…'),
      )
      .map((text) => text.replaceAll('{base}.{ending}', '{name}'))
      // What stands as a sentence or clause of its own has no name that says more than an ellipsis.
      .map((text) => text.replaceAll(/(?<=[.:] )\{\w+\}(?=\.?(?: |$)|,)/g, '…').replaceAll('….', '…'))
      .filter(
        (text, index, all) => all.indexOf(text) === index && /\p{L}/u.test(text.replaceAll(/\{\w+\}/g, '')),
      )
      .filter(
        (text, _, all) => !(text.endsWith(mayBeBilled) && all.includes(text.slice(0, -mayBeBilled.length))),
      )
  );
}

const stepsOf = (node: Node | undefined, given: Given = nothing): NextStep[] => {
  const found: NextStep[] = [];
  if (!node) return found;
  walk(node, [], (one) => {
    const step = nextSteps.find((known) => one.type === 'StringLiteral' && known === one.value);
    if (step) found.push(step);
    if (one.type === 'StringLiteral' && one.value === 'model') found.push('chooseModel');
    const argument = one.type === 'Identifier' ? given.get(String(one.name)) : undefined;
    if (argument && argument.node !== node) found.push(...stepsOf(argument.node, argument.given));
  });
  return found;
};
