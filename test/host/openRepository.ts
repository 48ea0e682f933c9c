import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../vscode/until.ts';

/** Tells the git extension of a repository outside the workspace, as "Open Repository" does. */
export async function openRepository(folder: string): Promise<void> {
  const exports: unknown = await vscode.extensions.getExtension('vscode.git')?.activate();
  assert.ok(hasApi(exports), 'the git extension has its API');
  const api = exports.getAPI(1);
  // Older ones take any repository outside the workspace for one in a folder above it.
  const settings = vscode.workspace.getConfiguration('git');
  const before = settings.inspect(parentFolders)?.globalValue;
  await settings.update(parentFolders, 'always', vscode.ConfigurationTarget.Global);
  try {
    await until('the repository', async () => (await api.openRepository(vscode.Uri.file(folder))) !== null);
  } finally {
    await settings.update(parentFolders, before, vscode.ConfigurationTarget.Global);
  }
}

const parentFolders = 'openRepositoryInParentFolders';

interface WithApi {
  getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> };
}
const hasApi = (exports: unknown): exports is WithApi =>
  typeof exports === 'object' && exports !== null && 'getAPI' in exports;
