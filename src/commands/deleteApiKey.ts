import { neededSecrets } from '../core/api/customHeaders.ts';
import { providerOf } from '../core/edit/plan/providerOf.ts';
import { t } from '../core/shared/l10n.ts';
import type { Command } from '../vscode/dialogs/command.ts';
import type { KeyDeps } from './setApiKey.ts';

export class DeleteApiKey implements Command {
  readonly #deps: KeyDeps;

  constructor(deps: KeyDeps) {
    this.#deps = deps;
  }

  async execute(): Promise<void> {
    const { settings, secrets, messages, nextSteps } = this.#deps;
    const provider = providerOf(settings.read());
    if (!provider.ok) return nextSteps.offer(provider.failure);
    const { origin } = provider.value;
    const deleted = await secrets.delete(origin);
    if (!deleted.ok) return nextSteps.offer(deleted.failure);
    let any = deleted.value;
    for (const { id } of neededSecrets(provider.value)) {
      const further = await secrets.delete(id);
      if (!further.ok) return nextSteps.offer(further.failure);
      any ||= further.value;
    }
    const sentence = any
      ? t(
          'The key for {origin} is deleted from this computer. To revoke it everywhere, delete it at {name}.',
          { origin, name: provider.value.name },
        )
      : t('There was no key for {origin}.', { origin });
    messages.tell('information', sentence);
  }
}
