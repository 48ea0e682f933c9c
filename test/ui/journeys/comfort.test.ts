import assert from 'node:assert/strict';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import type { Panel } from '../panel.ts';
import { useFixture } from './useFixture.ts';

describe('A result taken along', () => {
  const fixture = useFixture();
  let panel: Panel;

  before(async () => {
    panel = await fixture().edit('docs/images/dashboard.png');
    await panel.ask('invert');
    await panel.waitForStatus('Saved dashboard-edited.png');
  });

  const clipboard = () => fixture().workbench.page.evaluate(() => navigator.clipboard.readText());
  const more = async (entry: string): Promise<void> => {
    await panel.actions.getByRole('button', { name: 'More' }).click();
    await panel.frame.getByRole('menuitem', { name: entry, exact: true }).click();
  };

  it('is in the clipboard as a picture', async () => {
    await more('Copy image');
    await panel.waitForStatus('Copied dashboard-edited.png');
    const bytes = await fixture().workbench.page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const blob = await item?.getType('image/png');
      return [...new Uint8Array((await blob?.arrayBuffer()) ?? [])];
    });
    const { width, height } = await sharp(Buffer.from(bytes)).metadata();
    assert.deepEqual({ width, height }, { width: 1280, height: 720 });
  });

  it('is in the clipboard as a path, and as a link from the document in front', async () => {
    const { workbench } = fixture();
    await more('Copy path');
    await panel.waitForStatus('Copied the path');
    assert.equal(await clipboard(), fixture().path('docs/images/dashboard-edited.png'));
    await panel.actions.getByRole('button', { name: 'Copy Markdown link' }).click();
    await panel.waitForStatus('Copied a Markdown link');
    assert.equal(await clipboard(), '![dashboard-edited](docs/images/dashboard-edited.png)');
    await workbench.explorer.open('docs/about.md');
    await workbench.tab('about.md').waitFor();
    await workbench.tab('Nano Banana: dashboard.png').click();
    panel = await fixture().panel({ text: 'dashboard.png' });
    await workbench.runCommand('View: Move Editor into Next Group');
    panel = await fixture().panel({ text: 'dashboard.png' });
    await panel.actions.getByRole('button', { name: 'Copy Markdown link' }).click();
    await until('the link from the document', async () => (await clipboard()).includes('(images/'));
    assert.equal(await clipboard(), '![dashboard-edited](images/dashboard-edited.png)');
  });

  it('is shown in the explorer, and in no file manager where there is none', async () => {
    const { page } = fixture().workbench;
    await panel.actions.getByRole('button', { name: 'More' }).click();
    const entries = panel.frame.getByRole('menuitem');
    await entries.first().waitFor();
    assert.ok(!(await entries.allInnerTexts()).join().includes('File Manager'));
    await panel.frame.getByRole('menuitem', { name: 'Reveal in Explorer' }).click();
    const row = page.locator('.explorer-folders-view .monaco-list-row.selected');
    await row.filter({ hasText: 'dashboard-edited.png' }).waitFor();
  });

  it('stays open when the panel closes', async () => {
    const { workbench } = fixture();
    await panel.actions.getByRole('button', { name: 'Open' }).click();
    await workbench.tab('dashboard-edited.png').waitFor();
    await workbench.closeTab('Nano Banana: dashboard.png');
    const preview = workbench.page.frameLocator('iframe.webview:visible').frameLocator('#active-frame');
    const image = preview.locator('img').first();
    await image.waitFor();
    assert.ok(await image.evaluate((shown: HTMLImageElement) => shown.naturalWidth === 1280));
  });
});
