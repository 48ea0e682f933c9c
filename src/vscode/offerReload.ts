import { commands } from 'vscode';
import { t } from '../core/shared/l10n.ts';

/** Says that code could not be loaded: an update can take the files away from an open window. */
export async function offerReload(
  ask: (sentence: string, button: string) => Thenable<string | undefined>,
): Promise<void> {
  const reload = t('Reload Window');
  const sentence = t('Nano Banana could not be loaded. Reload the window to try again.');
  if ((await ask(sentence, reload)) === reload) {
    await commands.executeCommand('workbench.action.reloadWindow');
  }
}
