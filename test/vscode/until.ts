import { setTimeout as delay } from 'node:timers/promises';

/** How long a state is waited for: only what never comes takes so long, also where others take the processors. */
export const waitMs = 60_000;

/** How long one attempt may take, where what is missed is tried again. */
export const attemptMs = 5_000;

/**
 * Asks again and again until the answer is neither undefined, null nor false.
 * @param what completes "Timed out waiting for …"
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs = waitMs,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  let pauseMs = 50;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) {
        return answer as NonNullable<Exclude<T, false>>;
      }
    } catch (error) {
      cause = error;
    }
    await delay(pauseMs);
    // Each asking takes time from what is waited for.
    pauseMs = 100;
  } while (performance.now() < deadline);
  throw new Error(`Timed out waiting for ${what}.`, { cause });
}
