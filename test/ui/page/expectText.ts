import type { Locator } from 'playwright-core';
import { waitMs } from '../../vscode/until.ts';

/** Waits until an element's text is, or contains, what is wanted. */
export async function expectText(locator: Locator, wanted: string | RegExp): Promise<void> {
  await locator.filter({ hasText: wanted }).first().waitFor({ state: 'attached', timeout: waitMs });
}
