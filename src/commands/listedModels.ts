import { resolveHeaders } from '../core/api/customHeaders.ts';
import type { Provider } from '../core/api/providers.ts';
import { t } from '../core/shared/l10n.ts';
import type { TestConnectionDeps } from './testConnection.ts';

/** The ids of an endpoint's own list, or why they are not known, as a sentence. */
export type ListedModels = { ids: ReadonlySet<string>; note?: undefined } | { ids?: undefined; note: string };

/** Asks an endpoint for its list, which costs nothing and asks nobody for a key. Never rejects. */
export async function listedModels(
  { secrets, listModels }: Pick<TestConnectionDeps, 'secrets' | 'listModels'>,
  provider: Provider,
  signal: AbortSignal,
): Promise<ListedModels> {
  const { host } = new URL(provider.baseUrl);
  const key = provider.auth === 'none' ? undefined : await secrets.keyFor(provider.origin);
  if (provider.auth !== 'none' && key === undefined)
    return { note: t('No key is set for {host}, so the models it offers are unknown.', { host }) };
  const headers = await resolveHeaders(provider, (id) => secrets.keyFor(id));
  if (!headers.ok)
    return {
      note: t('A secret for the headers of {host} is not set, so the models it offers are unknown.', {
        host,
      }),
    };
  const outcome = await listModels(provider, key, signal, headers.value);
  return outcome.ok
    ? { ids: new Set(outcome.value.ids) }
    : { note: t('The model list of {host} could not be read.', { host }) };
}
