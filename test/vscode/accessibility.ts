import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What depends on the theme alone, for states that another theme has been looked at in whole. */
export const colourRules: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/**
 * What axe finds wrong in a document: one readable line for each element, like
 * "color-contrast (serious): .status: Element has insufficient color contrast…".
 */
export async function findAccessibilityFaults(
  frame: Frame | Page,
  options: RunOptions = {},
): Promise<string[]> {
  // Evaluated, not added as a script element: the panel's content security policy allows no script but its own.
  const isThere = await frame.evaluate(() => Reflect.has(globalThis, 'axe'));
  if (!isThere) await frame.evaluate(await axeSource);
  const results = await frame.evaluate(
    (runOptions) => {
      const axe: typeof import('axe-core') = Reflect.get(globalThis, 'axe');
      return axe.run(document, runOptions);
    },
    { resultTypes: ['violations' as const], ...options, iframes: false },
  );
  return results.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const summary = failureSummary?.replaceAll(/\s+/g, ' ').trim();
      return `${id} (${impact}): ${target.join(' ')}: ${summary}`;
    }),
  );
}
