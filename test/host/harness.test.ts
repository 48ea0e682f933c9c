import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in a real VS Code', () => {
  it('is there and starts', async () => {
    const extension = vscode.extensions.getExtension('nano-banana-tools.nano-banana');
    assert.ok(extension, 'VS Code knows the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('sees the folder that was opened', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });
});
