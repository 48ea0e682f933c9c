import { commands, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Secrets } from '../editing/ports.ts';
import type { NextStep } from '../shared/failure.ts';
import type { SessionHost } from './sessionHost.ts';

export interface WindowHostDeps {
  secrets: Secrets;
  /** Sets a key for the provider that is in force; false when none was given. */
  setApiKey(): Promise<boolean>;
  pickModel(current: string): Promise<string | undefined>;
  pickImages(): Promise<string[]>;
  takeStep(step: NextStep): Promise<void>;
}

/** What a session asks of the window, answered with VS Code's own dialogs. */
export function createWindowHost(
  deps: WindowHostDeps,
  events: Pick<SessionHost, 'changed' | 'settled'>,
): SessionHost {
  return {
    ...events,
    hasKey: async (origin) => (await deps.secrets.keyFor(origin)) !== undefined,
    askForKey: deps.setApiKey,
    pickModel: deps.pickModel,
    pickImages: deps.pickImages,
    takeStep: deps.takeStep,

    async confirm(question, yes) {
      return (await window.showWarningMessage(question, { modal: true }, yes)) === yes;
    },

    async choosePlace(suggestedName, near) {
      const folder = near === undefined ? workspace.workspaceFolders?.[0]?.uri : Uri.parse(near);
      const options = { title: 'Save the Image', saveLabel: 'Save' };
      const isWritable = folder !== undefined && workspace.fs.isWritableFileSystem(folder.scheme) === true;
      const chosen = await window.showSaveDialog(
        isWritable ? { ...options, defaultUri: Uri.joinPath(folder, suggestedName) } : options,
      );
      return chosen?.toString();
    },

    placeOf: (uri) => workspace.asRelativePath(Uri.parse(uri)),

    async open(uri) {
      await commands.executeCommand('vscode.open', Uri.parse(uri), ViewColumn.Beside);
    },
  };
}
