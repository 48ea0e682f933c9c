const { readFile, writeFile } = require('node:fs/promises');
const path = require('node:path');
const vscode = require('vscode');

/**
 * Calls a language-model tool as an agent would, by VS Code's own way with its confirmation. What to call lies
 * beside the workspace's folder in `call.json`; what came of it is written there as `answer-<id>.json`.
 */
exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('toolCaller.call', async () => {
      const beside = path.dirname(vscode.workspace.workspaceFolders[0].uri.fsPath);
      const { id, name, input } = JSON.parse(await readFile(path.join(beside, 'call.json'), 'utf8'));
      const answer = await call(name, input);
      await writeFile(path.join(beside, `answer-${id}.json`), JSON.stringify(answer));
    }),
  );
};

async function call(name, input) {
  try {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    return {
      texts: content.flatMap((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : [])),
      images: content.flatMap((part) =>
        part instanceof vscode.LanguageModelDataPart
          ? { mimeType: part.mimeType, base64: Buffer.from(part.data).toString('base64') }
          : [],
      ),
    };
  } catch (error) {
    return { error: error.message };
  }
}
