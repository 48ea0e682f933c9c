import { FileType, Uri, window, workspace } from 'vscode';
import { folderOf } from '../core/uris.ts';
import type { Panels } from '../features/panels.ts';
import type { Command } from '../vscode/dialogs/command.ts';

export class GenerateImage implements Command {
  readonly #panels: Panels;

  constructor({ panels }: { panels: Panels }) {
    this.#panels = panels;
  }

  /** @param clicked the folder a menu was opened on; a file stands for the folder that it lies in */
  async execute(clicked?: unknown): Promise<void> {
    const folder = clicked instanceof Uri ? await folderFor(clicked) : folderInUse()?.toString();
    await this.#panels.open({ kind: 'generate', folder });
  }
}

async function folderFor(uri: Uri): Promise<string> {
  const { type } = await workspace.fs.stat(uri);
  return type & FileType.Directory ? uri.toString() : folderOf(uri.toString());
}

/** The only workspace folder, or the one of the text in front; undefined where it isn't clear which. */
function folderInUse(): Uri | undefined {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]?.uri;
  const inFront = window.activeTextEditor?.document.uri;
  return inFront === undefined ? undefined : workspace.getWorkspaceFolder(inFront)?.uri;
}
