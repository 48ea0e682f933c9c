import assert from 'node:assert/strict';
import { until } from '../../vscode/until.ts';
import { useFixture } from './useFixture.ts';

describe('The gallery of a workspace', () => {
  const fixture = useFixture();
  const dashboard = 'docs/images/dashboard.png';

  it('shows the drafts of a run, keeps one, discards another and takes that back', async () => {
    const { workbench } = fixture();
    const panel = await fixture().edit(dashboard);
    await panel.choose('Variants', /^2$/);
    await panel.ask('Invert it');
    await panel.waitForStatus('2 variants are here. Keep the ones you want.');
    await workbench.runCommand('Nano Banana: Show Gallery');
    const page = await workbench.panelFrame({ text: 'Made in this workspace' });
    const cards = page.getByRole('list', { name: 'Images' }).getByRole('button');
    await until('two drafts', async () => (await cards.count()) === 2);
    const shownWidth = (image: Element) => ('naturalWidth' in image ? Number(image.naturalWidth) : 0);
    await until('the pictures', async () => (await cards.nth(1).locator('img').evaluate(shownWidth)) > 0);
    await workbench.screenshot('gallery');
    await cards.nth(0).click();
    await page.getByRole('toolbar', { name: 'Image actions' }).getByRole('button', { name: 'Keep' }).click();
    await page.getByText('Saved dashboard-edited.png.').waitFor();
    await until('the file', async () =>
      (await fixture().files('docs/images')).some((name) => name.endsWith('dashboard-edited.png')),
    );
    await page.getByRole('button', { name: 'Drafts 1' }).click();
    await cards.nth(0).click();
    await page
      .getByRole('toolbar', { name: 'Image actions' })
      .getByRole('button', { name: 'Discard' })
      .click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await until('the draft again', async () => (await cards.count()) === 1);
    assert.match(await workbench.statusBarText(), /today/);
  });
});
