import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EditImages } from '../../../src/commands/editImages.ts';
import { GenerateImage } from '../../../src/commands/generateImage.ts';
import type { OpenRequest } from '../../../src/features/panels.ts';
import { ShowRecord } from '../../../src/features/record/showRecord.ts';
import { imageGlob } from '../../../src/vscode/images/imageNames.ts';
import { until } from '../../vscode/until.ts';
import { RecordedMessages } from '../recordedMessages.ts';
import { RecordedPanels } from '../recordedPanels.ts';

/** One transparent pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('commands on images', () => {
  let panels: RecordedPanels;
  let messages: RecordedMessages;
  let edit: EditImages;
  let root: vscode.Uri;
  const at = (...steps: string[]): vscode.Uri => vscode.Uri.joinPath(root, ...steps);
  const opened = (): readonly string[] | undefined =>
    panels.opened[0]?.kind === 'edit' ? panels.opened[0].uris : undefined;

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    root = vscode.Uri.joinPath(folder.uri, 'commands on images');
    for (const name of ['a.png', 'B.PNG', 'фото 1.png', 'sub/c.png']) {
      await vscode.workspace.fs.writeFile(at(name), png);
    }
    await vscode.workspace.fs.writeFile(at('notes.txt'), Buffer.from('notes'));
    await vscode.workspace.fs.createDirectory(at('folder.png'));
  });
  after(() => vscode.workspace.fs.delete(root, { recursive: true }));

  beforeEach(() => {
    panels = new RecordedPanels();
    messages = new RecordedMessages();
    edit = new EditImages({ panels, messages });
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('open all selected images, the clicked one first', async () => {
    const all = [at('a.png'), at('B.PNG'), at('фото 1.png')];
    await edit.execute(at('B.PNG'), all);
    assert.deepEqual(opened(), [at('B.PNG'), at('a.png'), at('фото 1.png')].map(String));
    assert.deepEqual(messages.sentences, []);
  });

  it('leave out what is no image, and say so', async () => {
    await edit.execute(at('a.png'), [at('a.png'), at('notes.txt'), at('folder.png'), at('B.PNG')]);
    assert.deepEqual(opened(), [at('a.png'), at('B.PNG')].map(String));
    assert.deepEqual(messages.sentences, ['Left out notes.txt and folder.png: not images.']);
  });

  it('open nothing when there is nothing to edit, and say what can be chosen', async () => {
    await edit.execute(at('notes.txt'), [at('notes.txt')]);
    assert.deepEqual(panels.opened, []);
    assert.match(messages.sentences[0] ?? '', /^notes\.txt is not an image that can be edited\./);
  });

  it('take nothing but addresses from whoever runs them', async () => {
    await edit.execute(at('a.png'), { groupId: 0 });
    assert.deepEqual(opened(), [at('a.png').toString()]);
    await edit.execute(at('a.png'), ['file:///etc/passwd', null, { fsPath: '/etc/passwd' }]);
    assert.deepEqual(panels.opened[1], panels.opened[0]);
  });

  it('edit the image that the built-in preview shows', async () => {
    await vscode.commands.executeCommand('vscode.openWith', at('B.PNG'), 'imagePreview.previewEditor');
    await until('the preview', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom && input.viewType === 'imagePreview.previewEditor';
    });
    await edit.execute();
    assert.deepEqual(opened(), [at('B.PNG').toString()]);
  });

  it('find the images of the workspace in any case, and no folders', async () => {
    const found = await vscode.workspace.findFiles(new vscode.RelativePattern(root, imageGlob));
    const names = found.map(({ path }) => path.slice(root.path.length + 1));
    assert.deepEqual(names.sort(), ['B.PNG', 'a.png', 'sub/c.png', 'фото 1.png']);
  });

  it('open nothing when the list of images is left', async () => {
    await vscode.window.showTextDocument(at('notes.txt'));
    const finished = edit.execute().then(() => true);
    await until('the end', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return Promise.race([finished, Promise.resolve(false)]);
    });
    assert.deepEqual(panels.opened, []);
    assert.deepEqual(messages.sentences, []);
  });

  it('generate into the clicked folder, or the one of a clicked file', async () => {
    const generate = new GenerateImage({ panels });
    await generate.execute(at('sub'));
    await generate.execute(at('sub', 'c.png'));
    const expected: OpenRequest = { kind: 'generate', folder: at('sub').toString() };
    assert.deepEqual(panels.opened, [expected, expected]);
  });

  it('generate into the folder of the workspace when run from the palette', async () => {
    await new GenerateImage({ panels }).execute();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString();
    assert.deepEqual(panels.opened, [{ kind: 'generate', folder }]);
  });

  describe('show the record', () => {
    let shown: string[];
    let show: ShowRecord;
    beforeEach(() => {
      shown = [];
      show = new ShowRecord({ show: (uri) => void shown.push(uri), messages });
    });

    it('of the clicked image, or of the one in front', async () => {
      await show.execute(at('фото 1.png'));
      await vscode.commands.executeCommand('vscode.openWith', at('B.PNG'), 'imagePreview.previewEditor');
      await until('the preview', () => {
        const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        return input instanceof vscode.TabInputCustom && input.viewType === 'imagePreview.previewEditor';
      });
      await show.execute();
      assert.deepEqual(shown, [at('фото 1.png'), at('B.PNG')].map(String));
      assert.deepEqual(messages.sentences, []);
    });

    it('of nothing that is no image, and say what to do', async () => {
      await show.execute(at('notes.txt'));
      await show.execute('file:///etc/passwd');
      assert.deepEqual(shown, []);
      assert.deepEqual(messages.sentences, [
        'notes.txt is not an image, so it has no record of how it was made.',
        'Open an image first, or right-click one in the explorer.',
      ]);
    });
  });
});
