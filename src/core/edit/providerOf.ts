import { type Provider, resolveProvider } from '../api/providers.ts';
import type { SettingsValues } from '../ports.ts';
import type { Outcome } from '../shared/failure.ts';

/** The provider that the settings name, or the sentence that says what is wrong with them. */
export const providerOf = (values: SettingsValues): Outcome<Provider> =>
  resolveProvider({
    provider: values.provider,
    customBaseUrl: values.customBaseUrl,
    customAuth: values.customAuth,
    customHeaders: values.customHeaders,
    customProtocol: values.customProtocol,
  });
