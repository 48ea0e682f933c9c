import { ConfigurationTarget, window, workspace } from 'vscode';
import { type ChosenProviderId, resolveProvider } from '../core/api/providers.ts';
import type { Settings } from '../core/ports.ts';
import { t } from '../core/shared/l10n.ts';
import { settingsSection } from '../vscode/settings.ts';

/**
 * Sets who is asked, in the person's own settings. An endpoint of one's own is asked for its address first.
 * @returns false when the person gave up
 */
export async function chooseProvider(settings: Settings, id: ChosenProviderId): Promise<boolean> {
  const configuration = workspace.getConfiguration(settingsSection);
  if (id === 'custom') {
    const address = await askForAddress(settings);
    if (address === undefined) return false;
    await configuration.update('custom.baseUrl', address, ConfigurationTarget.Global);
  }
  await configuration.update('provider', id, ConfigurationTarget.Global);
  return true;
}

function askForAddress(settings: Settings): Thenable<string | undefined> {
  const { customBaseUrl, customAuth, customHeaders, customProtocol } = settings.read();
  return window.showInputBox({
    title: t('My Own Endpoint'),
    prompt: t("Its address. Any server compatible with Google's or OpenAI's API works."),
    placeHolder: 'https://gateway.example.com',
    value: customBaseUrl,
    ignoreFocusOut: true,
    validateInput: (written) => {
      const asked = { customBaseUrl: written, customAuth, customHeaders, customProtocol };
      const provider = resolveProvider({ provider: 'custom', ...asked });
      return provider.ok ? undefined : provider.failure.sentence;
    },
  });
}
