import {
  type Disposable,
  env,
  InputBoxValidationSeverity,
  type QuickInputButton,
  ThemeIcon,
  Uri,
  window,
} from 'vscode';
import { type NeededSecret, neededSecrets } from '../core/api/customHeaders.ts';
import type { Provider } from '../core/api/providers.ts';
import { providerOf } from '../core/edit/plan/providerOf.ts';
import type { Settings } from '../core/ports.ts';
import { inARow, t } from '../core/shared/l10n.ts';
import type { Command } from '../vscode/dialogs/command.ts';
import type { Messages } from '../vscode/dialogs/messages.ts';
import type { NextSteps } from '../vscode/dialogs/nextSteps.ts';
import type { OriginSecrets } from '../vscode/secrets.ts';
import { KeyTaker } from './keyText.ts';

export interface KeyDeps {
  settings: Settings;
  secrets: OriginSecrets;
  messages: Messages;
  nextSteps: NextSteps;
}

/** Resolves with whether a key was set, so that whoever needed one can go on. */
export class SetApiKey implements Command {
  readonly #deps: KeyDeps;

  constructor(deps: KeyDeps) {
    this.#deps = deps;
  }

  async execute(): Promise<boolean> {
    const { settings, secrets, messages, nextSteps } = this.#deps;
    const provider = providerOf(settings.read());
    if (!provider.ok) {
      await nextSteps.offer(provider.failure);
      return false;
    }
    const { origin, name } = provider.value;
    const wanted = neededSecrets(provider.value);
    if (wanted.length === 0) {
      messages.tell('information', t('{name} is used without a key. There is nothing to set.', { name }));
      return false;
    }
    const chosen = wanted.length === 1 ? wanted[0] : await this.#choose(wanted);
    if (chosen === undefined) return false;
    const key = await promptForKey(provider.value, chosen);
    if (key === undefined) return false;
    const stored = await secrets.store(chosen.id, key);
    if (stored.ok) {
      messages.tell(
        'information',
        chosen.isKey
          ? t('The key is stored. It is sent to {origin} only.', { origin })
          : t('The secret is stored. It is sent to {origin} only.', { origin }),
      );
      return true;
    }
    const keep = t('Keep Until the Window Closes');
    const sentence = inARow(stored.failure.sentence, t('It can be kept until this window closes.'));
    if ((await messages.ask('warning', sentence, keep)) !== keep) return false;
    secrets.keepForSession(chosen.id, key);
    return true;
  }

  /** Which of several to set; what is missing stands first. */
  async #choose(wanted: readonly NeededSecret[]): Promise<NeededSecret | undefined> {
    const items = await Promise.all(
      wanted.map(async (secret) => {
        const isSet = (await this.#deps.secrets.keyFor(secret.id)) !== undefined;
        return { label: secret.label, description: isSet ? t('set') : t('not set'), isSet, secret };
      }),
    );
    items.sort((a, b) => Number(a.isSet) - Number(b.isSet));
    return (await window.showQuickPick(items, { title: t('Set API Key'), placeHolder: t('What to set') }))
      ?.secret;
  }
}

/** Undefined when the person gave up. The box stays while the person fetches the key from its page. */
function promptForKey(provider: Provider, { label, isKey }: NeededSecret): Promise<string | undefined> {
  const { name, origin, keyPage: pageOfKey } = provider;
  const keyPage = isKey ? pageOfKey : undefined;
  const box = window.createInputBox();
  box.title = t('{label} for {name}', { label, name });
  box.placeholder = isKey ? t('Paste the key here') : t('Paste the secret here');
  box.password = true;
  box.ignoreFocusOut = true;
  const source =
    keyPage === undefined
      ? t('Ask the people who run it for one.')
      : t('Get a key at {page}.', { page: keyPage });
  box.prompt = inARow(source, t('It is kept in the secret storage and sent to {origin} only.', { origin }));
  const openPage: QuickInputButton = { iconPath: new ThemeIcon('link-external'), tooltip: t('Get a Key') };
  if (keyPage !== undefined) box.buttons = [openPage];

  const taker = new KeyTaker(provider, isKey);
  return new Promise<string | undefined>((resolve) => {
    const subscriptions: Disposable[] = [
      box.onDidChangeValue(() => {
        box.validationMessage = '';
      }),
      box.onDidTriggerButton(() => {
        if (keyPage !== undefined) void env.openExternal(Uri.parse(keyPage));
      }),
      box.onDidAccept(() => {
        const taken = taker.take(box.value);
        if ('key' in taken) {
          resolve(taken.key);
          box.hide();
          return;
        }
        const { Error: wrong, Warning: doubtful } = InputBoxValidationSeverity;
        const severity = taken.severity === 'error' ? wrong : doubtful;
        box.validationMessage = { message: taken.message, severity };
      }),
      box.onDidHide(() => {
        resolve(undefined);
        for (const subscription of subscriptions) subscription.dispose();
        box.dispose();
      }),
    ];
    box.show();
  });
}
