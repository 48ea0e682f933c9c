import type { Secrets } from '../editing/ports.ts';
import type { NextSteps } from './nextSteps.ts';

export interface AskForKeyDeps {
  secrets: Secrets;
  nextSteps: Pick<NextSteps, 'take'>;
}

/** Whether there is what the provider wants as a key; the person is asked for it where it is missing. */
export async function hasKeyOrAsks(
  { auth, origin }: { auth: string; origin: string },
  { secrets, nextSteps }: AskForKeyDeps,
): Promise<boolean> {
  const isThere = async () => (await secrets.keyFor(origin)) !== undefined;
  if (auth === 'none' || (await isThere())) return true;
  return (await nextSteps.take('setApiKey')) && (await isThere());
}
