import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../../vscode/until.ts';

const galleries = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('nanoBanana.gallery'),
    );

describe('showing the gallery', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens it in an editor, and reveals it when it is asked for again', async () => {
    await vscode.commands.executeCommand('nanoBanana.showGallery');
    await until('the gallery', async () => galleries().length === 1);
    assert.equal(galleries()[0]?.label, 'Nano Banana: Gallery');
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    await vscode.commands.executeCommand('nanoBanana.showGallery');
    await until('the gallery in front', async () => galleries()[0]?.isActive === true);
    assert.equal(galleries().length, 1);
  });
});
