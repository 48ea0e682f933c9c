import assert from 'node:assert/strict';
import { join } from 'node:path';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import type { Panel } from '../panel.ts';
import { copyPicture } from './copyPicture.ts';
import { imagesOf } from './requestImages.ts';
import { useFixture } from './useFixture.ts';

async function fill(folder: string): Promise<void> {
  for (const [name, background] of [
    ['shot.png', 'steelblue'],
    ['logo.png', 'gold'],
    ['style.png', 'seagreen'],
  ] as const) {
    const picture = sharp({ create: { width: 320, height: 180, channels: 3, background } });
    await picture.png().toFile(join(folder, name));
  }
}

describe('References', () => {
  const fixture = useFixture({ fill });
  let panel: Panel;

  before(async () => {
    panel = await fixture().edit('shot.png');
    await panel.frame.getByText('320 × 180').first().waitFor();
  });

  const names = async () =>
    (await panel.inputs.allInnerTexts()).map((text) => /[\w-]+\.png/.exec(text)?.[0] ?? text);

  it('are dragged from the explorer with Shift', async () => {
    const { page, explorer } = fixture().workbench;
    const row = await (await explorer.row('logo.png')).boundingBox();
    const target = await panel.prompt.boundingBox();
    assert.ok(row && target);
    await panel.frame.getByText('while holding Shift').waitFor();
    await page.mouse.move(row.x + 40, row.y + row.height / 2);
    await page.mouse.down();
    await page.mouse.move(row.x + 80, row.y + row.height / 2, { steps: 4 });
    await page.keyboard.down('Shift');
    await page.mouse.move(target.x + 40, target.y + 20, { steps: 10 });
    await panel.frame.getByText('Drop to add').waitFor();
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await until('two inputs', async () => (await panel.inputs.count()) === 2);
    assert.deepEqual(await names(), ['shot.png', 'logo.png']);
  });

  it('are pasted from the clipboard, once', async () => {
    for (let press = 0; press < 2; press++) {
      await copyPicture(fixture().workbench.page, { width: 64, height: 64, background: 'red' });
      await panel.prompt.press('ControlOrMeta+V');
      await panel.frame.getByText('64 × 64').first().waitFor();
    }
    assert.equal(await panel.inputs.count(), 3);
  });

  it('are picked from the workspace', async () => {
    const { quickInput } = fixture().workbench;
    await panel.button('Add Images…').click();
    await quickInput.waitFor('Images to Add');
    await quickInput.pick('style.png');
    await quickInput.submit();
    await until('four inputs', async () => (await panel.inputs.count()) === 4);
  });

  it('are put in another order by keyboard, and another one is edited', async () => {
    const items = panel.frame.getByRole('list', { name: 'Inputs' }).getByRole('listitem');
    await items.filter({ hasText: 'style.png' }).getByRole('button').first().focus();
    await fixture().workbench.page.keyboard.press('Alt+ArrowUp');
    await until('the new order', async () => (await names()).indexOf('style.png') === 2);
    await items
      .filter({ hasText: 'logo.png' })
      .getByRole('button', { name: 'Make logo.png the edited image' })
      .click();
    await items.filter({ hasText: 'logo.png' }).getByText('Edited image').waitFor();
    await fixture().workbench.screenshot('references');
    await panel.ask('Put the logo into the screenshot');
    await panel.waitForStatus('Saved logo-edited.png');
    const sent = imagesOf(fixture().standIn.requests[0]);
    assert.equal(sent.length, 4);
  });
});
