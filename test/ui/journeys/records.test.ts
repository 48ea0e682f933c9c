import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import type { Frame } from 'playwright-core';
import sharp from 'sharp';
import { testModel, testWords } from '../../testModel.ts';
import { until } from '../../vscode/until.ts';
import { useFixture } from './useFixture.ts';

const show = 'Show How This Image Was Made';
const image = 'docs/images/dashboard-edited.png';
const prompt = 'Blur the top right corner. Change nothing else.';

describe('How an image was made, at the screen', () => {
  const fixture = useFixture();

  /** The page that the explorer's menu opens. */
  async function pageOf(path: string): Promise<Frame> {
    const { workbench } = fixture();
    await workbench.explorer.choose(path, 'Nano Banana', show);
    await workbench.tab(titleOf(path)).waitFor();
    return workbench.panelFrame({ text: 'How this image was made' });
  }
  const titleOf = (path: string) => `How ${path.slice(path.lastIndexOf('/') + 1)} Was Made`;
  const row = (page: Frame, name: string | RegExp) => page.getByRole('row', { name });
  const close = (path: string) => fixture().workbench.closeTab(titleOf(path));

  /** What the panel said of the result. */
  let facts: string[] = [];
  before(async () => {
    const panel = await fixture().edit('docs/images/dashboard.png');
    await panel.choose(testWords.level, /high/i);
    await panel.ask(prompt);
    await panel.waitForStatus('Saved dashboard-edited.png');
    facts = ((await panel.frame.locator('nano-place .facts').textContent()) ?? '').split(' · ');
    await fixture().workbench.closeTab('Nano Banana: dashboard.png');
  });

  it('is told by the explorer’s menu: prompt, inputs, model, options and cost, and its prompt is copied', async () => {
    const page = await pageOf(image);
    await page.getByRole('group', { name: 'Prompt' }).getByText(prompt).waitFor();
    await row(page, /^Made Edited from an image/).waitFor();
    await row(page, /^Inputs dashboard\.png \(edited image, unchanged\)/).waitFor();
    await row(page, /^Model /)
      .filter({ hasText: testModel })
      .waitFor();
    await row(page, testWords.sent).waitFor();
    await row(page, `${testWords.level} High`).waitFor();
    await row(page, /^Cost \$0\.\d+/).waitFor();
    const [, , size, time] = facts;
    await page.getByText(`1280 × 720 · PNG · ${size}`, { exact: true }).waitFor();
    await row(page, `Time ${time}`).waitFor();
    await page.getByRole('radio', { name: 'Side by side' }).check({ force: true });
    await page.getByRole('img', { name: 'Source: dashboard.png' }).waitFor();
    await row(page, /^Since then The picture is as it was made/).waitFor();
    await row(page, /^This record In the image itself/).waitFor();
    const text = await page.locator('body').innerText();
    assert.ok(!text.includes(fixture().folder), 'no path of this machine');
    await page.getByRole('button', { name: 'Copy Prompt' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied the prompt.' }).waitFor();
    const copied = () => fixture().workbench.page.evaluate(() => navigator.clipboard.readText());
    await until('the clipboard', async () => (await copied()) === prompt);
    await close(image);
  });

  it('is done again in a panel as it was', async () => {
    const { workbench } = fixture();
    const page = await pageOf(image);
    await page.getByRole('button', { name: 'Edit Again' }).click();
    await workbench.tab('Nano Banana: dashboard.png').waitFor();
    const panel = await fixture().panel({ text: 'dashboard.png' });
    await until('the prompt', async () => (await panel.prompt.inputValue()) === prompt);
    assert.match(await panel.choice(testWords.level).innerText(), /high/i);
    assert.equal(await panel.inputs.count(), 1);
    const told = await workbench.messages.notifications();
    // That of the shared window stays a while.
    assert.deepEqual(
      told.filter((text) => !text.startsWith('The key is stored.')),
      [],
    );
    await workbench.closeTab('Nano Banana: dashboard.png');
    await close(image);
  });

  it('tells of an input that has changed since', async () => {
    const { workbench } = fixture();
    const source = fixture().path('docs/images/dashboard.png');
    const before = await fixture().read('docs/images/dashboard.png');
    await writeFile(source, await sharp(before).negate().png().toBuffer());
    const page = await pageOf(image);
    await row(page, /dashboard\.png \(edited image, changed since\)/).waitFor();
    await page.getByRole('button', { name: 'Edit Again' }).click();
    assert.equal(
      await workbench.messages.waitForNotification('changed since'),
      'dashboard.png has changed since; its current content is used.',
    );
    const panel = await fixture().panel({ text: 'dashboard.png' });
    await until('the prompt', async () => (await panel.prompt.inputValue()) === prompt);
    await workbench.closeTab('Nano Banana: dashboard.png');
    await close(image);
    await writeFile(source, before);
  });

  it('goes on over steps, and tells the instructions before', async () => {
    const panel = await fixture().edit(image);
    await panel.ask('Make it grayscale');
    await panel.waitForStatus('Saved dashboard-edited-edited.png');
    await fixture().workbench.closeTab('Nano Banana: dashboard-edited.png');
    const step = 'docs/images/dashboard-edited-edited.png';
    const page = await pageOf(step);
    await page.getByRole('group', { name: 'Prompt' }).getByText('Make it grayscale').waitFor();
    await row(page, /^Inputs dashboard-edited\.png \(edited image, unchanged\)/).waitFor();
    await row(page, new RegExp(`^Earlier instructions ${prompt.replaceAll('.', '\\.')}`)).waitFor();
    await close(step);
  });

  it('is said to be unknown for an image without a record', async () => {
    const { workbench } = fixture();
    await workbench.openImage('docs/images/harbour.jpg');
    await workbench.editorAction(show).click();
    const page = await workbench.panelFrame({ text: 'How this image was made' });
    const alert = page.getByRole('alert');
    await alert.filter({ hasText: 'harbour.jpg has no record of how it was made' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Edit Again' }).count(), 0);
    await workbench.screenshot('record-none');
    await close('docs/images/harbour.jpg');
    await workbench.closeTab('harbour.jpg');
  });

  it('is on the preview of an image, and on its tab', async () => {
    const { workbench } = fixture();
    await workbench.openImage(image);
    await workbench.editorAction(show).click();
    await workbench.tab(titleOf(image)).waitFor();
    await workbench.panelFrame({ text: prompt });
    await close(image);
    const menu = await workbench.rightClickTab('dashboard-edited.png');
    await menu.click(show);
    await workbench.panelFrame({ text: prompt });
    await close(image);
    await workbench.closeTab('dashboard-edited.png');
  });
});
