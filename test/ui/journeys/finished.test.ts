import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { until } from '../../vscode/until.ts';
import { useFixture } from './useFixture.ts';

async function fill(folder: string): Promise<void> {
  for (const name of ['one.png', 'two.png', 'three.png']) {
    const picture = { create: { width: 320, height: 180, channels: 3 as const, background: '#4878a8' } };
    await sharp(picture).png().toFile(join(folder, name));
  }
}

describe('A run that ends where nobody looks, at the screen', () => {
  const fixture = useFixture({ fill });
  const tab = 'Nano Banana: one.png';

  /** What the status bar tells of it. */
  const told = (words: string): Locator =>
    fixture()
      .workbench.page.locator('.part.statusbar')
      .getByRole('button', { name: `Nano Banana: ${words}` });

  it('is told on its tab and in the status bar until somebody looks, and nobody is told of what is in sight', async () => {
    const { workbench } = fixture();
    const { told: answer } = await fixture().editHeld('one.png', 'Make it darker');
    await workbench.openImage('two.png');
    answer.release();
    await workbench.tab(`${tab}, done`).waitFor();
    await told('Saved one-edited.png').waitFor();
    await workbench.screenshot('finished-behind');
    assert.ok(!(await workbench.messages.notifications()).some((text) => text.includes('one-edited')));
    await told('Saved one-edited.png').click();
    await until('its plain name', async () => (await workbench.tabs()).includes(tab));
    await told('Saved one-edited.png').waitFor({ state: 'hidden' });

    const panel = await fixture().panel({ text: 'one.png' });
    await panel.waitForStatus('Saved one-edited.png');
    assert.equal(await panel.results.count(), 1);
    await panel.ask('Make it brighter');
    await panel.waitForStatus('Saved one-edited-2.png');
    await workbench.tab(tab).waitFor();
    assert.equal(await told('Saved one-edited-2.png').count(), 0);
  });

  it('is told as failed, and several as one, which a command shows', async () => {
    const { workbench, standIn } = fixture();
    const panel = await fixture().panel({ text: 'one.png' });
    const failing = standIn.tell({ hold: 'beforeHeaders', error: '404' });
    await panel.ask('Make it grey');
    await failing.arrived;
    const { told: answer } = await fixture().editHeld('three.png', 'Make it red');
    await workbench.tab('two.png').click();
    failing.release();
    await workbench.tab(`${tab}, failed`).waitFor();
    answer.release();
    await workbench.tab('Nano Banana: three.png, done').waitFor();
    await told('2 panels have finished').waitFor();
    await workbench.screenshot('finished-several');
    await workbench.runCommand('Nano Banana: Show What Has Finished');
    await workbench.tab('Nano Banana: three.png').waitFor();
    await workbench.runCommand('Nano Banana: Show What Has Finished');
    await workbench.tab(tab).waitFor();
    await until('nothing to tell', async () => !(await workbench.statusBarText()).includes('finished'));
    const offered = await workbench.findCommands('Show What Has Finished');
    assert.ok(!offered.some((command) => command.includes('Finished')), offered.join());
  });

  it('is told by a notification when the window is not in front, also with its panel in sight', async () => {
    const { workbench, standIn } = fixture();
    const panel = await fixture().panel({ text: 'one.png' });
    const answer = standIn.tell({ hold: 'beforeHeaders' });
    await panel.ask('Make it yellow');
    await answer.arrived;
    await workbench.page.evaluate(() => {
      document.hasFocus = () => false;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    answer.release();
    await workbench.messages.waitForNotification('Saved one-edited-3.png');
    await told('Saved one-edited-3.png').waitFor();
    await workbench.tab(tab).waitFor();
    await workbench.screenshot('finished-unfocused');
    await workbench.page.evaluate(() => {
      Reflect.deleteProperty(document, 'hasFocus');
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await told('Saved one-edited-3.png').waitFor({ state: 'hidden' });
  });
});
