import {
  commands,
  FileSystemError,
  ProgressLocation,
  Uri,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { Codec } from '../../../core/images/codec.ts';
import type { Log } from '../../../core/ports.ts';
import { t } from '../../../core/shared/l10n.ts';
import { shownBefore, shownReport } from '../../../core/shared/protocol/shown.ts';
import type { Command } from '../../../vscode/dialogs/command.ts';
import type { Messages } from '../../../vscode/dialogs/messages.ts';
import { OpenPanels } from '../../../vscode/page/openPanels.ts';
import type { PagePanelDeps } from '../../../vscode/page/pagePanel.ts';
import type { DocsReaderDeps } from './docsReader.ts';
import type { FoundInDocs, ReportPanel } from './reportPanel.ts';

export interface ReportDeps extends DocsReaderDeps, PagePanelDeps {
  messages: Messages;
  codec: Pick<Codec, 'thumbnail'>;
}

/** Tells what is wrong with the images of a folder of docs. */
export class ReportDocsImages implements Command {
  readonly #deps: ReportDeps;
  readonly #own: Readonly<Record<string, Command>>;
  readonly #panels = new OpenPanels<ReportPanel>();

  /** @param own what mends a finding, by the ids of its commands */
  constructor(deps: ReportDeps, own: Readonly<Record<string, Command>>) {
    this.#deps = deps;
    this.#own = own;
  }

  /** @param clicked the folder a menu was opened on; without one, a folder of the workspace */
  async execute(clicked?: unknown): Promise<void> {
    const folder = clicked instanceof Uri ? clicked : await chooseFolder();
    if (folder !== undefined) await this.#report(folder);
    else if (workspace.workspaceFolders === undefined)
      this.#deps.messages.tell('information', t('Open the folder of your docs first.'));
  }

  /** Looks anew, and shows it in the panel that VS Code made after a reload of the window. */
  async bringBack(panel: WebviewPanel, kept: unknown): Promise<void> {
    const { folder } = shownBefore(shownReport, kept) ?? {};
    if (folder === undefined) panel.dispose();
    // VS Code waits for this before it starts what the look itself needs.
    else later(this.#deps.log, this.#report(Uri.parse(folder), panel));
  }

  dispose(): void {
    this.#panels.dispose();
  }

  /** The report on a folder has one panel, which shows the last look at it. */
  async #report(folder: Uri, broughtBack?: WebviewPanel): Promise<void> {
    let isClosed = false;
    broughtBack?.onDidDispose(() => {
      isClosed = true;
    });
    const found = await this.#look(folder);
    if (found === undefined) broughtBack?.dispose();
    if (found === undefined || isClosed) return;
    const { ReportPanel } = await import('./docsReader.ts');
    const key = folder.toString();
    const make = () => {
      const deps = {
        ...this.#deps,
        lookAgain: () => this.#report(folder),
        run: async (called: { command: string; arguments: unknown[] }) => {
          const own = this.#own[called.command];
          if (own) await own.execute(...called.arguments);
          else await commands.executeCommand(called.command, ...called.arguments);
        },
        openText: async (content: string) => {
          await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content }));
        },
      };
      return new ReportPanel(deps, folder, found, broughtBack);
    };
    const panel = broughtBack ? this.#panels.bringBack(key, broughtBack, make) : this.#panels.open(key, make);
    await panel.show(found);
  }

  async #look(folder: Uri): Promise<FoundInDocs | undefined> {
    if (await isGone(folder)) {
      const name = workspace.asRelativePath(folder);
      return {
        findings: [],
        head: { folder: name, documents: 0, images: 0, limits: undefined },
        isGone: true,
      };
    }
    const { readDocs } = await import('./docsReader.ts');
    return window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: t('Nano Banana is checking the docs'),
        cancellable: true,
      },
      (step, token) => readDocs(this.#deps, folder, token, step),
    );
  }
}

const later = (log: Log, work: Promise<void>): void => {
  work.catch((error: unknown) => log.error(`A report could not be brought back: ${String(error)}`));
};

async function isGone(folder: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(folder);
    return false;
  } catch (error) {
    return error instanceof FileSystemError && error.code === 'FileNotFound';
  }
}

/** The only folder of the workspace, or the one that the person picks. */
async function chooseFolder(): Promise<Uri | undefined> {
  const [first, ...others] = workspace.workspaceFolders ?? [];
  if (first === undefined || others.length === 0) return first?.uri;
  return (await window.showWorkspaceFolderPick())?.uri;
}
