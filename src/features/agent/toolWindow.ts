import { ProgressLocation, window } from 'vscode';
import type { ToolWindow } from '../../core/agent/imageCalls.ts';
import { t } from '../../core/shared/l10n.ts';
import { chooseTarget } from '../../vscode/dialogs/chooseTarget.ts';

/** VS Code's own dialogs for what the tools ask. */
export const toolWindow: ToolWindow = {
  async confirm(question, detail) {
    const run = t('Run');
    return (await window.showWarningMessage(question, { modal: true, detail }, run)) === run;
  },

  async showProgress(title, task) {
    return window.withProgress({ location: ProgressLocation.Window, title }, (progress) =>
      task((message) => progress.report({ message })),
    );
  },

  async offerToSave(sentence, suggestedName, near) {
    const pressed = await window.showWarningMessage(sentence, t('Save As…'));
    return pressed === undefined ? undefined : chooseTarget(suggestedName, near);
  },
};
