import assert from 'node:assert/strict';
import { colourRules, findAccessibilityFaults } from '../../vscode/accessibility.ts';
import { until } from '../../vscode/until.ts';
import type { Panel } from '../panel.ts';
import { useRoom } from './useRoom.ts';

const folder = 'docs/images';

describe('Variants, steps and history in high contrast', () => {
  const room = useRoom();

  /** All pictures in sight are there. */
  const drawn = (panel: Panel) =>
    until('the pictures', () =>
      panel.frame.evaluate(() =>
        [...document.querySelectorAll('img')].every(
          (image) => image.loading === 'lazy' || (image.complete && image.naturalWidth > 0),
        ),
      ),
    );

  // The furthest from the dark theme, which the other journeys show.
  const theme = 'high contrast light';

  it('have nothing that axe finds wrong wide and narrow', async function () {
    this.timeout(120_000);
    const { workbench } = room();
    const { page } = workbench;
    const name = `editor-${theme.replaceAll(' ', '-')}`;
    await workbench.setTheme(theme);
    let panel = await room().edit(`${folder}/dashboard.png`);
    const faults: string[] = [];
    const look = async (state: string): Promise<void> => {
      for (const [width, viewport] of [
        ['wide', { width: 1440, height: 900 }],
        ['narrow', { width: 760, height: 900 }],
      ] as const) {
        await page.setViewportSize(viewport);
        await drawn(panel);
        await workbench.screenshot(`${name}-${state}-${width}`);
        const overflow = await panel.frame.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) faults.push(`${state}, ${width}: ${overflow} pixels are cut off`);
        // The narrow page has the same parts, in other places.
        const found = await findAccessibilityFaults(panel.frame, width === 'wide' ? {} : colourRules);
        faults.push(...found.map((fault) => `${state}, ${width}: ${fault}`));
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    const act = (label: string) => panel.actions.getByRole('button', { name: label, exact: true }).click();

    await panel.choose('Variants', /^2$/);
    await panel.ask('Tint it teal');
    await panel.waitForStatus('Saved all 2 images.');
    await look('variants');

    await act('Use as input');
    await panel.choose('Variants', /^1$/);
    await panel.ask('Blur the top right corner');
    await panel.waitForStatus(/^Saved dashboard-edited-\d+\.png/);
    await act('Discard');
    await panel.waitForStatus(/Discarded/);
    await look('discarded');
    await panel.button('Undo').click();
    await panel.waitForStatus(/is back/);

    await act('Replace original');
    await workbench.messages.pressInDialog('Replace');
    await panel.waitForStatus('Replaced dashboard.png. A backup is kept.');
    await panel.frame.getByRole('button', { name: /^Original/ }).click();
    await look('replaced');
    await panel.button('Restore original').click();
    await panel.waitForStatus('Restored dashboard.png.');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommand('View: Close Editor');

    panel = await room().edit(`${folder}/dashboard.png`);
    await panel.results.last().click();
    await look('history');
    await panel.button('Clear history').click();
    await until('no results', async () => (await panel.results.count()) === 0);
    await workbench.runCommand('View: Close Editor');
    assert.deepEqual(faults, []);
  });
});
