import assert from 'node:assert/strict';
import { until } from '../../vscode/until.ts';
import { useFixture } from './useFixture.ts';

describe('The main job at the screen', () => {
  const fixture = useFixture();

  it('by mouse alone: right-click, prompt, Run, and the edited image lies beside the source', async () => {
    const { workbench, standIn } = fixture();
    const original = await fixture().read('docs/images/dashboard.png');
    const panel = await fixture().edit('docs/images/dashboard.png');
    assert.deepEqual(await workbench.tabs(), ['Nano Banana: dashboard.png']);
    await panel.prompt.fill('Blur the top right corner. Change nothing else.');
    await panel.run.click();
    await panel.waitForStatus('Saved dashboard-edited.png');

    const { format, width, height } = await fixture().metadata('docs/images/dashboard-edited.png');
    assert.deepEqual({ format, width, height }, { format: 'png', width: 1280, height: 720 });
    assert.deepEqual(await fixture().read('docs/images/dashboard.png'), original);
    assert.equal(standIn.requests.length, 1);

    // The window may remember another way from a journey before.
    await panel.frame.getByRole('radio', { name: 'Side by side' }).check({ force: true });
    await panel.frame.getByRole('img', { name: 'Source: dashboard.png' }).waitFor();
    await panel.frame.getByRole('img', { name: 'Result: dashboard-edited.png' }).waitFor();
    assert.equal(await panel.results.count(), 1);
    await until('the explorer to show the new file', () =>
      workbench.explorer.isShown('docs/images/dashboard-edited.png'),
    );
    await workbench.screenshot('done');

    await panel.actions.getByRole('button', { name: 'Open' }).click();
    await workbench.tab('dashboard-edited.png').waitFor();
    assert.equal(await workbench.countPanels(), 1);
    await workbench.closeTab('dashboard-edited.png');
    await workbench.closeTab('Nano Banana: dashboard.png');
  });
});
