import assert from 'node:assert/strict';
import { join } from 'node:path';
import { makeSampleWorkspace } from '../../sample/make.ts';
import { colourRules, findAccessibilityFaults } from '../../vscode/accessibility.ts';
import { Comparison, compareModes } from '../comparison.ts';
import { mark } from './mark.ts';
import { useRoom } from './useRoom.ts';

const images = ['docs/images/dashboard.png', 'docs/images/dashboard-marked.png', 'media/icon.png'] as const;

async function fill(folder: string): Promise<void> {
  await makeSampleWorkspace(folder);
  await mark(join(folder, images[0]), join(folder, images[1]), 400);
}

describe('The comparison in high contrast', () => {
  const room = useRoom({ fill });
  const wide = { width: 1280, height: 800 };
  const narrow = { width: 640, height: 900 };

  // The furthest from the dark theme, which the other journeys show.
  const theme = 'high contrast light';

  it('has nothing that axe finds wrong and nothing cut off wide and narrow', async function () {
    this.timeout(120_000);
    const { workbench } = room();
    const { page, explorer } = workbench;
    await page.setViewportSize(wide);
    await workbench.setTheme(theme);
    // Opening a folder would change the selection.
    await explorer.expand('media');
    const faults: string[] = [];
    for (const [second, viewports] of [
      [images[1], { wide, narrow }],
      [images[2], { wide }],
    ] as const) {
      await (await explorer.rightClick(second, images[0])).click('Compare Images');
      const name = second.slice(second.lastIndexOf('/') + 1);
      const comparison = new Comparison(await workbench.panelFrame({ text: name }));
      for (const [width, viewport] of Object.entries(viewports)) {
        await page.setViewportSize(viewport);
        for (const mode of compareModes) {
          await comparison.choose(mode);
          if (mode === 'Difference') await comparison.share();
          const state = [theme, name.replace('.png', ''), mode, width].join('-').replaceAll(' ', '-');
          await workbench.screenshot(`compare-${state}`);
          // The narrow page has the same parts, in other places.
          const found = await findAccessibilityFaults(comparison.frame, width === 'wide' ? {} : colourRules);
          faults.push(...found.map((fault) => `${state}: ${fault}`));
          const overflow = await comparison.frame.evaluate(() => {
            const parts = [document.documentElement, ...document.querySelectorAll('.modes')];
            return Math.max(...parts.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
          });
          if (overflow > 0) faults.push(`${state}: ${overflow} pixels too wide`);
        }
      }
      await page.setViewportSize(wide);
      const tab = (await workbench.tabs()).find((label) => label.startsWith('Compare: '));
      await workbench.closeTab(tab ?? '');
    }
    assert.deepEqual(faults, []);
  });
});
