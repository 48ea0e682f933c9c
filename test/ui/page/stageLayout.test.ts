import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { choosing, filled, iterated } from './states.ts';
import { drawn, usePage } from './usePage.ts';

/** Pairs of things on the stage of which one lies over the other, and what the bar below it cuts off. */
const hidden = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const all = (query: string) =>
      [...document.querySelectorAll(query)]
        .map((one) => one.getBoundingClientRect())
        .filter(({ width }) => width > 0);
    const check = (one: string, other: string) => {
      for (const a of all(one)) {
        for (const b of all(other)) {
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (across > 1 && down > 1) faults.push(`${one} and ${other} share ${Math.round(down)} px`);
        }
      }
    };
    check('.caption', '.markTools');
    check('.sheet:has(img)', '.markTools');
    check('.sheet:has(img)', '.caption');
    const bar = document.querySelector('.actionBar')?.getBoundingClientRect();
    for (const { top, bottom, right } of all('.actionBar :is(button, select, label)')) {
      if (bar && (top < bar.top || bottom > bar.bottom || right > bar.right + 1))
        faults.push(
          `the bar cuts off ${Math.round(Math.max(bar.top - top, bottom - bar.bottom, right - bar.right))} px`,
        );
    }
    return [...new Set(faults)];
  });

describe('On the stage', () => {
  const open = usePage();

  for (const [width, height] of [
    [300, 700],
    [380, 700],
    [652, 610],
    [700, 700],
    [1000, 700],
    [1440, 900],
  ] as const) {
    it(`no tool lies over a picture or its name, and no button is cut off: ${width} × ${height}`, async () => {
      const host = await open(filled, { width, height });
      const { page } = host;
      await drawn(page);
      const faults = (await hidden(page)).map((fault) => `before a run: ${fault}`);
      await host.tell({ ...choosing, revision: host.state.revision });
      await drawn(page);
      faults.push(
        ...(await hidden(page)).filter((fault) => /cuts/.test(fault)).map((fault) => `variants: ${fault}`),
      );
      await host.tell({ ...iterated, revision: host.state.revision });
      for (const mode of ['One picture', 'Side by side', 'Swipe', 'Onion skin', 'Difference']) {
        const way = page
          .locator('.modes')
          .getByRole(mode === 'One picture' ? 'button' : 'radio', { name: mode });
        await way.dispatchEvent('click');
        await drawn(page);
        await drawn(page);
        faults.push(...(await hidden(page)).map((fault) => `${mode}: ${fault}`));
      }
      assert.deepEqual(faults, []);
    });
  }
});
