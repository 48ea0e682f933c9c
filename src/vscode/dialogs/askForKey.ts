import { hasEverySecret } from '../../core/api/customHeaders.ts';
import type { Provider } from '../../core/api/providers.ts';
import type { Secrets } from '../../core/ports.ts';
import type { NextSteps } from './nextSteps.ts';

export interface AskForKeyDeps {
  secrets: Secrets;
  nextSteps: Pick<NextSteps, 'take'>;
}

/** Whether there is what the provider wants as a key, and what its headers want; the person is asked for it where it is missing. */
export async function hasKeyOrAsks(
  provider: Pick<Provider, 'auth' | 'origin' | 'headers'>,
  { secrets, nextSteps }: AskForKeyDeps,
): Promise<boolean> {
  const isThere = () => hasEverySecret(provider, (id) => secrets.keyFor(id));
  if (await isThere()) return true;
  return (await nextSteps.take('setApiKey')) && (await isThere());
}
