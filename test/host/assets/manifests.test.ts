import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../../vscode/until.ts';

/** One transparent pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const manifest = `version: 1
assets:
  # The head of the page.
  - output: images/hero-\${theme}.png
    prompt: A harbour in \${theme} colours
    pixels: 640x320
    variants:
      theme: [light, dark]
  - output: images/plan.png
    prompt: Blur the names
    inputs: [plan source.png]
`;

describe('a manifest of docs assets', () => {
  /** Of its own for each test: VS Code may still hold the documents of the one before. */
  let root: vscode.Uri;
  let folders = 0;
  let document: vscode.TextDocument;
  const at = (path: string): vscode.Uri => vscode.Uri.joinPath(root, ...path.split('/'));
  const write = (path: string, content: string | Buffer) =>
    vscode.workspace.fs.writeFile(at(path), Buffer.from(content));
  const placeOf = (text: string, offset = 0): vscode.Position =>
    document.positionAt(document.getText().indexOf(text) + offset);

  /** Types in place of a text, as a person would: nothing is saved. */
  const retype = async (text: string, other: string): Promise<void> => {
    const edit = new vscode.WorkspaceEdit();
    const start = document.getText().indexOf(text);
    assert.ok(start >= 0, text);
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
    edit.replace(document.uri, range, other);
    await vscode.workspace.applyEdit(edit);
  };
  /** `4:4 sentence`, counted from 1. */
  const problems = (): string[] =>
    vscode.languages
      .getDiagnostics(document.uri)
      .map(({ range: { start }, message }) => `${start.line + 1}:${start.character + 1} ${message}`);
  const whenProblems = (...wanted: string[]) =>
    until(`the problems ${wanted.join()}`, async () => problems().join('\n') === wanted.join('\n'));
  const lenses = async (): Promise<[line: number, title: string][]> => {
    const found: vscode.CodeLens[] = await vscode.commands.executeCommand(
      'vscode.executeCodeLensProvider',
      document.uri,
      50,
    );
    return found.map(({ range, command }) => [range.start.line + 1, command?.title ?? '']);
  };
  const whenLens = (line: number, title: string) =>
    until(`the lens "${title}"`, async () =>
      (await lenses()).some(([where, words]) => where === line && words.includes(title)),
    );

  beforeEach(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    root = vscode.Uri.joinPath(folder.uri, `site of docs ${++folders}`);
    await write('plan source.png', png);
    await write('nano-banana.yaml', manifest);
    document = await vscode.workspace.openTextDocument(at('nano-banana.yaml'));
    await vscode.window.showTextDocument(document);
    await until('the lenses', async () => (await lenses()).length > 0);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(root, { recursive: true });
  });

  it('shows what is wrong at its very place while it is typed, and no more once it is right', async () => {
    assert.deepEqual(problems(), []);
    await retype('prompt: Blur', 'promtp: Blur');
    await until('two problems', async () => problems().length === 2);
    assert.match(problems().join('\n'), /^10:5 .*promtp.*Did you mean "prompt"\?/m);
    await retype('promtp: Blur', 'prompt: Blur');
    await whenProblems();
    await retype('[plan source.png]', '[gone.png]');
    await whenProblems('11:14 gone.png is missing. Add it, or change the input.');
    await write('gone.png', png);
    await whenProblems();
    await retype('images/plan.png', '../../plan.png');
    await until('the way out', async () => /^9:13 .*leads out of the workspace/.test(problems().join()));
  });

  it('holds a bomb of aliases and another manifest with the same output in check', async () => {
    const bomb = Array.from({ length: 9 }, (_, level) => {
      const before =
        level === 0
          ? '"x"'
          : Array(9)
              .fill(`*a${level - 1}`)
              .join(', ');
      return `a${level}: &a${level} [${before}]`;
    });
    await write('other/nano-banana.yaml', bomb.join('\n'));
    const other = at('other/nano-banana.yaml');
    const told = () => vscode.languages.getDiagnostics(other).map(({ message }) => message);
    await until('the bomb to be told of', async () => /aliases.*expand/.test(told().join()));
    await write(
      'other/nano-banana.yaml',
      'version: 1\nassets:\n  - { output: ../images/plan.png, prompt: x }\n',
    );
    await until('both to be told of', async () => /is made here and in/.test(told().join()));
    await until('this one too', async () => /^9:13 .*is made here and in/.test(problems().join()));
  });

  it('that Git ignores says that nothing is built from it, until Git ignores it no more', async () => {
    await write('.gitignore', 'built/\n');
    await write('built/nano-banana.yaml', manifest);
    document = await vscode.workspace.openTextDocument(at('built/nano-banana.yaml'));
    await vscode.window.showTextDocument(document);
    await until('the warning', async () =>
      /^1:1 Git ignores this file, so nothing is built/.test(problems().join()),
    );
    await whenLens(1, 'Git ignores this file: nothing is built from it');
    assert.equal((await lenses()).length, 1);
    await write('.gitignore', '');
    await whenLens(4, 'missing');
    await until('no warning', async () => !/Git ignores/.test(problems().join()));
  });

  it('offers keys and values, and says what they are for', async () => {
    const labelsAt = async (position: vscode.Position): Promise<string[]> => {
      const list: vscode.CompletionList = await vscode.commands.executeCommand(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      return list.items
        .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text)
        .map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    await retype('pixels: 640x320', 'pi');
    assert.ok((await labelsAt(placeOf('    pi\n', 6))).includes('pixels'));
    await retype('    pi\n', '    aspectRatio: \n');
    const ratios = await labelsAt(placeOf('aspectRatio: ', 'aspectRatio: '.length));
    assert.ok(ratios.includes('16:9'), ratios.join());
    const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf('variants', 2),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((one) => (typeof one === 'string' ? one : one.value)),
    );
    assert.match(texts.join(), /One file is made for every combination/);
  });

  it('mends a misspelt key', async () => {
    await retype('inputs:', 'inptus:');
    await until('the problem', async () => problems().length > 0);
    const range = new vscode.Range(placeOf('inptus'), placeOf('inptus'));
    const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    const fix = actions.find(({ title }) => title === 'Change to "inputs"');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), manifest);
  });

  it('has a line above each asset with its state and what can be done, which follows the files', async () => {
    assert.deepEqual(await lenses(), [
      [4, '$(circle-slash)\u00a0both missing'],
      [4, 'Generate for about $0.11'],
      [9, '$(circle-slash)\u00a0missing'],
      [9, 'Generate for about $0.055'],
    ]);
    await write('images/plan.png', png);
    await whenLens(9, 'no record: It has no record of how it was made');
    assert.deepEqual(
      (await lenses())
        .filter(([line]) => line === 9)
        .map(([, title]) => title)
        .slice(1),
      ['Generate Again for about $0.055', 'Preview', 'Compare'],
    );
    await vscode.workspace.fs.delete(at('images'), { recursive: true });
    await whenLens(9, 'missing');
    await retype('version: 1\n', 'version: 1\n\n');
    await whenLens(10, 'missing');
  });

  it('leads to its inputs', async () => {
    const links: vscode.DocumentLink[] = await vscode.commands.executeCommand(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const own = links.filter(({ range }) => document.getText(range) === 'plan source.png');
    assert.deepEqual(
      own.map(({ target }) => target?.path),
      [at('plan source.png').path],
    );
  });

  it('shows the image of an output under the pointer, with its state', async () => {
    await write('images/plan.png', png);
    await whenLens(9, 'no record');
    const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf('images/plan.png', 3),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((one) => (typeof one === 'string' ? one : one.value)),
    );
    assert.match(texts.join('\n'), /!\[\]\(\S+plan\.png\|height=160\)/);
    assert.match(texts.join('\n').replaceAll('&nbsp;', ' '), /plan\.png: no record\. [\s\S]*1 × 1/);
  });

  it('is checked into a list that leads to each asset', async () => {
    await vscode.commands.executeCommand('nanoBanana.checkAssets', document.uri);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, 'nano-banana-assets');
    const lines = shown.getText().split('\n');
    assert.equal(lines[2], '3 images: 3 missing.');
    const row = lines.indexOf(`- site of docs ${folders}/images/plan.png`);
    assert.ok(row > 0, shown.getText());
    const links: vscode.DocumentLink[] = await vscode.commands.executeCommand(
      'vscode.executeLinkProvider',
      shown.uri,
    );
    const target = links.find(({ range }) => range.start.line === row)?.target;
    assert.deepEqual([target?.path, target?.fragment], [document.uri.path, 'L9']);
  });
});
