import { ProgressLocation, Uri, window, workspace } from 'vscode';
import type { Command } from '../commands/command.ts';
import { writeReport } from '../docs/report.ts';
import type { Messages } from '../vscode/messages.ts';
import type { DocsReaderDeps } from './docsReader.ts';
import type { ShownReports } from './shownReports.ts';

export interface ReportDeps extends DocsReaderDeps {
  messages: Messages;
  reports: Pick<ShownReports, 'show'>;
}

/** Tells what is wrong with the images of a folder of docs. */
export class ReportDocsImages implements Command {
  readonly id = 'nanoBanana.reportDocsImages';
  readonly #deps: ReportDeps;

  constructor(deps: ReportDeps) {
    this.#deps = deps;
  }

  /** @param clicked the folder a menu was opened on; without one, a folder of the workspace */
  async execute(clicked?: unknown): Promise<void> {
    const { messages, reports } = this.#deps;
    const folder = clicked instanceof Uri ? clicked : await chooseFolder();
    if (folder === undefined) {
      if (workspace.workspaceFolders === undefined)
        messages.tell('information', 'Open the folder of your docs first.');
      return;
    }
    const { readDocs } = await import('./docsReader.ts');
    const found = await window.withProgress(
      { location: ProgressLocation.Notification, title: 'Nano Banana looks at the docs', cancellable: true },
      (step, token) => readDocs(this.#deps, folder, token, step),
    );
    if (found) await reports.show(folder, writeReport(found.findings, found.head));
  }
}

/** The only folder of the workspace, or the one that the person picks. */
async function chooseFolder(): Promise<Uri | undefined> {
  const [first, ...others] = workspace.workspaceFolders ?? [];
  if (first === undefined || others.length === 0) return first?.uri;
  return (await window.showWorkspaceFolderPick())?.uri;
}
