import { commands, window } from 'vscode';
import { t } from '../../core/shared/l10n.ts';

/** A question that has to be answered before anything else; true for yes. */
export type Confirm = (question: string, detail: string, yes: string) => Promise<boolean>;

export const askModally: Confirm = async (question, detail, yes) =>
  (await window.showWarningMessage(question, { modal: true, ...(detail !== '' && { detail }) }, yes)) === yes;

/**
 * As `askModally`, before something that costs more than the limit. The button that Enter presses is the first one,
 * so that one spends nothing.
 */
export const askToSpend: Confirm = async (question, detail, yes) => {
  const options = { modal: true, ...(detail !== '' && { detail }) };
  const change = t('Change the Limit…');
  const pressed = await window.showWarningMessage(question, options, change, yes);
  if (pressed === change) {
    await commands.executeCommand('workbench.action.openSettings', 'nanoBanana.confirmAboveCost');
  }
  return pressed === yes;
};
