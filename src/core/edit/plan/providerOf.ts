import { anyProvider, capabilitiesAt } from '../../api/models/models.ts';
import { type Provider, resolveProvider } from '../../api/providers.ts';
import type { ModelCapabilities } from '../../capabilities.ts';
import type { SettingsValues } from '../../ports.ts';
import type { Outcome } from '../../shared/failure.ts';

/** The provider that the settings name, or the sentence that says what is wrong with them. */
export const providerOf = (values: SettingsValues): Outcome<Provider> =>
  resolveProvider({
    provider: values.provider,
    customBaseUrl: values.customBaseUrl,
    customAuth: values.customAuth,
    customHeaders: values.customHeaders,
    customProtocol: values.customProtocol,
  });

/** What a model can do where it is asked: an id that isn't known, by the protocol of the provider in force. */
export function capabilitiesFor(values: SettingsValues, model: string): ModelCapabilities {
  const provider = providerOf(values);
  return capabilitiesAt(provider.ok ? provider.value : anyProvider, model);
}
