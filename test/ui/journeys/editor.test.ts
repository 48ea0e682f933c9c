import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { bareBytes } from '../../../src/core/records/bareImage.ts';
import { refusal } from '../../testModel.ts';
import { until } from '../../vscode/until.ts';
import { look } from '../look.ts';
import type { Panel } from '../panel.ts';
import { imagesOf } from './requestImages.ts';
import { useFixture } from './useFixture.ts';

const folder = 'docs/images';
const dashboard = `${folder}/dashboard.png`;
const tab = 'Nano Banana: dashboard.png';

/** A PNG without its metadata. */
const asSent = (png: Uint8Array): Uint8Array => bareBytes('png', png) ?? png;

describe('The panel as an image editor', () => {
  const fixture = useFixture();
  let original: Buffer;

  const edited = async () =>
    (await fixture().files(folder)).filter((name) => name.startsWith('dashboard-edited'));
  const act = (panel: Panel, name: string): Locator =>
    panel.actions.getByRole('button', { name, exact: true });
  const sourceStep = (panel: Panel): Locator => panel.frame.getByRole('button', { name: /^Source/ });
  const countResults = (panel: Panel, count: number) =>
    until(`${count} results`, async () => (await panel.results.count()) === count);
  /** The mean colour of what the built-in preview of an image shows. */
  const colourInPreview = async (): Promise<number[]> => {
    for (const frame of fixture().workbench.page.frames()) {
      const image = frame.locator('body.image img');
      if (!(await image.isVisible().catch(() => false))) continue;
      const { channels } = await sharp(await image.screenshot()).stats();
      return channels.slice(0, 3).map(({ mean }) => Math.round(mean));
    }
    return [];
  };

  const lookAt = async (panel: Panel, name: string) =>
    assert.deepEqual(await look(fixture().workbench, panel.frame, name), []);

  before(async () => {
    original = await fixture().read(dashboard);
    // The furthest from the dark theme, which the other journeys show.
    await fixture().workbench.setTheme('high contrast light');
  });

  it('makes variants that wait as drafts, each shown when it arrives, keeps one, and takes back what is discarded', async () => {
    const { standIn } = fixture();
    const panel = await fixture().edit(dashboard);
    await panel.choose('Variants', /^3$/);
    await panel.frame.getByText(/3 requests, about \$/).waitFor();
    standIn.tell({});
    const told = standIn.tell({ hold: 'beforeHeaders', times: 2 });
    await panel.ask('Invert it');
    await countResults(panel, 1);
    await fixture().workbench.screenshot('variants-running');
    told.release();
    standIn.reset();
    await panel.waitForStatus('3 variants are here. Keep the ones you want.');
    await countResults(panel, 3);
    assert.deepEqual(await edited(), []);
    await fixture().workbench.screenshot('variants-done');

    await panel.results.nth(1).click();
    await act(panel, 'Keep').click();
    await panel.waitForStatus('Saved dashboard-edited.png');
    assert.deepEqual(await edited(), ['dashboard-edited.png']);
    await act(panel, 'Keep only this').click();
    await panel.waitForStatus(/Kept dashboard-edited.* and discarded 2 more/);
    await countResults(panel, 1);
    await panel.button('Undo').click();
    await countResults(panel, 3);
    await act(panel, 'Discard').click();
    await countResults(panel, 2);
    await fixture().workbench.screenshot('discarded');
    await panel.button('Undo').click();
    await countResults(panel, 3);
  });

  it('runs a failed variant again alone', async () => {
    const { standIn } = fixture();
    const panel = await fixture().panel({ text: 'dashboard.png' });
    standIn.tell(refusal);
    await panel.ask('Make it grayscale');
    await panel.waitForStatus('2 of 3 variants are here; 1 failed. Keep the ones you want.');
    standIn.reset();
    await panel.button('Run Failed Again').click();
    await panel.waitForStatus('3 variants are here. Keep the ones you want.');
    assert.equal(standIn.requests.length, 1);
    await countResults(panel, 6);
  });

  it('goes on from a result twice, branches, and applies all to the original at once', async () => {
    const { workbench, standIn } = fixture();
    let panel = await fixture().panel({ text: 'dashboard.png' });
    await panel.choose('Variants', /^1$/);
    await panel.results.nth(1).click();
    await act(panel, 'Use as input').click();
    await panel.waitForStatus(/is edited next/);
    await panel.ask('Blur the top right corner');
    await panel.waitForStatus('Saved dashboard-edited-2.png');
    const first = await edited();
    const parent = await fixture().read(`${folder}/dashboard-edited.png`);
    assert.ok(first.includes('dashboard-edited-2.png'));
    assert.ok(imagesOf(standIn.requests[0])[0]?.bytes.equals(asSent(parent)), 'the chosen result is sent');

    await act(panel, 'Use as input').click();
    await panel.waitForStatus('dashboard-edited-2.png is edited next.');
    await panel.ask('Make it brighter');
    await panel.waitForStatus('Saved dashboard-edited-3.png');
    await lookAt(panel, 'steps');

    // The original is asked for again in the explorer: the same panel goes back to it.
    panel = await fixture().edit(dashboard);
    await panel.waitForStatus('dashboard.png is edited next.');
    assert.equal((await workbench.tabs()).filter((label) => label.startsWith('Nano Banana')).length, 1);
    assert.match(await panel.inputs.innerText(), /dashboard\.png/);

    await panel.results.last().click();
    await act(panel, 'From the source').click();
    const all = 'Do all of this:\n1. Invert it\n2. Blur the top right corner\n3. Make it brighter';
    await until('all instructions in the prompt', async () => (await panel.prompt.inputValue()) === all);
    await panel.run.click();
    await panel.waitForStatus('Saved dashboard-edited-4.png');
    assert.ok(imagesOf(standIn.requests[2])[0]?.bytes.equals(asSent(original)), 'the original is sent');
    await panel.results.nth(6).click();
    await panel.frame.getByRole('img', { name: /dashboard-edited-2\.png/ }).waitFor();
    await panel.frame.getByText('Blur the top right corner').first().waitFor();
  });

  it('replaces the original after a question, shows it at once everywhere, and restores the exact bytes', async () => {
    const { workbench } = fixture();
    await workbench.openImage(dashboard);
    await workbench.runCommand('View: Move Editor into Next Group');
    let before: number[] = [];
    await until('the preview of the image', async () => {
      before = await colourInPreview();
      return before.length > 0;
    });
    const panel = await fixture().panel({ text: 'dashboard.png' });
    await panel.results.nth(1).click();
    await act(panel, 'Replace original').click();
    const question = await workbench.messages.dialog.innerText();
    assert.match(question, /Replace dashboard\.png with dashboard-edited\.png\?/);
    assert.match(question, /no open Git repository[\s\S]*A backup is kept/);
    await workbench.screenshot('replace-question');
    await workbench.messages.pressInDialog('Cancel');
    assert.deepEqual(await fixture().read(dashboard), original);

    await act(panel, 'Replace original').click();
    await workbench.messages.pressInDialog('Replace');
    await panel.waitForStatus('Replaced dashboard.png. A backup is kept.');
    assert.ok(!(await fixture().read(dashboard)).equals(original));
    const { format, width, height } = await fixture().metadata(dashboard);
    assert.deepEqual({ format, width, height }, { format: 'png', width: 1280, height: 720 });
    await until('the preview to show the new bytes', async () => {
      const now = await colourInPreview();
      return now.length > 0 && now.some((value, at) => Math.abs(value - (before[at] ?? 0)) > 20);
    });
    await workbench.screenshot('replaced');

    await sourceStep(panel).click();
    const toolbar = panel.frame.getByRole('toolbar', { name: 'Source actions' });
    await fixture().workbench.screenshot('original-restorable');
    await toolbar.getByRole('button', { name: 'Restore original' }).click();
    await panel.waitForStatus('Restored dashboard.png.');
    assert.ok((await fixture().read(dashboard)).equals(original), 'the exact bytes are back');
    await toolbar.getByRole('button', { name: 'Restore original' }).waitFor({ state: 'hidden' });
    await until('the preview to show the old bytes', async () => {
      const now = await colourInPreview();
      return now.length > 0 && now.every((value, at) => Math.abs(value - (before[at] ?? 0)) < 3);
    });
    await workbench.closeTab('dashboard.png');
    // They lie on the results that are clicked next.
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('says that a source or result was moved away, and goes on when it is back', async () => {
    const panel = await fixture().panel({ text: 'dashboard.png' });
    await rename(fixture().path(dashboard), fixture().path('away.png'));
    await panel.waitForStatus(/dashboard\.png is gone/);
    assert.ok(!(await panel.run.isEnabled()));
    await rename(fixture().path('away.png'), fixture().path(dashboard));
    await panel.waitForStatus(/dashboard\.png changed on disk; it is shown as it is now/);
    await rename(fixture().path(`${folder}/dashboard-edited-4.png`), fixture().path('nine.png'));
    await panel.results.last().filter({ hasText: 'File is gone' }).waitFor();
    await rename(fixture().path('nine.png'), fixture().path(`${folder}/dashboard-edited-4.png`));
    await panel.results.last().filter({ hasNotText: 'File is gone' }).waitFor();
  });

  it('knows its steps when the image is opened again', async () => {
    const { workbench } = fixture();
    await workbench.closeTab(tab);

    let panel = await fixture().edit(dashboard);
    await countResults(panel, 9);
    await panel.results.filter({ hasText: 'dashboard-edited-3.png' }).click();
    await panel.frame.getByRole('img', { name: /dashboard-edited-3\.png/ }).waitFor();
    await panel.frame.getByText('Make it brighter').first().waitFor();
    await fixture().workbench.screenshot('history');
    await panel.button('Clear history').click();
    await countResults(panel, 0);
    assert.equal((await edited()).length, 4);
    await workbench.closeTab(tab);
    panel = await fixture().edit(dashboard);
    await panel.prompt.waitFor();
    await countResults(panel, 0);
    await workbench.closeTab(tab);
  });

  it('does all of it by keyboard', async () => {
    const { workbench } = fixture();
    const { keyboard } = workbench.page;
    const harbour = `${folder}/harbour.jpg`;
    const source = await fixture().read(harbour);
    await workbench.explorer.expand(folder);
    const menu = await workbench.explorer.contextMenuByKeyboard(harbour);
    await menu.chooseByKeyboard('Edit with Nano Banana…');
    const panel = await fixture().panel({ text: 'harbour.jpg' });
    await until('the prompt to take what is typed', () =>
      panel.prompt.evaluate((box) => box === document.activeElement && document.hasFocus()),
    );
    await keyboard.type('Make it grayscale');
    const pressUntil = async (key: string, what: string, isThere: () => Promise<boolean | undefined>) => {
      for (let presses = 0; presses < 100; presses++) {
        if (await isThere()) return;
        await keyboard.press(key);
      }
      assert.fail(`${key} did not reach ${what}.`);
    };
    const tabTo = async (wanted: Locator) => {
      const target = await wanted.first().elementHandle();
      await pressUntil('Tab', String(wanted), async () =>
        target?.evaluate((element) => element.matches(':focus, :focus-within')),
      );
    };
    await tabTo(panel.choice('Variants'));
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await panel.frame.getByText(/[23] requests, about \$/).waitFor();
    await keyboard.press('ControlOrMeta+Enter');
    await panel.waitForStatus(/^\d variants are here/);
    const count = await panel.results.count();
    assert.ok(count >= 2, String(count));

    await tabTo(panel.frame.locator('.steps'));
    await keyboard.press('End');
    await panel.frame
      .getByRole('img', { name: new RegExp(`^Result ${count}: harbour-edited\\.jpg`) })
      .waitFor();
    const press = async (name: string) => {
      await tabTo(panel.actions);
      const focused = () => panel.frame.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
      await keyboard.press('Home');
      await until('the first action', async () => ['Open', 'Keep'].includes(await focused()));
      for (let at = await focused(); at !== name; at = await focused()) {
        await keyboard.press('ArrowRight');
        // A busy page hears a key a moment later, and the next one would lead past what is wanted.
        await until(`the action after ${at}`, async () => (await focused()) !== at);
      }
      await keyboard.press('Enter');
    };
    await press('Keep');
    await panel.waitForStatus('Saved harbour-edited.jpg');
    await press('Keep only this');
    await countResults(panel, 1);
    assert.ok(await panel.actions.evaluate((toolbar) => toolbar.matches(':focus-within')));
    await panel.frame.locator('.past .undo').waitFor();
    await keyboard.press('ControlOrMeta+Z');
    await countResults(panel, count);
    await press('Use as input');
    await panel.waitForStatus(/is edited next/);
    await press('Replace original');
    await workbench.messages.dialog.waitFor();
    await keyboard.press('Enter');
    await panel.waitForStatus('Replaced harbour.jpg. A backup is kept.');
    assert.ok(!(await fixture().read(harbour)).equals(source));
    await tabTo(panel.actions);
    await panel.frame.locator('.past .undo').waitFor();
    await keyboard.press('ControlOrMeta+Z');
    await panel.waitForStatus('Restored harbour.jpg.');
    assert.ok((await fixture().read(harbour)).equals(source));
    await press('Replace original');
    await workbench.messages.dialog.waitFor();
    await keyboard.press('Enter');
    await panel.waitForStatus('Replaced harbour.jpg. A backup is kept.');
    await workbench.runCommand('Nano Banana: Restore Original');
    await workbench.quickInput.waitFor('Image to Restore');
    await workbench.quickInput.pick('harbour.jpg');
    await until('the exact bytes', async () => (await fixture().read(harbour)).equals(source));
    await press('Open');
    const isOpen = (label: string) => label.startsWith('harbour-edited');
    await until('the result to be open', async () => (await workbench.tabs()).some(isOpen));
  });
});
