import { commands } from 'vscode';
import { t } from '../../core/shared/l10n.ts';

/** Says why the window has to be reloaded; without a reason that code could not be loaded: an update can take the files away from an open window. */
export async function offerReload(
  ask: (sentence: string, button: string) => Thenable<string | undefined>,
  sentence = t('Nano Banana could not be loaded. Reload the window to try again.'),
): Promise<void> {
  const reload = t('Reload Window');
  if ((await ask(sentence, reload)) === reload) {
    await commands.executeCommand('workbench.action.reloadWindow');
  }
}
