import { window } from 'vscode';
import { hasEverySecret } from '../core/api/customHeaders.ts';
import { providerRows } from '../core/edit/choices/providerChoices.ts';
import { providerOf } from '../core/edit/plan/providerOf.ts';
import { t } from '../core/shared/l10n.ts';
import type { Command } from '../vscode/dialogs/command.ts';
import { chooseProvider } from './chooseProvider.ts';
import { SetApiKey } from './setApiKey.ts';
import { TestConnection, type TestConnectionDeps } from './testConnection.ts';

/** From nothing to a key that works: who is asked, the key, and a test that costs nothing. */
export class SetUp implements Command {
  readonly #deps: TestConnectionDeps;

  constructor(deps: TestConnectionDeps) {
    this.#deps = deps;
  }

  async execute(): Promise<void> {
    const { settings, secrets } = this.#deps;
    const values = settings.read();
    const chosen = await window.showQuickPick(providerRows(values), {
      title: t('Set Up Nano Banana'),
      placeHolder: t('Who should edit your images?'),
      ignoreFocusOut: true,
    });
    if (chosen === undefined || !(await chooseProvider(settings, chosen.id))) return;
    const provider = providerOf(settings.read());
    const hasKey = provider.ok && (await hasEverySecret(provider.value, (id) => secrets.keyFor(id)));
    if (!hasKey && !(await new SetApiKey(this.#deps).execute())) return;
    await new TestConnection(this.#deps).execute();
  }
}
