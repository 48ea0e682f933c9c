import type { Log } from '../../editing/ports.ts';

/** A message can stay until the person closes it, so nobody waits for its button. */
export function later(log: Log, work: () => Promise<unknown>): void {
  work().catch((error: unknown) => log.error(`What came after a redo failed: ${String(error)}`));
}
