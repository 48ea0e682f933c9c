import { isAboveLimit } from '../edit/costLimit.ts';
import type { PlannedRun } from './plannedRun.ts';

/**
 * Whether the person is asked by VS Code, before a tool is called, or by the tool itself. VS Code's question can
 * be answered once for all, or switched off; what the settings say must be asked is asked by the tool, so
 * that it holds then too. Nobody is asked twice.
 */
export class Consent {
  readonly #agreedWishes = new Set<string>();
  readonly #notAsked = new Set<string>();

  /** Above the person's own limit, or dearer by the workspace and not agreed to yet. */
  isDear({ quote: { usd }, values, wish }: PlannedRun): boolean {
    return (
      isAboveLimit(usd, values.confirmAboveCost) || (wish !== undefined && !this.#agreedWishes.has(wish))
    );
  }

  /** VS Code will not ask before this call. */
  leaveToTool(input: unknown): void {
    this.#notAsked.add(JSON.stringify(input));
  }

  /** Whether a call arrived about which VS Code did not ask; forgets it. */
  wasLeftToTool(input: unknown): boolean {
    return this.#notAsked.delete(JSON.stringify(input));
  }

  /** The person said yes. */
  agreed({ wish }: PlannedRun): void {
    if (wish !== undefined) this.#agreedWishes.add(wish);
  }
}
