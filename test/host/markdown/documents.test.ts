import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { readDocument } from '../../../src/core/markdown/reading/readDocument.ts';
import { placeOf } from '../../../src/core/markdown/report/reportText.ts';
import { sha256Of } from '../../../src/core/records/compare.ts';
import { sidecarUri } from '../../../src/core/records/embed.ts';
import type { ImageRecord } from '../../../src/core/records/record.ts';
import { CorrectCase } from '../../../src/features/markdown/correctCase.ts';
import { LinkedFiles } from '../../../src/features/markdown/documents/linkedFiles.ts';
import { Sources } from '../../../src/features/markdown/documents/sources.ts';
import { EditLinkedImage } from '../../../src/features/markdown/editLinkedImage.ts';
import { GenerateForSection, GenerateLinkedImage } from '../../../src/features/markdown/generateImages.ts';
import { MakeDarkVariant } from '../../../src/features/markdown/makeDarkVariant.ts';
import { readDocs } from '../../../src/features/markdown/report/docsReader.ts';
import { commandFor } from '../../../src/features/markdown/report/findingCommand.ts';
import { OwnStorage } from '../../../src/node/ownStorage.ts';
import { VscodeFileStore } from '../../../src/vscode/files/fileStore.ts';
import { recordWith } from '../../unit/records/samples.ts';
import { until } from '../../vscode/until.ts';
import { RecordedLog } from '../recordedLog.ts';
import { RecordedMessages } from '../recordedMessages.ts';
import { RecordedPanels } from '../recordedPanels.ts';

/** One transparent pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const guide = `# Hafenführer (灯台)

Intro.

![Plan](../bilder%20%281%29/plan.png)

![Der Kai](<../bilder (1)/der kai.png>)

![](../bilder%20%281%29/plan.png)

\`![code](code.png)\`

## Gezeiten

Das Wasser steigt.
`;

describe('images of Markdown documents', () => {
  /** Of its own for each test: VS Code may still hold the documents of the one before. */
  let root: vscode.Uri;
  let folders = 0;
  let document: vscode.TextDocument;
  let panels: RecordedPanels;
  let messages: RecordedMessages;
  let log: RecordedLog;
  let linked: LinkedFiles;
  const files = new VscodeFileStore(new OwnStorage('/nowhere'));
  const at = (path: string): vscode.Uri => vscode.Uri.joinPath(root, ...path.split('/'));
  const write = (path: string, content: string | Buffer) =>
    vscode.workspace.fs.writeFile(at(path), Buffer.from(content));
  const mention = (text: string) => ({
    document: document.uri.toString(),
    offset: document.getText().indexOf(text),
  });
  const deps = () => ({ panels, messages, log, linked, files, now: () => Date.UTC(2026, 0, 1) });
  /** VS Code gives up on its providers while a document is still being taken in, so it is asked until it has some. */
  const actionsAt = (text: string): Promise<string[]> =>
    until(`the actions at ${text}`, async () => {
      const actions = await askForActions(text);
      return actions.length > 0 && actions;
    });
  const askForActions = async (text: string): Promise<string[]> => {
    const position = document.positionAt(document.getText().indexOf(text));
    const actions: vscode.CodeAction[] = await vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(position, position),
    );
    return actions
      .filter(({ command }) => command?.command.startsWith('nanoBanana.'))
      .map(({ title }) => title);
  };
  /** VS Code takes the commands out of its answer after a tenth of a second, which can be before it arrives. */
  const lenses = (): Promise<[line: number, title: string][]> =>
    until('lenses with their commands', async () => {
      const found: vscode.CodeLens[] = await vscode.commands.executeCommand(
        'vscode.executeCodeLensProvider',
        document.uri,
        50,
      );
      if (found.some(({ command }) => command === undefined)) return false;
      return found.map(({ range, command }) => [range.start.line, command?.title ?? '']);
    });
  /** The editor hears late of files that came or went, so it is asked until it says this. */
  const untilIs = async <T>(ask: () => Promise<T>, expected: T): Promise<void> => {
    let seen: T | undefined;
    const isSaid = async () => {
      seen = await ask();
      return isDeepStrictEqual(seen, expected);
    };
    await until('what is expected', isSaid).catch(() => assert.deepEqual(seen, expected));
  };
  const hoverAt = async (text: string): Promise<string> => {
    const position = document.positionAt(document.getText().indexOf(text));
    const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    const texts = contents.map((content) => (typeof content === 'string' ? content : content.value));
    return texts.join('\n').replaceAll('&nbsp;', ' ');
  };
  const undo = () => vscode.commands.executeCommand('undo');
  const whenSays = (text: string) =>
    until(`the document to say ${text}`, async () => document.getText().includes(text));
  const makeRecord = async (path: string, record: ImageRecord) => {
    const sidecar = vscode.Uri.parse(sidecarUri(at(path).toString()));
    await vscode.workspace.fs.writeFile(sidecar, Buffer.from(JSON.stringify(record)));
  };

  const showLenses = (which: 'all' | 'off' | undefined) =>
    vscode.workspace
      .getConfiguration('nanoBanana')
      .update('markdown.codeLens', which, vscode.ConfigurationTarget.Workspace);

  beforeEach(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    root = vscode.Uri.joinPath(folder.uri, `docs of a harbour ${++folders}`);
    await write('bilder (1)/plan.png', png);
    await write('erste schritte/führer.md', guide);
    document = await vscode.workspace.openTextDocument(at('erste schritte/führer.md'));
    await vscode.window.showTextDocument(document);
    // What the test before left in it goes once VS Code sees the file.
    await until('the document as it is on disk', async () => document.getText() === guide);
    panels = new RecordedPanels();
    messages = new RecordedMessages();
    log = new RecordedLog();
    linked = new LinkedFiles(files);
  });
  afterEach(async () => {
    linked.dispose();
    await showLenses(undefined);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(root, { recursive: true });
  });

  it('have the actions that fit them', async () => {
    await untilIs(
      () => actionsAt('![Plan]'),
      ['Edit with Nano Banana…', 'Make Dark Variant…', 'Generate Image for This Section…'],
    );
    await untilIs(
      () => actionsAt('![Der Kai]'),
      ['Generate Missing Image…', 'Generate Image for This Section…'],
    );
    await until('an alternative text on offer', async () =>
      (await actionsAt('![](')).includes('Suggest Alt Text…'),
    );
    await untilIs(() => actionsAt('![code]'), ['Generate Image for This Section…']);
  });

  it('have a line above them as the setting says', async () => {
    await untilIs(lenses, [[6, 'Generate Missing Image…']]);
    await showLenses('off');
    await until('no lens', async () => (await lenses()).length === 0);
    await showLenses(undefined);
    await until('the lens again', async () => (await lenses()).length === 1);
  });

  it('are said to differ in case alone, and corrected', async () => {
    await write('fall.md', '![P](bilder%20%281%29/Plan.png) ![Q](bilder%20%281%29/plan.png#x)\n');
    document = await vscode.workspace.openTextDocument(at('fall.md'));
    await vscode.window.showTextDocument(document);
    await untilIs(lenses, [[0, 'Only the Letter Case Differs: Write plan.png (Plan.png)']]);
    assert.match(await hoverAt('![P]'), /Only the letter case differs: the file is plan\.png/);
    await new CorrectCase(deps()).execute(mention('![P]'));
    await whenSays('![P](bilder%20%281%29/plan.png) ![Q]');
    await new GenerateLinkedImage(deps()).execute(mention('![P]'));
    assert.deepEqual(panels.opened, []);
  });

  it('are followed as their site does, and nothing is offered for what is there', async () => {
    await write('site/docusaurus.config.js', 'module.exports = {};');
    await write('site/static/img/login.png', png);
    await write('site/docs/intro.md', '![Login](/img/login.png)\n\n![Gone](/img/gone.png)\n');
    document = await vscode.workspace.openTextDocument(at('site/docs/intro.md'));
    await vscode.window.showTextDocument(document);
    await untilIs(lenses, [[2, 'Generate Missing Image…']]);
    assert.match(await hoverAt('![Login]'), /1 × 1/);
    await new GenerateLinkedImage(deps()).execute(mention('![Gone]'));
    assert.ok(panels.opened[0]?.kind === 'generate');
    assert.equal(panels.opened[0].folder, at('site/static/img').toString());
    await new EditLinkedImage(deps()).execute(mention('![Login]'));
    messages.press = 'Show It There';
    panels.target.saved(at('site/static/img/login 2.png').toString());
    await whenSays('![Login](/img/login%202.png)');
  });

  it('have a line above them, which follows the files', async () => {
    await showLenses('all');
    await untilIs(lenses, [
      [4, 'Edit with Nano Banana…'],
      [6, 'Generate Missing Image…'],
      [8, 'Edit with Nano Banana…'],
      [8, 'Suggest Alt Text…'],
    ]);
    await write('bilder (1)/der kai.png', png);
    await until('the lens to see the new file', async () =>
      (await lenses()).some(([line, title]) => line === 6 && title === 'Edit with Nano Banana…'),
    );
  });

  it('are shown under the pointer, with what their record says and nothing that it could do', async () => {
    await makeRecord(
      'bilder (1)/plan.png',
      recordWith({ kind: 'generated', prompt: 'a <b>plan</b> [x](command:y)', inputs: [], cost: 0.04 }),
    );
    const shown = await hoverAt('![Plan]');
    assert.match(shown, /!\[\]\(\S+\.png\|height=160\)/);
    assert.match(shown, /1 × 1/);
    assert.match(shown, /\$0\.04/);
    assert.match(shown, /Generated \d+ \w+ ago by Nano Banana/);
    assert.doesNotMatch(shown, /<b>|[^\\]\[x/);
    assert.match(await hoverAt('![Der Kai]'), /der kai\.png does not exist yet/);
  });

  it('that are missing are made under the very name, and the document stays as it is', async () => {
    await new GenerateLinkedImage(deps()).execute(mention('![Der Kai]'));
    const [request] = panels.opened;
    assert.ok(request?.kind === 'generate');
    assert.equal(request.folder, at('bilder (1)').toString());
    assert.equal(panels.target.fileName, 'der kai.png');
    assert.match(request.prompt ?? '', /Der Kai.*Hafenführer/);
    panels.target.saved(at('bilder (1)/der kai.png').toString());
    panels.target.saved(at('bilder (1)/der kai-2.png').toString());
    await until('a question for the second', async () => messages.shown.length > 0);
    assert.deepEqual(messages.sentences, ['Saved der kai-2.png. Show it in führer.md?']);
    assert.equal(document.getText(), guide);
  });

  it('lead to the file that could be made, and undo takes that back', async () => {
    await new GenerateLinkedImage(deps()).execute(mention('![Der Kai]'));
    panels.target.saved(at('bilder (1)/der kai.jpg').toString());
    await whenSays('![Der Kai](../bilder%20%281%29/der%20kai.jpg)');
    assert.deepEqual(messages.sentences, []);
    await undo();
    assert.equal(document.getText(), guide);
  });

  it('are put into their section, in the folder that the setting names, though the text changed', async () => {
    const settings = vscode.workspace.getConfiguration('markdown');
    const destination = {
      [`/docs of a harbour ${folders}/**/*`]: `/docs of a harbour ${folders}/medien/\${documentBaseName}/`,
    };
    await settings.update('copyFiles.destination', destination, vscode.ConfigurationTarget.Workspace);
    try {
      await new GenerateForSection(deps()).execute(mention('Das Wasser'));
      const [request] = panels.opened;
      assert.ok(request?.kind === 'generate');
      assert.equal(request.folder, at('medien/führer').toString());
      assert.equal(panels.target.fileName, 'gezeiten.png');
      assert.match(request.prompt ?? '', /Gezeiten.*Hafenführer.*\n\nDas Wasser steigt\./s);
    } finally {
      await settings.update('copyFiles.destination', undefined, vscode.ConfigurationTarget.Workspace);
    }
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'Something new.\n\n');
    await vscode.workspace.applyEdit(edit);
    panels.target.saved(at('medien/führer/gezeiten.png').toString());
    await whenSays('Das Wasser steigt.\n\n![Gezeiten](../medien/f%C3%BChrer/gezeiten.png)\n');
  });

  it('whose place is gone are given as a link', async () => {
    await new GenerateForSection(deps()).execute(mention('Das Wasser'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 1000, 0), 'All is new.\n');
    await vscode.workspace.applyEdit(edit);
    messages.press = 'Copy Link';
    panels.target.saved(at('bilder (1)/gezeiten.png').toString());
    await until('the link on the clipboard', async () =>
      (await vscode.env.clipboard.readText()).startsWith('![Gezeiten](../bilder%20%281%29/gezeiten.png)'),
    );
    assert.match(messages.sentences[0] ?? '', /the place is gone/);
    assert.equal(document.getText(), 'All is new.\n');
  });

  it('that are edited are shown only when the person says so', async () => {
    await new EditLinkedImage(deps()).execute(mention('![Plan]'));
    assert.deepEqual(panels.opened[0]?.kind === 'edit' && panels.opened[0].uris, [
      at('bilder (1)/plan.png').toString(),
    ]);
    panels.target.saved(at('bilder (1)/plan-edited.png').toString());
    await until('a question', async () => messages.shown.length > 0);
    assert.equal(document.getText(), guide);
    messages.press = 'Show It There';
    panels.target.saved(at('bilder (1)/plan-edited-2.png').toString());
    await whenSays('![Plan](../bilder%20%281%29/plan-edited-2.png)');
  });

  it('become a pair of a light and a dark one', async () => {
    await new MakeDarkVariant(deps()).execute(mention('![Plan]'));
    assert.deepEqual(messages.sentences, []);
    assert.equal(panels.target.fileName, 'plan-dark.png');
    panels.target.saved(at('bilder (1)/plan-dark.png').toString());
    await whenSays(
      '<picture>\n  <source media="(prefers-color-scheme: dark)" srcset="../bilder%20%281%29/plan-dark.png" />\n  <img src="../bilder%20%281%29/plan.png" alt="Plan" />\n</picture>',
    );
    await undo();
    assert.equal(document.getText(), guide);
  });

  it('are made again when their source has changed', async () => {
    const dark = at('bilder (1)/plan-dark.png').toString();
    await write('bilder (1)/plan-dark.png', png);
    const input = { path: 'plan.png', sha256: sha256Of(png), role: 'edited' as const };
    await makeRecord('bilder (1)/plan-dark.png', recordWith({ prompt: 'Make it dark', inputs: [input] }));
    const sources = new Sources(files);
    assert.equal((await sources.sourceOf(dark))?.changed, false);
    await write('bilder (1)/plan.png', Buffer.concat([png, Buffer.from('another')]));
    sources.forget();
    assert.equal((await sources.sourceOf(dark))?.changed, true);
    await write('wieder.md', '![Plan](bilder%20%281%29/plan-dark.png)\n');
    document = await vscode.workspace.openTextDocument(at('wieder.md'));
    await vscode.window.showTextDocument(document);
    await until('the offer above the image', async () =>
      (await lenses()).some(([, title]) =>
        title.startsWith('plan.png has changed since plan-dark.png was made from it'),
      ),
    );
    const found: vscode.CodeLens[] = await vscode.commands.executeCommand(
      'vscode.executeCodeLensProvider',
      document.uri,
      50,
    );
    const again = found.find(({ command }) => command?.title.includes('Redo This Edit'));
    assert.deepEqual([again?.command?.command, again?.command?.arguments], ['nanoBanana.redoEdit', [dark]]);
  });

  it('are reported on with what mends them, also from documents that are not saved', async () => {
    await write('bilder (1)/niemand.png', png);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '![Neu](neu.png)\n\n');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('nanoBanana.reportDocsImages', root);
    const { tabs } = vscode.window.tabGroups.activeTabGroup;
    const tab = await until('the tab of the report', async () =>
      tabs.find(({ label }) => label === `Docs Images: ${root.path.slice(root.path.lastIndexOf('/') + 1)}`),
    );
    await vscode.window.tabGroups.close(tab);
    const found = await readDocs(
      {
        files,
        filesOfManifests: async () => [],
        readParts: async (text, isMdx) => readDocument(text, isMdx),
      },
      root,
      new vscode.CancellationTokenSource().token,
      { report: () => {} },
    );
    assert.deepEqual([found?.head.documents, found?.head.images], [1, 2]);
    const told = (found?.findings ?? []).map((finding) => {
      const [place] = /[^/]*$/.exec(placeOf(finding)) ?? [];
      return [
        finding.kind,
        place,
        finding.words,
        finding.fixes.map((fix) => commandFor(finding, fix).command),
      ];
    });
    const open = 'vscode.open';
    assert.deepEqual(told, [
      ['missing', 'führer.md:1', 'neu.png', ['nanoBanana.generateLinkedImage', open]],
      ['missing', 'führer.md:9', '../bilder (1)/der kai.png', ['nanoBanana.generateLinkedImage', open]],
      ['noAlt', 'führer.md:11', '../bilder%20%281%29/plan.png', ['nanoBanana.suggestAltText', open]],
      ['unlinked', 'niemand.png', '1 × 1, 70 B', ['revealInExplorer']],
    ]);
  });

  it('are found in MDX, in elements too', async () => {
    await showLenses('all');
    await write(
      'seite.mdx',
      '<Card>\n  ![Plan](bilder%20%281%29/plan.png)\n  <img src="fehlt.png" alt={x} />\n</Card>\n',
    );
    document = await vscode.workspace.openTextDocument(at('seite.mdx'));
    await vscode.window.showTextDocument(document);
    await untilIs(lenses, [
      [1, 'Edit with Nano Banana…'],
      [2, 'Generate Missing Image…'],
    ]);
    await new MakeDarkVariant(deps()).execute(mention('![Plan]'));
    panels.target.saved(at('bilder (1)/plan-dark.png').toString());
    await whenSays(
      '  <picture><source media="(prefers-color-scheme: dark)" srcSet="bilder%20%281%29/plan-dark.png" />',
    );
  });
});
