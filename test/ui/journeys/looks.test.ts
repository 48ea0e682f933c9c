import assert from 'node:assert/strict';
import { until } from '../../vscode/until.ts';
import { contrastingThemes } from '../../vscode/workbench.ts';
import { look } from '../look.ts';
import { useRoom } from './useRoom.ts';

describe('The panel in themes far apart', () => {
  const room = useRoom();

  it('has nothing that axe finds wrong or that is cut off: filled, running, done, narrow and failed', async () => {
    const { workbench, standIn } = room();
    const panel = await room().edit('docs/images/dashboard.png');
    const faults: string[] = [];
    const lookInBoth = async (state: string): Promise<void> => {
      for (const theme of contrastingThemes) {
        await workbench.setTheme(theme);
        faults.push(...(await look(workbench, panel.frame, `${theme.replaceAll(' ', '-')}-${state}`)));
      }
    };
    await panel.frame.getByText('1280 × 720').first().waitFor();
    await panel.prompt.fill('Blur the top right corner');
    await lookInBoth('filled');

    const told = standIn.tell({ hold: 'beforeHeaders' });
    await panel.run.click();
    await told.arrived;
    await panel.stop.waitFor();
    await lookInBoth('running');
    told.release();
    await panel.waitForStatus(/Saved dashboard-edited/);
    await lookInBoth('done');
    const { page } = workbench;
    const wide = page.viewportSize();
    assert.ok(wide);
    await page.setViewportSize({ width: 760, height: 900 });
    faults.push(...(await look(workbench, panel.frame, 'narrow-done')));
    await page.setViewportSize(wide);

    standIn.tell({ finish: 'IMAGE_SAFETY' });
    await until('Run to be ready', () => panel.run.isEnabled());
    await panel.run.click();
    await panel.alert.waitFor();
    await lookInBoth('failed');
    assert.deepEqual(faults, []);
  });
});
