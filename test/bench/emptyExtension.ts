import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The menu item that opens the empty panel. */
export const emptyPanelItem = 'Open Empty Panel';

const manifest = {
  name: 'empty-panel',
  publisher: 'bench',
  version: '1.0.0',
  engines: { vscode: '^1.106.0' },
  main: './extension.js',
  contributes: {
    commands: [{ command: 'emptyPanel.open', title: emptyPanelItem }],
    menus: {
      'explorer/context': [
        { command: 'emptyPanel.open', when: '!explorerResourceIsFolder', group: '2_emptyPanel@1' },
      ],
    },
  },
};

const code = `
const vscode = require('vscode');
const html = \`<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Empty</title></head>
  <body>
    <textarea aria-label="Prompt"></textarea>
    <script>
      const box = document.querySelector('textarea');
      box.focus();
      // VS Code may take the focus back while it loads the page, and then gives it to the window alone.
      addEventListener('focus', () => box.focus());
    </script>
  </body>
</html>\`;
exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('emptyPanel.open', (uri) => {
      const title = 'Empty: ' + uri.path.slice(uri.path.lastIndexOf('/') + 1);
      const panel = vscode.window.createWebviewPanel('emptyPanel', title, vscode.ViewColumn.Active, {
        enableScripts: true,
      });
      panel.webview.html = html;
    }),
  );
};
`;

/** The least that an extension with a panel can be: one command, one text box, nothing loaded. */
export async function installEmptyExtension(extensionsFolder: string): Promise<void> {
  const folder = join(extensionsFolder, 'bench.empty-panel-1.0.0');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'extension.js'), code);
}
