import assert from 'node:assert/strict';
import { until } from '../../vscode/until.ts';
import { contrastingThemes } from '../../vscode/workbench.ts';
import { look } from '../look.ts';
import { useFixture } from './useFixture.ts';

// All states are looked at on the page alone; here are VS Code's own colours.
describe('The panel in themes far apart', () => {
  const fixture = useFixture();

  it('has nothing that axe finds wrong or that is cut off: done and failed', async () => {
    const { workbench, standIn } = fixture();
    const panel = await fixture().edit('docs/images/dashboard.png');
    const faults: string[] = [];
    const lookInBoth = async (state: string): Promise<void> => {
      for (const theme of contrastingThemes) {
        await workbench.setTheme(theme);
        faults.push(...(await look(workbench, panel.frame, `${theme.replaceAll(' ', '-')}-${state}`)));
      }
    };
    await panel.frame.getByText('1280 × 720').first().waitFor();
    await panel.ask('Blur the top right corner');
    await panel.waitForStatus(/Saved dashboard-edited/);
    await lookInBoth('done');
    standIn.tell({ finish: 'IMAGE_SAFETY' });
    await until('Run to be ready', () => panel.run.isEnabled());
    await panel.run.click();
    await panel.alert.waitFor();
    await lookInBoth('failed');
    assert.deepEqual(faults, []);
  });
});
