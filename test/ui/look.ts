import type { RunOptions } from 'axe-core';
import type { Frame } from 'playwright-core';
import { findAccessibilityFaults } from '../vscode/accessibility.ts';
import { until } from '../vscode/until.ts';
import type { Workbench } from '../vscode/workbench.ts';

/**
 * Takes a picture of the window once all images of a panel are there.
 * @returns what is wrong with the panel, a line each: what is cut off, and what axe finds with these rules
 */
export async function look(
  workbench: Workbench,
  frame: Frame,
  name: string,
  rules: RunOptions = {},
): Promise<string[]> {
  await until('the images', () =>
    frame.evaluate(() =>
      [...document.images].every(
        ({ loading, complete, naturalWidth }) => loading === 'lazy' || (complete && naturalWidth > 0),
      ),
    ),
  );
  await workbench.screenshot(name);
  const overflow = await frame.evaluate(() => {
    const parts = [document.documentElement, ...document.querySelectorAll('.modes')];
    return Math.max(...parts.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  });
  const faults = await findAccessibilityFaults(frame, rules);
  if (overflow > 0) faults.push(`${overflow} pixels are cut off`);
  return faults.map((fault) => `${name}: ${fault}`);
}
