import assert from 'node:assert/strict';
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';

type Load = (request: string, parent: unknown, isMain: boolean) => unknown;

const ours = () => {
  const found = vscode.extensions.getExtension('nano-banana-tools.nano-banana');
  assert.ok(found);
  return found;
};

/**
 * Activates the extension once more, in a VS Code without the API for language models. What it registers is written
 * down and not registered, as its commands are known already.
 */
function activateWithoutLanguageModels(): { commands: string[]; end: () => void } {
  const registered: string[] = [];
  const nothing = new vscode.Disposable(() => {});
  const { lm, ...others } = vscode;
  assert.ok(lm, 'this VS Code has one');
  const old = {
    ...others,
    commands: {
      ...vscode.commands,
      registerCommand: (id: string) => {
        registered.push(id);
        return nothing;
      },
    },
    window: new Proxy(vscode.window, {
      get: (target, name, receiver) =>
        name === 'registerWebviewPanelSerializer' ? () => nothing : Reflect.get(target, name, receiver),
    }),
  };
  const main = join(ours().extensionPath, 'dist/extension.cjs');
  const require = createRequire(main);
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  const known = require.cache[main];
  delete require.cache[main];
  try {
    loader._load = function (request, parent, isMain) {
      return request === 'vscode' ? old : Reflect.apply(load, this, [request, parent, isMain]);
    };
    const extension: { activate(context: unknown): void } = require(main);
    const subscriptions: vscode.Disposable[] = [];
    const storage = vscode.Uri.file(join(ours().extensionPath, 'out', 'no such folder'));
    extension.activate({
      extension: ours(),
      subscriptions,
      workspaceState: { get: (_key: string, otherwise: unknown) => otherwise },
      storageUri: storage,
      globalStorageUri: storage,
    });
    return { commands: registered, end: () => vscode.Disposable.from(...subscriptions).dispose() };
  } finally {
    loader._load = load;
    delete require.cache[main];
    if (known) require.cache[main] = known;
  }
}

describe('in a relative of VS Code without language models', () => {
  it('the extension activates with all its commands, and without tools for agents', () => {
    const declared: { command: string }[] = ours().packageJSON.contributes.commands;
    const { commands, end } = activateWithoutLanguageModels();
    end();
    assert.deepEqual(
      commands,
      declared.map(({ command }) => command),
    );
  });
});
