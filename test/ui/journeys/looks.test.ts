import assert from 'node:assert/strict';
import { findAccessibilityFaults } from '../../vscode/accessibility.ts';
import { until } from '../../vscode/until.ts';
import { contrastingThemes } from '../../vscode/workbench.ts';
import { useRoom } from './useRoom.ts';

describe('The panel in themes far apart', () => {
  const room = useRoom();

  it('has nothing that axe finds wrong, filled, running, done and failed', async function () {
    this.timeout(120_000);
    const { workbench, standIn } = room();
    const panel = await room().edit('docs/images/dashboard.png');
    const faults: string[] = [];
    const look = async (state: string): Promise<void> => {
      for (const theme of contrastingThemes) {
        await workbench.setTheme(theme);
        await workbench.screenshot(`${theme.replaceAll(' ', '-')}-${state}`);
        const found = await findAccessibilityFaults(panel.frame);
        faults.push(...found.map((fault) => `${theme}, ${state}: ${fault}`));
      }
    };
    await panel.frame.getByText('1280 × 720').first().waitFor();
    await panel.prompt.fill('Blur the top right corner');
    await look('filled');

    const told = standIn.tell({ hold: 'beforeHeaders' });
    await panel.run.click();
    await told.arrived;
    await panel.stop.waitFor();
    await look('running');
    told.release();
    await panel.waitForStatus(/Saved dashboard-edited/);
    await look('done');

    standIn.tell({ finish: 'IMAGE_SAFETY' });
    await until('Run to be ready', () => panel.run.isEnabled());
    await panel.run.click();
    await panel.alert.waitFor();
    await look('failed');
    await workbench.closeTab('Nano Banana: dashboard.png');
    assert.deepEqual(faults, []);
  });

  it('stacks in a narrow window, with nothing cut off', async () => {
    const { workbench } = room();
    await workbench.page.setViewportSize({ width: 760, height: 900 });
    const panel = await room().edit('docs/images/dashboard.png');
    await panel.ask('Blur the top right corner');
    await panel.waitForStatus(/Saved/);
    await workbench.screenshot('narrow-done');
    const overflow = await panel.frame.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0);
  });
});
