import * as path from 'node:path';
import {
  commands,
  type Disposable,
  env,
  RelativePattern,
  UIKind,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { hasEverySecret } from '../../core/api/customHeaders.ts';
import type { Secrets } from '../../core/ports.ts';
import type { NextStep } from '../../core/shared/failure.ts';
import { formatBytes, formatPixels } from '../../core/shared/format.ts';
import { formatDate, t } from '../../core/shared/l10n.ts';
import { chooseTarget } from '../../vscode/dialogs/chooseTarget.ts';
import { askToSpend } from '../../vscode/dialogs/confirm.ts';
import type { SessionHost } from './session/sessionHost.ts';

export interface WindowHostDeps {
  secrets: Secrets;
  /** Sets a key for the provider that is in force; false when none was given. */
  setApiKey(): Promise<boolean>;
  chooseProvider: SessionHost['chooseProvider'];
  testConnection: SessionHost['testConnection'];
  openSample: SessionHost['openSample'];
  pickModel(current: string): Promise<string | undefined>;
  listedModels: SessionHost['listedModels'];
  pickImages(): Promise<string[]>;
  takeStep(step: NextStep): Promise<void>;
  showRecord(uri: string): Promise<void>;
  showText(name: string, text: string): Promise<void>;
}

/** What a session asks of the window, answered with VS Code's own dialogs. */
export function createWindowHost(deps: WindowHostDeps): SessionHost {
  const watched = new FolderWatch();
  return {
    hasKey: (provider) => hasEverySecret(provider, (id) => deps.secrets.keyFor(id)),
    askForKey: deps.setApiKey,
    chooseProvider: deps.chooseProvider,
    testConnection: deps.testConnection,
    openSample: deps.openSample,
    pickModel: deps.pickModel,
    listedModels: deps.listedModels,
    pickImages: deps.pickImages,
    takeStep: deps.takeStep,
    showRecord: deps.showRecord,
    showText: deps.showText,
    watch: (folders, changed) => watched.follow(folders, changed),

    async confirm(question, yes) {
      return (await window.showWarningMessage(question, { modal: true }, yes)) === yes;
    },

    async pickDiscarded(discarded) {
      const items = discarded.map(({ id, name, prompt, discardedAt, width, height, byteLength }) => ({
        id,
        label: name,
        description: `${formatPixels(width, height)} · ${formatBytes(byteLength)}`,
        detail: [t('Discarded on {date}', { date: formatDate(discardedAt) }), prompt]
          .filter(Boolean)
          .join(' · '),
      }));
      const chosen = await window.showQuickPick(items, {
        title: t('Discarded Results'),
        placeHolder: t('Choose what to restore. Discarded results are kept for 30 days'),
        canPickMany: true,
        matchOnDetail: true,
      });
      return (chosen ?? []).map(({ id }) => id);
    },

    confirmCost: (question, yes) => askToSpend(question, '', yes),

    chooseTarget: chooseTarget,

    relativePathOf: (uri) => workspace.asRelativePath(Uri.parse(uri)),

    async open(uri) {
      await commands.executeCommand('vscode.open', Uri.parse(uri), ViewColumn.Beside);
    },

    async openLink(link) {
      await env.openExternal(Uri.parse(link, true));
    },

    hasFileManager: env.uiKind === UIKind.Desktop && env.remoteName === undefined,

    async reveal(uri, where) {
      const command = where === 'explorer' ? 'revealInExplorer' : 'revealFileInOS';
      await commands.executeCommand(command, Uri.parse(uri));
    },

    async copy(text) {
      await env.clipboard.writeText(text);
    },

    pathOf(uri) {
      const parsed = Uri.parse(uri);
      return parsed.scheme === 'file' ? parsed.fsPath : uri;
    },

    /** Relative to the document in front, else to the workspace folder. */
    linkTo(uri) {
      const file = Uri.parse(uri);
      const document = window.visibleTextEditors.find(
        ({ document: { languageId, uri: at } }) => languageId === 'markdown' && at.scheme === file.scheme,
      );
      const from = document
        ? path.posix.dirname(document.document.uri.path)
        : workspace.getWorkspaceFolder(file)?.uri.path;
      const relative =
        from === undefined ? path.posix.basename(file.path) : path.posix.relative(from, file.path);
      // Parentheses would end the link.
      const encode = (step: string): string =>
        encodeURIComponent(step).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
      return relative.split('/').map(encode).join('/');
    },

    async askFor(name) {
      return window.showInputBox({
        title: 'Nano Banana',
        prompt: t('What should “{name}” be?', { name }),
        placeHolder: name,
      });
    },

    workspaceFolderOf(uri) {
      const folder = uri === undefined ? undefined : workspace.getWorkspaceFolder(Uri.parse(uri));
      return (folder ?? workspace.workspaceFolders?.[0])?.uri.toString();
    },
  };
}

/** One watcher for each folder; folders that are not needed any more are let go. */
class FolderWatch {
  readonly #watchers = new Map<string, Disposable>();

  follow(folders: readonly string[], changed: (uri: string) => void): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.includes(folder)) continue;
      watcher.dispose();
      this.#watchers.delete(folder);
    }
    const tell = (uri: Uri) => changed(uri.toString());
    for (const folder of folders) {
      if (this.#watchers.has(folder)) continue;
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.parse(folder), '*'));
      this.#watchers.set(folder, watcher);
      watcher.onDidChange(tell);
      watcher.onDidCreate(tell);
      watcher.onDidDelete(tell);
    }
  }
}
