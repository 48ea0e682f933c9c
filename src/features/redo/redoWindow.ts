import { ProgressLocation, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { t } from '../../core/shared/l10n.ts';
import { chooseTarget } from '../../vscode/dialogs/chooseTarget.ts';
import { askToSpend } from '../../vscode/dialogs/confirm.ts';
import { type StopSignals, withStoppableProgress } from '../../vscode/dialogs/stoppableProgress.ts';
import { reach } from '../../vscode/files/reach.ts';

/** One line of a list with check boxes. */
export interface Line {
  label: string;
  description: string;
  detail: string;
}

/** What doing edits again asks of the window. */
export interface RedoWindow {
  isTrusted(): boolean;
  reach(uri: string, imageUri: string): string | undefined;
  /** The way to a file as a person reads it. */
  placeOf(uri: string): string;
  /** A question that has to be answered before anything else; true for yes. */
  confirm(question: string, detail: string, yes: string): Promise<boolean>;
  /** As `confirm`, above the limit of cost; Enter alone does not spend. */
  confirmCost(question: string, detail: string, yes: string): Promise<boolean>;
  /** Shows what is going on, with a way to stop it. */
  progress<T>(
    title: string,
    work: (tell: (message: string) => void, signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
  /** As `progress` for what is paid for: the first Cancel lets what is out come to its end, a second one breaks it off. */
  paidProgress<T>(
    what: string,
    work: (tell: (message: string) => void, signals: StopSignals) => Promise<T>,
  ): Promise<T>;
  /** All lines are ticked at first. Undefined when the person gave up. */
  pick<L extends Line>(
    lines: readonly L[],
    words: { title(ticked: readonly L[]): string; placeholder: string },
  ): Promise<readonly L[] | undefined>;
  chooseTarget(suggestedName: string, near: string | undefined): Promise<string | undefined>;
}

export const redoWindow: RedoWindow = {
  isTrusted: () => workspace.isTrusted,
  reach,
  placeOf: (uri) => workspace.asRelativePath(Uri.parse(uri)),
  chooseTarget,

  async confirm(question, detail, yes) {
    return (await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
  },

  confirmCost: askToSpend,

  async progress(title, work) {
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    return window.withProgress(options, (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return work((message) => progress.report({ message }), controller.signal);
    });
  },

  paidProgress: (what, work) =>
    withStoppableProgress(
      { running: t('Making {what}', { what }), stopping: t('Stopping: making {what}', { what }) },
      (signals, report) => work((message) => report({ message }), signals),
    ),

  pick(lines, { title, placeholder }) {
    return new Promise((resolve) => {
      const picker = window.createQuickPick<QuickPickItem & { line: (typeof lines)[number] }>();
      picker.canSelectMany = true;
      picker.matchOnDescription = true;
      picker.placeholder = placeholder;
      picker.items = lines.map((line) => ({ ...line, line }));
      picker.selectedItems = picker.items;
      const ticked = () => picker.selectedItems.map(({ line }) => line);
      picker.title = title(lines);
      picker.onDidChangeSelection(() => {
        picker.title = title(ticked());
      });
      let chosen: ReturnType<typeof ticked> | undefined;
      picker.onDidAccept(() => {
        chosen = ticked();
        picker.hide();
      });
      picker.onDidHide(() => {
        picker.dispose();
        resolve(chosen);
      });
      picker.show();
    });
  },
};
